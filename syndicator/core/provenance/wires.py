"""Agency copy: named by the byline, the dateline or signature of the text, or a copyright line under it."""

import re
from collections.abc import Iterable, Iterator

from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.provenance import agencies

_FIRST, _LAST = 12, 15  # lines
_PICTURED = re.compile(r"(?i)\b(?:photos?|fotos?|bild\w{0,6}|images?|pictures?|illustrations?|grafik|getty|immagin[ei]|imagen|crédit)\b")


def wire_credits(
    authors: Iterable[tuple[str, str]],
    text: str,
    where: str,
    *,
    start: int = 0,
    end: int | None = None,
    descriptions: Iterable[tuple[str, str]] = (),
) -> Iterator[Evidence]:
    """ORIGINAL evidence for every agency that is named as whose copy this is.

    `authors` and `descriptions` are (words, where they stand); `text` is what a reader sees, the story from `start` to `end`;
    offsets are of `text`.
    """
    for name, place in authors:
        wire = agencies.agency(name) if _PICTURED.search(name) is None else ""
        if wire:
            yield _credit(wire, Quote(name, place), "wire.byline")
    yield from _described(descriptions)
    story = text[start:end]
    opening = [line for line in story.split("\n") if line.strip()][:_FIRST]
    for line in opening:
        if found := agencies.dateline(line):
            at = text.find(found[1], start)
            yield _credit(found[0], Quote(found[1], where, at, at + len(found[1])), "wire.dateline")
    at = start + len(story.rstrip())
    for line in reversed(story.rstrip().split("\n")[-_LAST:]):
        at -= len(line)
        if wire := agencies.signature(line) or agencies.holder(line):
            yield _credit(wire, Quote(line, where, at, at + len(line)), "wire.signed")
        at -= 1


def _described(descriptions: Iterable[tuple[str, str]]) -> Iterator[Evidence]:
    """Descriptions of a page repeat the beginning of its story, dateline and all."""
    for words, place in descriptions:
        if found := agencies.dateline(words):
            yield _credit(found[0], Quote(found[1], place), "wire.dateline")


def _credit(wire: str, quote: Quote, rule: str) -> Evidence:
    return Evidence(Topic.ORIGINAL, wire, quote, rule, Channel.NOTICE, Level.ARTICLE)
