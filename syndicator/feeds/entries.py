"""Who an entry is, who wrote it and where it was taken from, as its own elements say; feed formats differ only here."""

import re
from collections.abc import Iterator

from syndicator.core.article import Origin, Person, is_hyperlink, same_address
from syndicator.feeds import nesting
from syndicator.feeds.addresses import resolved
from syndicator.feeds.outline import ATOM, Element
from syndicator.feeds.rights import DC, RDF

_FEEDBURNER = "http://rssnamespace.org/feedburner/ext/1.0"
_WITH_NAME = re.compile(r"\s*[^\s()@]{1,200}@[^\s()]{1,200}\s*\(([^()]{1,200})\)\s*")  # RSS 2.0: mail address (name)


def entry_id(entry: Element) -> str:
    """The entry's own id, verbatim: Atom `id`, RSS `guid`, RSS 1.0 `rdf:about`; empty where it gives none."""
    return entry.words("id", ATOM) or entry.words("guid") or entry.attributes.get(f"{RDF} about", "").strip()


def entry_url(entry: Element) -> str:
    """The address of the article: what the publisher wrote, made absolute where it was relative, broken where it was broken."""
    if original := entry.words("origLink", _FEEDBURNER):
        return original
    for link in entry.all("link"):
        if link.namespace != ATOM and link.text.strip():
            return resolved(link.text, link.base)
    alternates = [link for link in entry.all("link", ATOM) if _is_alternate(link)]
    readable = [link for link in alternates if "html" in link.attributes.get("type", "html")]
    for link in (*readable, *alternates):
        return resolved(link.attributes["href"], link.base)
    return _permanent_guid(entry)


def feed_id(feed: Element) -> str:
    """The feed's own id: Atom `id`, RSS 1.0 `rdf:about`, else the address it calls its own."""
    return entry_id(feed) or next((link.attributes["href"].strip() for link in _links(feed, "self")), "")


def authors(entry: Element, feed: Element) -> tuple[Person, ...]:
    """The authors of an entry, else of its source, else (Atom) of the feed (RFC 4287 §4.2.1)."""
    source = entry.first("source", ATOM)
    for place in (entry, source):
        found = tuple(_people(place)) if place is not None else ()
        if found:
            return tuple(dict.fromkeys(found))
    return tuple(dict.fromkeys(_atom_people(feed)))


def origin(entry: Element, feed: Element) -> Origin | None:
    """The publication the entry says it was taken from; None where that is the feed itself."""
    source = entry.first("source", ATOM) or next(entry.all("source"), None)
    if source is None:
        return None
    if source.namespace == ATOM:
        link = next(iter((*_links(source, "alternate"), *_links(source, "self"))), None)
        name, url = words(source, "title"), resolved(link.attributes["href"], link.base) if link is not None else ""
        own = feed_id(source) and feed_id(source) == feed_id(feed)
    else:
        name, url = source.text.strip(), resolved(source.attributes.get("url", ""), source.base)
        own = False
    homes = {same_address(a) for a in (feed_id(feed), feed.base, *(link.attributes["href"] for link in _links(feed, "self"))) if a}
    own = own or (bool(url) and same_address(url) in homes) or (bool(name) and name == words(feed, "title"))
    return None if own or not (name or url) else Origin(name, url)


def language(entry: Element, feed: Element) -> str:
    """The language of an entry (BCP 47), else of the feed; empty where neither says."""
    said = entry.words("language", DC) or entry.language or feed.words("language") or feed.language
    return said.replace("_", "-")  # as many write it


def words(element: Element, name: str) -> str:
    """The words of a title-like child, whatever markup it is written in."""
    child = element.first(name, element.namespace) or element.first(name)
    if child is None:
        return ""
    text = child.text.strip()
    plain = child.namespace == ATOM and child.attributes.get("type", "text") in ("text", "xhtml")
    return text if plain or ("<" not in text and "&" not in text) else nesting.words(text)


def _links(element: Element, rel: str) -> Iterator[Element]:
    return (e for e in element.all("link", ATOM) if e.attributes.get("rel", "alternate").lower() == rel and e.attributes.get("href"))


def _is_alternate(link: Element) -> bool:
    rel = link.attributes.get("rel", "alternate").strip().lower()
    return rel in ("alternate", "http://www.iana.org/assignments/relation/alternate") and bool(link.attributes.get("href"))


def _permanent_guid(entry: Element) -> str:
    guid = entry.first("guid")
    if guid is None or guid.attributes.get("isPermaLink", "true").strip().lower() == "false":
        return ""
    return guid.text.strip() if is_hyperlink(guid.text) else ""


def _people(element: Element) -> Iterator[Person]:
    yield from _atom_people(element)
    for author in element.all("author"):
        if author.namespace != ATOM and author.text.strip() and not author.children:
            found = _WITH_NAME.fullmatch(author.text)
            yield Person((found.group(1) if found else author.text).strip())
    for creator in element.all("creator", DC):
        if creator.text.strip():
            yield Person(" ".join(creator.text.split()))


def _atom_people(element: Element) -> Iterator[Person]:
    for author in element.all("author", ATOM):
        name = " ".join(author.words("name").split()) or author.words("email")
        url = next((resolved(e.text, e.base) for e in (*author.all("uri"), *author.all("url")) if e.text.strip()), "")
        if name:
            yield Person(name, url if is_hyperlink(url) else "")
