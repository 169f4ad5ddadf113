"""A small XML document as a tree: namespaces kept apart, nothing hostile obeyed, no entity but XML's own five."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from xml.parsers import expat

_SEPARATOR = "\x1f"  # XML 1.0 allows it nowhere, so no namespace can imitate another
_MAX_LENGTH, _MAX_DEPTH, _MAX_ELEMENTS, _MAX_ATTRIBUTES = 2**20, 100, 20_000, 100


class Node(Protocol):
    """What a reader of XML needs of an element, whoever parsed it: a tree of ours, or the outline of a feed."""

    @property
    def namespace(self) -> str:
        """Its namespace, "" where it has none."""
        ...

    @property
    def name(self) -> str:
        """Its local name."""
        ...

    @property
    def attributes(self) -> Mapping[str, str]:
        """Attributes by local name, foreign ones as `namespace name`."""
        ...

    @property
    def children(self) -> "Sequence[Node]":
        """The elements right below."""
        ...

    @property
    def text(self) -> str:
        """The text of this element and all below it."""
        ...


@dataclass(slots=True, eq=False)
class Element:
    """An element of a parsed document; see Node."""

    namespace: str
    name: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)
    children: "list[Element]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of this element and all below it."""
        return "".join(self.pieces)


def read(text: str, longest: int = _MAX_LENGTH) -> Element | None:
    """The root of a document; None where it is not well-formed, declares anything of its own, or is absurdly large or deep.

    `longest` (characters) may be raised where whole articles are listed; how many elements there may be stays.
    """
    if len(text) > longest:
        return None
    reader = _Reader()
    try:
        reader.parser.Parse(text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace"), True)
    except (expat.ExpatError, _Absurd):
        return None
    return reader.root


def below(node: Node) -> Iterator[Node]:
    """A node and everything below it, in document order."""
    waiting: list[Node] = [node]
    while waiting:
        at = waiting.pop()
        yield at
        waiting += reversed(at.children)


class _Absurd(Exception):
    """The document is not one that anybody would write for this."""


class _Reader:
    def __init__(self) -> None:
        self.root: Element | None = None
        self._stack: list[Element] = []
        self._count = 0
        self.parser = expat.ParserCreate("utf-8", _SEPARATOR)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._stack) >= _MAX_DEPTH or len(attributes) > _MAX_ATTRIBUTES or self._count > _MAX_ELEMENTS:
            raise _Absurd
        namespace, _, name = tag.rpartition(_SEPARATOR)
        element = Element(namespace, name, {key.replace(_SEPARATOR, " "): value for key, value in attributes.items()})
        if self._stack:
            self._stack[-1].children.append(element)
        else:
            self.root = element
        self._stack.append(element)

    def _end(self, _tag: str) -> None:
        element = self._stack.pop()
        if self._stack:
            self._stack[-1].pieces.append(element.text)

    def _text(self, text: str) -> None:
        if self._stack:
            self._stack[-1].pieces.append(text)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_internal_subset: int) -> None:
        if has_internal_subset:
            raise _Absurd
