"""What RDFa (W3C RDFa Core 1.1) and microdata say about rights in a parsed page, and what each statement is about.

Only the few properties of rights are looked for, among the few elements that carry any annotation: most pages have none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

CC = ("http://creativecommons.org/ns#", "http://web.resource.org/cc/")
_DCTERMS = "http://purl.org/dc/terms/"
_XHV = "http://www.w3.org/1999/xhtml/vocab#"
# The initial context of RDFa 1.1, as far as rights go; `dct` is what the Creative Commons chooser writes and declares.
_PREFIXES = {
    "cc": CC[0],
    "dc": _DCTERMS,
    "dcterms": _DCTERMS,
    "dct": _DCTERMS,
    "dc11": "http://purl.org/dc/elements/1.1/",
    "schema": "http://schema.org/",
    "xhv": _XHV,
}
_NAMES = ("license", "attributionname", "attributionurl", "morepermissions", "copyrightnotice", "copyrightholder", "rightsholder")
_ITEMS = frozenset({"license", "copyrightnotice", "acquirelicensepage", "isbasedon"})
_THE_TEXT = frozenset(
    "article newsarticle analysisnewsarticle opinionnewsarticle reportagenewsarticle reviewnewsarticle blogposting socialmediaposting "
    "scholarlyarticle techarticle report webpage creativework document post text work".split()
)
# Works a page may show beside its text; other kinds (a footer, an organisation) are the page's own furniture.
_OTHER_WORKS = frozenset(
    "imageobject imagegallery photograph videoobject audioobject mediaobject visualartwork painting map dataset softwareapplication "
    "softwaresourcecode comment usercomments product book movie musicrecording podcastepisode quotation recipe image stillimage "
    "movingimage sound software physicalobject".split()
)
_MOST, _MOST_NAMES = 100, 10  # statements, names in one; a page with more is no page for people
_HIGHEST = 200  # elements above a statement that are looked at


class Node(Protocol):
    """What is needed of an element of a parsed page."""

    @property
    def tag(self) -> str | None:
        """Its name."""
        ...

    @property
    def attributes(self) -> Mapping[str, str | None]:
        """Its attributes, names in lower case."""
        ...

    @property
    def parent(self) -> "Node | None":
        """What it stands in."""
        ...

    def css(self, query: str) -> Sequence["Node"]:
        """Elements below that a selector finds."""
        ...

    def css_first(self, query: str) -> "Node | None":
        """The first of them."""
        ...

    def text(self) -> str:
        """Its words."""
        ...


@dataclass(frozen=True, slots=True)
class Property:
    """A property that RDFa or microdata gives to something: `name` is an IRI (as written where no prefix explains it).

    `about` is what it is said of, "" where that is the page or its text.
    """

    name: str
    value: str
    about: str
    syntax: str  # RDFa | microdata


def properties(root: Node) -> tuple[Property, ...]:
    """Every statement about rights, in document order, RDFa first. A plain `rel=license` is none of them: it is a link."""
    linked = (n for n in root.css('[property], [rel*=":"]') if _on_rights(f"{_said(n, 'property')} {_said(n, 'rel')}"))
    items = (n for n in root.css("[itemprop]") if not _ITEMS.isdisjoint(_said(n, "itemprop").lower().split()))
    found = [stated for node in islice(linked, _MOST) for stated in _stated(node)]
    found += [_item(node, name) for node in islice(items, _MOST) for name in _said(node, "itemprop").split()[:_MOST_NAMES]]
    return tuple(found)


class Subjects:
    """What the licence links of one page are about; a page with absurdly many is not looked through to the end."""

    def __init__(self) -> None:
        self._asked = 0

    def of(self, node: Node) -> str:
        """See `subject`; of the links beyond the limit nothing is believed."""
        self._asked += 1
        return subject(node) if self._asked <= _MOST else "one of too many"


def _on_rights(words: str) -> bool:
    written = words.lower()
    return any(name in written for name in _NAMES)


def subject(node: Node) -> str:
    """What a statement in this element is about, where the markup says that it is something else than the page: its address or kind.

    An RDFa `about`, `resource` or `typeof` (RDFa Core 1.1 §7.5), a microdata item that is no article, a `figure`, or a work whose
    DCMI type beside it is not text.
    """
    kind = _dcmi_type(node)
    if kind:
        return kind
    at: Node | None = node
    for height in range(_HIGHEST):
        if at is None or at.tag in (None, "html", "-document"):
            return ""
        found = _names_another(at, own=height == 0)
        if found is not None:
            return found
        at = at.parent
    return ""


def _names_another(node: Node, *, own: bool) -> str | None:
    """What one element sets the subject to ("" = the page's text); None where it sets none."""
    said = node.attributes
    if node.tag in ("figure", "figcaption"):
        return "figure"
    kinds = _kinds(node)
    if not kinds.isdisjoint(_OTHER_WORKS):
        return next(iter(sorted(kinds)))
    about = said.get("about") if own else said.get("about", said.get("resource"))
    if about and about.strip():
        return about.strip()
    return "" if not kinds.isdisjoint(_THE_TEXT) else None


def _kinds(node: Node) -> frozenset[str]:
    """The types of an element (RDFa `typeof`, microdata `itemtype`), without their vocabulary."""
    words = f"{_said(node, 'typeof')} {_said(node, 'itemtype')}".split()
    return frozenset(word.replace("#", "/").replace(":", "/").rpartition("/")[2].lower() for word in words)


def _dcmi_type(node: Node) -> str:
    """The DCMI type told beside a licence, as the Creative Commons chooser of old wrote it; "" where that may be a page."""
    above = node.parent
    told = above.css_first('[href*="purl.org/dc/dcmitype/" i]') if above is not None and above.tag not in ("body", "html") else None
    kind = _said(told, "href").rpartition("/")[2] if told is not None else ""
    return kind if kind.lower() in _OTHER_WORKS else ""


def _stated(node: Node) -> Iterator[Property]:
    for attribute in ("rel", "property"):
        for term in _said(node, attribute).split()[:_MOST_NAMES]:
            name = _expanded(term, node)
            # a plain link and a meta of Dublin Core are read as what they are
            plain = term.lower() == "license" if attribute == "rel" else node.tag == "meta" and term.partition(":")[0].lower() in _PREFIXES
            if not plain and name.rpartition("#")[2].rpartition("/")[2].lower() in _NAMES:
                yield Property(name, _value(node, attribute), subject(node), "RDFa")


def _value(node: Node, attribute: str) -> str:
    """The object of a statement: an address for `rel`; for `property` its content, an address, or the words."""
    said = node.attributes
    if attribute == "property" and said.get("content"):
        return (said["content"] or "").strip()
    address = said.get("resource") or said.get("href") or said.get("src")
    both = attribute == "property" and "rel" in said  # then the address is the object of `rel`, and the words that of `property`
    return address.strip() if address and not both else " ".join(node.text().split())


def _expanded(term: str, node: Node) -> str:
    prefix, colon, local = term.partition(":")
    if not colon:
        vocabulary = _above(node, "vocab")
        return f"{vocabulary}{term}" if vocabulary else f"{_XHV}{term}" if term.lower() == "license" else term
    if local.startswith("//"):
        return term
    bound = _bound(prefix, node)
    return f"{bound}{local}" if bound else term


def _bound(prefix: str, node: Node) -> str:
    """The namespace a prefix stands for here: `prefix` or `xmlns:` of the nearest element, else the initial context."""
    at: Node | None = node
    for _ in range(_HIGHEST):
        if at is None or at.tag in (None, "-document"):
            break
        said = at.attributes
        declared = (said.get("prefix") or "").split()
        pairs = {name.rstrip(":").lower(): iri for name, iri in zip(declared[::2], declared[1::2], strict=False)}
        found = pairs.get(prefix.lower()) or said.get(f"xmlns:{prefix.lower()}") or said.get(f"xmlns:{prefix}")
        if found:
            return found.strip()
        at = at.parent
    return _PREFIXES.get(prefix.lower(), "")


def _above(node: Node, attribute: str) -> str:
    at: Node | None = node
    for _ in range(_HIGHEST):
        if at is None or at.tag in (None, "-document"):
            return ""
        if attribute in at.attributes:
            return _said(at, attribute)
        at = at.parent
    return ""


def _item(node: Node, name: str) -> Property:
    said = node.attributes
    value = said.get("content") or said.get("href") or said.get("src") or " ".join(node.text().split())
    above: Node | None = node.parent
    for _ in range(_HIGHEST):
        if above is None or "itemscope" in above.attributes or above.tag in ("html", "-document"):
            break
        above = above.parent
    scope = _kinds(above) if above is not None and above.tag not in ("html", "-document") else frozenset({"nothing"})
    about = "" if not scope.isdisjoint(_THE_TEXT) else next(iter(sorted(scope)), "something")
    return Property(f"http://schema.org/{name}", value.strip(), about, "microdata")


def _said(node: Node, attribute: str) -> str:
    return (node.attributes.get(attribute) or "").strip()
