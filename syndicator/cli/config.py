"""`syndicator config`: the settings in force, where each came from, and their schema."""

import json

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json, table


@click.group()
def command() -> None:
    """Show the settings in force, or their schema."""


@command.command()
@click.option("--origin", is_flag=True, help="Say where each value came from: file and line, environment or default.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def show(shell: Shell, origin: bool, as_json: bool) -> None:
    """Show every setting with its value; secrets are shown as ***."""
    from syndicator.settings import origins

    values = origins(shell.loaded)
    if as_json:
        emit_json("config-show", {"file": shell.file, "settings": values})
        return
    columns = ("setting", "value", "origin") if origin else ("setting", "value")
    table(columns, [(o.key, _written(o.value), o.origin)[: len(columns)] for o in values])


@command.command()
def schema() -> None:
    """Print the JSON Schema of the settings file, for editors."""
    from syndicator.settings import json_schema

    click.echo(json.dumps(json_schema(), indent=2))


def _written(value: object) -> str:
    """A value as the file would spell it; a dash where the setting is left out."""
    return "-" if value is None else str(value) if value == "***" else json.dumps(value, ensure_ascii=False)
