"""`syndicator check-config`: everything that is wrong with the settings, at once."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json, plain
from syndicator.cli.showing import count
from syndicator.errors import SettingsError

if TYPE_CHECKING:
    from syndicator.settings import Loaded


@click.command("check-config")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(shell: Shell, file: Path | None, as_json: bool) -> int:
    """Say everything that is wrong with the settings (FILE, or the ones in force): a line each, exit code 2."""
    from syndicator.settings import find

    path = find(file or shell.config, shell.environ)
    loaded, problems = _checked(path, shell)
    warnings = loaded.warnings if loaded else ()
    if as_json:
        emit_json("check-config", {"file": path, "ok": not problems, "problems": problems, "warnings": warnings, **_counts(loaded)})
        return 2 if problems else 0
    for line in warnings:
        shell.note(f"warning: {line}")
    if problems:
        raise SettingsError(*problems)
    counts = ", ".join(count(number, name.removesuffix("s")) for name, number in _counts(loaded).items())
    click.echo(f"{plain(str(path))}: fine ({counts})")
    return 0


def _checked(path: Path, shell: Shell) -> "tuple[Loaded | None, tuple[str, ...]]":
    """The settings, the policy library they name, the templates and the options of every kind of site, or all their problems."""
    from syndicator.settings import read
    from syndicator.wiring import check_templates, notifiers, open_sites, policies, tools

    try:
        loaded = read(path, shell.environ)
    except SettingsError as error:
        return None, error.problems
    problems: list[str] = []
    for checked in (policies, check_templates, lambda settings: open_sites(tools(settings)), notifiers):
        try:
            checked(loaded.settings)
        except SettingsError as error:
            problems += error.problems
    return loaded, tuple(problems)


def _counts(loaded: "Loaded | None") -> dict[str, int]:
    if loaded is None:
        return {}
    names = ("sources", "sites", "routes", "agreements")
    return {name: len(getattr(loaded.settings, name)) for name in names}
