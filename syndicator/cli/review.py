"""`syndicator review`: what is held, and what a person decides on it."""

from typing import TYPE_CHECKING

import click

from syndicator.cli import review_deciding, review_digest, shapes
from syndicator.cli.common import Shell
from syndicator.cli.naming import configured, named_publisher, named_sites
from syndicator.cli.output import emit_json, table
from syndicator.cli.people import KEY, cases_of, now, seen
from syndicator.cli.showing import (
    Notes,
    count,
    heading,
    moment,
    say,
    show_article,
    show_block,
    show_draft_checks,
    show_finding,
    show_holder,
    show_terms,
)

if TYPE_CHECKING:
    from syndicator.core.approvals import Decision
    from syndicator.core.verdict import Finding, Verdict
    from syndicator.pipeline.judge import Judgement
    from syndicator.pipeline.world import World
    from syndicator.ports import CaseRow, DueCase, Held
    from syndicator.settings import Settings


@click.group()
def command() -> None:
    """List and show what is held, and approve, reject or defer it.

    An approval is evidence with a name, a reason and a scope: it answers the questions that the rules leave to a person,
    and the case is judged again. It is no permission: where the word of whoever holds the rights is wanted, record that
    with `syndicator permissions add`.
    """


command.add_command(review_deciding.approve)
command.add_command(review_deciding.reject)
command.add_command(review_deciding.defer)
command.add_command(review_digest.command)


@command.command("list")
@click.option("--site", "site_id", metavar="ID", help="Only what is held for this site.")
@click.option("--publisher", metavar="NAME", help="Only articles of this publisher (its name, or the id of the source).")
@click.option("--rule", metavar="NAME", help="Only what this rule holds.")
@click.option("--deferred", is_flag=True, help="What was put off too, whose day has not come.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_held(shell: Shell, site_id: str | None, publisher: str | None, rule: str | None, deferred: bool, as_json: bool) -> int:
    """List what is held, oldest article first: for which site, since when, and by which rule. Exit code 1 where something is."""
    from syndicator.looking import opened

    settings, at = shell.settings_without_secrets, now()
    with opened(settings) as overview:
        resting = overview.held()
    named_sites([site_id] if site_id is not None else [], configured(settings), (held.case.site_id for held in resting))
    if publisher is not None:
        named_publisher(publisher, settings, (held.case.source_id for held in resting))
    found = [held for held in resting if deferred or not held.deferred(at)]
    chosen = [h for h in found if site_id in (None, h.case.site_id) and (rule is None or rule in _holding(h.case.verdict))]
    chosen = [h for h in chosen if publisher is None or publisher.casefold() in _publisher(settings, h.case.source_id)]
    if as_json:
        emit_json("review-list", {"held": [_shape(held) for held in chosen]})
        return 1 if chosen else 0
    rows = ((h.case.article_key[:KEY], h.case.site_id, _since(h), _why(h.case.verdict), h.case.title) for h in chosen)
    table(("article", "site", "since", "why", "title"), rows, empty="nothing is held")
    if found and not chosen:
        rules = sorted({name for held in found for name in _holding(held.case.verdict)})
        shell.note(f"{count(len(found), 'case')} held in all, by: {', '.join(rules)}")
    if chosen:
        shell.note(f"look at one with: syndicator review show {chosen[0].case.article_key[:KEY]}")
    return 1 if chosen else 0


@command.command("show")
@click.argument("reference", metavar="ID")
@click.option("--site", "site_id", metavar="ID", help="Only for this site.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def show_held(shell: Shell, reference: str, site_id: str | None, as_json: bool) -> None:
    """Show what is held of one article: its terms with their words, what holds it and who can answer that, and the draft.

    ID is the beginning of the article's key, its id or its address.
    """
    from syndicator.wiring import desk

    at = now()
    with desk(shell.settings_without_secrets) as at_desk:
        world = at_desk.world
        article, rows = cases_of(at_desk, reference, (site_id,) if site_id else (), ("held", "new", "waiting", "refused", "allowed"))
        judged = [(row, *seen(world, row, at, answered=True)) for row in rows]
        histories = [world.store.decisions(row.article_key, row.site_id) for row in rows]
        source = world.sources[article.source_id]
    if as_json:
        cases = [_case_shape(*one, history) for one, history in zip(judged, histories, strict=True)]
        emit_json("review-show", {"article": shapes.article(article, source.publisher), "cases": cases})
        return
    show_article(article, source.publisher, article.url)
    say(f"key {article.key}", 2)
    notes = Notes()
    for number, ((row, _, judgement, verdict), history) in enumerate(zip(judged, histories, strict=True)):
        if not number:
            show_terms(judgement.case.terms, notes)
            show_holder(judgement.case.holder, source.publisher, notes)
        _show_case(world, row, judgement, verdict, history, notes)


def _show_case(world: "World", row: "CaseRow", judgement: "Judgement", verdict: "Verdict", history: "list[Decision]", notes: Notes) -> None:
    heading(f"For {row.site_id}: {row.state}")
    for decision in history:
        until = f", until {decision.until}" if decision.until else ""
        form = f", no more than {decision.form}" if decision.form else ""
        say(f"{decision.choice} by {decision.by}, {moment(decision.at)}{until}{form}: {decision.reason}", 2, hanging=2)
    for finding, question, why in _open(judgement, verdict):
        show_finding(finding, notes, 2)
        say(f"a person answers: {question}" if not why else f"no approval answers it: {why}", 6, hanging=2)
    trial = review_deciding.tried(world, row, judgement, verdict)
    if trial is None or trial.drafted is None:
        return
    heading(f"The draft as it would go to {row.site_id} ({trial.drafted.post.form})")
    show_block(f"{trial.drafted.post.title}\n\n{trial.drafted.post.readable}")
    heading("Obligations, and where the draft meets them")
    show_draft_checks(trial.drafted.checks)


def _open(judgement: "Judgement", verdict: "Verdict") -> "list[tuple[Finding, str, str]]":
    """Each finding that stands against the case, what a person is asked by it, and why an approval cannot answer it ("" where it can)."""
    from syndicator.core.approvals import ANSWERED_BY_A_PERSON, open_to
    from syndicator.core.rules import seen_by
    from syndicator.core.verdict import Answer

    case = judgement.case
    view = seen_by(case, review_deciding.plain_yes(case))
    against = [f for f in verdict.findings if f.answer > Answer.WAIT]
    return [(f, q.asks if (q := ANSWERED_BY_A_PERSON.get(f.rule)) else "", open_to(f, view)) for f in against]


def _holding(verdict: "Verdict | None") -> list[str]:
    from syndicator.core.verdict import Answer

    return [f.rule for f in verdict.findings if f.answer is Answer.HOLD] if verdict else []


def _why(verdict: "Verdict | None") -> str:
    deciding = verdict.deciding if verdict else None
    return f"{deciding.rule}: {deciding.says}" if deciding else ""


def _since(held: "Held") -> str:
    late = f", put off until {held.decision.until}" if held.decision and held.deferred(now()) else ""
    return f"{held.since:%Y-%m-%d}{late}"


def _publisher(settings: "Settings", source_id: str) -> set[str]:
    source = next((s for s in settings.sources if s.id == source_id), None)
    names = (source_id, *((source.publisher, *source.owners) if source else ()))
    return {name.casefold() for name in names}


def _shape(held: "Held") -> dict[str, object]:
    case = held.case
    return {
        "article": case.article_key,
        "site": case.site_id,
        "source": case.source_id,
        "title": case.title,
        "url": case.url,
        "since": held.since,
        "judged_at": case.judged_at,
        "rules": _holding(case.verdict),
        "deciding": shapes.finding(case.verdict.deciding) if case.verdict and case.verdict.deciding else None,
        "decision": review_deciding.shape(held.decision) if held.decision else None,
    }


def _case_shape(row: "CaseRow", due: "DueCase", judgement: "Judgement", verdict: "Verdict", history: "list[Decision]") -> dict[str, object]:
    return {
        "site": row.site_id,
        "state": row.state,
        "terms": shapes.terms(judgement.case.terms),
        "holder": shapes.holder(judgement.case.holder),
        "verdict": shapes.verdict(verdict),
        "open": [
            {"finding": shapes.finding(f), "question": asks, "no_approval_because": why} for f, asks, why in _open(judgement, verdict)
        ],
        "copy": due.post.post.key if due.post else None,
        "decisions": [review_deciding.shape(decision) for decision in history],
    }
