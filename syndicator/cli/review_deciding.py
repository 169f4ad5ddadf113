"""`syndicator review approve | reject | defer`: a decision, weighed before it is kept."""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json
from syndicator.cli.people import DAY, KEY, by_option, cases_of, now, one_line, seen, wanted, who
from syndicator.cli.showing import say
from syndicator.errors import InputError

if TYPE_CHECKING:
    from syndicator.core.approvals import Decision
    from syndicator.core.article import Article
    from syndicator.core.rules.case import Case
    from syndicator.core.verdict import Verdict
    from syndicator.pipeline.judge import Judgement
    from syndicator.pipeline.world import World
    from syndicator.ports import CaseRow

_FORMS = ("full", "excerpt", "link")


@click.command()
@click.argument("reference", metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it stands among the evidence of the verdict.")
@click.option("--until", type=DAY, help="The last day it holds; the copy is withdrawn after it.")
@click.option("--form", type=click.Choice(_FORMS), help="The richest form it allows.")
@click.option("--site", "sites", multiple=True, metavar="ID", help="Only for this site (repeatable; default: every one it is held for).")
@by_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def approve(
    shell: Shell, reference: str, reason: str, until: date | None, form: str | None, sites: tuple[str, ...], by: str, as_json: bool
) -> None:
    """Approve an article that is held, or was rejected: answer what the rules leave to a person; the case is judged again.

    Nothing is kept where an approval cannot settle the case: a refusal by the terms stays one, and a missing permission
    is recorded with `syndicator permissions add`. ID is the beginning of the article's key, its id or its address.
    """
    from syndicator.core.approvals import Choice
    from syndicator.core.verdict import Form
    from syndicator.wiring import desk

    at = now()
    if until is not None and until < at.date():
        raise InputError(f"--until {until} is over; an approval that has ended approves nothing")
    with desk(shell.settings_without_secrets) as at_desk:
        world = at_desk.world
        article, rows = cases_of(at_desk, reference, sites, ("held", "refused"))
        decisions, problems = [], []
        for row in rows:
            _, judgement, verdict = seen(world, row, at)
            decision = _decision(Choice.APPROVE, judgement, who(shell, by), wanted(reason, "--reason"), at)
            decision = replace(decision, until=until, form=Form(form) if form else None, answers=_held(verdict))
            after = _with(world, row, decision)
            problems += _why_not(row, after, decision)
            decisions.append((row, decision, after[1]))
        if problems:
            raise InputError("\n".join(problems))
        for row, decision, _ in decisions:
            world.store.record_decision(row.article_key, row.site_id, decision)
    if as_json:
        emit_json("review-approve", {"approved": [{"site": row.site_id, **shape(decision)} for row, decision, _ in decisions]})
        return
    for row, decision, verdict in decisions:
        waits = f", not before {verdict.not_before:%Y-%m-%d %H:%M} UTC" if verdict.not_before else ""
        ends = f"; it ends with {until}" if until else ""
        say(f"approved “{article.title}” for {row.site_id} ({verdict.form}{waits}), by {decision.by}{ends}")
    shell.note("the daemon's next pass posts it; or: syndicator run --once")


@click.command()
@click.argument("reference", metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is remembered with the article.")
@click.option("--site", "sites", multiple=True, metavar="ID", help="Only for this site (repeatable; default: every one).")
@by_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def reject(shell: Shell, reference: str, reason: str, sites: tuple[str, ...], by: str, as_json: bool) -> None:
    """Reject an article: it is not posted, a copy that is live is withdrawn, and it is not asked again.

    Only when the article or its terms change materially (another headline, a text a quarter longer or shorter or of mostly
    other words, terms that say something else) is it held again for a person. ID is the beginning of the article's key, its
    id or its address.
    """
    from syndicator.core.approvals import Choice
    from syndicator.wiring import desk

    at = now()
    with desk(shell.settings_without_secrets) as at_desk:
        world = at_desk.world
        article, rows = cases_of(at_desk, reference, sites, ("held", "allowed", "waiting", "refused", "new"))
        decided = [(row, _decision(Choice.REJECT, seen(world, row, at)[1], who(shell, by), wanted(reason, "--reason"), at)) for row in rows]
        for row, decision in decided:
            world.store.record_decision(row.article_key, row.site_id, decision)
    _tell("review-reject", "rejected", article, decided, as_json=as_json)


@click.command()
@click.argument("reference", metavar="ID")
@click.option("--until", type=DAY, required=True, help="The day it comes back.")
@click.option("--reason", default="", metavar="TEXT", help="Why.")
@click.option("--site", "sites", multiple=True, metavar="ID", help="Only for this site (repeatable; default: every one it is held for).")
@by_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def defer(shell: Shell, reference: str, until: date, reason: str, sites: tuple[str, ...], by: str, as_json: bool) -> None:
    """Put a held article off: it stays held, and comes back to the list on that day.

    ID is the beginning of the article's key, its id or its address.
    """
    from syndicator.core.approvals import Choice
    from syndicator.wiring import desk

    at = now()
    if until <= at.date():
        raise InputError(f"--until {until} has come; name a day after today")
    with desk(shell.settings_without_secrets) as at_desk:
        world = at_desk.world
        article, rows = cases_of(at_desk, reference, sites, ("held",))
        decided = []
        for row in rows:
            put_off = _decision(Choice.DEFER, seen(world, row, at)[1], who(shell, by), one_line(reason, "--reason"), at)
            decided.append((row, replace(put_off, until=until)))
        for row, decision in decided:
            world.store.record_decision(row.article_key, row.site_id, decision)
    _tell("review-defer", f"put off until {until}:", article, decided, as_json=as_json)


def tried(world: "World", row: "CaseRow", judgement: "Judgement", verdict: "Verdict") -> "Judgement | None":
    """What an approval of everything that is open would come to; None where it would not let the article go."""
    from syndicator.core.verdict import Answer

    decision = replace(plain_yes(judgement.case), answers=_held(verdict))
    after, then = _with(world, row, decision)
    return after if then.answer in (Answer.ALLOW, Answer.WAIT) else None


def plain_yes(case: "Case") -> "Decision":
    """An approval without limits, for asking what it would answer."""
    from syndicator.core.approvals import Choice, Decision, basis

    return Decision(choice=Choice.APPROVE, by="whoever approves it", reason="", at=case.now, basis=basis(case.article, case.terms))


def shape(decision: "Decision") -> dict[str, object]:
    """A decision, for JSON."""
    return {
        "choice": decision.choice,
        "by": decision.by,
        "reason": decision.reason,
        "at": decision.at,
        "until": decision.until,
        "form": decision.form,
        "answers": list(decision.answers),
    }


def _decision(choice: str, judgement: "Judgement", by: str, reason: str, at: datetime) -> "Decision":
    from syndicator.core.approvals import Choice, Decision, basis

    case = judgement.case
    return Decision(choice=Choice(choice), by=by, reason=reason, at=at, basis=basis(case.article, case.terms))


def _held(verdict: "Verdict") -> tuple[str, ...]:
    """The rules that hold a case: the questions a person has before them."""
    from syndicator.core.verdict import Answer

    return tuple(dict.fromkeys(f.rule for f in verdict.findings if f.answer is Answer.HOLD))


def _with(world: "World", row: "CaseRow", decision: "Decision") -> "tuple[Judgement, Verdict]":
    from syndicator.pipeline.judge import reconsider

    due = world.store.case(row.article_key, row.site_id)
    reached = reconsider(world, replace(due, decision=decision), decision.at) if due else None
    if reached is None:
        raise InputError(f"{row.article_key[:KEY]} for {row.site_id}: its source or its site is no longer in the settings; put it back")
    return reached


def _why_not(row: "CaseRow", after: "tuple[Judgement, Verdict]", decision: "Decision") -> list[str]:
    """Why an approval does not let it go: a line for each finding that stays; none where it does."""
    from syndicator.core.approvals import open_to
    from syndicator.core.rules import seen_by
    from syndicator.core.verdict import Answer

    judgement, verdict = after
    if verdict.answer in (Answer.ALLOW, Answer.WAIT):
        return []
    view = seen_by(judgement.case, decision)
    stay = [f for f in verdict.findings if f.answer > Answer.WAIT]
    return [f"{row.site_id}: an approval does not settle {f.rule} ({f.says}): {open_to(f, view)}" for f in stay]


def _tell(kind: str, verb: str, article: "Article", decided: "list[tuple[CaseRow, Decision]]", *, as_json: bool) -> None:
    if as_json:
        emit_json(kind, {"decided": [{"site": row.site_id, **shape(decision)} for row, decision in decided]})
        return
    for row, decision in decided:
        say(f"{verb} “{article.title}” for {row.site_id}, by {decision.by}")
