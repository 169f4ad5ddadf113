"""How much of an original stands in a page, and what was made of it: the whole, an edited text, an excerpt, a rewriting, a link.

Runs of words are compared, after Broder 1997, “On the resemblance and containment of documents”: five words that stand together
in both are no chance, three words are one where a few do. What a page says beside the text (menus, other stories) weighs nothing.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from syndicator.core.markup import folded

_WORD = re.compile(r"[\u2e80-\U0003ffff]|[^\W\u2e80-\U0003ffff]+")  # East Asian scripts put no spaces between words
_RUN, _SHORT_RUN = 5, 3
_STRETCH = 8  # words in a row that nobody writes twice by chance
_WHOLE = 0.85  # of the words of the original stand in the copy, in stretches
_QUOTED = 40  # words; fewer are a quotation or a teaser, as a link to the story has them
_IN_A_ROW = 25  # words of them without a break: stock phrases come in shorter pieces
_DENSE = 0.8  # of the words of the lines that have any of the original's
_EDITED, _REWRITTEN = 0.5, 0.2  # of the runs of three words; two stories of one matter share a tenth at most


class Kind(StrEnum):
    """What a page made of an original."""

    WHOLE = "whole"
    EDITED = "edited"  # most of its words, with others between them
    EXCERPT = "excerpt"  # a part, word for word
    REWRITTEN = "rewritten"  # its sentences in other words
    LINK = "link"  # a link to it, and no more of its words than a quotation
    NONE = "none"

    @property
    def copied(self) -> bool:
        """Whether something was taken that needs a permission."""
        return self not in (Kind.LINK, Kind.NONE)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What one text has of another. `share` is the part of the original's words that stand there in stretches, `words` how many.

    `alike` is the share of its runs of three words; `first` and `last` are the lines of the page between which it stands
    (-1: nowhere), `part` the lines of the original that were taken.
    """

    kind: Kind
    share: float = 0.0
    alike: float = 0.0
    words: int = 0
    first: int = -1
    last: int = -1
    part: tuple[int, int] = (0, 0)


class Text:
    """A text by its lines and words, made ready to be compared with many."""

    def __init__(self, text: str) -> None:
        self.lines = tuple(text.split("\n"))
        self.words: list[str] = []
        self.starts: list[int] = []  # of each line, among the words
        for line in self.lines:
            self.starts.append(len(self.words))
            self.words += _WORD.findall(folded(line).casefold()) if line else ()

    @cached_property
    def runs(self) -> list[int]:
        """Hashes of the runs of five words, by their place."""
        return _runs(self.words, _RUN)

    @cached_property
    def places(self) -> dict[int, int]:
        """Where each run of five first stands."""
        return {run: at for at, run in reversed(list(enumerate(self.runs)))}

    @cached_property
    def triples(self) -> list[int]:
        """Hashes of the runs of three words, by their place."""
        return _runs(self.words, _SHORT_RUN)

    @cached_property
    def short_runs(self) -> frozenset[int]:
        """The same, each once."""
        return frozenset(self.triples)

    def line_of(self, word: int) -> int:
        """The line in which a word stands."""
        low, high = 0, len(self.starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle] <= word else (low, middle)
        return low

    def length(self, line: int) -> int:
        """How many words a line has."""
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.words)
        return end - self.starts[line]


def overlap(original: Text, page: Text, *, linked: bool) -> Overlap:
    """What of an original stands in a page; `linked`: the page has a link to it."""
    stretches = _stretches(original, page)
    runs = {run for start, end in stretches for run in page.runs[start : end - _RUN + 1]}
    taken = {at for start, run in enumerate(original.runs) if run in runs for at in range(start, start + _RUN)}
    total = max(1, len(original.words))
    share, words = len(taken) / total, len(taken)
    alike = len(original.short_runs & page.short_runs) / max(1, len(original.short_runs))
    none = Kind.LINK if linked else Kind.NONE
    if not stretches:
        return Overlap(Kind.REWRITTEN if alike >= _REWRITTEN else none, share, alike, words)
    lines = (page.line_of(stretches[0][0]), page.line_of(stretches[-1][1] - 1))
    part = (original.line_of(min(taken)), original.line_of(max(taken)))
    quoted = words >= _QUOTED and max(end - start for start, end in stretches) >= _IN_A_ROW
    if share >= _WHOLE:
        kind = Kind.WHOLE
    elif quoted and _density(page, stretches) >= _DENSE:
        kind = Kind.EXCERPT
    elif alike >= _REWRITTEN:
        kind = Kind.EDITED if alike >= _EDITED else Kind.REWRITTEN
    else:
        kind = Kind.EXCERPT if quoted else none
    return Overlap(kind, share, alike, words, *lines, part)


def _stretches(original: Text, page: Text) -> list[tuple[int, int]]:
    """The stretches of the page's words, each long enough, that stand in the original."""
    found: list[tuple[int, int]] = []
    start = end = -1
    known = original.places
    for at, run in enumerate(page.runs):
        if run not in known:
            continue
        if at > end:  # a new one begins
            found.append((start, end))
            start = at
        end = at + _RUN
    found.append((start, end))
    return [(first, last) for first, last in found if last - first >= _STRETCH]


def _density(page: Text, stretches: list[tuple[int, int]]) -> float:
    """The part that the original's words are of the lines in which they stand."""
    touched: set[int] = set()
    for start, end in stretches:
        touched.update(range(page.line_of(start), page.line_of(end - 1) + 1))
    return sum(end - start for start, end in stretches) / max(1, sum(page.length(line) for line in touched))


def _runs(words: list[str], length: int) -> list[int]:
    return [hash(run) for run in zip(*(words[at:] for at in range(length)), strict=False)]
