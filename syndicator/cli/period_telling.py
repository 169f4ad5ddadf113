"""The report of a period on a terminal, and as JSON, CSV, HTML and PDF."""

import csv
import io
from datetime import timedelta
from pathlib import Path

from syndicator.audit.formats import spreadsheet_safe
from syndicator.cli.output import json_text, table
from syndicator.cli.showing import heading, labelled, say
from syndicator.printing import as_pdf
from syndicator.rendering import JinjaRenderer
from syndicator.reporting import Line, PeriodReport

_COLUMNS = (
    "at", "publisher", "site", "title", "url", "outcome", "form", "rule", "says", "quotes", "copy", "duties", "met", "missed", "drifts",
    "cured",
)  # fmt: skip


def rendered(report: PeriodReport, kind: str, templates: Path | None) -> str | bytes:
    """The report in one of its forms."""
    if kind == "json":
        return json_text("report", {name: getattr(report, name) for name in PeriodReport.__dataclass_fields__ if name != "chart"})
    if kind == "csv":
        return _csv(report.lines)
    html = JinjaRenderer(templates).render("report/period.html", report)
    return as_pdf(html) if kind == "pdf" else html


def summary(report: PeriodReport) -> str:
    """One line that says the most."""
    told = ", ".join(f"{number} {outcome}" for outcome, number in report.summary[: len(report.outcomes)] if number)
    return f"{report.asked.first} to {report.asked.last}: {told or 'nothing'}"


def show(report: PeriodReport) -> None:
    """The report on a terminal."""
    say(summary(report), bold=True)
    heading("By publisher")
    rows = ((one.publisher, *one.outcomes, f"{one.met}/{one.duties}" if one.duties else "-", one.drifts) for one in report.publishers)
    table(("publisher", *report.outcomes, "duties met", "drifted"), rows, empty="nothing in this time")
    heading("Why it was held or refused")
    reasons = ((one.rule, one.held, one.refused, one.says) for one in report.clauses)
    table(("rule", "held", "refused", "first case"), reasons, empty="nothing was")
    heading("How long it took")
    for pace in report.paces:
        labelled(str(pace.count), f"{pace.what}{_told(pace.median, pace.most, pace.longest)}")
    heading("Permissions")
    ends = {True: ", ends soon", False: ""}
    listed = ((p.publisher, p.sites, p.uses, p.until or "no end", f"{p.state}{ends[p.soon]}") for p in report.permissions)
    table(("publisher", "sites", "uses", "until", "state"), listed, empty="none is recorded")


def _told(median: timedelta | None, most: timedelta | None, longest: timedelta | None) -> str:
    if median is None or most is None or longest is None:
        return ": none was measured"
    return f": half within {_span(median)}, nine of ten within {_span(most)}, the slowest {_span(longest)}"


def _span(took: timedelta) -> str:
    seconds = int(took.total_seconds())
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}"
    return f"{seconds} s"


def _csv(lines: tuple[Line, ...]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for line in lines:
        writer.writerow([spreadsheet_safe(_cell(line, name)) for name in _COLUMNS])
    return text.getvalue()


def _cell(line: Line, name: str) -> object:
    value = getattr(line, name)
    if name == "at":
        return line.at.isoformat()
    if name == "quotes":
        return " | ".join(f"“{quote.text}” ({quote.where})" for quote in line.quotes)
    return " | ".join(value) if isinstance(value, tuple) else value
