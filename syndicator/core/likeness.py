"""Whether two texts are the same article under two names: an exact digest, or nearly all of the same words in the same order.

Conservative by intent: a false likeness would keep an article from its readers. Short texts, texts with other figures in them
and the versions of one feed's own story are told apart. Broder 1997, “On the resemblance and containment of documents”.
"""

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import nsmallest

from syndicator.core.markup import folded

_SHORTEST = 80  # words; below, captions and standing texts repeat themselves
_RUN = 5  # words
_ALIKE = 0.95  # of the runs of the article stand in the copy
_SIZES = 0.8  # the article has at least this share of the copy's runs: a copy carries its credit, and no second story
_MARKS = 24  # runs by which like texts are found (the least hashes: bottom-k sampling)
_SKETCH = 64  # runs by which how much of a text is left can be told, give or take a tenth
_SKETCHED = 3  # words a run there: a mended sentence changes few of them
_FIGURE = re.compile(r"\d[\d.,:]*")


@dataclass(frozen=True, slots=True)
class Print:
    """What is compared of a text: its runs of words, its figures, how many words it has, and a digest of them all."""

    runs: frozenset[int]
    figures: frozenset[tuple[str, int]]  # each as often as it stands there
    words: int
    digest: str
    marks: tuple[int, ...]  # a few of the runs, the same ones in every text that has them


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that a site has: of which article of which source, its headline and address, its text, and the digest of the body alone."""

    article_key: str
    source_id: str
    title: str
    url: str
    text: Print
    body: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Another article of nearly the same words that a site has already; `share` of 1.0 means word for word."""

    title: str
    url: str
    source_id: str
    share: float


def fingerprint(text: str) -> Print:
    """The print of a text as a reader sees it; typography, case and punctuation do not count."""
    words = re.findall(r"\w+", folded(text).casefold())
    runs = frozenset(hash(tuple(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1))
    digest = hashlib.sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()
    counted = Counter(found.rstrip(".,:") for found in _FIGURE.findall(text))
    figures = frozenset((figure, nth) for figure, times in counted.items() for nth in range(times))
    return Print(runs, figures, len(words), digest, tuple(nsmallest(_MARKS, runs)))


class Copies:
    """The texts of one site's copies, found again by what they share; the newest one of an article counts."""

    def __init__(self) -> None:
        self._copies: dict[str, Copy] = {}
        self._by_mark: dict[int | str, list[str]] = defaultdict(list)

    def add(self, copy: Copy) -> None:
        """Take in a copy."""
        self._copies[copy.article_key] = copy
        marks: tuple[int | str, ...] = (*copy.text.marks, copy.body)
        for mark in marks:
            self._by_mark[mark].append(copy.article_key)

    def alike(self, article_key: str, source_id: str, mine: Print) -> Alike | None:
        """The copy that says the same as an article; None where none surely does.

        The very same words count for every other article; nearly the same words only for another source's: what a source
        brings again under a new name and with other words is an update, which is an article of its own.
        """
        if mine.words < _SHORTEST:
            return None
        marks: tuple[int | str, ...] = (mine.digest, *mine.marks)
        near = dict.fromkeys(key for mark in marks for key in self._by_mark.get(mark, ()) if key != article_key)
        for copy in (self._copies[key] for key in near):
            share = 1.0 if copy.body == mine.digest else _share(mine, copy.text) if copy.source_id != source_id else 0.0
            if share >= _ALIKE:
                return Alike(copy.title, copy.url, copy.source_id, share)
        return None


def _share(mine: Print, copy: Print) -> float:
    """How much of a text stands in a copy, which carries its credit too; nought where size or figures tell them apart."""
    if len(mine.runs) < _SIZES * len(copy.runs) or not mine.figures <= copy.figures:
        return 0.0
    return len(mine.runs & copy.runs) / len(mine.runs)


def sketch(text: str) -> tuple[int, ...]:
    """A few runs of words that stand for a text, the same on every machine and day; empty for one of hardly any words."""
    words = re.findall(r"\w+", folded(text).casefold())
    runs = {" ".join(words[at : at + _SKETCHED]) for at in range(len(words) - _SKETCHED + 1)}
    return tuple(nsmallest(_SKETCH, (int.from_bytes(hashlib.sha256(run.encode("utf-8", "replace")).digest()[:6], "big") for run in runs)))


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The share of all runs of two sketched texts that stand in both (0 to 1), estimated by the least of them (bottom-k sampling)."""
    both, least = set(one) & set(other), nsmallest(_SKETCH, set(one) | set(other))
    return sum(run in both for run in least) / len(least) if least else 1.0
