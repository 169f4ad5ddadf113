"""A pattern loosened until an automaton can search for it: it is met wherever the pattern is, and perhaps elsewhere.

Borders and conditions around are left out, and what may be repeated may be repeated without end. So a stretch without the
loosened pattern is surely one without the pattern.
"""

import re
from collections.abc import Callable, Iterable
from re import _constants as sre  # type: ignore[attr-defined]  # the standard library's own reading of its patterns
from re import _parser  # type: ignore[attr-defined]  # is the only one that is sure to be right
from typing import Any

_ANY = "(?s:.)"
_REPEATS = frozenset({sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT})
_OPEN = frozenset({sre.ANY, sre.NOT_LITERAL, sre.CATEGORY, sre.GROUPREF})  # what may be many letters
_BORDERS = frozenset({sre.AT, sre.ASSERT, sre.ASSERT_NOT})


def loosened(pattern: re.Pattern[str], ways: Callable[[str], str]) -> str:
    """The loosened pattern for RE2; `ways` gives a class of every way in which a letter may be written."""
    return _all(_parser.parse(pattern.pattern, pattern.flags), ways)


def _all(parts: Iterable[Any], ways: Callable[[str], str]) -> str:
    return "".join(_one(kind, value, ways) for kind, value in parts)


def _one(kind: Any, value: Any, ways: Callable[[str], str]) -> str:  # noqa: ANN401  # the parser ships no types
    if kind is sre.LITERAL:
        return ways(chr(value).lower())
    if kind in _BORDERS:
        return ""
    if kind is sre.IN:
        return _class(value, ways)
    if kind is sre.BRANCH:
        return f"(?:{'|'.join(_all(branch, ways) for branch in value[1])})"
    if kind in _REPEATS:
        least, most, inner = value
        return f"(?:{_all(inner, ways)}){'?' if (least, most) == (0, 1) else '*' if not least else '' if most == 1 else '+'}"
    if kind is sre.SUBPATTERN:
        return f"(?:{_all(value[-1], ways)})"
    if kind is sre.ATOMIC_GROUP:
        return f"(?:{_all(value, ways)})"
    return f"{_ANY}*" if kind is sre.GROUPREF else _ANY if kind in _OPEN else f"{_ANY}*"


def _class(members: Iterable[Any], ways: Callable[[str], str]) -> str:
    letters = [chr(value).lower() for kind, value in members if kind is sre.LITERAL]
    plain = all(kind is sre.LITERAL for kind, _ in members)
    return f"(?:{'|'.join(ways(letter) for letter in letters)})" if plain and letters else _ANY
