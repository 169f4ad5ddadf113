"""The few settings the environment may set: each also as NAME_FILE, whose file holds the value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from syndicator.settings import lines
from syndicator.settings.credentials import read_secret_file

VARIABLES: dict[str, lines.Path] = {
    "SYNDICATOR_DATA": ("data",),
    "SYNDICATOR_SENTRY_DSN": ("sentry", "dsn"),
    "SYNDICATOR_LOG_LEVEL": ("log", "level"),
    "SYNDICATOR_LOG_FORMAT": ("log", "format"),
}


@dataclass(frozen=True, slots=True)
class Overrides:
    """A document with the environment's values put in, which keys they are, and what was wrong with them."""

    document: dict[str, Any]
    variables: dict[lines.Path, str] = field(default_factory=dict)  # key path → variable
    problems: list[str] = field(default_factory=list)


def overridden(document: Mapping[str, Any], environ: Mapping[str, str]) -> Overrides:
    """Put the values of the environment into a document; an empty variable counts as not set."""
    result = Overrides(dict(document))
    for name, path in VARIABLES.items():
        in_file = f"{name}_FILE"
        if environ.get(name) and environ.get(in_file):
            result.problems.append(f"environment: {name}: is set beside {in_file}; set only one of them")
        elif environ.get(name) or environ.get(in_file):
            variable = name if environ.get(name) else in_file
            result.variables[path] = variable
            try:
                _put(result.document, path, _value(path, variable, environ))
            except ValueError as error:
                result.problems.append(f"environment: {variable}: {error}")
    return result


def _value(path: lines.Path, variable: str, environ: Mapping[str, str]) -> object:
    in_file = variable.endswith("_FILE")
    if path[-1] == "dsn":
        return {"file": str(Path(environ[variable]).absolute())} if in_file else {"env": variable}
    text = read_secret_file(Path(environ[variable])) if in_file else environ[variable].strip()
    return str(Path(text).absolute()) if path == ("data",) else text


def _put(document: dict[str, Any], path: lines.Path, value: object) -> None:
    """Set one value without changing the tables of the document it was copied from."""
    here = document
    for part in path[:-1]:
        inner = here.get(str(part))
        here[str(part)] = dict(inner) if isinstance(inner, Mapping) else {}
        here = here[str(part)]
    here[str(path[-1])] = value
