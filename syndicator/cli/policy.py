"""`syndicator policy`: cases kept as files, so that an operator can pin what must never happen."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicator.cli import policy_new, shapes
from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json
from syndicator.cli.policy_new import folder_of
from syndicator.cli.showing import Notes, say, show_finding

if TYPE_CHECKING:
    from syndicator.core.verdict import Finding, Verdict
    from syndicator.settings import Settings
    from syndicator.settings.cases import PolicyCase


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case, and how that differs from what was expected ("" where it does not)."""

    case: "PolicyCase"
    verdict: "Verdict"
    differs: str


@click.group()
def command() -> None:
    """Test cases kept as files: what an article under some terms must come to, and write new ones."""


command.add_command(policy_new.command)


@command.command("test")
@click.argument("place", type=click.Path(path_type=Path), metavar="[FOLDER|FILE]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def test_cases(shell: Shell, place: Path | None, as_json: bool) -> int:
    """Judge every case of FOLDER (default: policy-tests beside the settings), by the road and the settings of the daemon.

    Exit code 0: all came out as expected. 1: some did not; each is shown with what was expected, what came, and why.
    2: a file cannot be used; each problem is told with its file and line.
    """
    from syndicator.settings.cases import load_cases

    settings = shell.settings_without_secrets
    outcomes = outcomes_of(load_cases(place or folder_of(settings), settings), settings)
    wrong = [one for one in outcomes if one.differs]
    if as_json:
        emit_json("policy-test", {"cases": [_shape(one) for one in outcomes], "passed": len(outcomes) - len(wrong), "differ": len(wrong)})
        return 1 if wrong else 0
    for one in wrong:
        _show(one)
    say(f"{len(outcomes)} cases, {len(outcomes) - len(wrong)} as expected" + (f", {len(wrong)} differ" if wrong else ""))
    return 1 if wrong else 0


def outcomes_of(cases: "tuple[PolicyCase, ...]", settings: "Settings") -> list[Outcome]:
    """Every case, judged as the daemon would; permissions in the store are left out, so that it comes to the same everywhere."""
    from syndicator.pipeline.judge import decide
    from syndicator.pipeline.terms import SiteTerms, terms_evidence
    from syndicator.wiring import policies, tools

    kit, library = tools(settings), policies(settings)
    found = []
    for case in cases:
        read = terms_evidence(case.terms_html, case.terms_url) if case.terms_html else ()
        beside = SiteTerms((*read, *case.said), page_url=case.terms_url if read else "")
        judged = decide(
            case.article,
            case.source,
            case.site,
            case.now,
            kit.renderer,
            kit.cleaner,
            agreements=settings.agreements,
            policies=library,
            site_terms=beside,
            extractor=kit.extractor,
        )
        found.append(Outcome(case, judged.verdict, _differs(case, judged.verdict)))
    return found


def deciding(verdict: "Verdict") -> "tuple[Finding, ...]":
    """The findings that ask for the verdict's answer; of one that allows a link, those that allow no more."""
    from syndicator.core.verdict import Answer

    worst = tuple(f for f in verdict.findings if f.answer is verdict.answer)
    stronger = tuple(f for f in verdict.findings if f.answer > max(verdict.answer, Answer.WAIT))
    return (*stronger, *worst)


def _differs(case: "PolicyCase", verdict: "Verdict") -> str:
    answer, form = verdict.answer.name.lower(), verdict.form or "none"
    if answer not in case.answers:
        return f"expected {' or '.join(case.answers)}, came {answer}"
    if case.form and form != case.form:
        return f"expected the form {case.form}, came {form}"
    rules = list(dict.fromkeys(f.rule for f in deciding(verdict)))
    if case.rule and case.rule not in rules:
        return f"expected by the rule {case.rule}, came by {', '.join(rules)}"
    return ""


def _show(one: Outcome) -> None:
    say(f"{one.case.where}: {one.case.name}", bold=True)
    say(one.differs, 2, hanging=2, colour="red")
    notes = Notes()
    for finding in deciding(one.verdict)[:5]:
        show_finding(finding, notes, 4)


def _shape(one: Outcome) -> dict[str, object]:
    return {
        "name": one.case.name,
        "where": one.case.where,
        "site": one.case.site.id,
        "expected": {"answer": list(one.case.answers), "form": one.case.form or None, "rule": one.case.rule or None},
        "differs": one.differs,
        "verdict": shapes.verdict(one.verdict),
    }
