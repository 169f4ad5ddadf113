"""`syndicator terms`: what a notice, page or feed says about rights, and where it says so."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from syndicator.cli.output import emit_json
from syndicator.cli.terms_diff import diff
from syndicator.cli.terms_explain import explain


@click.group()
def command() -> None:
    """Say what a notice, page or feed allows, and where it says so."""


command.add_command(explain)
command.add_command(diff)


@command.command()
@click.argument("target", metavar="[FILE|-]", default="-")
@click.option("--html", "as_html", is_flag=True, help="Read it as HTML, whatever it looks like.")
@click.option("--lines", is_flag=True, help="JSON lines in, JSON lines out, each answered as it comes.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def read(target: str, as_html: bool, lines: bool, as_json: bool) -> int:
    """Read terms out of FILE (a notice as text or Markdown, a page, a feed), or out of standard input.

    With --lines each line is {"id", "text" or "html", "url", "lang"} and is answered by one line; a bad line is told on
    stderr with its number, the others are answered all the same, and the exit code is 2. Nothing is fetched.
    """
    if lines and (as_html or as_json):
        raise click.UsageError("--lines reads and prints JSON lines; leave --html and --json out")
    if lines:
        return _lines(target)
    return _one(target, as_html, as_json)


def _one(target: str, as_html: bool, as_json: bool) -> int:
    from syndicator.cli import shapes
    from syndicator.cli.showing import Notes, say, show_terms
    from syndicator.core.reading import read_text
    from syndicator.errors import InputError
    from syndicator.targets import Kind, document_html, is_address, local

    if is_address(target):
        raise InputError(f"{target}: nothing is fetched here; an address is read by: syndicator check {target}")
    text, kind, where = local(target)
    if kind is Kind.FEED and not as_html:
        raise InputError(f"{where}: it is a feed; its articles are read by: syndicator check {where if target != '-' else '-'}")
    markup = as_html or kind in (Kind.PAGE, Kind.MARKDOWN)
    words = document_html(text, Kind.PAGE if as_html else kind) if markup else text
    terms, _ = read_text(words, html=markup, url=where)
    if as_json:
        emit_json("terms-read", {"where": where, "terms": shapes.terms(terms)})
        return 0
    say(where, bold=True)
    show_terms(terms, Notes())
    return 0


def _lines(target: str) -> int:
    """Answer line by line; 2 where some line could not be."""
    from syndicator.errors import InputError
    from syndicator.targets import standard_input

    if target == "-":
        return _answered(standard_input())
    try:
        with Path(target).open("rb") as file:
            return _answered(file)
    except OSError as error:
        raise InputError(f"{target}: it cannot be read ({error.strerror})") from None


def _answered(lines: Iterable[bytes]) -> int:
    from syndicator.core.reading import answer_line

    code = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            answer = answer_line(_record(line))
        except Exception as error:  # noqa: BLE001  # whatever is wrong with one line is told, and the others are answered
            code = 2
            said = str(error) if isinstance(error, ValueError) else f"it could not be read: {type(error).__name__}: {error}"
            print(json.dumps({"line": number, "error": said}), file=sys.stderr, flush=True)
        else:
            print(json.dumps(answer), flush=True)
    return code


def _record(line: bytes) -> dict[str, object]:
    """One record; ValueError says in words what is wrong with it."""
    try:
        record = json.loads(line)
    except ValueError as error:
        raise ValueError(f"it is not JSON: {error}") from None
    if not isinstance(record, dict):
        raise ValueError('it is not a JSON object; {"id": …, "text": …} is wanted')  # noqa: TRY004  # the value is wrong, not a call
    if not any(isinstance(record.get(name), str) for name in ("text", "html")):
        raise ValueError('it has neither "text" nor "html"')
    return record
