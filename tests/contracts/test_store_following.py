"""What every store promises the prove and follow steps."""

import pytest

from syndicator.core.article import Withdrawal
from syndicator.core.post import Deed, PostState
from syndicator.core.verdict import Answer
from syndicator.ports import Ended


def test_a_proof_is_kept_and_the_next_one_planned(store_one, store_make):
    """State, reason, checks and time rest with the post, which is due again when told."""
    store_one.rests_in(PostState.DELIVERED)
    checks = (store_make.check(), store_make.check(met=False))
    store_one.store.record_proof(store_one.key, checks, PostState.LACKING, store_make.at(60), "no link", store_make.at(1))
    (row,) = store_one.store.posts()
    assert (PostState.LACKING, "no link", checks, store_make.at(1)) == (row.stored.state, row.stored.why, row.checks, row.proven_at)
    assert [] == store_one.store.proofs_due(store_make.at(59), 10)
    assert [row.stored] == store_one.store.proofs_due(store_make.at(60), 10)


def test_the_last_proof_is_shown(store_one, store_make):
    """A later proof takes the place of the one before."""
    store_one.rests_in(PostState.DELIVERED)
    for minute, met in ((1, False), (2, True)):
        checks = [store_make.check(met)]
        store_one.store.record_proof(store_one.key, checks, PostState.PROVEN, None, "", store_make.at(minute))
    (row,) = store_one.store.posts()
    assert ((store_make.check(),), store_make.at(2)) == (row.checks, row.proven_at)
    assert [] == store_one.store.proofs_due(store_make.at(10**6), 10)


@pytest.mark.parametrize("state", [PostState.QUEUED, PostState.CLAIMED, PostState.UNKNOWN, PostState.FAILED])
def test_a_proof_never_overtakes_a_deed(store_one, store_make, state):
    """A post that was queued, claimed or parked while its page was read keeps its state; the proof is kept as well."""
    store_one.rests_in(state)
    before = store_one.post
    store_one.store.record_proof(store_one.key, [store_make.check()], PostState.PROVEN, store_make.at(1), "", store_make.NOW)
    (row,) = store_one.store.posts()
    assert (before, (store_make.check(),)) == (row.stored, row.checks)
    assert [] == store_one.store.proofs_due(store_make.at(9), 10)


def test_live_identities_are_those_of_standing_articles_with_a_copy(store_one, store_make):
    """Not of a copy that waits or went, and not of an article that its publisher withdrew."""
    assert [] == store_one.store.live_identities("src")
    store_one.rests_in(PostState.DELIVERED)
    (article,) = store_one.store.articles(store_one.post.post.article_key)
    assert [article.identity] == store_one.store.live_identities(article.source_id)
    assert [] == store_one.store.live_identities("another")
    store_one.store.record_withdrawal(article.key, Withdrawal("a tombstone", at=store_make.NOW), store_make.NOW)
    assert [] == store_one.store.live_identities(article.source_id)


def test_proofs_come_longest_waiting_first_up_to_the_limit(store_one, store_make):
    """Nobody is overtaken for ever."""
    articles = [store_make.article(f"n{i}") for i in range(3)]
    store_one.read(*articles, sites=("plaza",))
    for article in articles:
        store_one.store.record_verdict(article.key, "plaza", "d", store_make.verdict(), store_make.post(article), store_make.NOW)
    for _ in articles:
        (claim,) = store_one.store.claim_posts_due(store_make.NOW, store_make.at(5), 1)
        minute = -int(claim.stored.post.title[-1])
        store_one.store.record_ends([Ended.done(claim, store_make.receipt(claim))], store_make.at(minute))
    assert ["N2", "N1"] == [s.post.title for s in store_one.store.proofs_due(store_make.NOW, 2)]


def test_a_copy_as_it_should_be_is_not_followed(store_one, store_make):
    """Same draft, same article, allowed: nothing to do."""
    store_one.rests_in(PostState.DELIVERED)
    assert [] == store_one.store.posts_to_follow(store_make.NOW)


@pytest.mark.parametrize("state", [PostState.DELIVERED, PostState.PROVEN, PostState.LACKING])
def test_a_live_copy_of_another_draft_is_followed(store_one, store_make, state):
    """The draft changed since it was delivered: listed until a deed is queued."""
    store_one.rests_in(PostState.DELIVERED)
    store_one.store.record_proof(store_one.key, [], state, None, "", store_make.NOW)
    store_one.judge(text="Snow fell.", now=store_make.at(1))
    (followed,) = store_one.store.posts_to_follow(store_make.at(1))
    assert (store_one.post, store_one.article, store_make.verdict()) == (followed.stored, followed.article, followed.verdict)
    store_one.store.queue_deed(store_one.key, Deed.UPDATE, "changed", store_make.at(1))
    assert [] == store_one.store.posts_to_follow(store_make.at(1))
    store_one.deliver(store_make.at(2))
    assert [] == store_one.store.posts_to_follow(store_make.at(2))


@pytest.mark.parametrize("answer", [Answer.WAIT, Answer.HOLD, Answer.REFUSE])
def test_a_live_copy_that_is_no_longer_allowed_is_followed(store_one, store_make, answer):
    """The newest verdict decides, and comes with it; once the withdrawal is queued it is not listed again."""
    store_one.rests_in(PostState.DELIVERED)
    store_one.judge(answer, now=store_make.at(1), not_before=store_make.at(2))
    (followed,) = store_one.store.posts_to_follow(store_make.at(1))
    assert answer is followed.verdict.answer
    store_one.store.queue_deed(store_one.key, Deed.WITHDRAW, "refused", store_make.at(1))
    assert [] == store_one.store.posts_to_follow(store_make.at(1))


@pytest.mark.parametrize("state", [PostState.DELIVERED, PostState.UNKNOWN])
def test_a_withdrawn_article_is_followed_at_once(store_one, store_make, state):
    """A tombstone reaches every copy that is or may be there, before anybody judges again."""
    store_one.rests_in(state)
    store_one.read(withdrawn={store_one.article.identity: "tombstone"})
    assert ["tombstone"] == [f.article.withdrawn.signal for f in store_one.store.posts_to_follow(store_make.NOW)]
    store_one.store.queue_deed(store_one.key, Deed.WITHDRAW, "tombstone", store_make.NOW)
    assert [] == store_one.store.posts_to_follow(store_make.NOW)


def test_a_withdrawal_is_followed_over_a_queued_correction(store_one, store_make):
    """An update that waits does not hide that the article is withdrawn."""
    store_one.rests_in(PostState.DELIVERED)
    store_one.store.queue_deed(store_one.key, Deed.UPDATE, "changed", store_make.NOW)
    store_one.read(withdrawn={store_one.article.identity: "tombstone"})
    assert 1 == len(store_one.store.posts_to_follow(store_make.NOW))


@pytest.mark.parametrize("state", [PostState.QUEUED, PostState.CLAIMED, PostState.FAILED])
def test_what_no_reader_can_meet_is_not_followed(store_one, store_make, state):
    """Never sent, being sent right now, or refused by the site: there is no copy to follow."""
    store_one.rests_in(state)
    store_one.read(withdrawn={store_one.article.identity: "tombstone"})
    assert [] == store_one.store.posts_to_follow(store_make.NOW)


@pytest.mark.parametrize("state", [PostState.FAILED, PostState.UNKNOWN])
def test_a_withdrawal_that_failed_waits_for_a_person(store_one, store_make, state):
    """It is not queued anew at every pass."""
    store_one.rests_in(PostState.DELIVERED)
    store_one.judge(Answer.REFUSE)
    store_one.store.queue_deed(store_one.key, Deed.WITHDRAW, "refused", store_make.NOW)
    store_one.store.record_ends([Ended.resting(store_one.claim(), state, "the site says no")], store_make.NOW)
    assert [] == store_one.store.posts_to_follow(store_make.at(1))


def test_a_failed_correction_is_withdrawn_with_its_article(store_one, store_make):
    """The old copy is still there, so a tombstone reaches it."""
    store_one.rests_in(PostState.DELIVERED)
    store_one.store.queue_deed(store_one.key, Deed.UPDATE, "changed", store_make.NOW)
    store_one.store.record_ends([Ended.resting(store_one.claim(), PostState.FAILED, "the site says no")], store_make.NOW)
    store_one.read(withdrawn={store_one.article.identity: "tombstone"})
    assert 1 == len(store_one.store.posts_to_follow(store_make.at(1)))


def test_a_deed_is_queued_with_its_reason(store_one, store_make):
    """Due now, with why, and whether it is a repair; its proof waits until it is done."""
    store_one.rests_in(PostState.DELIVERED)
    store_one.store.queue_deed(store_one.key, Deed.UPDATE, "the credit is gone", store_make.at(1), repair=True)
    stored = store_one.post
    assert (PostState.QUEUED, Deed.UPDATE, "the credit is gone", store_make.at(1), True) == (
        stored.state, stored.deed, stored.why, stored.next_at, stored.repaired,
    )  # fmt: skip
    assert [] == store_one.store.proofs_due(store_make.at(9), 10)


def test_a_deed_never_takes_a_post_out_of_working_hands(store_one, store_make):
    """While somebody works on it the post stays theirs, so that no receipt is lost."""
    store_one.rests_in(PostState.CLAIMED)
    before = store_one.post
    store_one.store.queue_deed(store_one.key, Deed.WITHDRAW, "refused", store_make.at(1))
    assert before == store_one.post
