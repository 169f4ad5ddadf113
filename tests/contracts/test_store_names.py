"""Every store on the names articles go by."""

from dataclasses import replace

from syndicator.core.recognising import Acquaintance


def test_who_an_entry_may_be_is_told(store_one, store_make):
    """By identity, by address, by the very title and date; of this source only, and nobody else."""
    one = store_one.article
    expected = [Acquaintance(one.id, one.url, one.title, one.published)]
    strange = replace(one, id="urn:new", url="https://gazette.example/elsewhere", title="Other", published=store_make.at(9))
    asked = [
        one,
        replace(strange, url="http://www.gazette.example/one?utm_source=x"),
        replace(strange, title=one.title, published=one.published),
        strange,
        replace(one, source_id="other"),
    ]
    found = [store_one.store.acquaintances(a.source_id, [a]) for a in asked]
    assert [expected, expected, [], []] == [found[0], found[1], found[3], found[4]]
    assert expected[0] in found[2]


def test_an_id_that_no_column_holds_makes_no_new_article(store_one, store_make):
    """NUL and lone surrogates: known by its own id or not at all, never by a mangled one."""
    odd = replace(store_make.article("two"), id="a\0b\ud800")
    store_one.read(odd)
    assert [odd.id] == [one.id for one in store_one.store.acquaintances("gazette", [odd])]
    beside = replace(odd, id="urn:new")
    assert {one.identity for one in store_one.store.acquaintances("gazette", [beside])} <= {odd.identity}


def test_a_twin_of_the_same_feed_is_told(store_one, store_make):
    """An article at the address of another one of its source; a stranger's twin is told before it."""
    store_one.judge()
    twin = replace(store_one.article, id="urn:new")
    assert ("gazette", "") == (store_one.store.twin(twin, "plaza"), store_one.store.twin(store_one.article, "plaza"))
    assert "gazette" == store_one.store.twin(replace(twin, source_id="other"), "plaza")
    assert "" == store_one.store.twin(replace(twin, address_shared=True), "plaza")
