"""What `audit` answers: on a terminal, or as a report in a file."""

from collections import Counter
from datetime import datetime
from pathlib import Path

from syndicator.audit.formats import as_csv, as_junit
from syndicator.audit.report import audit_report, in_order
from syndicator.audit.results import Checked, CheckedPoint
from syndicator.audit.seen import Seen
from syndicator.cli.common import Shell
from syndicator.cli.output import json_text
from syndicator.cli.reports import deliver
from syndicator.cli.showing import count, placed, say
from syndicator.core.auditing import Grade, Outcome
from syndicator.printing import SHOWS, NoShot, as_pdf, browser, shot
from syndicator.rendering import JinjaRenderer

_COLOURS = {Grade.UNLICENSED: "red", Grade.SERIOUS: "red", Grade.MINOR: "yellow", Grade.UNCLEAR: "yellow"}
_QUOTES, _LONGEST = 3, 300


def tell(shell: Shell, pages: list[Checked], kind: str, output: Path | None, now: datetime, renderer: JinjaRenderer, seen: Seen) -> int:
    """Print or write the report; the exit code."""
    if kind == "text" and output is None:
        _show(pages)
    else:
        deliver(shell, _rendered(shell, pages, kind, now, renderer, seen), output, _summary(pages))
    return 0 if all(page.fine for page in pages) else 1


def _rendered(shell: Shell, pages: list[Checked], kind: str, now: datetime, renderer: JinjaRenderer, seen: Seen) -> str | bytes:
    if kind == "csv":
        return as_csv(in_order(pages))
    if kind == "junit":
        return as_junit(pages)
    if kind == "json":
        grades = Counter(page.grade for page in pages)
        counted = {grade: grades[grade] for grade in Grade}
        return json_text("audit", {"at": now, "grades": counted, "pages": [page.shape() for page in pages]})
    html = renderer.render("report/audit.html", audit_report(pages, now, *_pictures(shell, seen)))
    return as_pdf(html) if kind == "pdf" else html


def _pictures(shell: Shell, seen: Seen) -> tuple[dict[str, bytes], str]:
    """The screenshots of the worst pages, and what is to be said of them."""
    drawn: dict[str, bytes] = {}
    for url, page in seen.each():
        try:
            drawn[url] = shot(page)
        except NoShot as error:
            shell.note(f"no screenshot of {url}: {error}")
            if not browser():
                return {}, f"There are no screenshots: {error}."
    return drawn, SHOWS if drawn else ""


def _summary(pages: list[Checked]) -> str:
    counted = Counter(page.grade for page in pages)
    told = ", ".join(f"{counted[grade]} {grade}" for grade in reversed(tuple(Grade)) if counted[grade])
    return f"{count(len(pages), 'page')}: {told}"


def _show(pages: list[Checked]) -> None:
    for page in in_order(pages):
        grade = Grade(page.grade)
        taken = f" · {page.kind}, {page.share:.0%} of “{page.title}” ({page.original})" if page.points else ""
        say(f"{page.grade.upper()} · {page.url}{taken}", colour=_COLOURS.get(grade, "green"), bold=True)
        if page.problem:
            say(page.problem, 2)
        for point in page.bad:
            _show_point(point)
        if page.points:
            good = [point.question for point in page.points if point.outcome == Outcome.MET]
            say(f"met: {', '.join(good) or 'nothing'}", 2, hanging=2)
        say()
    say(_summary(pages))


def _show_point(point: CheckedPoint) -> None:
    symbol = "✗" if point.outcome == Outcome.LACKING else "?"
    say(f"{symbol} {point.question}: {point.says} ({point.weight})", 2, hanging=2)
    for label, quotes in (("found", point.found), ("asked", point.asked)):
        for quote in quotes[:_QUOTES]:
            say(f"{label}: “{quote.text[:_LONGEST]}” ({placed(quote)})", 6, hanging=2)
