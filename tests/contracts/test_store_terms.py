"""What every store promises about terms pages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from syndicator.core.post import Deed, PostState
from syndicator.core.verdict import Answer, Finding, Status, Verdict
from syndicator.errors import StoreUnavailable
from syndicator.ports import Admitted, FetchMemory, Poll, TermsChange, TermsWatch, Validators

WATCH = TermsWatch(address="https://gazette.example/terms", looked=True, validators=Validators('W/"1"', "yesterday"))


def test_nothing_is_known_before_the_first_look(store_one):
    """A source that was never looked at has no watch and no page."""
    store = store_one.store
    assert ({}, {}, []) == (store.terms_watches(), store.terms_pages("gazette"), store.terms_history("gazette"))


def test_a_look_is_kept_whole(store_one, store_make):
    """Times, validators, failures and hostile words come back as they were; the last look counts."""
    watch = replace(
        WATCH, next_look=store_make.at(5), last_look=store_make.NOW, confirmed_at=store_make.at(-5), failures=2, problem="\0x\ud800"
    )
    store_one.store.record_terms_look("gazette", WATCH, store_make.NOW)
    store_one.store.record_terms_look("gazette", watch, store_make.NOW)
    assert {"gazette": {"": watch}} == store_one.store.terms_watches()


def test_a_page_is_kept_whole(store_one, store_make):
    """The snapshot comes back as it was, hostile characters and all, with how the watching stands."""
    page = store_make.terms_page()
    store_one.store.record_terms_page("gazette", WATCH, page, store_make.NOW)
    assert ({"gazette": {"": WATCH}}, {"": page}) == (store_one.store.terms_watches(), store_one.store.terms_pages("gazette"))


def test_a_source_nobody_knows_is_an_error(store_new, store_make):
    """Nothing is kept for it."""
    with pytest.raises(StoreUnavailable, match="no source"):
        store_new.record_terms_look("nobody", WATCH, store_make.NOW)
    with pytest.raises(StoreUnavailable, match="no source"):
        store_new.record_terms_page("nobody", WATCH, store_make.terms_page(), store_make.NOW)
    assert ({}, {}) == (store_new.terms_watches(), store_new.terms_pages("nobody"))


@pytest.mark.parametrize(
    ("answer", "state"), [(Answer.ALLOW, "allowed"), (Answer.WAIT, "waiting"), (Answer.HOLD, "held"), (Answer.REFUSE, "refused")]
)
def test_another_page_opens_every_rested_case_once(store_one, store_make, answer: Answer, state: str):
    """Whatever was decided rested on what the page said; told twice, the second time changes nothing."""
    store, page = store_one.store, store_make.terms_page()
    store_one.judge(answer, not_before=store_make.at(60) if answer is Answer.WAIT else None)
    assert [state] == [case.state for case in store.cases()]

    assert 1 == store.record_terms_page("gazette", WATCH, page, store_make.at(1)).reopened
    assert ["new"] == [case.state for case in store.cases()]
    assert [store_one.article.key] == [due.article.key for due in store.cases_due(store_make.at(1), 10)]

    store_one.judge(answer, now=store_make.at(2))
    assert TermsChange() == store.record_terms_page("gazette", WATCH, page, store_make.at(3))
    assert [state] == [case.state for case in store.cases()]

    assert TermsChange(1) == store.record_terms_page("gazette", WATCH, page, store_make.at(4), reopen=True)
    assert ["new"] == [case.state for case in store.cases()]


def test_a_look_opens_cases_only_where_it_is_asked_to(store_one, store_make):
    """What was held for want of a page is judged again when it turns out that there is none."""
    store_one.judge(Answer.HOLD)
    assert 0 == store_one.store.record_terms_look("gazette", WATCH, store_make.at(1))
    assert ["held"] == [case.state for case in store_one.store.cases()]
    assert [1, 0] == [store_one.store.record_terms_look("gazette", WATCH, store_make.at(1), reopen=True) for _ in range(2)]
    assert ["new"] == [case.state for case in store_one.store.cases()]


@pytest.mark.parametrize(("rule", "opened"), [("terms_read", 0), ("grant", 1)])
def test_only_cases_that_rest_on_a_rule_are_opened_where_one_is_named(store_one, store_make, rule: str, opened: int):
    """The newest verdict counts, whatever an older one rested on; a page that is new opens all of them."""
    unread = Verdict(Answer.HOLD, None, (Finding("terms_read", Status.UNKNOWN, Answer.HOLD, "not read"),))
    granted = Verdict(Answer.HOLD, None, (Finding("grant", Status.UNKNOWN, Answer.HOLD, 'it says "terms_read"'),))
    for verdict in (unread, granted):
        store_one.store.record_verdict(store_one.article.key, "plaza", "d", verdict, None, store_make.NOW)
    assert opened == store_one.store.record_terms_look("gazette", WATCH, store_make.at(1), reopen=True, rule=rule)
    store_one.store.record_verdict(store_one.article.key, "plaza", "d", granted, None, store_make.NOW)
    page = store_make.terms_page()
    assert 1 == store_one.store.record_terms_page("gazette", WATCH, page, store_make.at(1), reopen=True, rule="terms_read").reopened
    store_one.store.record_verdict(store_one.article.key, "plaza", "d", granted, None, store_make.NOW)
    assert opened == store_one.store.record_terms_page("gazette", WATCH, page, store_make.at(1), reopen=True, rule=rule).reopened


def test_a_case_that_is_new_is_not_counted(store_one, store_make):
    """It will be judged with the page anyway."""
    assert TermsChange(0, ()) == store_one.store.record_terms_page("gazette", WATCH, store_make.terms_page(), store_make.NOW)


def test_other_sources_are_left_alone(store_one, store_make):
    """A page speaks for its own source."""
    store, other = store_one.store, store_make.article("two", source="herald")
    store.keep_sources([store_make.source(), store_make.source("herald", "https://herald.example/feed")], store_make.NOW)
    store.record_polls([Poll("herald", FetchMemory(), store_make.at(60), [Admitted(other, ("plaza",))])], store_make.NOW)
    store_one.judge()

    assert TermsChange(0, ()) == store.record_terms_page("herald", WATCH, store_make.terms_page(), store_make.NOW)

    assert {"gazette": "allowed", "herald": "new"} == {case.source_id: case.state for case in store.cases()}
    assert [other] == store.newest_articles("herald", 5)


def test_what_the_page_said_before_is_kept(store_one, store_make):
    """A changed word or another address is another snapshot; the same words again, at the same place, take its place."""
    first, later = store_make.terms_page(), store_make.terms_page("No reprints.", now=store_make.at(5))
    menu = replace(first, html="<p>Other menu.", words_sha256="0" * 64, fetched_at=store_make.at(3))
    moved = replace(later, address="https://gazette.example/other", fetched_at=store_make.at(7))
    for page in (first, menu, later, moved):
        store_one.store.record_terms_page("gazette", WATCH, page, page.fetched_at)
    assert [menu, later, moved] == store_one.store.terms_history("gazette")
    assert {"": moved} == store_one.store.terms_pages("gazette")


def test_each_document_of_a_source_rests_by_itself(store_one, store_make):
    """Watches, newest snapshots and histories are told apart by their keys; any of them opens the source's cases."""
    store, robots = store_one.store, "robots https://gazette.example/robots.txt"
    page, other, newer = (store_make.terms_page(words, now=store_make.at(n)) for n, words in enumerate(("a", "b", "c")))
    beside = replace(WATCH, key=robots, moved="https://other.example/", failures=1)
    for watch, one in ((WATCH, page), (beside, other), (beside, newer)):
        store_one.judge(Answer.HOLD)
        assert 1 == store.record_terms_page("gazette", watch, one, one.fetched_at).reopened
    assert {"gazette": {"": WATCH, robots: beside}} == store.terms_watches()
    assert {"": page, robots: newer} == store.terms_pages("gazette")
    assert ([page], [other, newer], []) == tuple(store.terms_history("gazette", key) for key in ("", robots, "rsl"))


def test_what_was_said_before_and_is_said_again_counts_as_a_change(store_one, store_make):
    """A page that returns to its old words was something else meanwhile."""
    pages = [store_make.terms_page(words, now=store_make.at(n)) for n, words in enumerate(("a", "b", "a"))]
    reopened = []
    for page in pages:
        store_one.judge(Answer.HOLD)
        reopened.append(store_one.store.record_terms_page("gazette", WATCH, page, page.fetched_at).reopened)
    assert ([1, 1, 1], pages) == (reopened, store_one.store.terms_history("gazette"))


def test_a_queued_post_does_not_leave_before_it_is_judged_again(store_one, store_make):
    """A changed page stops what was allowed under the old one; allowed again, it leaves."""
    store_one.judge()
    store_one.store.record_terms_page("gazette", WATCH, store_make.terms_page(), store_make.NOW)
    assert [] == store_one.store.claim_posts_due(store_make.at(1), store_make.at(5), 10)
    store_one.judge()
    assert 1 == len(store_one.store.claim_posts_due(store_make.at(1), store_make.at(5), 10))


LIVE = (PostState.DELIVERED, PostState.PROVEN, PostState.LACKING)


@pytest.mark.parametrize("state", [*LIVE, PostState.QUEUED, PostState.CLAIMED, PostState.FAILED, PostState.UNKNOWN, PostState.WITHDRAWN])
def test_the_copies_that_rest_on_it_are_named(store_one, store_make, state: PostState):
    """Those readers may meet, and no others."""
    store_one.rests_in(state)
    if state in (PostState.PROVEN, PostState.LACKING, PostState.WITHDRAWN):
        store_one.store.record_proof(store_one.key, (), state, None, "", store_make.NOW)
    assert state is store_one.post.state

    live = store_one.store.record_terms_page("gazette", WATCH, store_make.terms_page(), store_make.NOW).live

    assert ((store_one.key,) if state in LIVE else ()) == live
    assert list(live) == [row.stored.post.key for row in store_one.store.live_copies("gazette")]
    assert [] == store_one.store.live_copies("herald")


def test_a_copy_whose_correction_is_on_its_way_is_still_met(store_one, store_make):
    """It stands on the site until the site answers."""
    store_one.judge()
    store_one.deliver()
    store_one.store.queue_deed(store_one.key, Deed.UPDATE, "mend it", store_make.NOW)
    assert [store_one.key] == [row.stored.post.key for row in store_one.store.live_copies("gazette")]


def test_the_newest_articles_come_first(store_one, store_make):
    """By when they were kept, then by their own date; no more than asked for."""
    later, older = store_make.article("two"), store_make.article("three", published=store_make.NOW - timedelta(days=3))
    store_one.read(older, later, now=store_make.at(5))
    assert [later, older] == store_one.store.newest_articles("gazette", 2)
    assert [later, older, store_one.article] == store_one.store.newest_articles("gazette", 9)
