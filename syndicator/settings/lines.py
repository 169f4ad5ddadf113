"""Where a key stands in a TOML text: the parser of the standard library gives values without lines."""

import re
from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]

_PART = r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"^\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(rf"^\s*({_DOTTED})\s*=")
_TOKEN = re.compile(r'"""|\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#.*|[\[\]{}]')


def statements(text: str) -> Iterator[tuple[int, int, str]]:
    """Every statement of a TOML text as (first line, last line, text of the first line); lines count from 1, comments are left out."""
    opened, depth, start, head = "", 0, 0, ""
    number = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not opened and depth == 0:
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            start, head = number, line
        opened, depth = _after(line, opened, depth, header=_HEADER.match(line) is not None and start == number)
        if not opened and depth == 0:
            yield start, number, head
    if opened or depth:
        yield start, number, head


def blocks(text: str) -> Iterator[tuple[Path, int, int]]:
    """Every table with a header, as (name, line of the header, line its last key ends in); trailing comments are left out."""
    name: Path | None = None
    first = last = 0
    for start, end, line in statements(text):
        header = _HEADER.match(line)
        if header and name is not None:
            yield name, first, last
        if header:
            name, first = _parts(header[2]), start
        last = end
    if name is not None:
        yield name, first, last


def locate(text: str) -> dict[Path, int]:
    """Key path → line; elements of arrays of tables are counted from 0, as the parser counts them."""
    places: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for number, _, line in statements(text):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = _table(_parts(header[2]), header[1] == "[[", counts)
            for length in range(1, len(table) + 1):
                places.setdefault(table[:length], number)
        elif key:
            path = (*table, *_parts(key[1]))
            for length in range(len(table) + 1, len(path) + 1):
                places.setdefault(path[:length], number)
    return places


def line_of(places: Mapping[Path, int], path: Path) -> int:
    """The line of a key path, or of the nearest table round it; 1 where nothing is known."""
    for length in range(len(path), 0, -1):
        if path[:length] in places:
            return places[path[:length]]
    return 1


def inside(value: object, part: str | int) -> object:
    """What stands at one part of a key path in a parsed document; None where nothing does (TOML has no null)."""
    if isinstance(value, Mapping):
        return value.get(part)
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        inner: object = value[part]
        return inner
    return None


def present(document: object, path: Path) -> bool:
    """Whether a parsed document holds a value at a key path."""
    here = document
    for part in path:
        here = inside(here, part)
    return here is not None


def _table(parts: Path, array: bool, counts: dict[Path, int]) -> Path:
    """The path of a header, with the numbers of the array elements it stands in."""
    path: Path = ()
    for position, part in enumerate(parts):
        path = (*path, part)
        if array and position == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


def _after(line: str, opened: str, depth: int, *, header: bool) -> tuple[str, int]:
    """The open multi-line string ("" = none) and the depth of brackets after a line."""
    if header:
        return "", 0
    position = 0
    while position < len(line):
        if opened:
            end = line.find(opened, position)
            if end < 0:
                return opened, depth
            opened, position = "", end + 3
            continue
        token = _TOKEN.search(line, position)
        if token is None:
            break
        position = token.end()
        if token[0] in ('"""', "'''"):
            opened = token[0]
        elif token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth = max(0, depth - 1)
    return opened, depth
