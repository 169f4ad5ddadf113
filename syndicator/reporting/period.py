"""What a period brought: what was posted, held and refused, and why, by publisher and clause; proofs, drift, times and permissions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from syndicator import __version__
from syndicator.core.article import is_hyperlink
from syndicator.core.evidence import Quote
from syndicator.core.permissions import Permission
from syndicator.core.places import Agreement
from syndicator.core.post import PostState
from syndicator.ports import CaseRow, PostRow
from syndicator.reporting.charts import Chart, over_time
from syndicator.reporting.times import Pace, Took, paces

OUTCOMES = ("posted", "on its way", "waiting", "held", "refused", "withdrawn", "failed")
_OF_A_CASE = {"held": "held", "refused": "refused", "waiting": "waiting"}
_OF_A_POST = {PostState.WITHDRAWN: "withdrawn", PostState.FAILED: "failed", PostState.UNKNOWN: "failed"}
_SOON = 60  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the report is about: days (UTC, both included), and names where it is narrowed ("" for all)."""

    first: date
    last: date
    site: str = ""
    publisher: str = ""

    def within(self, at: datetime | None) -> bool:
        """Whether a moment lies in the period."""
        return at is not None and self.first <= at.astimezone(UTC).date() <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One article at one site: what came of it, why, and how its copy stands."""

    at: datetime
    publisher: str
    site: str
    title: str
    url: str
    outcome: str
    form: str
    rule: str
    says: str
    quotes: tuple[Quote, ...] = ()
    copy: str = ""
    duties: int = 0
    met: int = 0
    missed: tuple[str, ...] = ()
    drifts: tuple[str, ...] = ()
    cured: int = 0


@dataclass(frozen=True, slots=True)
class PublisherLine:
    """One publisher: how many of its cases had each outcome, in the order of OUTCOMES, and how many duties were met of how many."""

    publisher: str
    outcomes: tuple[int, ...]
    duties: int
    met: int
    drifts: int


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One rule that held or refused something: how often, and the words of its first case."""

    rule: str
    held: int
    refused: int
    says: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class PermissionLine:
    """One permission or agreement: `state` is in force, to come, expired or revoked; `soon` where it ends within sixty days."""

    publisher: str
    sites: str
    uses: str
    reference: str
    starts: date
    until: date | None
    state: str
    soon: bool


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """The context of templates/report/period.html."""

    title: str
    made_at: str
    made_by: str
    asked: Asked
    summary: tuple[tuple[str, int], ...]
    outcomes: tuple[str, ...]
    publishers: tuple[PublisherLine, ...]
    clauses: tuple[ClauseLine, ...]
    paces: tuple[Pace, ...]
    chart: Chart
    drifts: tuple[Line, ...]
    permissions: tuple[PermissionLine, ...]
    lines: tuple[Line, ...] = field(default=())


def period_report(
    asked: Asked,
    cases: Sequence[CaseRow],
    posts: Sequence[PostRow],
    took: Iterable[Took],
    permissions: Iterable[Permission],
    agreements: Iterable[Agreement],
    publishers: Mapping[str, str],
    made_at: datetime,
) -> PeriodReport:
    """The report; `publishers` names the publisher of each source. A case that was judged again counts once, as it rests."""
    lines = _lines(asked, cases, posts, publishers)
    shown = {(case.article_key, case.site_id) for case in cases if _asked_for(asked, case, publishers)}
    within = [one for one in took if asked.within(one.at) and (one.article_key, one.site_id) in shown]
    counted = Counter(line.outcome for line in lines)
    duties, met = sum(line.duties for line in lines), sum(line.met for line in lines)
    drifted = tuple(line for line in lines if line.drifts or line.cured)
    figures = (*((outcome, counted[outcome]) for outcome in OUTCOMES), ("duties proven", met), ("duties missed", duties - met),
               ("copies that drifted", len(drifted)))  # fmt: skip
    utc = made_at.astimezone(UTC)
    return PeriodReport(
        title="What was posted, held and refused",
        made_at=f"{utc.day} {utc:%B %Y, %H:%M} UTC",
        made_by=f"syndicator {__version__}",
        asked=asked,
        summary=figures,
        outcomes=OUTCOMES,
        publishers=_by_publisher(lines),
        clauses=_by_clause(lines),
        paces=paces(within),
        chart=over_time(
            ((line.at.astimezone(UTC).date(), line.outcome) for line in lines), ("posted", "held", "refused"), asked.first, asked.last
        ),
        drifts=drifted,
        permissions=_permissions(asked, permissions, agreements, made_at.astimezone(UTC).date()),
        lines=tuple(lines),
    )


def _asked_for(asked: Asked, case: CaseRow, publishers: Mapping[str, str]) -> bool:
    names = (case.source_id, publishers.get(case.source_id, case.source_id))
    return asked.site in ("", case.site_id) and (not asked.publisher or asked.publisher.casefold() in (name.casefold() for name in names))


def _lines(asked: Asked, cases: Sequence[CaseRow], posts: Sequence[PostRow], publishers: Mapping[str, str]) -> list[Line]:
    copies = {(row.stored.post.article_key, row.stored.post.site_id): row for row in posts}
    found = []
    for case in cases:
        copy = copies.get((case.article_key, case.site_id))
        at = copy.delivered_at if copy and copy.delivered_at else case.judged_at
        if at is None or not asked.within(at) or not _asked_for(asked, case, publishers):
            continue
        found.append(_line(case, copy, at, publishers.get(case.source_id, case.source_id)))
    return sorted(found, key=lambda line: (line.at, line.publisher, line.title, line.site))


def _line(case: CaseRow, copy: PostRow | None, at: datetime, publisher: str) -> Line:
    verdict = case.verdict
    deciding = verdict.deciding if verdict else None
    receipt = copy.stored.receipt if copy else None
    checks = copy.checks if copy else ()
    drifts = copy.stored.drifts if copy else ()
    return Line(
        at=at,
        publisher=publisher,
        site=case.site_id,
        title=case.title or "(without a title)",
        url=case.url,
        outcome=_outcome(case, copy),
        form=str(verdict.form) if verdict and verdict.form else "",
        rule=deciding.rule if deciding else "",
        says=deciding.says if deciding else "",
        quotes=deciding.quotes if deciding else (),
        copy=receipt.url if receipt and is_hyperlink(receipt.url) else "",
        duties=len(checks),
        met=sum(check.met for check in checks),
        missed=tuple(f"{check.obligation.duty}: {check.why}" for check in checks if not check.met),
        drifts=tuple(f"{one.drift.kind}: {one.drift.says}" for one in drifts if one.cured_at is None),
        cured=sum(one.cured_at is not None for one in drifts),
    )


def _outcome(case: CaseRow, copy: PostRow | None) -> str:
    if copy is not None and (of_post := _OF_A_POST.get(copy.stored.state)):
        return of_post
    if copy is not None and copy.delivered_at is not None:
        return "posted"
    return _OF_A_CASE.get(case.state, "on its way")


def _by_publisher(lines: Sequence[Line]) -> tuple[PublisherLine, ...]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.publisher, []).append(line)
    return tuple(
        PublisherLine(
            publisher,
            tuple(sum(line.outcome == outcome for line in own) for outcome in OUTCOMES),
            sum(line.duties for line in own),
            sum(line.met for line in own),
            sum(bool(line.drifts) for line in own),
        )
        for publisher, own in sorted(found.items())
    )


def _by_clause(lines: Sequence[Line]) -> tuple[ClauseLine, ...]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        if line.outcome in ("held", "refused"):
            found.setdefault(line.rule, []).append(line)
    clauses = [
        ClauseLine(
            rule, sum(one.outcome == "held" for one in own), sum(one.outcome == "refused" for one in own), own[0].says, own[0].quotes[:2]
        )
        for rule, own in found.items()
    ]
    return tuple(sorted(clauses, key=lambda one: (-(one.held + one.refused), one.rule)))


def _permissions(
    asked: Asked, permissions: Iterable[Permission], agreements: Iterable[Agreement], today: date
) -> tuple[PermissionLine, ...]:
    recorded = [(one.agreement, one.state(today)) for one in permissions]
    recorded += [(one, _state(one, today)) for one in agreements]
    lines = [
        PermissionLine(
            one.publisher, ", ".join(one.sites), ", ".join(one.uses), one.reference, one.starts, one.until, state,
            state == "in force" and one.until is not None and (one.until - today).days <= _SOON,
        )
        for one, state in recorded
        if asked.site in ("", *one.sites) and asked.publisher.casefold() in ("", one.publisher.casefold())
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda one: (one.state != "in force", one.until or date.max, one.publisher)))


def _state(agreement: Agreement, today: date) -> str:
    if agreement.until is not None and agreement.until < today:
        return "expired"
    return "in force" if agreement.starts <= today else "to come"
