"""Who an entry is, where its feed says it badly; the walks' files say what comes of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.article import Article
from syndicator.core.recognising import Acquaintance, recognised

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


def entry(number: int = 1, **changes: object) -> Article:
    facts: dict = {"source_id": "src", "id": f"urn:{number}", "url": f"https://src.example/{number}", "title": f"{'abcdefgh'[number]}" * 9}
    return Article(**{**facts, "html": "<p>Rain.</p>", "published": NOW + timedelta(hours=number), **changes})


def known(article: Article) -> Acquaintance:
    return Acquaintance(article.id, article.url, article.title, article.published or NOW)


def names(articles: list[Article], *before: Article, **more: object) -> list[str]:
    found, _ = recognised(articles, [known(one) for one in before], **more)
    return [one.id for one in found]


def test_what_is_known_by_its_id_stays_what_it_is():
    """A new address, a new headline, a new date: each alone, and any two, are a correction."""
    one = entry()
    changed = [
        replace(one, url="https://src.example/x", title="Quite another"),
        replace(one, url="https://src.example/x", published=NOW),
        replace(one, title="Quite another", published=NOW),
    ]
    assert [["urn:1"]] * 3 == [names([version], one) for version in changed]


def test_an_id_for_something_else_names_something_else():
    """Address, title and date: all three."""
    other = entry(2, id="urn:1")
    assert ["urn:1 https://src.example/2"] == names([other], entry())


def test_a_date_that_is_missing_is_no_witness():
    """Another address and title under one id, and no date that says it is the same."""
    assert ["urn:1 https://src.example/2"] == names([entry(2, id="urn:1", published=None)], entry())


def test_a_new_id_at_a_known_address_is_known_by_title_or_date():
    """Neither: it is another one."""
    one = entry(id="new")
    tried = [one, replace(one, title="Other"), replace(one, published=None), replace(one, title="Other", published=None)]
    assert [["urn:1"], ["urn:1"], ["urn:1"], ["new"]] == [names([version], entry()) for version in tried]


def test_a_moved_article_is_known_by_title_and_date_together():
    """Only in a whole document, and where both are the very same."""
    moved = entry(id="new", url="https://new.example/1")
    assert [["urn:1"], ["new"], ["new"], ["new"]] == [
        names([moved], entry()),
        names([moved], entry(), whole=False),
        names([replace(moved, published=NOW)], entry()),
        names([replace(moved, title="Other")], entry()),
    ]


def test_whoever_stands_there_under_its_own_id_is_nobody_else():
    """The known one is in the document too: the other is new."""
    assert ["urn:1", "new"] == names([entry(), entry(id="new", url="https://src.example/9")], entry())


def test_what_is_withdrawn_comes_back_under_no_other_name():
    """A tombstone for one id and an entry under another: the entry is new."""
    assert ["new"] == names([entry(id="new")], entry(), withdrawn={"urn:1"})


def test_an_address_of_many_names_none_of_them():
    """It is no name by which another source could know them."""
    two, _ = recognised([entry(1, url="https://src.example/"), entry(2, url="http://www.src.example")], [])
    assert [(True, ("urn:1",)), (True, ("urn:2",))] == [(one.address_shared, one.names) for one in two]


def made(id_: int, url: int, title: int, at: int) -> Article:
    when = NOW + timedelta(hours=at) if at else None
    return Article(source_id="src", id=f"i{id_}", url=f"https://src.example/{url}", title=f"T {title * 'x'}", html="", published=when)


NUMBERS = st.integers(0, 5)
ENTRIES = st.lists(st.builds(made, NUMBERS, NUMBERS, NUMBERS, NUMBERS), max_size=6, unique_by=lambda article: article.identity)


@given(ENTRIES, ENTRIES)
def test_no_two_entries_become_one(before: list[Article], now: list[Article]):
    """Whatever a feed does, entries that it tells apart stay apart, and only their names change."""
    found, renamed = recognised(now, [known(one) for one in before])
    assert len(now) == len({one.identity for one in found})
    assert {a.identity: b.identity for a, b in zip(now, found, strict=True) if a.identity != b.identity} == dict(renamed)
    assert [(a.url, a.title, a.html) for a in now] == [(b.url, b.title, b.html) for b in found]


@given(ENTRIES, st.randoms())
def test_the_same_entries_in_another_order_are_the_same(entries: list[Article], chance):
    """Nothing is new in a feed that only reorders or shortens itself."""
    shown = [one for one in entries if chance.random() < 0.7]
    chance.shuffle(shown)
    found, renamed = recognised(shown, [known(one) for one in entries])
    assert ({}, [one.identity for one in shown]) == (dict(renamed), [one.identity for one in found])
