"""JSON-LD as web pages write it: every node of a text, references between them followed, names without their vocabulary."""

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

Object = dict[str, object]

_DEEPEST, _MOST = 12, 5000
_VOCABULARIES = (
    "http://schema.org/", "https://schema.org/", "schema:", "http://purl.org/dc/terms/", "dcterms:", "dct:", "dc:",
    "http://creativecommons.org/ns#", "cc:", "http://www.w3.org/1999/xhtml/vocab#", "xhv:",
)  # fmt: skip


@dataclass(slots=True)
class Document:
    """The nodes of one text in document order, and those that have a name for others to refer to."""

    nodes: list[Object] = field(default_factory=list)
    named: dict[str, Object] = field(default_factory=dict)

    def resolved(self, value: object) -> object:
        """A node in the place of a mere reference to it (`{"@id": …}`); anything else as it is."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
            return self.named.get(str(value.get("@id")), value)
        return value


def document(body: str) -> Document:
    """Read a JSON-LD text; one that is no JSON has no nodes."""
    try:
        data: object = json.loads(body)
    except (ValueError, RecursionError):
        return Document()
    found = Document()
    waiting: deque[tuple[object, int]] = deque([(data, 0)])
    while waiting and len(found.nodes) < _MOST:
        value, depth = waiting.popleft()
        if isinstance(value, list) and depth < _DEEPEST:
            waiting += [(item, depth + 1) for item in value]
        elif isinstance(value, dict):
            node = {plain_name(key): inner for key, inner in value.items()}
            found.nodes.append(node)
            _name(node, found)
            if depth < _DEEPEST:
                waiting += [(node[key], depth + 1) for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]
    return found


def plain_name(name: str) -> str:
    """A key or type without the vocabulary it may be written with (schema.org, Dublin Core, Creative Commons, XHTML)."""
    return next((name.removeprefix(v) for v in _VOCABULARIES if name.startswith(v)), name)


def types(node: Object) -> frozenset[str]:
    """The types of a node."""
    said = node.get("@type")
    return frozenset(plain_name(kind) for kind in (said if isinstance(said, list) else [said]) if isinstance(kind, str))


def texts(value: object) -> Iterator[str]:
    """The texts of a value: itself, the values of language maps (`@value`), or those of a list."""
    for item in value if isinstance(value, list) else [value]:
        inner = item.get("@value") if isinstance(item, dict) else item
        if isinstance(inner, int) and not isinstance(inner, bool):
            yield str(inner)
        elif isinstance(inner, str) and inner.strip():
            yield inner.strip()


def references(value: object, doc: Document) -> Iterator[tuple[str, str]]:
    """(address or text, name of who published it) of a value: a text, a node with url or @id, or a list of them."""
    for item in value if isinstance(value, list) else [value]:
        node = doc.resolved(item)
        if isinstance(node, str):
            yield node.strip(), ""
        elif isinstance(node, dict):
            keys = ("url", "@id", "@value", "sameAs", "name")
            address = next((text for key in keys for text in texts(node.get(key)) if not text.startswith("_:")), "")
            yield address, names(node.get("publisher"), doc)


def names(value: object, doc: Document) -> str:
    """The name of the first person or organisation of a value, "" where it has none."""
    for item in value if isinstance(value, list) else [value]:
        node = doc.resolved(item)
        found = next(texts(node.get("name")), "") if isinstance(node, dict) else next(texts(node), "")
        if found:
            return found
    return ""


def _name(node: Object, found: Document) -> None:
    name = node.get("@id")
    if isinstance(name, str) and len(node) > 1:
        known = found.named.get(name)
        if known is None or len(known) < len(node):
            found.named[name] = node
