"""A feed document as XML says it is: namespaces kept apart, each entry with its place in the bytes, nothing hostile obeyed.

Document types with an internal subset are refused before any entity could be declared; none is ever fetched. Depth, attributes
and sizes are bounded here, so that nothing behind this module meets an absurd document.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from syndicator.errors import Rejected
from syndicator.feeds.addresses import based

ATOM = "http://www.w3.org/2005/Atom"
_ATOM_03 = "http://purl.org/atom/ns#"  # its elements go by the names of Atom 1.0, and by what they mean there
MEDIA = ("http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss")
CUT = "syndicator-cut"  # an instruction of ours, where a known entry was cut out
RSL = "https://rslstandard.org/rsl"
XHTML = "http://www.w3.org/1999/xhtml"
_XML = "http://www.w3.org/XML/1998/namespace"
_SEPARATOR = "\x1f"  # XML 1.0 allows it nowhere, so no namespace can imitate another
_ENTRIES = frozenset({"item", "entry"})
_FRAMES = frozenset({"rss", "RDF", "feed", "channel"})
_BODIES = frozenset({"content", "encoded", "summary", "description"})
_NO_BODIES = frozenset({*MEDIA, RSL})  # their `content` is no text, but holds statements about rights
_PEOPLE = frozenset(
    {"author", "creator", "contributor", "publisher", "owner", "managingEditor", "webMaster", "managingeditor", "webmaster"}
)
_MAX_ATTRIBUTES, _MAX_DEPTH, _MAX_ENTRIES, _MAX_ENTRY_BYTES = 200, 200, 5000, 2 * 2**20
# feedparser 6 looks for mail addresses in the names of people in quadratic time (kurtmckee/feedparser#562).
_LONG_NAME = re.compile(r"[\w.+@-]{200}")


@dataclass(slots=True, eq=False)
class Element:
    """An element: namespace and local name, attributes by local name (foreign ones as `namespace name`), text and children.

    `base` is the address relative ones resolve against here (xml:base), `language` the xml:lang in effect. Text and children
    of bodies (`content`, `description`, …) are kept as text alone.
    """

    namespace: str
    name: str
    attributes: dict[str, str]
    base: str
    language: str
    qualified: str
    pieces: list[str] = field(default_factory=list)
    children: list["Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of this element and all below it."""
        return "".join(self.pieces)

    def all(self, name: str, *namespaces: str) -> Iterator["Element"]:
        """Children with this local name, in these namespaces (any where none is named)."""
        return (c for c in self.children if c.name == name and (not namespaces or c.namespace in namespaces))

    def first(self, name: str, *namespaces: str) -> "Element | None":
        """The first such child."""
        return next(self.all(name, *namespaces), None)

    def words(self, name: str, *namespaces: str) -> str:
        """The stripped text of the first such child that has any, or an empty string."""
        return next((text for c in self.all(name, *namespaces) if (text := c.text.strip())), "")


@dataclass(slots=True, eq=False)
class Entry:
    """An entry: its element, its slice of the bytes, and why it must be left out ("" where nothing is wrong with it)."""

    element: Element
    start: int
    above: tuple[str, ...]  # qualified names of what it stands in, innermost first
    end: int = 0
    fault: str = ""
    closed: bool = False
    number: int = 0  # its place among all the entries, from 1
    bodies: list[tuple[Element, int, int]] = field(default_factory=list)  # those of text alone: where start tag and end tag begin


@dataclass(slots=True, eq=False)
class Outline:
    """A document: its root, the element that holds what is said of the whole feed, and the entries in order.

    `error` says where it stops being well-formed ("" where it is); the entry that was open there is not `closed`.
    """

    root: Element | None = None
    feed: Element | None = None
    entries: list[Entry] = field(default_factory=list)
    error: str = ""
    error_code: int = 0
    over: bool = False  # the root was closed
    root_end: int = 0
    cut: int = 0  # instructions of ours where an entry may stand


def outline(data: bytes, base: str) -> Outline:
    """Read UTF-8 bytes; raises Rejected for a document type, entities, or absurd depth outside entries."""
    reader = _Reader(base)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        reader.found.error = f"line {error.lineno}, column {error.offset + 1}: {expat.ErrorString(error.code)}"
        reader.found.error_code = error.code
    except _Enough:
        pass
    for entry in reader.found.entries:
        entry.end = _end_of_tag(data, entry.end) if entry.closed else len(data)
    return reader.found


class _Enough(Exception):
    """More entries than anyone reads: the rest is not looked at."""


class _Reader:
    """The handlers of one pass and what they have found so far."""

    def __init__(self, base: str) -> None:
        self.found = Outline()
        self._base = base
        self._stack: list[Element] = []
        self._entry: Entry | None = None
        self._quiet = 0  # how deep below a body
        self._plain, self._body = False, 0  # whether the body is text alone, and where it starts
        self.parser = expat.ParserCreate("utf-8", _SEPARATOR)
        self.parser.namespace_prefixes = True
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._stack) + self._quiet > _MAX_DEPTH or len(attributes) > _MAX_ATTRIBUTES:
            self._absurd("an element is nested too deep or has too many attributes")
        if self._quiet:
            self._quiet, self._plain = self._quiet + 1, False
            return
        element = self._element(tag, attributes)
        if self._entry is not None and element.name in _ENTRIES:
            self._absurd("it holds another entry")
        above = self._stack[-1] if self._stack else None
        if self._entry is None and element.name in _ENTRIES and above is not None and above.name in _FRAMES:
            if len(self.found.entries) == _MAX_ENTRIES:
                raise _Enough
            above_it = tuple(e.qualified for e in reversed(self._stack))
            number = len(self.found.entries) + self.found.cut + 1
            self._entry = Entry(element, self.parser.CurrentByteIndex, above_it, number=number)
            self.found.entries.append(self._entry)
        elif above is not None:
            above.children.append(element)
        self._place(element, above)
        self._stack.append(element)
        if self._entry is not None and len(self._stack) > 1 and element.name in _BODIES and element.namespace not in _NO_BODIES:
            self._quiet, self._plain, self._body = 1, True, self.parser.CurrentByteIndex

    def _place(self, element: Element, above: Element | None) -> None:
        if above is None:
            self.found.root = self.found.feed = element
        elif element.name == "channel" and above is self.found.root:
            self.found.feed = element

    def _element(self, tag: str, attributes: dict[str, str]) -> Element:
        namespace, name, prefix = _split(tag)
        plain = {_attribute(key): value for key, value in attributes.items()}
        above = self._stack[-1] if self._stack else None
        base = based(above.base if above else self._base, plain.get(f"{_XML} base"))
        language = plain.get(f"{_XML} lang", above.language if above else "")
        return Element(namespace, name, plain, base, language, f"{prefix}:{name}" if prefix else name)

    def _end(self, _tag: str) -> None:
        here = self.parser.CurrentByteIndex
        if self._quiet > 1:
            self._quiet -= 1
            return
        element = self._stack.pop()
        if self._quiet and self._plain and self._entry is not None and self._stack[-1] is self._entry.element:
            self._entry.bodies.append((element, self._body, here))
        self._quiet = 0
        if element.name in _PEOPLE and _LONG_NAME.search(element.text):
            self._absurd(f"the {element.name} field holds a name of absurd length")
        if self._entry is not None and element is self._entry.element:
            self._entry.closed, self._entry.end = True, here
            self._entry = None
        elif self._stack and self._stack[-1].name not in _FRAMES | _ENTRIES:
            self._stack[-1].pieces.append(element.text)
        if not self._stack:
            self.found.over, self.found.root_end = True, here

    def _text(self, text: str) -> None:
        if self._stack:
            self._stack[-1].pieces.append(text)

    def _instruction(self, target: str, _data: str) -> None:
        if target == CUT and self._entry is None and self._stack and self._stack[-1].name in _FRAMES:
            self.found.cut += 1

    def _absurd(self, why: str) -> None:
        if self._entry is None:
            raise Rejected(f"the document is not safe to read ({why})", "ask the publisher to mend the feed")
        self._entry.fault = self._entry.fault or why

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_internal_subset: int) -> None:
        if has_internal_subset:
            raise Rejected("the document declares entities or a document type of its own", "feeds never need one; nothing was read")


def _end_of_tag(data: bytes, place: int) -> int:
    """Where an end tag ends; for an empty element expat has already gone past it."""
    return data.find(b">", place) + 1 if data.startswith(b"</", place) else place


def oversized(entry: Entry) -> str:
    """Why an entry is too large to be an article, or an empty string."""
    return f"the entry has {entry.end - entry.start} bytes" if entry.end - entry.start > _MAX_ENTRY_BYTES else ""


def _split(tag: str) -> tuple[str, str, str]:
    """Namespace, local name and prefix of an expanded name as expat gives it."""
    parts = tag.split(_SEPARATOR)
    if len(parts) == 1:
        return "", parts[0], ""
    return ATOM if parts[0] == _ATOM_03 else parts[0], parts[1], parts[2] if len(parts) > 2 else ""


def _attribute(key: str) -> str:
    namespace, name, _ = _split(key)
    return f"{namespace} {name}" if namespace else name
