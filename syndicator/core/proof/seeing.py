"""One text as a reader sees it, read once: its words, its links, and what of it is the article's own body."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from syndicator.core.article import leads_nowhere
from syndicator.core.elements import Elements
from syndicator.core.markup import Link, folded, read
from syndicator.core.proof.addresses import followed

_UNSPACED = "\u2e80"  # from here on, East Asian scripts, which put no spaces between words
_TOKEN = re.compile(r"\s+|--|(?s:.)[\u0300-\u036f]*")
_SHORT = 4_000  # characters: of a block, every duty is found; in a page or article, few are looked for
_TELLING = 40  # characters of a line that stands nowhere but in its article


@lru_cache(maxsize=16)
def seen(html: str, where: str, tricks: bool, body: str) -> "Seen":
    """A text as it is seen; the texts seen last are not read again for each duty that is looked for."""
    return Seen(html, where, tricks=tricks, body=body)


class Seen:
    """What a reader meets on one text; `where` names it in quotes.

    Words and links of `body`, the article's own text as it was sent, are found where they stand and lend themselves to no
    credit: an article that mentions its author has no byline for it.
    """

    def __init__(self, html: str, where: str, *, tricks: bool, body: str = "") -> None:
        self.page = read(html, tricks=tricks, elements=len(html) <= _SHORT)
        self.where = where
        self._html, self._tricks = html, tricks
        self._own = tuple(_own(self.page.text, read(body).text)) if body else ()
        self.links: dict[str, Link] = {}
        self.credits: dict[str, Link] = {}  # the same without those of the body
        self.silent: dict[str, Link] = {}
        self.dead: Link | None = None
        for link in self.page.links:
            if not folded(link.text):
                self.silent.setdefault(followed(link.href), link)
            else:
                self.links.setdefault(followed(link.href), link)
                if not self._is_own(link.start, link.end):
                    self.credits.setdefault(followed(link.href), link)
            if self.dead is None and leads_nowhere(link.href) and link.text.strip():
                self.dead = link

    def element(self, start: int, end: int) -> str:
        """The path of the innermost element around some words."""
        return self._elements.path(start, end) if self._elements else ""

    @cached_property
    def _elements(self) -> Elements | None:
        return self.page.elements or read(self._html, tricks=self._tricks, elements=True).elements

    @cached_property
    def _words(self) -> str:
        return folded(self.page.text).casefold()

    @cached_property
    def _placed(self) -> tuple[str, list[int]]:
        return _folded(self.page.text)

    def find(self, value: str, *, anywhere: bool = False) -> tuple[int, int] | None:
        """Where words stand outside the body (or `anywhere`), in whatever typography, and in no longer word; None: nowhere."""
        if span := self._outside(value, self.page.text, range(len(self.page.text)), anywhere):
            return span
        wanted = folded(value).casefold()
        if not wanted or wanted not in self._words:
            return None
        words, places = self._placed
        return self._outside(wanted, words, places, anywhere)

    def opening(self, line: str) -> int:
        """Where a line of the article begins; -1 where it is not shown."""
        wanted = folded(line).casefold()
        words, places = self._placed
        start = words.find(wanted) if wanted else -1
        return places[start] if start >= 0 else -1

    def _outside(self, value: str, text: str, places: Sequence[int], anywhere: bool) -> tuple[int, int] | None:
        start = find_whole(value, text) if value else -1
        while start >= 0:
            span = places[start], places[start + len(value) - 1] + 1
            if anywhere or not self._is_own(*span):
                return span
            start = find_whole(value, text, start + 1)
        return None

    def _is_own(self, start: int, end: int) -> bool:
        return any(first <= start and end <= last for first, last in self._own)


def find_whole(value: str, text: str, start: int = 0) -> int:
    """Where words stand that are not part of longer ones («Li» is not in «clicked»); -1 where they do not."""
    start = text.find(value, start)
    while start >= 0:
        end = start + len(value)
        if not (_joined(text[max(0, start - 1) : start], value[0]) or _joined(value[-1], text[end : end + 1])):
            return start
        start = text.find(value, start + 1)
    return -1


def _joined(left: str, right: str) -> bool:
    """Whether two characters belong to one word, in scripts that put spaces between words."""
    return left.isalnum() and right.isalnum() and max(left, right) < _UNSPACED


def _folded(text: str) -> tuple[str, list[int]]:
    """Words for comparison, without regard to case (as `markup.folded` makes them), and where each character of them came from."""
    pieces: list[str] = []
    places: list[int] = []
    for token in _TOKEN.finditer(text):
        raw = token[0]
        plain = " " if raw.isspace() else raw if raw.isascii() and raw != "--" else folded(raw)
        plain = plain.casefold()
        pieces.append(plain)
        places += [token.start()] * len(plain)
    return "".join(pieces), places


def _own(text: str, body: str) -> Iterator[tuple[int, int]]:
    """The spans of a page's words that are lines of the body, each as often as the body has it.

    A line counts as a whole, under any typography; a telling one also within a longer line, since a theme may run lines
    together.
    """
    lines = Counter(key for line in body.splitlines() if (key := folded(line).casefold()))
    telling = {line: line for line in body.splitlines() if len(line) > _TELLING}
    at = 0
    for line in text.splitlines(keepends=True):
        key = folded(line).casefold()
        if lines[key] > 0:
            lines[key] -= 1
            yield at, at + len(line)
        elif len(key) > _TELLING:
            for whole in telling:
                start = line.find(whole)
                if start >= 0 and lines[folded(whole).casefold()] > 0:
                    lines[folded(whole).casefold()] -= 1
                    yield at + start, at + start + len(whole)
        at += len(line)
