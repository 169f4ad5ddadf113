"""Problems of a settings file in our own sentences: file, line, key, what is wrong, and what would be right."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from syndicator.settings.lines import Path, inside, line_of

_SECRET = frozenset({"credential", "dsn", "password", "urls"})
_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Where:
    """The text problems are told about: its name, the lines of its keys, and the keys that came from the environment."""

    name: str
    places: Mapping[Path, int] = field(default_factory=dict)
    overridden: Mapping[Path, str] = field(default_factory=dict)  # key path → environment variable
    document: Mapping[str, Any] = field(default_factory=dict)

    def told(self, path: Path, says: str) -> str:
        """One line for one problem."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.overridden:
                return f"environment: {self.overridden[path[:length]]}: {says}"
        return f"{self.name}:{line_of(self.places, path)}: {self.key(path)}: {says}"

    def key(self, path: Path) -> str:
        """A key path as people read it: an element of an array by its id, else by its place, counted from 1."""
        words = ""
        here: object = self.document
        for part in path:
            here = inside(here, part)
            if isinstance(part, int):
                name = here.get("id") if isinstance(here, Mapping) else None
                words += f"[{name if isinstance(name, str) and name else part + 1}]"
            else:
                words += f".{part}" if words else part
        return words or "the file"


def near(word: str, known: Iterable[str]) -> str:
    """A question for the nearest known word, or an empty string."""
    found = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f'did you mean "{found[0]}"?' if found else ""


def shape_problems(error: ValidationError, model: type[BaseModel], where: Where) -> list[str]:
    """Every problem pydantic found, one line each."""
    return [_problem(detail, model, where) for detail in error.errors(include_url=False)]


def _problem(detail: ErrorDetails, model: type[BaseModel], where: Where) -> str:
    path: Path = detail["loc"]
    context = detail.get("ctx", {})
    if detail["type"] == "extra_forbidden":
        return where.told(path, _unknown_key(str(path[-1]), _keys(_model_at(model, path[:-1]))))
    if detail["type"] in ("literal_error", "enum"):
        return where.told(path, _choice(detail, str(context["expected"])))
    if detail["type"] == "tuple_type" and isinstance(detail["input"], Mapping):
        return where.told(path, f"is one table, and several may follow; write its header in two brackets, [[{path[-1]}]]")
    if detail["type"] == "model_type" and not _SECRET.isdisjoint(path):
        return where.told(path, 'a secret is not written here; say where it is: { env = "NAME" } or { file = "/path" }')
    return where.told(path, _SAYS.get(detail["type"], "{msg}").format(value=_shown(detail), msg=detail["msg"], **context))


def _unknown_key(key: str, known: list[str]) -> str:
    return f"unknown key; {near(key, known) or 'known here: ' + ', '.join(sorted(known))}"


def _choice(detail: ErrorDetails, expected: str) -> str:
    quoted = expected.replace("'", '"')
    known = [word.strip('" ') for word in quoted.replace(" or ", ",").split(",")]
    value = detail["input"]
    question = near(value, known) if isinstance(value, str) else ""
    return f"{_shown(detail)} is not known; {question or 'write ' + quoted}"


def _shown(detail: ErrorDetails) -> str:
    """The value as written, cut short; never one that stands where a secret belongs."""
    value = detail["input"]
    if not _SECRET.isdisjoint(detail["loc"]):
        return "the value"
    if isinstance(value, Mapping | list | bool):
        return "a table" if isinstance(value, Mapping) else "a list" if isinstance(value, list) else str(value).lower()
    text = str(value) if len(str(value)) <= _LONGEST_SHOWN else f"{str(value)[:_LONGEST_SHOWN]}…"
    return f'"{text}"' if isinstance(value, str) else text


# A kind of problem without a sentence of its own is told in pydantic's words: better than none.
_SAYS = {
    "missing": "is missing; it has no default",
    "value_error": "{error}",
    "string_type": '{value} is not text; write it in quotes, "like this"',
    "string_pattern_mismatch": "{value} does not fit; it must match {pattern}",
    "int_type": "{value} is not a whole number; write it without quotes or a decimal point",
    "bool_type": "{value} is neither yes nor no; write true or false without quotes",
    "date_type": "{value} is not a date; write year-month-day, such as 2026-01-31",
    "date_parsing": "{value} is not a date; write year-month-day without quotes, such as 2026-01-31",
    "date_from_datetime_parsing": "{value} is not a date; write year-month-day without quotes, such as 2026-01-31",
    "date_from_datetime_inexact": "{value} is not a date; leave the time of day out",
    "tuple_type": '{value} is not a list; write it in brackets, ["like", "this"]',
    "dict_type": "{value} is not a table; write it in braces, {{ key = value }}",
    "model_type": "{value} is not a table; write it under a header of its own or in braces, {{ key = value }}",
    "greater_than_equal": "{value} is too small; write {ge} or more",
    "less_than_equal": "{value} is too large; write {le} or less",
}


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model of the table at a key path."""
    here: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, str) and here is not None:
            fields = {info.alias or name: info.annotation for name, info in here.model_fields.items()}
            here = _model_in(fields.get(part))
    return here


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)


def _keys(model: type[BaseModel] | None) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()] if model else []
