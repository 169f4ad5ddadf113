"""How cases stood in a period: what was decided later does not tell of it, and what was decided in it counts for good."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from syndicator.core.evidence import Quote
from syndicator.core.verdict import Answer, Verdict
from syndicator.ports import CaseRow, Judged

_STATES = {Answer.ALLOW: "allowed", Answer.WAIT: "waiting", Answer.HOLD: "held", Answer.REFUSE: "refused"}


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One rule that held or refused something: of how many cases, and the words of its first one."""

    rule: str
    held: int
    refused: int
    says: str
    quotes: tuple[Quote, ...]


def as_they_stood(cases: Sequence[CaseRow], judged: Iterable[Judged]) -> dict[tuple[str, str], CaseRow]:
    """Each case that was judged in the period, as its last verdict of the period left it."""
    newest = {(one.article_key, one.site_id): one for one in judged}
    stood = ((case, newest.get((case.article_key, case.site_id))) for case in cases)
    return {
        (case.article_key, case.site_id): replace(case, verdict=one.verdict, judged_at=one.at, state=_STATES[one.verdict.answer])
        for case, one in stood
        if one is not None
    }


def clauses(judged: Iterable[Judged]) -> tuple[ClauseLine, ...]:
    """Each rule that decided against something, however it was decided anew; a case counts once for each rule and answer."""
    found: dict[str, dict[tuple[str, str, Answer], Verdict]] = {}
    for one in judged:
        deciding = one.verdict.deciding
        if deciding is not None and one.verdict.answer in (Answer.HOLD, Answer.REFUSE):
            found.setdefault(deciding.rule, {}).setdefault((one.article_key, one.site_id, one.verdict.answer), one.verdict)
    lines = [_line(rule, of_it) for rule, of_it in found.items()]
    return tuple(sorted(lines, key=lambda one: (-(one.held + one.refused), one.rule)))


def _line(rule: str, of_it: Mapping[tuple[str, str, Answer], Verdict]) -> ClauseLine:
    held = sum(answer is Answer.HOLD for _, _, answer in of_it)
    first = next(iter(of_it.values())).deciding
    return ClauseLine(rule, held, len(of_it) - held, first.says if first else "", first.quotes[:2] if first else ())
