"""`syndicator init`: a settings file to start from."""

import json
import shutil
from pathlib import Path

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json, plain
from syndicator.errors import InputError
from syndicator.shipped import shipped

NAME = "syndicator.toml"
SCHEMA = "syndicator.schema.json"
CASES = "policy-tests/never.toml"


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), default=".")
@click.option("--contact", help="Your e-mail address or contact page, for publishers; written into the file.")
@click.option("--force", is_flag=True, help="Overwrite a settings file that is there.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(shell: Shell, directory: Path, contact: str | None, force: bool, as_json: bool) -> None:
    """Write a settings file into DIRECTORY (default: here) with every setting, its comment and its default.

    Beside it go its schema for editors, and a sample of policy cases (syndicator policy test).
    """
    target = directory / NAME
    if target.exists() and not force:
        raise InputError(f"{target} is there already; nothing was written (--force overwrites it)")
    text = (shipped("config") / NAME).read_text("utf-8")
    if contact is not None:
        text = _with_contact(text, contact)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
        shutil.copyfile(shipped("config") / SCHEMA, directory / SCHEMA)
        cases = _cases(directory)
    except OSError as error:
        raise InputError(f"{plain(str(directory))}: cannot be written ({error.strerror})") from None
    if as_json:
        emit_json("init", {"wrote": [target, directory / SCHEMA, *cases]})
        return
    click.echo(f"wrote {target}")
    _next(shell, target, contact is not None)


def _cases(directory: Path) -> list[Path]:
    """A sample of policy cases to start from; an operator's own is never written over, not even by force."""
    file = directory / CASES
    if file.exists():
        return []
    file.parent.mkdir(exist_ok=True)
    shutil.copyfile(shipped("config") / CASES, file)
    return [file]


def _with_contact(text: str, contact: str) -> str:
    from syndicator.settings import EXAMPLE_CONTACT
    from syndicator.settings.values import contact_address

    try:
        checked = contact_address(contact)
    except ValueError as error:
        raise InputError(f"--contact: {error}") from None
    return text.replace(json.dumps(EXAMPLE_CONTACT), json.dumps(checked), 1)


def _next(shell: Shell, target: Path, has_contact: bool) -> None:
    """What to do now, as lines that can be copied."""
    at = "" if target == Path(NAME) else f" --config {target}"
    shell.note("next:")
    if not has_contact:
        shell.note(f"  write your address into {target}: fetch.contact")
    shell.note(f"  syndicator{at} sources add https://…/feed.xml")
    shell.note(f"  write into {target} where copies go: a [[site]], and a [[route]] that leads there")
    for line in ("check-config", "run"):
        shell.note(f"  syndicator{at} {line}")
