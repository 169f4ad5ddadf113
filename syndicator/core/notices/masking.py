"""Licence names and harmless phrases are masked, length kept, so that patterns see structure instead of spelling."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from syndicator.core.licences.names import mentions
from syndicator.core.licences.names import named as licences_named
from syndicator.core.licences.table import Licence
from syndicator.core.notices.lexicon.form import Ready
from syndicator.core.notices.sentences import Sentence

# A licence's name has a version, or Creative Commons or another licensor in it, or stands in letters other than Latin.
_MAY_NAME = re.compile(
    r"(?i)\bcc|commons|creative|government licen|public domain|\bogl\b|free documentation|\d\.\d|[\u0250-\uffff]|\bby-|-by\b"
)
_BETWEEN = re.compile(r"[\s()\[\]\"'/,:–—-]{1,4}")
_IN_ADDRESS = re.compile(r"(?<=[a-z0-9-])\.(?=[a-z]{2,24}\b)")  # a dot in an address ends no clause


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence ready to be matched: licence names are `§`, harmless phrases their marks; the names found beside it."""

    sentence: Sentence
    plain: str
    licences: tuple[tuple[Licence, int, int], ...]
    mentions: tuple[tuple[int, int], ...]

    def clause(self, start: int, end: int, breaks: re.Pattern[str]) -> tuple[int, int]:
        """Where the clause around a stretch begins and ends."""
        left = max((m.end() for m in breaks.finditer(self.plain) if m.end() <= start), default=0)
        right = breaks.search(self.plain, end)
        return left, right.start() if right else len(self.plain)


def mask(sentence: Sentence, lexicon: Ready) -> Masked:
    """Mask one sentence."""
    may_name = _MAY_NAME.search(sentence.plain) is not None
    names = tuple(_told_twice(sentence.plain, licences_named(sentence.plain))) if may_name else ()
    found = mentions(sentence.plain) if may_name else []
    loose = tuple(place for place in found if not any(start <= place[0] < end for _, start, end in names))
    plain = sentence.plain
    for start, end in (*((s, e) for _, s, e in names), *loose):
        plain = plain[:start] + "§" * (end - start) + plain[end:]
    plain = _IN_ADDRESS.sub("·", plain)
    for name, pattern in lexicon.harmless:
        plain = _covered(plain, pattern, name[0])
    return Masked(sentence, plain, names, loose)


def _told_twice(plain: str, names: list[tuple[Licence, int, int]]) -> Iterator[tuple[Licence, int, int]]:
    """Names, with one that is told twice in a row (“Attribution 4.0 (CC BY 4.0)”) as one."""
    before: tuple[Licence, int, int] | None = None
    for licence, start, end in names:
        if before is not None and before[0].id == licence.id and _BETWEEN.fullmatch(plain, before[2], start):
            before = (licence, before[1], end)
            continue
        if before is not None:
            yield before
        before = (licence, start, end)
    if before is not None:
        yield before


def nameless(plain: str) -> str:
    """A sentence without the names of licences in it."""
    if _MAY_NAME.search(plain) is None:
        return plain
    for _, start, end in licences_named(plain):
        plain = plain[:start] + " " * (end - start) + plain[end:]
    return plain


def _covered(plain: str, pattern: re.Pattern[str], mark: str) -> str:
    """The text with every match, or its group `only`, under a mark."""
    part = "only" if "only" in pattern.groupindex else 0
    for match in pattern.finditer(plain):
        start, end = match.span(part)
        plain = plain[:start] + mark * (end - start) + plain[end:]
    return plain
