"""What every store promises the read step."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from syndicator.core.article import Withdrawal
from syndicator.core.polling import Hints, Rhythm
from syndicator.core.post import PostState
from syndicator.core.verdict import Answer
from syndicator.errors import StoreUnavailable
from syndicator.ports import Admitted, DueSource, FetchMemory, Poll, Validators

MEMORY = FetchMemory(
    url="https://gazette.example/feed",
    etag='"a\\b"',
    last_modified="Mon",
    body_sha256="00",
    moved_to="x",
    validated="https://there.example/feed",
    hints=Hints(60, (3, 4), (5,), datetime(2000, 1, 1, tzinfo=UTC)),
    rhythm=Rhythm(3600.5, datetime(2026, 3, 1, 12, 30, tzinfo=UTC), 20),
)


def test_a_new_source_is_due_at_once(store_new, store_make):
    """A source the store has never met is due, with nothing remembered."""
    store_new.keep_sources([store_make.source()], store_make.NOW)
    assert [DueSource("gazette", FetchMemory(), 0)] == store_new.sources_due(store_make.NOW)


def test_a_poll_is_remembered_and_its_failures_forgotten(store_new, store_make):
    """Validators rest byte for byte, polls are counted, and the source is due again when its time comes."""
    at = store_make.at
    store_new.keep_sources([store_make.source()], store_make.NOW)
    store_new.record_polls([Poll("gazette", replace(MEMORY, failures=3), at(60))], at(0))
    assert [] == store_new.sources_due(at(59))
    assert [DueSource("gazette", MEMORY, 1)] == store_new.sources_due(at(60))


def test_polls_without_news_advance_their_sources_together(store_new, store_make):
    """Each is remembered with its validators and its next time, counted, and clears its problem; others stay as they are."""
    at = store_make.at
    names = ("a", "b", "c")
    store_new.keep_sources([store_make.source(name, f"https://{name}.example/") for name in names], at(0))
    store_new.record_failed_reading("a", "timed out", at(1), at(0))
    store_new.record_polls([Poll("a", replace(MEMORY, failures=1), at(7)), Poll("b", MEMORY, at(5))], at(2))
    assert [DueSource("c", FetchMemory(), 0), DueSource("b", MEMORY, 1), DueSource("a", MEMORY, 1)] == store_new.sources_due(at(9))
    assert [("a", "", at(2), 0), ("b", "", at(2), 0)] == [(r.id, r.problem, r.last_poll, r.failures) for r in store_new.sources()][:2]


def test_polls_without_news_are_kept_together_or_not_at_all(store_new, store_make):
    """One that names no source leaves the others as they were: a transaction is whole."""
    store_new.keep_sources([store_make.source()], store_make.NOW)
    with pytest.raises(StoreUnavailable, match="knows no source “nobody”"):
        store_new.record_polls([Poll(name, MEMORY, store_make.at(5)) for name in ("gazette", "nobody")], store_make.NOW)
    assert [DueSource("gazette", FetchMemory(), 0)] == store_new.sources_due(store_make.at(9))
    store_new.record_polls([], store_make.NOW)


def test_a_poll_may_leave_the_memory_as_it_rests(store_new, store_make):
    """Nothing is remembered anew: the source is advanced and counted, and keeps its validators."""
    at = store_make.at
    store_new.keep_sources([store_make.source()], at(0))
    store_new.record_polls([Poll("gazette", MEMORY, at(1))], at(0))
    store_new.record_polls([Poll("gazette", None, at(9), began=at(2))], at(3))
    assert [DueSource("gazette", MEMORY, 2)] == store_new.sources_due(at(9))
    with pytest.raises(StoreUnavailable, match="knows no source “nobody”"):
        store_new.record_polls([Poll("nobody", None, at(9))], at(3))


def test_keeping_the_same_sources_writes_nothing(store_one, store_make):
    """The configuration is told at each pass: what stands already is left alone, its memory and its times too."""
    before = store_one.store.sources()
    store_one.store.keep_sources([store_make.source()], store_make.at(5))
    assert before == store_one.store.sources()


def test_a_failed_poll_is_counted_and_keeps_the_memory(store_new, store_make):
    """Failures grow, validators stay, the problem is shown, and a completed poll clears it."""
    at = store_make.at
    store_new.keep_sources([store_make.source()], at(0))
    store_new.record_polls([Poll("gazette", MEMORY, at(1))], at(0))
    store_new.record_failed_reading("gazette", "timed out", at(2), at(1))
    store_new.record_failed_reading("gazette", "refused", at(4), at(2))
    assert [DueSource("gazette", replace(MEMORY, failures=2), 1)] == store_new.sources_due(at(4))
    (row,) = store_new.sources()
    assert (2, "refused", at(2), at(4)) == (row.failures, row.problem, row.last_poll, row.next_poll)
    store_new.record_polls([Poll("gazette", MEMORY, at(9))], at(4))
    (row,) = store_new.sources()
    assert (0, "", 2) == (row.failures, row.problem, row.polls)


def test_how_an_original_was_seen_is_remembered(store_one):
    """By its article, the last look only."""
    key = store_one.article.key
    assert Validators() == store_one.store.original_seen(key)
    for given in (Validators('"a\\b"', "Mon"), Validators('W/"\u00e9"', "")):
        store_one.store.record_original_seen(key, given)
        assert given == store_one.store.original_seen(key)


def test_a_withheld_feed_has_its_copies_looked_at(store_one, store_make):
    """Since the first 451, whatever fails next, until the feed is read; the proofs of its live copies are due at once, once."""
    one, at, known = store_one, store_make.at, store_one.article.key
    one.rests_in(PostState.PROVEN)
    prove = partial(one.store.record_proof, one.key, [store_make.check()], PostState.PROVEN, at(9999), "")
    prove(at(1))
    one.store.record_failed_reading("gazette", "500", at(1), at(1))
    assert (None, []) == (one.store.withheld_since(known), one.store.proofs_due(at(2), 10))
    one.store.record_failed_reading("gazette", "451", at(2), at(2), withheld=True)
    assert (at(2), 1) == (one.store.withheld_since(known), len(one.store.proofs_due(at(2), 10)))
    prove(at(3))
    one.store.record_failed_reading("gazette", "500", at(4), at(4))
    one.store.record_failed_reading("gazette", "451", at(5), at(5), withheld=True)
    assert (at(2), []) == (one.store.withheld_since(known), one.store.proofs_due(at(5), 10))
    one.store.record_polls([Poll("gazette", None, at(60))], at(6))
    assert (None, None) == (one.store.withheld_since(known), one.store.withheld_since("nobody"))


@pytest.mark.parametrize("validated", ["", "https://gazette.example/new"])
def test_an_address_the_feed_moved_to_is_no_new_feed(store_new, store_make, validated):
    """Once the operator writes it into the settings, all that is known stays, validators too; and nothing is told of a move any more."""
    at, there = store_make.at, "https://gazette.example/new"
    store_new.keep_sources([store_make.source()], at(0))
    store_new.record_polls([Poll("gazette", replace(MEMORY, url=there, validated=validated), at(9))], at(1))
    assert [there] == [row.moved_to for row in store_new.sources()]
    store_new.keep_sources([store_make.source(feed=there)], at(2))
    (row,) = store_new.sources()
    assert (there, "", 1, at(9)) == (row.feed, row.moved_to, row.polls, row.next_poll)
    assert [DueSource("gazette", replace(MEMORY, url="", validated=""), 1)] == store_new.sources_due(at(9))


def test_a_stopped_source_rests_until_its_address_changes(store_new, store_make):
    """No next poll means stopped for good, whatever the configuration repeats; another address starts anew."""
    at = store_make.at
    store_new.keep_sources([store_make.source()], at(0))
    store_new.record_polls([Poll("gazette", MEMORY, at(1))], at(0))
    store_new.record_failed_reading("gazette", "410 Gone", None, at(1))
    store_new.keep_sources([store_make.source()], at(2))
    assert [] == store_new.sources_due(at(99999))
    (row,) = store_new.sources()
    assert ("410 Gone", None) == (row.problem, row.next_poll)
    store_new.keep_sources([store_make.source(feed="https://gazette.example/new")], at(3))
    assert [DueSource("gazette", FetchMemory(), 0)] == store_new.sources_due(at(3))


def test_a_removed_source_is_never_due_and_comes_back_as_it_was(store_new, store_make):
    """Taking a source out of the configuration stops it; putting it back does not make it a first poll."""
    at = store_make.at
    store_new.keep_sources([store_make.source("gazette"), store_make.source("herald", "https://herald.example/feed")], at(0))
    store_new.record_polls([Poll("gazette", MEMORY, at(1))], at(0))
    store_new.keep_sources([store_make.source("herald", "https://herald.example/feed")], at(2))
    assert ["herald"] == [s.source_id for s in store_new.sources_due(at(99))]
    assert ["herald"] == [s.id for s in store_new.sources()]
    store_new.keep_sources([store_make.source("gazette")], at(3))
    assert [DueSource("gazette", MEMORY, 1)] == store_new.sources_due(at(99))


def test_sources_come_longest_waiting_first(store_new, store_make):
    """The order of polling is the order of the times that came."""
    at = store_make.at
    store_new.keep_sources([store_make.source("a", "https://a.example/"), store_make.source("b", "https://b.example/")], at(0))
    store_new.record_polls([Poll("a", MEMORY, at(7))], at(0))
    store_new.record_polls([Poll("b", MEMORY, at(5))], at(0))
    assert ["b", "a"] == [s.source_id for s in store_new.sources_due(at(9))]


def test_a_new_article_becomes_a_case_for_each_site(store_new, store_make):
    """Every named site gets a case, with the whole article, its page included."""
    store_new.keep_sources([store_make.source()], store_make.NOW)
    article = store_make.article()
    store_new.record_polls([Poll("gazette", MEMORY, store_make.at(60), [Admitted(article, ("plaza", "forum"), among=47)])], store_make.NOW)
    due = store_new.cases_due(store_make.NOW, 10)
    assert [("forum", article), ("plaza", article)] == [(d.site_id, d.article) for d in due]
    assert [(47, store_make.NOW, None)] * 2 == [(d.among, d.first_seen, d.post) for d in due]


def test_what_is_known_is_told_by_identity(store_one, store_make):
    """Digests of the articles of this source, and of no other."""
    article, stranger = store_one.article, store_make.article("two")
    assert {article.identity: article.digest} == store_one.store.known_articles("gazette", [article.identity, stranger.identity])
    assert {} == store_one.store.known_articles("herald", [article.identity])


def test_a_seen_article_has_no_cases_and_never_gets_any(store_new, store_make):
    """What was marked as seen stays out, even when it changes later and is admitted for a site."""
    store_new.keep_sources([store_make.source()], store_make.NOW)
    for text, sites in (("Rain fell.", ()), ("Snow fell.", ("plaza",))):
        article = store_make.article(text=text)
        store_new.record_polls([Poll("gazette", MEMORY, store_make.at(60), [Admitted(article, sites)])], store_make.NOW)
    assert [] == store_new.cases_due(store_make.NOW, 10)
    assert {article.identity: article.digest} == store_new.known_articles("gazette", [article.identity])


def test_an_unchanged_article_is_not_touched(store_one):
    """The same digest again leaves a judged case alone."""
    store_one.judge()
    store_one.read(store_one.article, sites=("plaza", "forum"))
    assert [] == store_one.store.cases_due(store_one.store.sources()[0].next_poll, 10)
    assert 1 == len(store_one.store.cases())


def test_a_changed_article_makes_all_its_cases_new(store_one, store_make):
    """A changed digest replaces the article and every case is judged again, with the copy beside it."""
    store_one.judge()
    changed = store_make.article(text="Rain fell, and snow.")
    store_one.read(changed, now=store_make.at(9))
    (due,) = store_one.store.cases_due(store_make.at(9), 10)
    assert (changed, store_make.NOW, PostState.QUEUED) == (due.article, due.first_seen, due.post.state)


def test_a_changed_article_is_not_kept_waiting(store_one, store_make):
    """A case that waits for its time is judged at once when the article changes."""
    store_one.judge(Answer.WAIT, not_before=store_make.at(999))
    assert [] == store_one.store.cases_due(store_make.at(9), 10)
    store_one.read(store_make.article(text="Snow fell."))
    assert 1 == len(store_one.store.cases_due(store_make.at(9), 10))


def test_a_tombstone_marks_the_article_once(store_one, store_make):
    """A withdrawal makes the cases new; the same tombstone in the next poll changes nothing."""
    store_one.judge()
    gone = {store_one.article.identity: "tombstone", "tag:nobody.example,2026:x": "tombstone"}
    store_one.read(withdrawn=gone, now=store_make.at(1))
    (due,) = store_one.store.cases_due(store_make.at(1), 10)
    assert Withdrawal("tombstone", at=store_make.at(1)) == due.article.withdrawn
    store_one.judge(Answer.REFUSE)
    store_one.read(withdrawn=gone, now=store_make.at(2))
    assert [] == store_one.store.cases_due(store_make.at(2), 10)


def test_an_entry_beside_its_tombstone_stays_withdrawn(store_one, store_make):
    """A feed that serves both at every poll does not reopen the case at every poll."""
    gone = {store_one.article.identity: "tombstone"}
    store_one.read(store_one.article, withdrawn=gone, now=store_make.at(1))
    store_one.judge(Answer.REFUSE)
    store_one.read(store_one.article, withdrawn=gone, now=store_make.at(2))
    assert [] == store_one.store.cases_due(store_make.at(2), 10)
    assert [Withdrawal("tombstone", at=store_make.at(1))] == [a.withdrawn for a in store_one.store.articles(store_one.article.id)]


def test_a_withdrawn_article_that_returns_is_judged_again(store_one, store_make):
    """An entry without its tombstone is a changed article."""
    store_one.read(withdrawn={store_one.article.identity: "tombstone"})
    store_one.judge(Answer.REFUSE)
    store_one.read(store_one.article)
    (due,) = store_one.store.cases_due(store_make.NOW, 10)
    assert due.article.withdrawn is None


def test_a_digest_survives_the_store(store_one, store_make):
    """The digest of an article read back is the digest that is known, withdrawal and odd time zones included."""
    store_one.read(withdrawn={store_one.article.identity: "tombstone"})
    (article,) = store_one.store.articles(store_one.article.id)
    assert {article.identity: article.digest} == store_one.store.known_articles("gazette", [article.identity])


def test_hostile_texts_rest_unharmed(store_one, store_make):
    """Lone surrogates, NUL and an identity of 10,000 letters come back as they were."""
    article = replace(store_make.article("odd\udc80\0"), id="x\ud800" * 5000, title="\udcff\0<script>", published=None)
    store_one.read(article, sites=("plaza",), now=store_make.at(1))
    assert [article] == store_one.store.articles(article.id)
    assert {article.identity: article.digest} == store_one.store.known_articles("gazette", [article.identity])


@pytest.mark.parametrize(
    "stamp", ["0001-01-01T00:00:00+02:00", "9999-12-31T23:59:59-11:00", "1969-12-31T23:59:59+00:00", "2038-01-19T03:14:08+00:19:32"]
)
def test_any_date_of_the_calendar_rests(store_one, store_make, stamp):
    """A feed may claim any date; it is kept as it is and never stops the store."""
    published = store_make.NOW.fromisoformat(stamp)
    store_one.read(store_make.article("two", published=published), sites=("plaza",))
    assert {store_make.NOW, published} == {d.article.published for d in store_one.store.cases_due(store_make.NOW, 10)}


def test_many_articles_in_one_reading(store_one, store_make):
    """A feed of 1,200 entries is kept whole, and an entry given twice makes one case."""
    articles = [store_make.article(f"n{i}") for i in range(1200)]
    store_one.read(*articles, articles[0], sites=("plaza",))
    assert 1200 == len(store_one.store.known_articles("gazette", [a.identity for a in articles]))
    assert 1201 == len(store_one.store.cases())


def test_a_reading_of_an_unknown_source_keeps_nothing(store_new, store_make):
    """An unknown source is refused in words, whole."""
    with pytest.raises(StoreUnavailable, match="knows no source “gazette”"):
        store_new.record_polls(
            [Poll("gazette", MEMORY, store_make.NOW + timedelta(1), [Admitted(store_make.article(), ("plaza",))])], store_make.NOW
        )
    with pytest.raises(StoreUnavailable, match="knows no source “gazette”"):
        store_new.record_failed_reading("gazette", "why", None, store_make.NOW)
    assert [] == store_new.cases()
