"""What every store promises the judge step."""

from dataclasses import replace

import pytest

from syndicator.core.post import Deed, PostState
from syndicator.core.verdict import Answer
from syndicator.errors import StoreUnavailable
from syndicator.ports import Ended, Judged, StoredPost


def test_the_oldest_article_is_judged_first(store_one, store_make):
    """Order is by the day of publication, for undated ones by the day they were first seen; and the limit holds."""
    old, undated = store_make.article("old", published=store_make.at(-60)), store_make.article("undated", published=None)
    store_one.read(undated, old, sites=("plaza",), now=store_make.at(5))
    assert ["Old", "One", "Undated"] == [d.article.title for d in store_one.store.cases_due(store_make.at(5), 10)]
    assert ["Old", "One"] == [d.article.title for d in store_one.store.cases_due(store_make.at(5), 2)]


@pytest.mark.parametrize(
    ("answer", "state"),
    [(Answer.ALLOW, "allowed"), (Answer.WAIT, "waiting"), (Answer.HOLD, "held"), (Answer.REFUSE, "refused")],
)
def test_an_answer_is_the_state_of_its_case(store_one, store_make, answer, state):
    """A judged case rests under its answer, with the verdict and its time, and is not due."""
    store_one.judge(answer, not_before=store_make.at(30) if answer is Answer.WAIT else None)
    (row,) = store_one.store.cases()
    assert (state, answer, store_make.NOW) == (row.state, row.verdict.answer, row.judged_at)
    assert [] == store_one.store.cases_due(store_make.NOW, 10)


def test_a_waiting_case_is_due_when_its_time_came(store_one, store_make):
    """Not a moment before `not_before`."""
    store_one.judge(Answer.WAIT, not_before=store_make.at(30))
    assert [] == store_one.store.cases_due(store_make.at(29.99), 10)
    assert 1 == len(store_one.store.cases_due(store_make.at(30), 10))


def test_held_and_refused_cases_stay(store_one, store_make):
    """Time alone never reopens what waits for a person."""
    store_one.judge(Answer.HOLD)
    assert [] == store_one.store.cases_due(store_make.at(10**6), 10)


def test_every_verdict_is_history(store_one, store_make):
    """Verdicts are appended, whole, oldest first; the newest is the one shown."""
    store_one.judge(Answer.HOLD)
    store_one.judge(Answer.ALLOW, now=store_make.at(1))
    expected = [(store_make.NOW, store_make.verdict(Answer.HOLD)), (store_make.at(1), store_make.verdict(Answer.ALLOW))]
    assert expected == store_one.store.verdicts(store_one.article.key, "plaza")


def test_the_verdicts_of_a_time_are_found_over_all_cases(store_one, store_make):
    """From its beginning on and before its end, oldest first, those that were overtaken too."""
    store_one.judge(Answer.HOLD)
    store_one.judge(Answer.ALLOW, now=store_make.at(1))
    store_one.judge(Answer.REFUSE, now=store_make.at(2))
    expected = [
        Judged(store_one.article.key, "plaza", store_make.NOW, store_make.verdict(Answer.HOLD)),
        Judged(store_one.article.key, "plaza", store_make.at(1), store_make.verdict(Answer.ALLOW)),
    ]
    assert expected == store_one.store.judged(store_make.NOW, store_make.at(2))
    assert [] == store_one.store.judged(store_make.at(3), store_make.at(9))


def test_changed_facts_reopen_cases(store_one, store_make):
    """Cases of a site judged under other digests are new again, others and those of unnamed sites are not."""
    store_one.judge(Answer.HOLD)
    assert 0 == store_one.store.reopen_cases({"plaza": "facts"}, "rules", store_make.at(1))
    assert 0 == store_one.store.reopen_cases({"forum": "other"}, "other", store_make.at(1))
    assert 1 == store_one.store.reopen_cases({"plaza": "other"}, "rules", store_make.at(1))
    (row,) = store_one.store.cases()
    assert ("new", None, None) == (row.state, row.verdict, row.judged_at)
    assert 0 == store_one.store.reopen_cases({"plaza": "other"}, "rules", store_make.at(1))
    store_one.judge(Answer.REFUSE)
    assert 1 == store_one.store.reopen_cases({"plaza": "facts"}, "other", store_make.at(1))


def test_a_first_draft_is_queued_to_be_created(store_one, store_make):
    """ALLOW and its draft make a post that is due at once."""
    store_one.judge()
    post = store_make.post(store_one.article)
    assert StoredPost(post, PostState.QUEUED, Deed.CREATE, next_at=store_make.NOW) == store_one.post


@pytest.mark.parametrize("answer", [Answer.WAIT, Answer.HOLD, Answer.REFUSE])
def test_a_draft_counts_only_with_allow(store_one, store_make, answer):
    """A draft handed in with any other answer is never queued."""
    post = store_make.post(store_one.article)
    store_one.store.record_verdict(store_one.article.key, "plaza", "d", store_make.verdict(answer, store_make.at(1)), post, store_make.NOW)
    assert [] == store_one.store.posts()


@pytest.mark.parametrize("state", [PostState.QUEUED, PostState.CLAIMED, PostState.DELIVERED, PostState.UNKNOWN])
def test_a_later_draft_replaces_the_first_and_nothing_else(store_one, store_make, state):
    """Wherever the post rests, it gets the newest words and keeps its state."""
    store_one.rests_in(state)
    before = store_one.post
    store_one.judge(text="Snow fell.", now=store_make.at(1))
    assert replace(before, post=store_make.post(store_one.article, text="Snow fell.")) == store_one.post


def test_a_failed_post_gets_another_try_with_another_draft(store_one, store_make):
    """What was refused as it was is tried again when it says something else, and the site is asked first."""
    store_one.rests_in(PostState.FAILED)
    store_one.judge(now=store_make.at(1))
    assert PostState.FAILED is store_one.post.state
    store_one.judge(text="Snow fell.", now=store_make.at(2))
    assert (PostState.QUEUED, Deed.CREATE, store_make.at(2), 1) == (
        store_one.post.state, store_one.post.deed, store_one.post.next_at, store_one.post.attempts,
    )  # fmt: skip


def test_a_failed_correction_gets_another_try_with_another_draft(store_one, store_make):
    """A copy whose update failed is updated, not created a second time."""
    store_one.rests_in(PostState.DELIVERED)
    store_one.store.queue_deed(store_one.key, Deed.UPDATE, "changed", store_make.at(1))
    store_one.store.record_ends([Ended.resting(store_one.claim(store_make.at(1)), PostState.FAILED, "refused")], store_make.at(1))
    store_one.judge(text="Snow fell.", now=store_make.at(2))
    assert (PostState.QUEUED, Deed.UPDATE) == (store_one.post.state, store_one.post.deed)


@pytest.mark.parametrize("answer", [Answer.WAIT, Answer.HOLD, Answer.REFUSE])
def test_a_post_that_never_set_out_is_taken_back(store_one, store_make, answer):
    """No longer allowed before the first attempt: withdrawn in the same transaction, and there is nothing to prove."""
    store_one.judge()
    store_one.judge(answer, now=store_make.at(1), not_before=store_make.at(2))
    assert (PostState.WITHDRAWN, None) == (store_one.post.state, store_one.post.receipt)
    assert [] == store_one.store.claim_posts_due(store_make.at(9), store_make.at(10), 10)
    assert [] == store_one.store.proofs_due(store_make.at(9), 10)


def test_a_post_that_was_tried_is_left_for_follow(store_one, store_make):
    """After an attempt nobody knows whether a copy is there, so the post stays; but it is not tried again."""
    store_one.judge()
    store_one.store.record_ends([Ended.later(store_one.claim(), "timed out", store_make.at(1))], store_make.NOW)
    store_one.judge(Answer.REFUSE, now=store_make.at(2))
    assert PostState.QUEUED is store_one.post.state
    assert [] == store_one.store.claim_posts_due(store_make.at(3), store_make.at(4), 10)
    assert [store_one.key] == [f.stored.post.key for f in store_one.store.posts_to_follow(store_make.at(3))]


def test_a_withdrawn_post_that_is_allowed_again_is_created_again(store_one, store_make):
    """The receipt stays, so that a site can revive its copy; the attempts start anew."""
    store_one.rests_in(PostState.DELIVERED)
    receipt = store_one.post.receipt
    store_one.store.queue_deed(store_one.key, Deed.WITHDRAW, "gone", store_make.at(1))
    store_one.store.record_ends([Ended.done(store_one.claim(store_make.at(1)), None)], store_make.at(1))
    store_one.judge(text="Snow fell.", now=store_make.at(2))
    expected = StoredPost(
        store_make.post(store_one.article, text="Snow fell."), PostState.QUEUED, Deed.CREATE, 0, receipt, store_make.at(2), "gone"
    )
    assert expected == store_one.post


def test_a_copy_that_somebody_else_removed_stays_away(store_one, store_make):
    """The people of the site took it down: being allowed again does not bring it back."""
    store_one.rests_in(PostState.DELIVERED)
    store_one.store.record_proof(store_one.key, (), PostState.WITHDRAWN, None, "removed at the site", store_make.at(1))
    store_one.judge(text="Snow fell.", now=store_make.at(2))
    assert PostState.WITHDRAWN is store_one.post.state


def test_a_copy_the_site_broke_returns_only_with_another_draft(store_one, store_make):
    """The same words would lose the same credit; a mended draft starts over, with its own chance of a repair."""
    store_one.rests_in(PostState.DELIVERED)
    store_one.store.queue_deed(store_one.key, Deed.WITHDRAW, "lacking", store_make.at(1), repair=True)
    store_one.store.record_ends([Ended.done(store_one.claim(store_make.at(1)), None)], store_make.at(1))
    store_one.judge(now=store_make.at(2))
    assert PostState.WITHDRAWN is store_one.post.state
    store_one.judge(text="Snow fell.", now=store_make.at(3))
    assert (PostState.QUEUED, False) == (store_one.post.state, store_one.post.repaired)


@pytest.mark.parametrize("claimed", [False, True])
def test_allowed_again_while_its_withdrawal_is_under_way(store_one, store_make, claimed):
    """The withdrawal is carried out, and then the copy is created again: no permission is lost."""
    store_one.rests_in(PostState.DELIVERED)
    store_one.store.queue_deed(store_one.key, Deed.WITHDRAW, "gone", store_make.at(1))
    claim = store_one.claim(store_make.at(1)) if claimed else None
    store_one.judge(text="Snow fell.", now=store_make.at(2))
    assert Deed.WITHDRAW is store_one.post.deed
    store_one.store.record_ends([Ended.done(claim or store_one.claim(store_make.at(3)), None)], store_make.at(3))
    assert (PostState.QUEUED, Deed.CREATE, store_make.at(3)) == (store_one.post.state, store_one.post.deed, store_one.post.next_at)


def test_a_broken_copy_is_not_revived_while_it_is_taken_down(store_one, store_make):
    """Allowed again with the very draft whose credit the site lost: it stays down."""
    store_one.rests_in(PostState.DELIVERED)
    store_one.store.queue_deed(store_one.key, Deed.WITHDRAW, "lacking", store_make.at(1), repair=True)
    store_one.judge(now=store_make.at(2))
    store_one.store.record_ends([Ended.done(store_one.claim(store_make.at(3)), None)], store_make.at(3))
    assert PostState.WITHDRAWN is store_one.post.state


def test_allowed_again_and_then_not_stays_withdrawn(store_one, store_make):
    """The newest verdict decides what becomes of a copy whose withdrawal is under way."""
    store_one.rests_in(PostState.DELIVERED)
    store_one.store.queue_deed(store_one.key, Deed.WITHDRAW, "gone", store_make.at(1))
    store_one.judge(now=store_make.at(2))
    store_one.judge(Answer.REFUSE, now=store_make.at(3))
    store_one.store.record_ends([Ended.done(store_one.claim(store_make.at(4)), None)], store_make.at(4))
    assert PostState.WITHDRAWN is store_one.post.state


def test_posts_are_counted_for_quotas(store_one, store_make):
    """Posts queued for this site since then, that moment included."""
    store_one.judge()
    assert 1 == store_one.store.posted_since("plaza", store_make.NOW)
    assert 0 == store_one.store.posted_since("plaza", store_make.at(0.01))
    assert 0 == store_one.store.posted_since("forum", store_make.at(-1))


def test_a_verdict_on_an_unknown_case_keeps_nothing(store_one, store_make):
    """There is no case for a site the article was never admitted for."""
    post = store_make.post(store_one.article, "forum")
    with pytest.raises(StoreUnavailable, match=r"no case of article .* for site “forum”"):
        store_one.store.record_verdict(store_one.article.key, "forum", "d", store_make.verdict(), post, store_make.NOW)
    assert ([], []) == (store_one.store.posts(), store_one.store.verdicts(store_one.article.key, "forum"))


def test_copies_of_some_sources_are_told_with_their_times(store_one, store_make):
    """At whatever site, after a time, oldest first; not the copies of other sources."""
    other = store_make.article("two")
    store_one.read(other, sites=("plaza", "forum"))
    store_one.judge(now=store_make.at(3))
    for site, minute in (("forum", 1), ("plaza", 2)):
        verdict = store_make.verdict(Answer.ALLOW)
        store_one.store.record_verdict(other.key, site, "d", verdict, store_make.post(other, site), store_make.at(minute))

    assert tuple(store_make.at(n) for n in (1, 2, 3)) == store_one.store.posted_of(("gazette", "other"), store_make.NOW)
    assert (store_make.at(3),) == store_one.store.posted_of(("gazette",), store_make.at(2))
    assert () == store_one.store.posted_of(("other",), store_make.NOW)
    assert () == store_one.store.posted_of((), store_make.NOW)


def test_a_post_that_was_taken_back_before_anything_was_sent_is_no_copy(store_one, store_make):
    """It counts against no quota, and stands in nobody's way; one that was sent counts though it was withdrawn."""
    store_one.judge(now=store_make.at(1))
    store_one.judge(Answer.HOLD, now=store_make.at(2))
    assert ((), []) == (store_one.store.posted_of(("gazette",), store_make.NOW), store_one.store.recent_copies("plaza", store_make.NOW, 9))

    store_one.judge(text="Snow fell.", now=store_make.at(3))
    store_one.deliver(store_make.at(4))
    store_one.store.queue_deed(store_one.key, Deed.WITHDRAW, "gone", store_make.at(5))
    store_one.store.record_ends([Ended.done(store_one.claim(store_make.at(6)), None)], store_make.at(6))
    assert (store_make.at(3),) == store_one.store.posted_of(("gazette",), store_make.NOW)
    assert [] == store_one.store.recent_copies("plaza", store_make.NOW, 9)


def test_the_newest_copies_of_a_site_are_told_with_their_sources(store_one, store_make):
    """Newest first, as many as are asked for, after a time; not those of other sites."""
    other = store_make.article("two")
    store_one.read(other, sites=("plaza", "forum"))
    store_one.judge(now=store_make.at(1))
    for site, minute in (("plaza", 2), ("forum", 3)):
        verdict = store_make.verdict(Answer.ALLOW)
        store_one.store.record_verdict(other.key, site, "d", verdict, store_make.post(other, site), store_make.at(minute))

    told = [(source, stored.post.title) for source, stored in store_one.store.recent_copies("plaza", store_make.NOW, 9)]
    assert [("gazette", "Two"), ("gazette", "One")] == told
    assert ["Two"] == [stored.post.title for _, stored in store_one.store.recent_copies("plaza", store_make.NOW, 1)]
    assert ["Two"] == [stored.post.title for _, stored in store_one.store.recent_copies("plaza", store_make.at(1), 9)]


def test_a_permission_that_ends_is_judged_again_when_it_does(store_one, store_make):
    """An allowed case rests until the end of what allows it, and not a moment longer."""
    verdict = replace(store_make.verdict(Answer.ALLOW), not_after=store_make.at(30))
    store_one.store.record_verdict(store_one.article.key, "plaza", "d", verdict, store_make.post(store_one.article), store_make.NOW)

    assert [] == store_one.store.cases_due(store_make.at(29.99), 10)
    assert [store_one.article.key] == [due.article.key for due in store_one.store.cases_due(store_make.at(30), 10)]
    store_one.judge(now=store_make.at(31))
    assert [] == store_one.store.cases_due(store_make.at(10**6), 10)
