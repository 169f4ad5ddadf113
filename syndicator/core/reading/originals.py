"""Where a page itself sends its readers, or search engines, for the original of its article."""

import re
from collections.abc import Iterator

from syndicator.core.evidence import Evidence
from syndicator.core.markup import Link, Markup
from syndicator.core.metadata.addresses import elsewhere
from syndicator.core.reading.lines import Lines
from syndicator.core.reading.voices import Layout, Voice

# Named by Google for news (2010): the address to prefer of syndicated copies, and that of the first report.
_METAS = ("syndication-source", "original-source")
_WORK = "article|story|post|piece|version|source|publication|report|interview|essay|text|entry"
_ORIGINAL = re.compile(rf"(?i)^\W*(?:read |see |view |find )?(?:it |this |the )?(?:full |whole )?original(?: (?:{_WORK}))?(?: here)?\W*$")
_SAYS = re.compile(rf"(?i)^\W*(?:read|see|view|find|click|the original|original|link to|(?:this|the) (?:{_WORK}))\b")
_SAID = re.compile("[Oo](?i:riginal)")
_LINE = 120  # code points
_HEAD, _TAIL = 4, 12  # lines of a story in which it sends its readers to the original


def originals(page: Markup, parts: Layout, url: str) -> Iterator[Evidence]:
    """ORIGINAL evidence for a link “original article” above or under the story, and for metas, that lead to another host."""
    for name in _METAS:
        if page.meta(name):
            yield from elsewhere(page.meta(name), url, f"meta {name}", "metadata.syndicated")
    if parts.story is None or not _SAID.search(page.text):  # most pages say nothing of the kind, and have links by the hundred
        return
    text = Lines(page.text)
    for link in page.links:
        if _ORIGINAL.match(link.text) and _sends(page, parts, text, link):
            yield from elsewhere(link.href, url, "link to the original", "original.linked")


def _sends(page: Markup, parts: Layout, text: Lines, link: Link) -> bool:
    """Whether a link stands in a short line at the edge of the story, or right beside it, that sends its readers there."""
    left, right = text.bounds(link.start, link.end)
    if right - left > _LINE or not _SAYS.match(page.text[left:right]) or parts.story is None:
        return False
    if parts.voice(link.start, link.end) in (Voice.NOBODY, Voice.FURNITURE):
        return False
    line, first, last = text.number(link.start), text.number(parts.story[0]), text.number(max(parts.story[0], parts.story[1] - 1))
    return first - _HEAD <= line < first + _HEAD or last - _TAIL < line <= last + _HEAD
