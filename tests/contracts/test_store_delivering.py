"""What every store promises the deliver step: leases, fences, and the ends of a lease."""

from dataclasses import replace

import pytest

from syndicator.core.ledger import verify
from syndicator.core.post import Deed, PostState, Receipt
from syndicator.core.verdict import Answer
from syndicator.ports import Ended


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
        "receipt": lambda: store_one.store.record_ends([Ended.done(old, Receipt("1", "u"))], now),
        "withdrawn": lambda: store_one.store.record_ends([Ended.done(old, None)], now),
        "retry": lambda: store_one.store.record_ends([Ended.later(old, "why", now)], now),
        "failure": lambda: store_one.store.record_ends([Ended.resting(old, PostState.FAILED, "why")], now),
    }
    assert [False] == answers[late]()
    assert before == store_one.post
    assert [True] == store_one.store.record_ends([Ended.done(new, Receipt("1", "u"))], now)
    assert [False] == answers[late]()
    assert [False] == store_one.store.record_ends([Ended.done(new, Receipt("2", "v"))], now)


def test_a_late_answer_counts_while_nobody_else_claimed(store_one, store_make):
    """A lease that ran out is still ours until another takes it."""
    store_one.judge()
    assert [True] == store_one.store.record_ends([Ended.done(store_one.claim(), Receipt("1", "u"))], store_make.at(60))


def test_a_receipt_makes_it_delivered_and_due_for_proof(store_one, store_make):
    """The receipt rests with the post, attempts start anew, and the page is to be looked at now."""
    store_one.judge()
    store_one.store.record_ends([Ended.later(store_one.claim(), "busy", store_make.at(1))], store_make.NOW)
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
    store_one.store.record_ends([Ended.done(store_one.claim(store_make.at(2)), None)], store_make.at(2))
    assert (PostState.WITHDRAWN, receipt, "retracted") == (store_one.post.state, store_one.post.receipt, store_one.post.why)
    assert [store_one.post] == store_one.store.proofs_due(store_make.at(2), 10)


def test_a_retry_waits_and_counts(store_one, store_make):
    """Queued for its time with the reason, and every try is on record."""
    store_one.judge()
    for n in range(3):
        store_one.store.record_ends([Ended.later(store_one.claim(store_make.at(n)), f"busy {n}", store_make.at(n + 1))], store_make.at(n))
    assert (PostState.QUEUED, 3, "busy 2", store_make.at(3)) == (
        store_one.post.state, store_one.post.attempts, store_one.post.why, store_one.post.next_at,
    )  # fmt: skip
    assert [] == store_one.store.claim_posts_due(store_make.at(2.99), store_make.at(9), 10)
    assert 3 == store_one.claim(store_make.at(3)).stored.attempts


@pytest.mark.parametrize("state", [PostState.FAILED, PostState.UNKNOWN])
def test_a_failure_rests_until_a_person_acts(store_one, store_make, state):
    """Neither time nor a lease brings it back; a deed does, and the site will be asked first."""
    store_one.judge()
    store_one.store.record_ends([Ended.resting(store_one.claim(), state, "lost")], store_make.NOW)
    assert (state, "lost") == (store_one.post.state, store_one.post.why)
    assert [] == store_one.store.claim_posts_due(store_make.at(10**6), store_make.at(10**6 + 1), 10)
    store_one.store.queue_deed(store_one.key, Deed.CREATE, "a person says so", store_make.at(1))
    assert 1 == store_one.claim(store_make.at(1)).stored.attempts


def test_an_untouched_claim_is_due_at_once(store_one, store_make):
    """Given back: no attempt counts, nothing is told in the ledger, and the old token is worth nothing."""
    store_one.judge()
    claim, told = store_one.claim(), store_one.store.ledger_size()
    assert [True] == store_one.store.record_ends([Ended.untouched(claim)], store_make.at(1))
    assert [False] == store_one.store.record_ends([Ended.done(claim, Receipt("1", "u"))], store_make.at(1))
    assert (0, told) == (store_one.claim(store_make.at(1)).stored.attempts, store_one.store.ledger_size())


def test_a_batch_ends_each_claim_in_its_own_way(store_one, store_make):
    """In the order it was handed in; a fenced one among them touches no other, and the ledger tells of all but the untouched."""
    articles = [store_make.article(f"n{i}") for i in range(6)]
    store_one.read(*articles, sites=("plaza",))
    for article in articles:
        store_one.store.record_verdict(article.key, "plaza", "d", store_make.verdict(), store_make.post(article), store_make.NOW)
    told = store_one.store.ledger_size()
    a, b, c, d, e, f = store_one.store.claim_posts_due(store_make.NOW, store_make.at(5), 10)
    ends = [
        Ended.done(a, store_make.receipt(a)), Ended.later(b, "busy", store_make.at(9)), Ended.resting(c, PostState.FAILED, "no"),
        Ended.done(replace(d, token="another"), store_make.receipt(d)), Ended.untouched(e), Ended.done(f, None),
    ]  # fmt: skip
    assert [True, True, True, False, True, True] == store_one.store.record_ends(ends, store_make.at(1))
    rests = {row.stored.post.key: row.stored.state.value for row in store_one.store.posts()}
    assert ["delivered", "queued", "failed", "claimed", "queued", "withdrawn"] == [rests[x.stored.post.key] for x in (a, b, c, d, e, f)]
    entries = store_one.store.ledger_entries(told)
    assert ["receipt", "attempt", "attempt", "withdrawal"] == [entry.read().kind for entry in entries]
    assert () == verify(store_one.store.ledger_entries(), []).problems


def test_ending_nothing_is_nothing(store_one, store_make):
    """An empty batch writes nothing down."""
    assert [] == store_one.store.record_ends([], store_make.NOW)


def test_of_some_sites_one_post_is_leased_at_a_time(store_one, store_make):
    """The longest waiting; other sites lease theirs beside it, and the limit counts what is leased."""
    articles = [store_make.article(f"n{i}") for i in range(3)]
    store_one.read(*articles, sites=("plaza", "forum"))
    for minute, article in enumerate(articles):
        for site in ("plaza", "forum"):
            post = store_make.post(article, site)
            store_one.store.record_verdict(article.key, site, "d", store_make.verdict(), post, store_make.at(-minute))
    store, now = store_one.store, store_make.NOW
    first = [claim.stored.post for claim in store.claim_posts_due(now, store_make.at(5), 4, one_of=["plaza"])]
    assert (["plaza", "forum", "forum", "forum"], ["N2"]) == (
        sorted((post.site_id for post in first), reverse=True), [post.title for post in first if post.site_id == "plaza"],
    )  # fmt: skip
    assert ["N1"] == [claim.stored.post.title for claim in store.claim_posts_due(now, store_make.at(5), 4, one_of=["plaza", "forum"])]


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


def test_creations_of_a_site_that_gathers_wait_for_their_call(store_one, store_make):
    """Only a call for that site gives them; another site's call gives none, and a withdrawal does not wait."""
    store_one.judge()
    store, now, until = store_one.store, store_make.NOW, store_make.at(5)
    assert [] == store.claim_posts_due(now, until, 10, gathered=["plaza"])
    assert [] == store.claim_posts_due(now, until, 10, only="square")
    (claim,) = store.claim_posts_due(now, until, 10, only="plaza")
    assert [] == store.claim_posts_due(store_make.at(4), until, 10, gathered=["plaza"])
    (lapsed,) = store.claim_posts_due(store_make.at(6), store_make.at(9), 10, gathered=["plaza"])
    assert (claim.stored.post.key, PostState.CLAIMED) == (lapsed.stored.post.key, lapsed.stored.state)
    store.record_ends([Ended.done(lapsed, store_make.receipt(lapsed))], store_make.at(7))
    store.queue_deed(store_one.key, Deed.WITHDRAW, "rejected", store_make.at(8))
    assert [] == store.claim_posts_due(store_make.at(8), store_make.at(9), 10, only="plaza")
    assert 1 == len(store.claim_posts_due(store_make.at(8), store_make.at(9), 10, gathered=["plaza"]))
