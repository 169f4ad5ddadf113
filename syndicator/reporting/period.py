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
from syndicator.ports import CaseRow, Judged, PostRow
from syndicator.reporting.charts import Chart, over_time
from syndicator.reporting.standing import ClauseLine, as_they_stood, clauses
from syndicator.reporting.times import Pace, Took, paces

OUTCOMES = ("posted", "on its way", "waiting", "held", "refused", "withdrawn", "failed")
_OF_A_CASE = {"held": "held", "refused": "refused", "waiting": "waiting"}
_AGAINST = ("held", "refused", "waiting")
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
    judged: Sequence[Judged],
    posts: Sequence[PostRow],
    took: Iterable[Took],
    permissions: Iterable[Permission],
    agreements: Iterable[Agreement],
    publishers: Mapping[str, str],
    made_at: datetime,
) -> PeriodReport:
    """The report; `publishers` names the publisher of each source, `judged` are the verdicts of the period.

    A case that was judged again counts once among the outcomes, as the period left it; among verdicts and clauses each time.
    """
    shown = {(case.article_key, case.site_id) for case in cases if _asked_for(asked, case, publishers)}
    verdicts = [one for one in judged if asked.within(one.at) and (one.article_key, one.site_id) in shown]
    lines = _lines(asked, cases, verdicts, posts, publishers)
    within = [one for one in took if asked.within(one.at) and (one.article_key, one.site_id) in shown]
    counted = Counter(line.outcome for line in lines)
    duties, met = sum(line.duties for line in lines), sum(line.met for line in lines)
    drifted = tuple(line for line in lines if line.drifts or line.cured)
    figures = (*((outcome, counted[outcome]) for outcome in OUTCOMES), ("duties proven", met), ("duties missed", duties - met),
               ("copies that drifted", len(drifted)), ("verdicts reached", len(verdicts)))  # fmt: skip
    utc = made_at.astimezone(UTC)
    return PeriodReport(
        title="What was posted, held and refused",
        made_at=f"{utc.day} {utc:%B %Y, %H:%M} UTC",
        made_by=f"syndicator {__version__}",
        asked=asked,
        summary=figures,
        outcomes=OUTCOMES,
        publishers=_by_publisher(lines),
        clauses=clauses(verdicts),
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


def _lines(
    asked: Asked, cases: Sequence[CaseRow], judged: Sequence[Judged], posts: Sequence[PostRow], publishers: Mapping[str, str]
) -> list[Line]:
    """What was delivered in the period, on the day it was; what else was judged in it, as the last verdict of the period left it."""
    copies, stood = {(row.stored.post.article_key, row.stored.post.site_id): row for row in posts}, as_they_stood(cases, judged)
    found = []
    for case in cases:
        place, publisher = (case.article_key, case.site_id), publishers.get(case.source_id, case.source_id)
        copy, then = copies.get(place), stood.get(place)
        delivered = copy.delivered_at if copy else None
        if not _asked_for(asked, case, publishers):
            continue
        if delivered is not None and asked.within(delivered):
            found.append(_line(case, copy, delivered, publisher))
        elif then is not None and then.judged_at is not None and (delivered is None or then.state in _AGAINST):
            # A copy of another time says nothing of this one, but what was decided against it in this one does.
            found.append(_line(then, copy if delivered is None else None, then.judged_at, publisher))
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
