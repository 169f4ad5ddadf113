"""What every store promises the people: their decisions, permissions and letters are kept, in order, and heard."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from syndicator.core.approvals import Basis, Choice, Decision
from syndicator.core.permissions import Asked, Permission, Request
from syndicator.core.places import Agreement
from syndicator.core.verdict import Answer, Form
from syndicator.errors import StoreUnavailable

BASIS = Basis("Rain \ud800", 4, "0" * 64)


def decided(make, minutes, choice=Choice.APPROVE, **changes):
    """A decision, so many minutes after the others."""
    facts = {"by": "Ana Ruiz", "reason": "I read it\0", "at": make.at(minutes), "basis": BASIS, "answers": ("automation",)}
    return Decision(choice=choice, **{**facts, **changes})


def a_permission(make, **changes):
    """A permission for a year."""
    deal = Agreement(publisher="The Gazette", sites=("plaza",), uses=("republish",), reference="a letter", starts=date(2026, 1, 1))
    return Permission(**{"agreement": replace(deal, until=date(2026, 12, 31)), "by": "Ana Ruiz", "at": make.NOW, **changes})


def a_request(make, **changes):
    """A letter that waits two weeks for its answer."""
    facts = {"publisher": "The Gazette", "contact": "desk@gazette.example", "sites": ("plaza",), "uses": ("republish",)}
    return Request(**{**facts, "by": "Ana Ruiz", "at": make.NOW, "patience": timedelta(days=14), **changes})


def state(store):
    (row,) = store.cases()
    return row.state


def test_decisions_are_kept_in_order_without_loss(store_one, store_make):
    """The whole history comes back as it was given, hostile texts, dates and forms too."""
    said = [
        decided(store_make, 1, until=date(2026, 6, 1), form=Form.EXCERPT),
        decided(store_make, 2, Choice.DEFER, until=date(2026, 5, 9)),
        decided(store_make, 3, Choice.REJECT),
    ]
    for one in said:
        store_one.store.record_decision(store_one.article.key, "plaza", one)
    assert said == store_one.store.decisions(store_one.article.key, "plaza")
    assert [] == store_one.store.decisions(store_one.article.key, "forum")


def test_a_decision_on_no_case_is_refused(store_one, store_make):
    """Nothing is decided of what the store does not know."""
    with pytest.raises(StoreUnavailable, match="knows no case"):
        store_one.store.record_decision(store_one.article.key, "forum", decided(store_make, 1))


@pytest.mark.parametrize(("choice", "then"), [(Choice.APPROVE, "new"), (Choice.REJECT, "new"), (Choice.DEFER, "held")])
def test_an_answer_makes_the_case_new_and_a_delay_does_not(store_one, store_make, choice, then):
    """What a person answered is judged at the next pass."""
    store_one.judge(Answer.HOLD)
    store_one.store.record_decision(store_one.article.key, "plaza", decided(store_make, 1, choice))
    assert then == state(store_one.store)


def test_a_due_case_comes_with_what_a_person_answered(store_one, store_make):
    """The last approval or rejection; a delay takes neither back."""
    key = store_one.article.key
    assert [None] == [due.decision for due in store_one.store.cases_due(store_make.at(1), 5)]
    yes = decided(store_make, 2)
    store_one.store.record_decision(key, "plaza", decided(store_make, 1, Choice.REJECT))
    store_one.store.record_decision(key, "plaza", yes)
    store_one.store.record_decision(key, "plaza", decided(store_make, 3, Choice.DEFER, until=date(2026, 5, 9)))
    assert [yes] == [due.decision for due in store_one.store.cases_due(store_make.at(4), 5)]


def test_an_answer_given_while_the_case_was_judged_is_heard(store_one, store_make):
    """A verdict that was reached without it is reached once more, and then it rests."""
    store_one.store.record_decision(store_one.article.key, "plaza", decided(store_make, 2))
    store_one.judge(Answer.HOLD, now=store_make.at(1))
    assert (1, "new") == (store_one.store.reopen_decided(store_make.at(3)), state(store_one.store))
    store_one.judge(Answer.HOLD, now=store_make.at(3))
    assert (0, "held") == (store_one.store.reopen_decided(store_make.at(4)), state(store_one.store))


def test_the_end_of_an_approval_makes_its_case_new_once(store_one, store_make):
    """On the midnight after its last day; another one without an end never does."""
    store_one.store.record_decision(store_one.article.key, "plaza", decided(store_make, 1, until=date(2026, 5, 5)))
    store_one.judge(now=store_make.at(2))
    last, ended = store_make.at(35 * 60 + 59), store_make.at(36 * 60)
    assert (0, 1) == (store_one.store.reopen_decided(last), store_one.store.reopen_decided(ended))
    store_one.judge(Answer.HOLD, now=ended)
    assert 0 == store_one.store.reopen_decided(store_make.at(99 * 60))


@pytest.mark.parametrize("later", [{"until": None}, {"choice": Choice.REJECT, "until": date(2026, 5, 5)}])
def test_only_the_last_answer_ends(store_one, store_make, later):
    """One that was replaced, and a rejection, have no end to wake anybody."""
    store_one.store.record_decision(store_one.article.key, "plaza", decided(store_make, 1, until=date(2026, 5, 5)))
    store_one.store.record_decision(store_one.article.key, "plaza", decided(store_make, 2, **later))
    store_one.judge(now=store_make.at(3))
    assert 0 == store_one.store.reopen_decided(store_make.at(99 * 60))


def test_held_cases_say_since_when_without_a_break(store_one, store_make):
    """Judged again and held again is one wait; allowed in between begins a new one."""
    store = store_one.store
    assert [] == store.held()
    store_one.judge(Answer.HOLD, now=store_make.at(1))
    store_one.judge(Answer.ALLOW, now=store_make.at(2))
    store_one.judge(Answer.HOLD, now=store_make.at(3))
    store_one.judge(Answer.HOLD, now=store_make.at(4))
    put_off = decided(store_make, 5, Choice.DEFER, until=date(2026, 5, 9))
    store.record_decision(store_one.article.key, "plaza", put_off)
    (held,) = store.held()
    assert (store_make.at(3), store_make.at(4), "One", put_off) == (held.since, held.case.judged_at, held.case.title, held.decision)
    assert (True, False) == (held.deferred(store_make.at(6)), held.deferred(store_make.at(5 * 24 * 60)))
    assert store_make.verdict(Answer.HOLD) == held.case.verdict


def test_permissions_are_numbered_and_stand_as_last_kept(store_one, store_make):
    """A revoked one keeps its number and its place."""
    store, first = store_one.store, a_permission(store_make)
    assert (1, 2) == (store.record_permission(first), store.record_permission(a_permission(store_make, by="Bo")))
    gone = replace(first, number=1, revoked_at=store_make.at(9), revoked_by="Bo", why="they asked")
    assert 1 == store.record_permission(gone)
    assert [gone, a_permission(store_make, by="Bo", number=2)] == store.permissions()


def test_an_answered_letter_and_its_permission_are_one_step(store_one, store_make):
    """Numbered each on its own; the permission names its letter."""
    store = store_one.store
    store.record_permission(a_permission(store_make))
    number = store.record_request(a_request(store_make))
    granted = a_request(store_make, number=number, answer=Asked.GRANTED, answered_at=store_make.at(3), why="by mail")
    store.record_request(granted, a_permission(store_make, by="Bo"))
    assert [granted] == store.requests()
    assert [(1, 0), (2, 1)] == [(p.number, p.request) for p in store.permissions()]


def test_times_are_remembered_by_name(store_one, store_make):
    """Of each name the last one, and none of another's."""
    store = store_one.store
    store.note_time("digest", store_make.NOW)
    store.note_time("digest", store_make.at(1))
    assert (store_make.at(1), None) == (store.noted("digest"), store.noted("other"))
    assert store.last_tick() is None
