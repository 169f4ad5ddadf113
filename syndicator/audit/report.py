"""The report of an audit, as a value: the whole context of templates/report/audit.html, and the base of the other formats."""

from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from syndicator import __version__
from syndicator.audit.results import Checked
from syndicator.core.article import is_hyperlink
from syndicator.core.auditing import Grade, Outcome

_FILES = "local files"
_GRADES = tuple(reversed(Grade))  # the worst first


@dataclass(frozen=True, slots=True)
class SiteLine:
    """One site: how many of its pages were looked at, how many are copies, and how many have each grade, in the report's order."""

    host: str
    pages: int
    copies: int
    grades: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question over all copies: how often it was answered how."""

    question: str
    met: int
    lacking: int
    open: int


@dataclass(frozen=True, slots=True)
class PageCard:
    """One page in the report: `anchor` is its own fragment, `href` its address where a reader can follow it, `css` its grade as a class.

    `picture` is a screenshot as a data: address, "" where there is none.
    """

    anchor: str
    css: str
    href: str
    original_href: str
    percent: str
    picture: str
    checked: Checked


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The context of templates/report/audit.html. `summary` holds (class, label, number, share of the bar in percent).

    `pictures` says what the screenshots show, or why there are none.
    """

    title: str
    made_at: str
    made_by: str
    grades: tuple[str, ...]
    summary: tuple[tuple[str, str, int, float], ...]
    sites: tuple[SiteLine, ...]
    questions: tuple[QuestionLine, ...]
    cards: tuple[PageCard, ...]
    pictures: str


def audit_report(pages: Sequence[Checked], made_at: datetime, drawn: Mapping[str, bytes] | None = None, pictures: str = "") -> AuditReport:
    """The report on these pages, the worst first, in an order that does not depend on theirs; `drawn` maps addresses to PNGs."""
    ordered = in_order(pages)
    counted = Counter(page.grade for page in ordered)
    utc = made_at.astimezone(UTC)
    return AuditReport(
        title="Who copies, and on whose terms",
        made_at=f"{utc.day} {utc:%B %Y, %H:%M} UTC",
        made_by=f"syndicator {__version__}",
        grades=tuple(str(grade) for grade in _GRADES),
        summary=tuple((_css(g), str(g), counted[g], 100 * counted[g] / max(1, len(ordered))) for g in _GRADES),
        sites=_sites(ordered),
        questions=_questions(ordered),
        cards=tuple(_card(page, number, (drawn or {}).get(page.url, b"")) for number, page in enumerate(ordered, 1)),
        pictures=pictures,
    )


def in_order(pages: Sequence[Checked]) -> list[Checked]:
    """The worst first, then by address."""
    order = [*_GRADES]
    return sorted(pages, key=lambda page: (order.index(Grade(page.grade)), page.url))


def _sites(pages: Sequence[Checked]) -> tuple[SiteLine, ...]:
    by_host: dict[str, list[Checked]] = {}
    for page in pages:
        by_host.setdefault((urlsplit(page.url).hostname or _FILES).removeprefix("www."), []).append(page)
    lines = [
        SiteLine(
            host,
            len(found),
            sum(page.grade != Grade.NO_COPY and bool(page.points) for page in found),
            tuple(sum(page.grade == grade for page in found) for grade in _GRADES),
        )
        for host, found in by_host.items()
    ]
    return tuple(sorted(lines, key=lambda line: (tuple(-count for count in line.grades), line.host)))


def _questions(pages: Sequence[Checked]) -> tuple[QuestionLine, ...]:
    counts: dict[str, Counter[str]] = {}
    for page in pages:
        for point in page.points:
            counts.setdefault(point.question, Counter())[point.outcome] += 1
    return tuple(
        QuestionLine(question, found[Outcome.MET], found[Outcome.LACKING], found[Outcome.OPEN])
        for question, found in counts.items()
        if found[Outcome.MET] or found[Outcome.LACKING] or found[Outcome.OPEN]
    )


def _card(page: Checked, number: int, drawn: bytes) -> PageCard:
    href = page.url if is_hyperlink(page.url) else ""
    original = page.original if is_hyperlink(page.original) else ""
    picture = f"data:image/png;base64,{b64encode(drawn).decode()}" if drawn else ""
    return PageCard(f"page-{number}", _css(page.grade), href, original, f"{page.share:.0%}", picture, page)


def _css(grade: str) -> str:
    return grade.replace(" ", "-")
