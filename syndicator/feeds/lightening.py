"""Long texts taken out of the way of feedparser, which would carry them through ten calls a line, and put back as it would have left them.

Only texts of HTML without elements of their own in them are taken, and only where feedparser then says that HTML is what they are.
In every other case the document is read with all its texts in place.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from syndicator.feeds.outline import ATOM, Element, Entry

_LONG = 200  # characters; a shorter text is sooner read than put back
_TOKEN = "syndicator-text"  # noqa: S105
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_HTML = frozenset({"html", "text/html"})
_TAG = re.compile(rb"<[\w:.-]+(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*>")
_C1 = re.compile("[\x80-\x9f]")
_WINDOWS = {n: bytes([n]).decode("cp1252") for n in range(0x80, 0xA0) if n not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


@dataclass(slots=True)
class Light:
    """Entries for feedparser: their bytes, and for each its tokens with the texts they stand for."""

    pieces: list[bytes] = field(default_factory=list)
    texts: list[dict[str, str]] = field(default_factory=list)

    @property
    def lighter(self) -> bool:
        """Whether anything was taken out."""
        return any(self.texts)


def lightened(data: bytes, entries: Sequence[Entry]) -> Light:
    """The entries with a token in place of each long text."""
    light = Light()
    possible = _TOKEN.encode() not in data
    for number, entry in enumerate(entries):
        place, pieces, texts = entry.start, list[bytes](), dict[str, str]()
        for element, start, end in entry.bodies if possible else ():
            tag = _TAG.match(data, start, end)
            if tag is None or not _is_html(element) or len(element.text) < _LONG or not element.text.strip():
                continue
            token = f"{_TOKEN}-{number}-{len(texts)}"
            pieces += [data[place : tag.end()], token.encode()]
            texts[token] = element.text
            place = end
        light.pieces.append(b"".join((*pieces, data[place : entry.end])))
        light.texts.append(texts)
    return light


def restored(found: Sequence[dict[str, Any]], light: Light) -> bool:
    """Put the texts back; False where one of them is not where, or not what, it must be."""
    for words, texts in zip(found, light.texts, strict=True):
        details = [detail for detail in (words.get("summary_detail"), *(words.get("content") or ())) if detail]
        standing = [detail for detail in details if str(detail.get("value")).startswith(_TOKEN)]
        if any(detail["value"] not in texts or detail.get("type") != "text/html" for detail in standing):
            return False
        if len({detail["value"] for detail in standing}) < len(texts):
            return False
        for detail in standing:
            detail["value"] = _mended(texts[detail["value"]])
    return True


def _is_html(element: Element) -> bool:
    """Whether this is where feedparser takes text for HTML without looking at it."""
    if element.namespace == ATOM:
        return element.attributes.get("type", "").strip().lower() in _HTML and "mode" not in element.attributes
    if element.attributes:
        return False
    return element.name == "encoded" if element.namespace == _CONTENT else element.name == "description" and not element.namespace


def _mended(text: str) -> str:
    """As feedparser leaves a text: stripped, UTF-8 that was taken for Latin-1 read again, Windows-1252 in place of C1 controls."""
    text = text.strip()
    with suppress(UnicodeError):  # then it is what it seems
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_WINDOWS) if _C1.search(text) else text
