"""Which sentences of a text are terms: those that speak of the text and its use, and what stands with them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from syndicator.core.evidence import Topic
from syndicator.core.notices.language import HINTS
from syndicator.core.notices.lexicon import LEXICONS, Lexicon
from syndicator.core.notices.lexicon.form import Ready
from syndicator.core.notices.masking import Masked
from syndicator.core.notices.narrowing import AROUND
from syndicator.core.notices.sentences import Sentence
from syndicator.core.notices.strangers import STEMS

_ENGLISH = "en"  # notices in English stand under texts of every language
_OTHER_LETTERS = re.compile("[\u0370-\u1dff\u3040-\ud7ff\uf900-\ufdff\ufe70-\ufeff]")  # than Latin ones
_SHORT = 160  # code points; an item of a list whose marks were lost in HTML, not a paragraph of a story


def hinted(low: str) -> bool:
    """Whether words in lower case may be about rights in any language; those in other letters than Latin always may."""
    return _OTHER_LETTERS.search(low) is not None or any(map(low.__contains__, HINTS))


def spoken(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The stretches of a text, whole lines, around every word by which it may speak of rights: nothing else need be read."""
    low = text.lower()
    if len(low) != len(text) or _OTHER_LETTERS.search(low):
        yield 0, len(text)
        return
    words = {*lexicon.ready.strong, *LEXICONS[_ENGLISH].ready.strong, *HINTS, *STEMS}
    hits = sorted({place for word in filter(low.__contains__, words) for place in _places(word, low)})
    if not hits:
        return
    starts = [0, *(place + 1 for place in _places("\n", low)), len(text)]
    speaking = sorted({bisect_right(starts, hit) - 1 for hit in hits})
    begin, end = speaking[0], speaking[0]
    for line in speaking:
        if line - AROUND > end + AROUND:
            yield starts[max(0, begin - AROUND)], starts[min(len(starts) - 1, end + AROUND + 1)]
            begin = line
        end = line
    yield starts[max(0, begin - AROUND)], starts[min(len(starts) - 1, end + AROUND + 1)]


def _places(word: str, text: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


class Standing(IntEnum):
    """How near a sentence is to terms: the story itself, beside terms without a word of its own about them, or terms."""

    STORY = 0
    BESIDE = 1
    TERMS = 2


class Heard(NamedTuple):
    """A sentence, the lexicon of its language where it is read, and its masked form where it may say something."""

    sentence: Sentence
    ready: Ready | None = None
    masked: Masked | None = None
    guessed: bool = False  # in a language nobody told: only what it refuses is believed
    of_terms: bool = False  # whether it makes its line one of terms


def standings(text: str, heard: Sequence[Heard]) -> tuple[Standing, ...]:
    """The standing of each sentence.

    Beside terms stands what shares their paragraph; the lines after them, as long as these are short, are items or
    speak to the reader; and a request in the line before. A story's own “that will not change” stands nowhere near.
    """
    lines = _lines(text, heard)
    terms = {line for line, h in zip(lines, heard, strict=True) if h.of_terms}
    reached = _reached(lines, heard, terms)
    found = []
    for line, h in zip(lines, heard, strict=True):
        leads = line + 1 in terms and h.ready is not None and h.ready.asks.match(h.sentence.plain)
        found.append(Standing.TERMS if h.of_terms else Standing.BESIDE if line in reached or leads else Standing.STORY)
    return tuple(found)


def counts(topic: Topic, standing: Standing, masked: Masked, ready: Ready) -> bool:
    """Whether a statement counts: beside terms, changes and commercial use only where something is laid down."""
    if standing is not Standing.BESIDE or topic not in (Topic.DERIVATIVES, Topic.COMMERCIAL):
        return standing is not Standing.STORY
    return masked.sentence.bullet or ready.directive.search(masked.plain) is not None


def only_told(masked: Masked, ready: Ready) -> bool:
    """Whether a sentence of the story only tells what somebody may not use: it names no work and speaks to no reader."""
    plain = masked.plain
    return ready.works.search(plain) is None and ready.asks.search(plain) is None and ready.told.search(plain) is not None


def of_terms(ready: Ready, masked: Masked | None) -> bool:
    """Whether a sentence that may say something speaks of the text and its use."""
    if masked is None:
        return False
    plain = masked.plain
    if masked.licences or masked.mentions or ready.terms.search(plain):
        return True
    named = ready.works.search(plain) or ready.credits.search(plain)
    if named is None or ready.reported.search(plain):
        return False
    patterns = (ready.vague, ready.directive, *(pattern for _, pattern in ready.grants))
    return any(pattern.search(plain) for pattern in patterns)


def _lines(text: str, heard: Sequence[Heard]) -> list[int]:
    """The number of the line each sentence begins in; a line in which none begins belongs to the one before."""
    found: list[int] = []
    number, end = 0, 0
    for sentence, *_ in heard:
        number += "\n" in text[end : sentence.start]
        end = sentence.end
        found.append(number)
    return found


def _reached(lines: Sequence[int], heard: Sequence[Heard], terms: set[int]) -> set[int]:
    """The lines of terms, the one after each, and those that go on from them."""
    by_line: dict[int, list[Heard]] = {}
    for line, h in zip(lines, heard, strict=True):
        by_line.setdefault(line, []).append(h)
    reached: set[int] = set()
    for line in sorted(by_line):
        if line in terms or line - 1 in terms or (line - 1 in reached and _goes_on(by_line[line], by_line.get(line - 1, []))):
            reached.add(line)
    return reached


def _goes_on(line: list[Heard], before: list[Heard]) -> bool:
    """Whether a line goes on with the terms before it: it is short, an item, speaks to the reader, or was announced by a colon."""
    if sum(len(h.sentence.text) for h in line) <= _SHORT or any(h.sentence.plain.endswith(":") for h in before):
        return True
    return any(h.sentence.bullet or (h.ready is not None and h.ready.asks.search(h.sentence.plain) is not None) for h in line)
