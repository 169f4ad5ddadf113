"""docs/reference.md, written from the code: `python -m tests.house.reference --write`, or `make reference`."""

import importlib
import inspect
import re
import sys
from collections.abc import Iterator
from itertools import chain
from typing import Any

import click

from syndicator import errors
from syndicator.cli.main import main as commands
from syndicator.core import evidence
from syndicator.core.approvals import ANSWERED_BY_A_PERSON, Question
from syndicator.core.notices.lexicon import LEXICONS
from syndicator.core.rules import RULES
from syndicator.settings import json_schema
from syndicator.settings.overrides import VARIABLES
from tests.house.project import ROOT, pyproject

FILE = ROOT / "docs" / "reference.md"
EXIT_CODES = {
    0: "fine",
    1: "findings, or held work",
    2: "wrong use, or wrong settings",
    3: "another instance holds the data directory",
    4: "the store cannot be reached",
}
IN_DEPTH = ("en",)
# What a lexicon's code is called; a new lexicon without a name here fails the reference.
LANGUAGES = {
    "ar": "Arabic",
    "be": "Belarusian",
    "ca": "Catalan",
    "cs": "Czech",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "gl": "Galician",
    "he": "Hebrew",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sr": "Serbian, in both scripts",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def whole() -> str:
    """The whole reference, as Markdown."""
    parts = (_head(), _commands(), _settings(), _environment(), _rules(), _questions(), _words(), _languages(), _kinds(), _errors())
    return "\n".join(chain.from_iterable((*part, "") for part in parts))


def all_commands() -> Iterator[tuple[click.Context, click.Command]]:
    """Every command with its context, groups before what is in them."""
    yield from _below(click.Context(commands, info_name="syndicator", **commands.context_settings))


def all_settings() -> dict[str, dict[str, dict[str, Any]]]:
    """Table → key → its schema, in the order of the file; "" is the top of the file."""
    schema = json_schema()
    tables: dict[str, dict[str, dict[str, Any]]] = {"": {}}
    for key, said in schema["properties"].items():
        inner = said.get("items", said) if "$ref" not in said else said
        if "$ref" not in inner:
            tables[""][key] = said
            continue
        heading = f"[[{key}]]" if said.get("type") == "array" else f"[{key}]"
        tables[heading] = dict(_named(schema, inner)["properties"])
    tables["a secret: { … }"] = dict(schema["$defs"]["SecretTable"]["properties"])
    return tables


def all_rules() -> dict[str, tuple[str, str]]:
    """Rule → the forms it is asked for, and what it says of itself."""
    found = {rule.__name__: rule for rules in RULES.values() for rule in rules}
    forms = {name: ", ".join(form for form, rules in RULES.items() if rule in rules) for name, rule in found.items()}
    return {name: (forms[name], _first(rule)) for name, rule in found.items()}


def all_questions() -> dict[str, Question]:
    """Rule → what a person may answer to it."""
    return dict(ANSWERED_BY_A_PERSON)


def all_errors() -> dict[str, type[Exception]]:
    """Every class of errors.py."""
    return {name: kind for name, kind in vars(errors).items() if inspect.isclass(kind) and issubclass(kind, errors.SyndicatorError)}


def _head() -> Iterator[str]:
    yield "# Reference"
    yield ""
    yield "Written from the code by `make reference`; what is to be changed here is changed there."


def _commands() -> Iterator[str]:
    yield "## Commands"
    for context, command in all_commands():
        yield ""
        yield f"### `{context.command_path}`"
        yield ""
        yield inspect.cleandoc(command.help or "").replace("\b\n", "")
        yield ""
        yield f"    {' '.join((context.command_path, *command.collect_usage_pieces(context)))}"
        records = [record for param in command.get_params(context) if (record := param.get_help_record(context)) and record[1]]
        if records:
            yield ""
            yield from _table(("option", "meaning"), ((f"`{name}`", says) for name, says in records))
    yield ""
    yield "### Exit codes"
    yield ""
    yield from _table(("code", "meaning"), ((str(code), says) for code, says in EXIT_CODES.items()))


def _settings() -> Iterator[str]:
    yield "## Settings"
    for heading, keys in all_settings().items():
        yield ""
        yield f"### `{heading}`" if heading else "### Top of the file"
        yield ""
        rows = ((f"`{key}`", _default(said), said.get("description", "")) for key, said in keys.items())
        yield from _table(("key", "default", "meaning"), rows)


def _environment() -> Iterator[str]:
    yield "## Environment"
    yield ""
    yield "They win over the file. Each may also be set as `NAME_FILE`, the name of a file that holds the value."
    yield ""
    yield from _table(("variable", "sets"), ((f"`{name}`", f"`{'.'.join(map(str, path))}`") for name, path in VARIABLES.items()))


def _rules() -> Iterator[str]:
    yield "## Rules"
    yield ""
    yield "In the order in which they are asked; the strictest answer decides, and no setting weakens one."
    yield ""
    yield from _table(("rule", "asked for", "what it says"), ((f"`{name}`", *said) for name, said in all_rules().items()))


def _questions() -> Iterator[str]:
    yield "## Questions"
    yield ""
    yield "What `syndicator review approve` may answer, by the rule that asks; a rule that is not here is not a person's to answer."
    yield ""
    rows = ((f"`{rule}`", question.asks, _first(question.unless) if question.unless else "") for rule, question in all_questions().items())
    yield from _table(("rule", "a person answers", "but"), rows)


def _words() -> Iterator[str]:
    yield "## Duties and limits"
    yield ""
    yield f"Duties a text may put on a copy: {', '.join(f'`{name}`' for name in evidence.DUTIES)}."
    yield ""
    yield f"Limits it may set: {', '.join(f'`{name}`' for name in evidence.LIMITS)}."


def _languages() -> Iterator[str]:
    yield "## Languages"
    yield ""
    yield "The languages in which terms are read. In others nothing grants, and the text is told to be unread."
    yield ""
    rows = ((f"`{code}`", LANGUAGES[code], "in depth" if code in IN_DEPTH else "what notices commonly say") for code in sorted(LEXICONS))
    yield from _table(("code", "language", "how"), rows)


def _kinds() -> Iterator[str]:
    yield "## Kinds of site"
    yield ""
    ours = pyproject()["project"]["entry-points"]["syndicator.sites"]
    modules = {kind: importlib.import_module(door.partition(":")[0]) for kind, door in ours.items()}
    yield from _table(("kind", "what it is"), ((f"`{kind}`", _first(module)) for kind, module in modules.items()))


def _errors() -> Iterator[str]:
    yield "## Errors"
    yield ""
    yield "A class says what the caller does next."
    yield ""
    rows = ((f"`{name}`", f"`{kind.__bases__[0].__name__}`", _first(kind)) for name, kind in all_errors().items())
    yield from _table(("error", "is a", "meaning"), rows)


def _below(context: click.Context) -> Iterator[tuple[click.Context, click.Command]]:
    yield context, context.command
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            if command is not None and not command.hidden:
                yield from _below(click.Context(command, info_name=name, parent=context))


def _named(schema: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    return schema["$defs"][said["$ref"].rpartition("/")[2]]


def _default(said: dict[str, Any]) -> str:
    value = said.get("default")
    if value is None:
        return ""
    if isinstance(value, str) and (period := re.fullmatch(r"P(?:T?)(\d+)([DHMS])", value)):
        value = f"{period[1]}{period[2].lower()}"  # a duration as it is written in the file
    return f"`{str(value).lower() if isinstance(value, bool) else value}`" if value != "" else ""


def _table(heads: tuple[str, ...], rows: Any) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        cells = (" ".join(cell.split()).replace("|", "\\|") for cell in row)
        yield f"| {' | '.join(cells)} |"


def _first(thing: object) -> str:
    return (inspect.getdoc(thing) or "").split("\n\n")[0]


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        FILE.write_text(whole(), encoding="utf-8")
    else:
        sys.stdout.write(whole())
