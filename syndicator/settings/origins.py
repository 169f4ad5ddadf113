"""Every setting with its value and where it came from: a line of the file, the environment, or the default."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from syndicator.settings.lines import Path, line_of, present
from syndicator.settings.loading import Loaded

_SECRETS = frozenset({"credential", "dsn", "password", "urls"})
_SECRET_OPTION = re.compile(r"(?i)pass|secret|token|credential|key")


@dataclass(frozen=True, slots=True)
class Origin:
    """One setting: its key path, its value as the file would spell it (None: left out; secrets: ***), and where it came from."""

    key: str
    value: object
    origin: str  # FILE:LINE | environment NAME | default


def origins(loaded: Loaded) -> tuple[Origin, ...]:
    """All settings of a file in the order of the models, defaults included."""
    return tuple(_walk(loaded, loaded.document.model_dump(mode="json", by_alias=True), ()))


def _walk(loaded: Loaded, value: object, path: Path) -> Iterator[Origin]:
    if isinstance(value, Mapping) and not _SECRETS.isdisjoint(path):
        value = "***"
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _walk(loaded, inner, (*path, name))
    elif isinstance(value, list) and value and all(isinstance(inner, Mapping) for inner in value):
        for number, inner in enumerate(value):
            yield from _walk(loaded, inner, (*path, number))
    elif len(path) > 1 or value != []:
        hidden = "options" in path and _SECRET_OPTION.search(str(path[-1]))
        yield Origin(loaded.where.key(path), "***" if hidden else value, _origin(loaded, path))


def _origin(loaded: Loaded, path: Path) -> str:
    if path in loaded.where.overridden:
        return f"environment {loaded.where.overridden[path]}"
    if not present(loaded.where.document, path):
        return "default"
    return f"{loaded.where.name}:{line_of(loaded.where.places, path)}"
