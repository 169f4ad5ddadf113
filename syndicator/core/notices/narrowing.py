"""Which stretches of a text have to be read sentence by sentence, and which can say nothing where they stand.

A text is read around the words it may speak of rights by (`passages.spoken`), twelve lines to either side. Most of those
lines hold no such word: they count only where they stand right beside one that does. Here the lines are parted where a
sentence surely ends, and what is neither a candidate nor near one is left out, as an empty sentence in its place.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from syndicator.core.notices.scanning import Found
from syndicator.core.notices.sentences import LONGEST

AROUND = 12  # lines before and after one that speaks of rights, in which what belongs to it stands
BEFORE = 3  # stretches: a label may stand so many sentences above what it belies (`doubting`)
_ENDS = frozenset(":;.!-")  # a line that ends in one of these goes on in no other, nor is it a question that is answered


class Stretch(NamedTuple):
    """A stretch of a text by its offsets, and whether it has to be read."""

    start: int
    end: int
    read: bool


class Spots(NamedTuple):
    """Where a text speaks of rights, and where marks of addresses and copyright stand: the lines, as code points."""

    words: list[int]
    marks: list[int]


def spots(text: str, data: bytes, found: Found) -> Spots:
    """Offsets in UTF-8 as offsets in code points."""
    if len(text) == len(data):
        return Spots(found.words, found.marks)
    places, last, at = {}, 0, 0
    for place in sorted({*found.words, *found.marks}):
        at += len(data[last:place].decode())
        places[place], last = at, place
    return Spots([places[place] for place in found.words], [places[place] for place in found.marks])


def lines_of(text: str, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The lines in which places stand, each once, in order; `places` ascend."""
    end = -1
    for place in places:
        if place >= end:
            start, stop = text.rfind("\n", 0, place) + 1, text.find("\n", place)
            end = len(text) if stop < 0 else stop + 1
            yield start, end


def stretches(text: str, words: Sequence[int], reach: int, suspect: Callable[[str], bool]) -> Iterator[Stretch]:
    """The stretches of all passages in order.

    To be read are those with a word, and those that are `suspect` without one, the `BEFORE` before, and `reach` after it.
    """
    for left, right, speaking in _passages(text, words):
        chunks = list(_chunks(text, left, right, speaking))
        wanted: set[int] = set()
        for number, (start, end, candidate) in enumerate(chunks):
            if candidate or suspect(text[start:end]):
                wanted.update(range(number - BEFORE, number + reach + 1))
        place = 0
        while place < len(chunks):
            stop = place + 1
            while stop < len(chunks) and (stop in wanted) is (place in wanted):
                stop += 1
            yield Stretch(chunks[place][0], chunks[stop - 1][1], place in wanted)
            place = stop


def _passages(text: str, words: Sequence[int]) -> Iterator[tuple[int, int, list[int]]]:
    """Whole lines around the words, as `passages.spoken` gives them, with the words in them."""
    found: list[int] = []
    for place in words:
        if found and text.count("\n", found[-1], place) > 2 * AROUND:
            yield *_widened(text, found), found
            found = []
        found.append(place)
    if found:
        yield *_widened(text, found), found


def _widened(text: str, words: list[int]) -> tuple[int, int]:
    start = text.rfind("\n", 0, words[0]) + 1
    for _ in range(AROUND):
        start = text.rfind("\n", 0, max(0, start - 1)) + 1
    end = words[-1]
    for _ in range(AROUND + 1):
        stop = text.find("\n", end)
        if stop < 0:
            return start, len(text)
        end = stop + 1
    return start, end


def _chunks(text: str, left: int, right: int, words: list[int]) -> Iterator[tuple[int, int, bool]]:
    """Lines parted where a sentence surely ends, each chunk with at least one, and whether it may say anything by itself.

    It may where it holds a word, and where a sentence of it announces what follows by a colon.
    """
    speaking = iter([*words, right])
    word = next(speaking)
    filled = left + len(text[left:right].rstrip())  # what comes after is blank
    start, place, candidate = left, left, False
    while place < right:
        found = text.find("\n", place, right)
        stop = found + 1 if found >= 0 else right
        line = text[place:stop].rstrip()
        place = stop
        while word < stop and word < right:
            candidate, word = True, next(speaking)
        if not line:
            continue
        candidate = candidate or line[-1] == ":"
        place = right if stop >= filled else stop
        if place == right or line[-1] in _ENDS or (line[-1] != "?" and text.startswith("\n", stop)):
            yield start, place, candidate or (place - start > LONGEST and ":" in text[start:place])
            start, candidate = place, False
