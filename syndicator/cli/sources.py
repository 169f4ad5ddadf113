"""`syndicator sources`: the feeds, listed and edited in the settings file, and their terms pages; only pages naming feeds are fetched."""

from collections.abc import Callable, Iterable
from typing import IO

import click

from syndicator.cli import source_tables as tables
from syndicator.cli import source_terms
from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json, plain, table
from syndicator.cli.source_finding import found
from syndicator.errors import InputError

_LARGEST_OPML = 16 * 2**20


@click.group()
def command() -> None:
    """List, add, remove, import and export sources, and show their terms pages."""


command.add_command(source_terms.command)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def show(shell: Shell, as_json: bool) -> None:
    """List the configured sources, and how their last poll went."""
    from syndicator.looking import opened
    from syndicator.settings.values import spelled

    sources = shell.settings_without_secrets.sources
    with opened(shell.settings_without_secrets) as overview:
        stored = {row.id: row for row in overview.sources()}
    if as_json:
        emit_json("sources", {"sources": sources, "stored": stored})
        return
    rows = []
    for s in sources:
        row = stored.get(s.id)
        due = f"{row.next_poll:%Y-%m-%d %H:%M}" if row and row.next_poll else "never" if row and row.problem else "at the next run"
        rows.append((s.id, s.publisher, s.feed, spelled(s.cadence), due, row.problem if row else ""))
    columns = ("id", "publisher", "feed", "cadence", "next poll", "problem")
    table(columns, rows, empty="no sources yet; add one with: syndicator sources add URL")


@command.command()
@click.argument("url")
@click.option("--id", "source_id", help="Short name of the source (else made from the publisher or the host).")
@click.option("--publisher", "--name", "publisher", help="The name that is credited (else the host, to be corrected).")
@click.option("--publisher-url", help="The publisher's front page.")
@click.option("--find/--as-feed", "find", default=None, help="Look for a feed on the page at URL, or take URL for a feed as it is.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def add(
    shell: Shell, url: str, source_id: str | None, publisher: str | None, publisher_url: str | None, find: bool | None, as_json: bool
) -> None:
    """Add the feed at URL, or the feed that the page at URL names, to the settings file.

    An address that looks like a feed's is added without a request; of a page the first feed is added, and the others are told.
    Nothing of a feed is posted unless its terms allow it.
    """
    named = tables.Feed(url=url, publisher=publisher or "", publisher_url=publisher_url or "", id=source_id or "")
    feed = found(shell, named, find=find)
    report = _add(shell, [feed])
    if report.duplicates or report.refused:
        raise InputError(*report.duplicates, *report.refused)
    if as_json:
        emit_json("sources-add", _said(report, written=True))
        return
    _tell(shell, report)
    if not (publisher or "").strip():
        shell.note(f'it is credited to "{plain(str(report.added[0]["publisher"]))}"; correct source.publisher if that is not its name')
    shell.note('what its feed holds now is not posted, only what comes later; on_first_poll = "latest:5" there changes that')


@command.command()
@click.argument("source_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def remove(shell: Shell, source_id: str, as_json: bool) -> None:
    """Take the source ID out of the settings file; copies that were posted stay until they are withdrawn."""
    from syndicator.settings import read_text
    from syndicator.settings.editing import save, without_source

    before = read_text(shell.file)
    save(shell.file, before, without_source(before, shell.file, source_id), shell.environ)
    if as_json:
        emit_json("sources-remove", {"removed": source_id})
        return
    click.echo(f"removed {plain(source_id)}")


@command.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--dry-run", is_flag=True, help="Say what would be added, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def import_(shell: Shell, file: IO[bytes], dry_run: bool, as_json: bool) -> None:
    """Add every feed of an OPML FILE (- for standard input) that is not there yet."""
    from syndicator.feeds import read_opml

    data = file.read(_LARGEST_OPML + 1)
    if len(data) > _LARGEST_OPML:
        raise InputError(f"{plain(file.name)}: larger than {_LARGEST_OPML // 2**20} MiB; split it")
    feeds = [
        tables.Feed(url=f.xml_url, publisher="" if f.title == f.xml_url else f.title, publisher_url=tables.usable(f.html_url))
        for f in read_opml(data)
    ]
    report = _add(shell, feeds, write=not dry_run)
    if as_json:
        emit_json("sources-import", _said(report, written=not dry_run))
        return
    _tell(shell, report, "would add" if dry_run else "added")


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def export(shell: Shell, as_json: bool) -> None:
    """Print the sources as OPML 2.0."""
    from syndicator.feeds import OpmlFeed, write_opml

    feeds = [OpmlFeed(s.publisher, s.feed, s.publisher_url) for s in shell.settings_without_secrets.sources]
    if as_json:
        emit_json("sources-export", {"feeds": feeds})
        return
    click.echo(write_opml(feeds), nl=False)


def _add(shell: Shell, feeds: Iterable[tables.Feed], *, write: bool = True) -> tables.Report:
    """Work out the new tables and write them into the file in one step."""
    from syndicator.settings import read_text
    from syndicator.settings.editing import save, with_sources

    before = read_text(shell.file)
    report = tables.new_sources(before, shell.file, feeds)
    if report.added and write:
        save(shell.file, before, with_sources(before, report.added), shell.environ)
    return report


def _said(report: tables.Report, *, written: bool) -> dict[str, object]:
    return {"written": written, "added": report.added, "duplicates": report.duplicates, "refused": report.refused}


def _tell(shell: Shell, report: tables.Report, verb: str = "added") -> None:
    say: Callable[[str], None] = click.echo
    for source in report.added:
        say(plain(f"{verb} {source['id']}: {source['feed']}"))
    for line in (*report.duplicates, *report.refused):
        shell.note(f"left out: {line}")
    if report.added and report.unrouted:
        shell.note('no [[route]] leads from there to a site yet; add one, or use sources = ["*"] in one')
