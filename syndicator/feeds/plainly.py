"""Entries as most feeds write them, read without a parser for all the others: what feedparser would say of them, word for word.

Taken are only entries in which every element is known here, stands once where it may stand once, and holds nothing but text; of each
it is known what feedparser makes of it. One odd element, attribute or child, and the entry is read by feedparser as ever.
"""

from typing import Any

from feedparser.datetimes import _parse_date as parse_date
from feedparser.mixin import _FeedParserMixin

from syndicator.feeds.lightening import CONTENT, mended
from syndicator.feeds.outline import ATOM, MEDIA, Element, Entry, Outline
from syndicator.feeds.rights import DC

_XML = "http://www.w3.org/XML/1998/namespace"
_ANYWHERE = frozenset({f"{_XML} base", f"{_XML} lang"})
_TYPES = {"text": "text/plain", "plain": "text/plain", "text/plain": "text/plain", "html": "text/html", "text/html": "text/html"}
_SLASH, _WFW = "http://purl.org/rss/1.0/modules/slash/", "http://wellformedweb.org/CommentAPI/"
_OTHER_FORMATS = (b'purl.org/rss/1.0/"', b"purl.org/rss/1.0/'", b"netscape.com/rdf")
_PERSON = frozenset({"name", "uri", "url", "email"})
# (namespace, name) → attributes that change nothing here; the elements of nobody's words: feedparser keeps them under names of their own.
_BESIDE = {
    ("", "link"): frozenset[str](),
    ("", "guid"): frozenset({"isPermaLink"}),
    ("", "author"): frozenset[str](),
    ("", "comments"): frozenset[str](),
    ("", "enclosure"): frozenset({"url", "type", "length"}),
    (DC, "creator"): frozenset[str](),
    (ATOM, "link"): frozenset({"href", "rel", "type", "title", "length", "hreflang"}),
    (_SLASH, "comments"): frozenset[str](),
    (_WFW, "commentRss"): frozenset[str](),
    (MEDIA[0], "thumbnail"): frozenset({"url", "width", "height"}),
}
_BESIDE_ATOM = {**_BESIDE, (ATOM, "id"): frozenset[str](), (ATOM, "rights"): frozenset({"type"})}
# (namespace, name) → the name feedparser gives it; each may stand once.
_RSS = {
    ("", "title"): "title",
    ("", "description"): "summary",
    (CONTENT, "encoded"): "content",
    ("", "pubDate"): "published",
    (DC, "date"): "updated",
}
_ATOM = {
    (ATOM, "title"): "title",
    (ATOM, "summary"): "summary",
    (ATOM, "content"): "content",
    (ATOM, "published"): "published",
    (ATOM, "updated"): "updated",
}


class _Odd(Exception):
    """Something that is for feedparser to read."""


def straight(data: bytes) -> bool:
    """Whether a document names no namespace that feedparser takes for a sign of another format."""
    lower = data.lower()
    return not any(sign in lower for sign in _OTHER_FORMATS)


def plain(entry: Entry, document: Outline) -> dict[str, Any] | None:
    """What feedparser says of an entry, as far as `bodies` asks; None where feedparser has to be asked."""
    root = document.root
    if root is None or entry.fault:
        return None
    atom = (root.namespace, root.name) == (ATOM, "feed")
    if not atom and (root.namespace, root.name) != ("", "rss"):
        return None
    try:
        return _read(entry, atom=atom)
    except _Odd:
        return None


def _read(entry: Entry, *, atom: bool) -> dict[str, Any]:
    named, beside = (_ATOM, _BESIDE_ATOM) if atom else (_RSS, _BESIDE)
    if (entry.element.namespace, entry.element.name) != ((ATOM, "entry") if atom else ("", "item")):
        raise _Odd
    _no_attributes(entry.element, frozenset())
    whole = {id(element) for element, _, _ in entry.bodies}
    said: dict[str, Any] = {}
    for child in entry.element.children:
        place = (child.namespace, child.name)
        if place in named:
            _add(said, named[place], child, atom=atom, whole=whole)
        elif place in ((ATOM, "category"), ("", "category")) and (child.namespace == ATOM) is atom:
            _add_tag(said.setdefault("tags", []), child, atom=atom)
        elif atom and place == (ATOM, "author"):
            _no_attributes(child, frozenset())
            if any(part.namespace != ATOM or part.name not in _PERSON or part.attributes or part.children for part in child.children):
                raise _Odd
        elif place in beside:
            _no_attributes(child, beside[place])
            _no_children(child)
        else:
            raise _Odd
    return said


def _add(said: dict[str, Any], name: str, child: Element, *, atom: bool, whole: set[int]) -> None:
    _no_attributes(child, frozenset({"type"}) if atom and name in ("title", "summary", "content") else frozenset())
    _no_children(child)
    if name in said or (name in ("summary", "content") and id(child) not in whole):
        raise _Odd
    text = child.text.strip()
    said[name] = value = mended(text)
    if name in ("published", "updated"):
        said[f"{name}_parsed"] = parse_date(value)
        return
    kind = _kind(name, child, text, atom=atom)
    detail = {"type": kind, "value": value}
    if name == "content":
        said[name] = [detail]
    else:
        said[f"{name}_detail"] = detail


def _kind(name: str, child: Element, text: str, *, atom: bool) -> str:
    """The type feedparser takes a text for: in Atom what it says, elsewhere HTML, but for titles, which it looks at."""
    if atom:
        kind = _TYPES.get(child.attributes.get("type", "text").lower())
        if kind is None:
            raise _Odd
        return kind
    if name != "title":
        return "text/html"
    return "text/html" if _FeedParserMixin.looks_like_html(text) else "text/plain"


def _add_tag(tags: list[dict[str, str | None]], child: Element, *, atom: bool) -> None:
    """As `_start_category` and `_end_category` of feedparser do it, oddities and all."""
    _no_children(child)
    _no_attributes(child, frozenset({"term", "scheme", "label"}) if atom else frozenset({"domain"}))
    attributes = child.attributes
    _append(tags, attributes.get("term"), attributes.get("scheme", attributes.get("domain")), attributes.get("label"))
    if value := mended(child.text.strip()):
        if tags and not tags[-1]["term"]:
            tags[-1]["term"] = value
        else:
            _append(tags, value, None, None)


def _append(tags: list[dict[str, str | None]], term: str | None, scheme: str | None, label: str | None) -> None:
    tag = {"term": term, "scheme": scheme, "label": label}
    if (term or scheme or label) and tag not in tags:
        tags.append(tag)


def _no_attributes(element: Element, but: frozenset[str]) -> None:
    if any(name not in but and name not in _ANYWHERE for name in element.attributes):
        raise _Odd


def _no_children(element: Element) -> None:
    if element.children:
        raise _Odd
