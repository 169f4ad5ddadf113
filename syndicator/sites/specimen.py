"""A specimen of a post, to see what a site's sanitiser does to it before anything real is sent."""

import re
from collections.abc import Iterable
from html import escape

from syndicator.core.markup import folded, read
from syndicator.core.trials import PARTS, Measured

TITLE = "A specimen, removed at once"
ORIGINAL, LICENCE = "https://example.org/specimen?a=1&b=2", "https://creativecommons.org/licenses/by/4.0/"
PIXEL = "https://example.org/specimen.gif"
HTML = (
    "<p>A specimen of an article; nobody is meant to read it.</p><h2>A heading of it</h2><ul><li>One item of it</li></ul>"
    "<table><tbody><tr><td>One cell of it</td></tr></tbody></table><blockquote><p>One quotation of it</p></blockquote>"
    "<pre><code>One listing of it</code></pre>"
    '<footer class="syndicator-attribution" lang="en"><p>“<a href="'
    f'{escape(ORIGINAL)}">A specimen</a>” by <span class="p-author">Ada &amp; Bo</span>, '
    '<time datetime="2026-03-05T10:00:00Z">5 March 2026</time>. Licensed under '
    f'<a rel="license" href="{LICENCE}">CC BY 4.0</a>.</p><img src="{PIXEL}" alt="" width="1" height="1"></footer>'
)
TEXT = f"A specimen of an article; nobody is meant to read it.\n\n“A specimen” by Ada & Bo: {ORIGINAL}\nLicensed under CC BY 4.0: {LICENCE}"
CREDIT = ("original", "author", "licence")
_SHAPES = {
    "classes": r"class=\"[^\"]*syndicator-attribution|class=[^>]*\bp-author",
    "time": r"<time\b[^>]*2026-03-05T10:00:00",
    "heading": r"<h[1-6]\b[^>]*>(?:<[^>]*>|\s)*A heading of it",
    "list": r"<li\b[^>]*>(?:<[^>]*>|\s)*One item of it",
    "table": r"<td\b[^>]*>(?:<[^>]*>|\s)*One cell of it",
    "quote": r"<blockquote\b[^>]*>(?:<[^>]*>|\s)*One quotation of it",
    "code": r"<(?:pre|code)\b[^>]*>(?:<[^>]*>|\s)*One listing of it",
}


class Findings:
    """What a trial has to say, in lines for people and in what it measured; in the order in which it was found."""

    def __init__(self) -> None:
        self.lines: list[tuple[bool, str]] = []
        self._measured: dict[str, object] = {}

    def say(self, good: bool, words: str) -> None:
        """One line."""
        self.lines.append((good, words))

    def measure(self, **facts: object) -> None:
        """Facts by their names in Measured."""
        self._measured |= facts

    def look(self, kept: str, parts: Iterable[str] = tuple(PARTS)) -> None:
        """See what the site shows of the specimen (HTML); of `parts` alone, where it was given no more."""
        wanted = tuple(parts)
        found = frozenset(_found(kept))
        lost = tuple(part for part in wanted if part not in found)
        self.measure(kept=tuple(part for part in wanted if part in found), lost=lost)
        missing = [PARTS[part] for part in CREDIT if part in lost]
        beside = [PARTS[part] for part in lost if part not in CREDIT]
        if missing:
            self.say(False, f"the site's sanitiser takes away {', '.join(missing)}")
        else:
            more = f"; lost on the way: {', '.join(beside)}" if beside else " and all else"
            self.say(True, f"the site's sanitiser keeps the credit{more}")

    @property
    def found(self) -> tuple[list[tuple[bool, str]], Measured]:
        """The lines, and what was measured."""
        return self.lines, Measured(**self._measured)  # type: ignore[arg-type]  # each is named where it is measured


def _found(kept: str) -> Iterable[str]:
    page = read(kept)
    links = {link.href: link.rel for link in page.links}
    if ORIGINAL in links:
        yield "original"
    if LICENCE in links:
        yield "licence"
    if "license" in links.get(LICENCE, ()):
        yield "rel"
    if "ada & bo" in folded(page.text).casefold():
        yield "author"
    if any(image.src == PIXEL for image in page.images):
        yield "pixel"
    yield from (part for part, shape in _SHAPES.items() if re.search(shape, kept))
