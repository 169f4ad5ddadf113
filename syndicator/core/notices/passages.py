"""Which sentences of a text are terms: those that speak of the text and its use, and what stands with them."""

from collections.abc import Sequence
from enum import IntEnum

from syndicator.core.evidence import Topic
from syndicator.core.notices.lexicon.form import Ready
from syndicator.core.notices.masking import Masked
from syndicator.core.notices.sentences import Sentence


class Standing(IntEnum):
    """How near a sentence is to terms: the story itself, beside terms without a word of its own about them, or terms."""

    STORY = 0
    BESIDE = 1
    TERMS = 2


def standings(text: str, heard: Sequence[tuple[Sentence, Masked, Ready]]) -> tuple[Standing, ...]:
    """The standing of each sentence.

    Beside terms stands what shares their paragraph, the list or the lines after them as long as these go on speaking to
    the reader, and a request in the line before. A story's own “that will not change” stands nowhere near.
    """
    own = [_of_terms(masked, ready) for _, masked, ready in heard]
    lines = _lines(text, [sentence for sentence, _, _ in heard])
    of_terms = {line for line, terms in zip(lines, own, strict=True) if terms}
    reached = _reached(lines, heard, of_terms)
    found = []
    for line, terms, (_, masked, ready) in zip(lines, own, heard, strict=True):
        leads = line + 1 in of_terms and ready.asks.match(masked.plain) is not None
        found.append(Standing.TERMS if terms else Standing.BESIDE if line in reached or leads else Standing.STORY)
    return tuple(found)


def counts(topic: Topic, standing: Standing, masked: Masked, ready: Ready) -> bool:
    """Whether a statement counts: beside terms, changes and commercial use only where something is laid down."""
    if standing is not Standing.BESIDE or topic not in (Topic.DERIVATIVES, Topic.COMMERCIAL):
        return standing is not Standing.STORY
    return masked.sentence.bullet or ready.directive.search(masked.plain) is not None


def _of_terms(masked: Masked, ready: Ready) -> bool:
    plain = masked.plain
    if masked.licences or masked.mentions or ready.terms.search(plain):
        return True
    if ready.works.search(plain) is None or ready.reported.search(plain):
        return False
    return ready.vague.search(plain) is not None or ready.directive.search(plain) is not None


def _lines(text: str, sentences: Sequence[Sentence]) -> list[int]:
    """The number of the line each sentence begins in; empty lines do not count."""
    found: list[int] = []
    number, end = 0, 0
    for sentence in sentences:
        _, *between = text[end : sentence.start].split("\n")
        number += sum(1 for part in between[:-1] if part.strip()) + bool(between)
        end = sentence.end
        found.append(number)
    return found


def _reached(lines: Sequence[int], heard: Sequence[tuple[Sentence, Masked, Ready]], of_terms: set[int]) -> set[int]:
    """The lines of terms, the one after each, and those that follow as items, under a heading or speaking to the reader."""
    going_on: set[int] = set()
    headings: set[int] = set()
    for line, (sentence, masked, ready) in zip(lines, heard, strict=True):
        if sentence.bullet or ready.asks.search(masked.plain):
            going_on.add(line)
        if masked.plain.endswith(":"):
            headings.add(line)
    reached: set[int] = set()
    for line in range(max(lines, default=-1) + 1):
        before = line - 1
        if line in of_terms or before in of_terms or (before in reached and (line in going_on or before in headings)):
            reached.add(line)
    return reached
