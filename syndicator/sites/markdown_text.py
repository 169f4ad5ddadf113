"""Markdown for places that execute more than Markdown: its text and its listings apart, with no raw HTML in it."""

import re
from collections.abc import Callable

_FENCE = re.compile(r"(?ms)^(```+)[^\n]*\n.*?^\1`*[ \t]*$|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)")
_HTML = re.compile(r"(\\?)<(?!https?://[^\s<>]+>)")


def without_html(markdown: str, words: Callable[[str], str], listings: Callable[[str], str]) -> str:
    """Markdown whose text is treated by `words`, with no raw HTML left in it, and whose listings are treated by `listings`."""
    parts, at = [], 0
    for found in _FENCE.finditer(markdown):
        parts += [words(_HTML.sub("&lt;", markdown[at : found.start()])), listings(found[0])]
        at = found.end()
    return "".join([*parts, words(_HTML.sub("&lt;", markdown[at:]))])
