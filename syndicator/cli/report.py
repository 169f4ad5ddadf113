"""`syndicator report`: what a period brought, on a terminal or as a file to hand on."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicator.cli.common import Shell
from syndicator.cli.people import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syndicator.core.ledger import Entry
    from syndicator.ports import Overview
    from syndicator.reporting import PeriodReport

FORMATS = ("text", "html", "json", "csv", "pdf")
_DEFAULT = timedelta(days=29)


@click.command()
@click.option("--from", "first", type=DAY, help="The first day (UTC; default: thirty days up to the last).")
@click.option("--to", "last", type=DAY, help="The last day (UTC; default: today).")
@click.option("--site", "site", default="", metavar="ID", help="Only this site.")
@click.option("--publisher", default="", metavar="NAME|SOURCE", help="Only this publisher, or the source of this id.")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="text", show_default=True, help="The form of the report.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write the report here.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(
    shell: Shell,
    first: date | None,
    last: date | None,
    site: str,
    publisher: str,
    kind: str,
    output: Path | None,
    as_json: bool,
) -> None:
    """Tell what was posted, held and refused, and why, by publisher and clause; with proofs, drift, times and permissions."""
    from syndicator.cli.period_telling import rendered, show, summary
    from syndicator.cli.reports import deliver
    from syndicator.errors import InputError

    now = datetime.now(UTC)
    until = last or now.date()
    since = first or until - _DEFAULT
    if since > until:
        raise InputError(f"--from {since} lies after --to {until}")
    report = _report(shell, since, until, site, publisher, now)
    form = "json" if as_json else kind
    if form == "text" and output is None:
        show(report)
    else:
        deliver(shell, rendered(report, form, shell.settings_without_secrets.templates), output, summary(report))


def _report(shell: Shell, first: date, last: date, site: str, publisher: str, now: datetime) -> "PeriodReport":
    from syndicator.cli.naming import configured, named_publisher, named_sites
    from syndicator.looking import opened
    from syndicator.reporting import Asked, durations, period_report

    settings = shell.settings_without_secrets
    publishers = {source.id: source.publisher for source in settings.sources}
    with opened(settings) as overview:
        if site:
            named_sites([site], configured(settings), (row.stored.post.site_id for row in overview.posts(site)))
        name = named_publisher(publisher, settings) if publisher else ""
        asked = Asked(first=first, last=last, site=site, publisher=name)
        took = durations(_entries(overview))
        begin, end = datetime.combine(first, time(), UTC), datetime.combine(last, time(), UTC) + timedelta(days=1)
        judged = overview.judged(begin, end)
        return period_report(
            asked, overview.cases(), judged, overview.posts(), took, overview.permissions(), settings.agreements, publishers, now
        )  # fmt: skip


def _entries(overview: "Overview") -> "Iterator[Entry]":
    """The whole ledger: a deed of the period may have been asked for before it."""
    last = 0
    while entries := overview.ledger_entries(last):
        yield from entries
        last = entries[-1].seq
