"""Documents that are not well-formed XML: whole entries are saved, half ones never, and the caller is told.

What was mended is not what the publisher wrote: the licences of such a document are not believed until it is clean again.
"""

import re
from dataclasses import dataclass
from html import unescape
from xml.parsers.expat import errors

from syndicator.errors import Rejected
from syndicator.feeds.outline import Entry, Outline, outline

_ATTEMPTS = 10
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2
_AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));|&")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})
_USED = re.compile(r"</?([A-Za-z_][\w.-]{0,40}):")
_ROOT = re.compile(r"<[A-Za-z_][\w.:-]{0,60}")
_DECLARED = re.compile(r"\sxmlns:([A-Za-z_][\w.-]{0,40})\s{0,5}=")
_MAX_PREFIXES = 20
_USUAL = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": "http://www.w3.org/2005/Atom",
    "media": "http://search.yahoo.com/mrss/",
}


@dataclass(frozen=True, slots=True)
class Document:
    """Well-formed UTF-8 bytes with their outline; `problems` says what had to be done, empty where nothing."""

    data: bytes
    outline: Outline
    problems: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether it was well-formed as it came."""
        return not self.problems


def document(text: str, base: str) -> Document:
    """Read a feed's text from its first element on, mending it where that is safe; raises Rejected where no entry is whole."""
    data = text.encode("utf-8", "replace")
    found = outline(data, base)
    if not found.error:
        return Document(data, found)
    problem = f"the document is not well-formed XML ({found.error}); its licences are not believed until it is"
    data = _characters(text).encode("utf-8", "replace")
    left_out: list[str] = []
    for _ in range(_ATTEMPTS):
        found = outline(data, base)
        if not found.error:
            return Document(data, found, (problem, *left_out))
        data = _without_broken(data, found, left_out)
    found = outline(_cut(data, found), base)
    if found.error:
        raise Rejected(f"the document is not well-formed XML ({found.error})", "ask the publisher to mend the feed")
    return Document(data, found, (problem, *left_out))


def _characters(text: str) -> str:
    """Illegal characters go, HTML's entities become characters, single ampersands are escaped, prefixes declared; CDATA stays as it is."""
    pieces: list[str] = []
    place = 0
    text = _ILLEGAL.sub("", text)
    while (start := text.find("<![CDATA[", place)) >= 0:
        end = text.find("]]>", start)
        end = len(text) if end < 0 else end
        pieces += [_AMPERSAND.sub(_reference, text[place:start]), text[start:end]]
        place = end
    pieces.append(_AMPERSAND.sub(_reference, text[place:]))
    return _with_prefixes("".join(pieces))


def _reference(found: re.Match[str]) -> str:
    number, name = found.groups()
    if name in _PREDEFINED:
        return found.group()
    if number:
        character = unescape(found.group())
        return found.group().lower() if character and not _ILLEGAL.search(character) else ""
    character = unescape(found.group()) if name else ""
    known = bool(character) and character != found.group()
    return character.replace("&", "&amp;").replace("<", "&lt;") if known else "&amp;" + found.group()[1:]


def _with_prefixes(text: str) -> str:
    """Declare the prefixes that are used and not declared: the usual ones as usual, others as nobody's."""
    unbound = sorted(p for p in set(_USED.findall(text)) - set(_DECLARED.findall(text)) if not p.lower().startswith("xml"))[:_MAX_PREFIXES]
    declared = "".join(f' xmlns:{p}="{_USUAL.get(p, f"urn:unbound:{p}")}"' for p in unbound)
    root = _ROOT.search(text)
    return text[: root.end()] + declared + text[root.end() :] if root else text


def _without_broken(data: bytes, found: Outline, left_out: list[str]) -> bytes:
    """The document without the entry that is broken, or cut where it stops; raises Rejected when nothing is left."""
    last = found.entries[-1] if found.entries else None
    if last is None:
        raise Rejected(f"the document is not well-formed XML ({found.error})", "ask the publisher to mend the feed")
    if not last.closed:
        left_out.append(f"entry {len(found.entries)} is not well-formed ({found.error}) and was left out")
        tag = f"</{last.element.qualified}>".encode()
        end = data.find(tag, last.start)
        if end >= 0 and found.error_code != errors.codes[errors.XML_ERROR_NO_ELEMENTS]:
            return data[: last.start] + data[end + len(tag) :]
    return _cut(data, found)


def _cut(data: bytes, found: Outline) -> bytes:
    """The document up to its last whole entry, with what is open there closed."""
    whole = [entry for entry in found.entries if entry.closed]
    if found.over:
        return data[: data.find(b">", found.root_end) + 1]
    if not whole:
        return b""
    return data[: whole[-1].end] + closing(whole[-1])


def closing(entry: Entry) -> bytes:
    """The end tags of everything an entry stands in."""
    return "".join(f"</{name}>" for name in entry.above).encode()
