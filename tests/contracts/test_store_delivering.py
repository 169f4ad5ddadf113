"""What every store promises the deliver step: leases, fences, and the ends of a lease."""

import pytest

from syndicator.core.post import Deed, PostState, Receipt
from syndicator.core.verdict import Answer


def test_a_claim_leases_the_post(store_one, store_make):
    """A claimed post is nobody else's until the lease ends; the claim shows it as it was found."""
    store_one.judge()
    before = store_one.post
    assert before == store_one.claim().stored
    assert (PostState.CLAIMED, store_make.at(5)) == (store_one.post.state, store_one.post.claimed_until)
    assert [] == store_one.store.claim_posts_due(store_make.at(4.99), store_make.at(9), 10)


def test_a_lapsed_lease_is_claimed_again_as_an_attempt(store_one, store_make):
    """The next claim knows that somebody was cut off, and has a token of its own."""
    store_one.judge()
    first, second = store_one.claim(), store_one.claim(store_make.at(5))
    assert (PostState.CLAIMED, 1) == (second.stored.state, second.stored.attempts)
    assert first.token != second.token


@pytest.mark.parametrize("late", ["receipt", "withdrawn", "retry", "failure"])
def test_late_answers_are_fenced_off(store_one, store_make, late):
    """An answer under an old token changes nothing and says so."""
    store_one.judge()
    old, new = store_one.claim(), store_one.claim(store_make.at(5))
    before, now = store_one.post, store_make.at(6)
    answers = {
        "receipt": lambda: store_one.store.record_receipt(old, Receipt("1", "u"), now),
        "withdrawn": lambda: store_one.store.record_receipt(old, None, now),
        "retry": lambda: store_one.store.record_retry(old, "why", now, now),
        "failure": lambda: store_one.store.record_failure(old, PostState.FAILED, "why", now),
    }
    assert answers[late]() is False
    assert before == store_one.post
    assert store_one.store.record_receipt(new, Receipt("1", "u"), now) is True
    assert answers[late]() is False
    assert store_one.store.record_receipt(new, Receipt("2", "v"), now) is False


def test_a_late_answer_counts_while_nobody_else_claimed(store_one, store_make):
    """A lease that ran out is still ours until another takes it."""
    store_one.judge()
    assert store_one.store.record_receipt(store_one.claim(), Receipt("1", "u"), store_make.at(60)) is True


def test_a_receipt_makes_it_delivered_and_due_for_proof(store_one, store_make):
    """The receipt rests with the post, attempts start anew, and the page is to be looked at now."""
    store_one.judge()
    store_one.store.record_retry(store_one.claim(), "busy", store_make.at(1), store_make.NOW)
    receipt = store_one.deliver(store_make.at(1))
    (row,) = store_one.store.posts()
    assert (PostState.DELIVERED, receipt, 0, "", None) == (
        row.stored.state, row.stored.receipt, row.stored.attempts, row.stored.why, row.stored.next_at,
    )  # fmt: skip
    assert (store_make.NOW, store_make.at(1)) == (row.created_at, row.delivered_at)
    assert [row.stored] == store_one.store.proofs_due(store_make.at(1), 10)


def test_no_receipt_makes_it_withdrawn_and_due_for_proof(store_one, store_make):
    """Taken down: the old receipt stays, and the absence is to be proven now."""
    store_one.rests_in(PostState.DELIVERED)
    receipt = store_one.post.receipt
    store_one.store.queue_deed(store_one.key, Deed.WITHDRAW, "retracted", store_make.at(1))
    store_one.store.record_receipt(store_one.claim(store_make.at(2)), None, store_make.at(2))
    assert (PostState.WITHDRAWN, receipt, "retracted") == (store_one.post.state, store_one.post.receipt, store_one.post.why)
    assert [store_one.post] == store_one.store.proofs_due(store_make.at(2), 10)


def test_a_retry_waits_and_counts(store_one, store_make):
    """Queued for its time with the reason, and every try is on record."""
    store_one.judge()
    for n in range(3):
        store_one.store.record_retry(store_one.claim(store_make.at(n)), f"busy {n}", store_make.at(n + 1), store_make.at(n))
    assert (PostState.QUEUED, 3, "busy 2", store_make.at(3)) == (
        store_one.post.state, store_one.post.attempts, store_one.post.why, store_one.post.next_at,
    )  # fmt: skip
    assert [] == store_one.store.claim_posts_due(store_make.at(2.99), store_make.at(9), 10)
    assert 3 == store_one.claim(store_make.at(3)).stored.attempts


@pytest.mark.parametrize("state", [PostState.FAILED, PostState.UNKNOWN])
def test_a_failure_rests_until_a_person_acts(store_one, store_make, state):
    """Neither time nor a lease brings it back; a deed does, and the site will be asked first."""
    store_one.judge()
    store_one.store.record_failure(store_one.claim(), state, "lost", store_make.NOW)
    assert (state, "lost") == (store_one.post.state, store_one.post.why)
    assert [] == store_one.store.claim_posts_due(store_make.at(10**6), store_make.at(10**6 + 1), 10)
    store_one.store.queue_deed(store_one.key, Deed.CREATE, "a person says so", store_make.at(1))
    assert 1 == store_one.claim(store_make.at(1)).stored.attempts


def test_released_claims_are_due_at_once(store_one, store_make):
    """A clean stop gives every lease back, without an attempt, and the old token is worth nothing."""
    store_one.judge()
    claim = store_one.claim()
    assert 1 == store_one.store.release_claims(store_make.at(1))
    assert 0 == store_one.store.release_claims(store_make.at(1))
    assert store_one.store.record_receipt(claim, Receipt("1", "u"), store_make.at(1)) is False
    assert 0 == store_one.claim(store_make.at(1)).stored.attempts


def test_claims_come_longest_waiting_first_up_to_the_limit(store_one, store_make):
    """Nobody is overtaken for ever."""
    articles = [store_make.article(f"n{i}") for i in range(4)]
    store_one.read(*articles, sites=("plaza",))
    for minute, article in enumerate(articles):
        store_one.store.record_verdict(article.key, "plaza", "d", store_make.verdict(), store_make.post(article), store_make.at(-minute))
    claims = store_one.store.claim_posts_due(store_make.NOW, store_make.at(5), 3)
    assert ["N3", "N2", "N1"] == [c.stored.post.title for c in claims]
    assert ["N0"] == [c.stored.post.title for c in store_one.store.claim_posts_due(store_make.NOW, store_make.at(5), 3)]


@pytest.mark.parametrize("deed", [Deed.CREATE, Deed.UPDATE])
def test_nothing_is_handed_out_while_its_case_is_open(store_one, store_make, deed):
    """An article that changed since is judged before its old draft may leave."""
    store_one.rests_in(PostState.QUEUED if deed is Deed.CREATE else PostState.DELIVERED)
    store_one.store.queue_deed(store_one.key, deed, "why", store_make.NOW)
    store_one.read(store_make.article(text="Snow fell."))
    assert [] == store_one.store.claim_posts_due(store_make.at(1), store_make.at(9), 10)
    store_one.judge(text="Snow fell.")
    assert store_make.post(store_one.article, text="Snow fell.") == store_one.claim(store_make.at(1)).stored.post


def test_a_withdrawal_leaves_whatever_its_case_says(store_one, store_make):
    """Taking down needs nobody's permission."""
    store_one.rests_in(PostState.DELIVERED)
    store_one.judge(Answer.REFUSE)
    store_one.store.queue_deed(store_one.key, Deed.WITHDRAW, "refused", store_make.NOW)
    assert Deed.WITHDRAW is store_one.claim().stored.deed


@pytest.mark.parametrize("answer", [Answer.HOLD, Answer.REFUSE])
def test_a_repair_leaves_whatever_its_case_says(store_one, store_make, answer):
    """A copy that stands has to show its credit, even while a person thinks about it."""
    store_one.rests_in(PostState.DELIVERED)
    store_one.judge(answer)
    store_one.store.queue_deed(store_one.key, Deed.UPDATE, "lacking", store_make.NOW, repair=True)
    assert Deed.UPDATE is store_one.claim().stored.deed


def test_a_lapsed_lease_of_a_refused_case_goes_to_follow(store_one, store_make):
    """After a crash in mid-flight and a change of mind the post is not sent again, and not forgotten."""
    store_one.judge()
    store_one.claim()
    store_one.judge(Answer.REFUSE, now=store_make.at(1))
    assert [] == store_one.store.posts_to_follow(store_make.at(4))
    assert [] == store_one.store.claim_posts_due(store_make.at(5), store_make.at(9), 10)
    assert [store_one.key] == [f.stored.post.key for f in store_one.store.posts_to_follow(store_make.at(5))]
    store_one.store.queue_deed(store_one.key, Deed.WITHDRAW, "refused", store_make.at(5))
    claim = store_one.claim(store_make.at(5))
    assert (Deed.WITHDRAW, 1) == (claim.stored.deed, claim.stored.attempts)
