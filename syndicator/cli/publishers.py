"""`syndicator publishers`: the library of publishers' policies, listed, explained and checked."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json, plain, table

if TYPE_CHECKING:
    from syndicator.settings.policies import PolicyFile

_OLD = 730  # days; a policy that nobody has looked at for two years may say something else by now


@click.group()
def command() -> None:
    """List, explain and check the policies of publishers."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_publishers(shell: Shell, as_json: bool) -> None:
    """List the publishers whose policies are known: your own folder first, then the shipped library."""
    from syndicator.cli.publishers_shelf import shelf

    found = shelf(shell)
    if as_json:
        from syndicator.cli.publishers_shelf import shape

        emit_json("publishers-list", {"publishers": [shape(one) for one in found]})
        return
    rows = (
        (p.publisher, _hosts(p.hosts), p.says["republish"], p.says.get("licence", "-"), p.decide, p.grade, p.read_on)
        for p in (one.policy for one in found)
    )
    table(("publisher", "hosts", "republish", "licence", "decides", "grade", "read"), rows, empty="no policy is there")


def _hosts(hosts: Sequence[str]) -> str:
    return hosts[0] if len(hosts) == 1 else f"{hosts[0]} and {len(hosts) - 1} more"


@command.command()
@click.argument("wanted", metavar="NAME|HOST")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def show(shell: Shell, wanted: str, as_json: bool) -> None:
    """Explain what is known of a publisher's policy, and what it would mean for each site.

    It is named by its name, its file or a host of its site. The sites are those of the settings; without a settings file
    they are a community site and a commercial site with ads.
    """
    from syndicator.cli.judging import bench
    from syndicator.cli.publishers_meaning import emit, tell
    from syndicator.cli.publishers_shelf import one_of, shelf

    judges = bench(shell, (), "", (), datetime.now(UTC))
    found = one_of(shelf(shell, quiet=True), wanted)
    if as_json:
        emit(judges, found)
    else:
        tell(judges, found)


@command.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path), metavar="[FOLDER]...")
@click.option(
    "--max-age", type=click.IntRange(min=1), metavar="DAYS", help=f"Policies read longer ago are findings; else {_OLD} days are a note."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def lint(shell: Shell, folders: tuple[Path, ...], max_age: int | None, as_json: bool) -> int:
    """Check every policy of FOLDER (by default your own folder and the shipped library), a line for each finding.

    That a page was read long ago is a note, and a finding only with --max-age.

    Exit code 0 where all is well, 1 where something should be looked at, 2 where a file cannot be used.
    """
    from syndicator.cli.publishers_lint import aged, checked
    from syndicator.cli.publishers_shelf import folders_in_force

    today = datetime.now(UTC).date()
    read, problems, findings = checked(folders or folders_in_force(shell), today)
    old = aged(read, today, max_age or _OLD)
    notes = old if max_age is None else ()
    findings = findings if max_age is None else (*findings, *old)
    code = 2 if problems else 1 if findings else 0
    if as_json:
        emit_json("publishers-lint", {"policies": len(read), "problems": problems, "findings": findings, "notes": notes})
        return code
    for line in (*problems, *findings):
        click.echo(plain(line))
    for line in notes:
        click.echo(f"note: {plain(line)}")
    _summed_up(read, problems, findings)
    return code


def _summed_up(read: "Sequence[PolicyFile]", problems: Sequence[str], findings: Sequence[str]) -> None:
    counts = f"{len(read)} policies, {len(problems)} that cannot be used, {len(findings)} to look at"
    click.echo(f"{len(read)} policies, all well" if not problems and not findings else counts)
