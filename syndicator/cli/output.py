"""What commands print: JSON of one stable shape, and tables; text from outside can neither steer a terminal nor break a line."""

import dataclasses
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from pathlib import PurePath

# CSI and OSC sequences (ECMA-48 §5.4), then what is left of controls, and the marks that turn reading direction about.
_SEQUENCES = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def plain(text: str) -> str:
    """A text on one line without escape sequences, control characters and direction marks."""
    return _CONTROLS.sub("", re.sub(r"[\t\r\n]+", " ", _SEQUENCES.sub("", text)))


def emit_json(kind: str, data: Mapping[str, object]) -> None:
    """Print one JSON object whose `schema` is syndicator/<kind>/1; ASCII only, so that nothing in it steers a terminal."""
    print(json_text(kind, data))


def json_text(kind: str, data: Mapping[str, object]) -> str:
    """The same as text."""
    return json.dumps({"schema": f"syndicator/{kind}/1", **{key: _as_json(value) for key, value in data.items()}}, indent=2)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str = "") -> None:
    """Print rows under headings: with rich on a terminal, in aligned plain text elsewhere; `empty` where there are none."""
    cells = [["" if cell is None else plain(str(cell)) for cell in row] for row in rows]
    if not cells:
        if empty:
            print(empty)
    elif sys.stdout.isatty():
        _rich_table(columns, cells)
    else:
        _plain_table(columns, cells)


def _rich_table(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    emphasis = "" if os.environ.get("NO_COLOR") else "bold"  # https://no-color.org
    shown = Table(box=None, pad_edge=False, header_style=emphasis)
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in cells:
        shown.add_row(*(Text(cell) for cell in row))  # Text, not str: feeds may hold rich's own markup
    Console(highlight=False).print(shown)


def _plain_table(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    lines = [[column.upper() for column in columns], *cells]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(columns))]
    for line in lines:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        print("  ".join(padded).rstrip())


def _width(text: str) -> int:
    """Columns a text takes on a terminal: two for wide characters, none for combining ones."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _as_json(value: object) -> object:
    """A value in JSON's own kinds: enumerations by name, times as ISO 8601, durations in seconds, dataclasses as objects."""
    if isinstance(value, Enum):
        return value.value if isinstance(value, str) else value.name.lower()
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, PurePath):
        return str(value)
    return _as_container(value)


def _as_container(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _as_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(_as_json(key)): _as_json(inner) for key, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((_as_json(inner) for inner in value), key=str)
    if isinstance(value, Iterable):
        return [_as_json(inner) for inner in value]
    raise TypeError(f"{type(value).__name__} has no JSON form")
