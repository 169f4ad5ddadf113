"""Patterns that are searched for in time linear in the text, by an automaton (RE2), in UTF-8.

They have no look-around and no references backwards; a letter in a class is written with its number.
"""

from typing import Any

import re2

_MEMORY = 64 << 20  # bytes one automaton may take before it is built anew


def compiled(pattern: str, *, cased: bool) -> Any:  # noqa: ANN401  # re2 ships no types
    """A pattern to `search` bytes with; with `cased` False letters match in either case."""
    options = re2.Options()
    options.case_sensitive, options.never_capture, options.max_mem = cased, True, _MEMORY
    return re2.compile(pattern, options)


def escaped(words: str) -> str:
    """Words as a pattern for nothing but themselves."""
    return str(re2.escape(words))
