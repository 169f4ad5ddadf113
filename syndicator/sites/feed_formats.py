"""The two documents of an outgoing feed: Atom 1.0 (RFC 4287) with tombstones (RFC 6721), and JSON Feed 1.1."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from syndicator.sites.feed_entries import FeedEntry

_ATOM = "http://www.w3.org/2005/Atom"
_TOMB = "http://purl.org/atompub/tombstones/1.0"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

ET.register_namespace("", _ATOM)
ET.register_namespace("at", _TOMB)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHead:
    """What a feed says of itself: a stable id (IRI), its title, when it last changed, and where it is ("" when nowhere)."""

    id: str
    title: str
    updated: str
    home: str
    atom_url: str
    json_url: str


def atom(head: FeedHead, standing: Sequence[FeedEntry], withdrawn: Sequence[FeedEntry]) -> str:
    """The Atom document; it names every entry's source (§4.2.11) and licence (RFC 4946)."""
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _child(feed, "id", head.id)
    _child(feed, "title", head.title)
    _child(feed, "updated", head.updated)
    _link(feed, "alternate", head.home, "text/html")
    _link(feed, "self", head.atom_url, "application/atom+xml")
    for entry in withdrawn:
        feed.append(_deleted(entry, head))
    for entry in standing:
        feed.append(_entry(entry))
    ET.indent(feed, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def json_feed(head: FeedHead, standing: Sequence[FeedEntry]) -> str:
    """The JSON Feed; withdrawn items are dropped, and `_license` and `_syndicator` are extensions of ours."""
    feed: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": head.title}
    feed |= _filled({"home_page_url": head.home, "feed_url": head.json_url})
    feed["items"] = [_item(entry) for entry in standing]
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _entry(entry: FeedEntry) -> ET.Element:
    element = ET.Element(f"{{{_ATOM}}}entry")
    if entry.language:
        element.set(_LANG, entry.language)
    _child(element, "id", entry.id)
    _child(element, "title", entry.title)
    _child(element, "updated", entry.updated)
    if entry.published:
        _child(element, "published", entry.published)
    for name, url in entry.authors or ((entry.publisher or "unknown", ""),):  # §4.1.2: an entry has an author
        author = _child(element, "author")
        _child(author, "name", name)
        if url:
            _child(author, "uri", url)
    _link(element, "alternate", entry.original_url, "text/html")
    _link(element, "via", entry.original_url, "text/html")
    _link(element, "license", entry.licence_url)
    for tag in entry.tags:
        _child(element, "category").set("term", tag)
    if entry.rights:
        _child(element, "rights", entry.rights)
    element.append(_source(entry))
    _child(element, "content", entry.html).set("type", "html")
    return element


def _source(entry: FeedEntry) -> ET.Element:
    source = ET.Element(f"{{{_ATOM}}}source")
    _child(source, "id", entry.source_id)
    _child(source, "title", entry.publisher)
    _child(source, "updated", entry.updated)
    _link(source, "self", entry.feed_url)
    _link(source, "license", entry.licence_url)
    return source


def _deleted(entry: FeedEntry, head: FeedHead) -> ET.Element:
    """RFC 6721 §3: which entry, since when, by whom and why."""
    element = ET.Element(f"{{{_TOMB}}}deleted-entry", {"ref": entry.id, "when": entry.withdrawn})
    by = ET.SubElement(element, f"{{{_TOMB}}}by")
    _child(by, "name", head.title)
    if entry.why:
        ET.SubElement(element, f"{{{_TOMB}}}comment").text = entry.why
    _link(element, "alternate", entry.original_url, "text/html")
    element.append(_source(entry))
    return element


def _item(entry: FeedEntry) -> dict[str, Any]:
    item: dict[str, Any] = {"id": entry.id, "title": entry.title, "content_html": entry.html}
    item |= _filled({"external_url": entry.original_url, "language": entry.language, "date_published": entry.published})
    item["date_modified"] = entry.updated
    item["authors"] = [_filled({"name": name, "url": url}) for name, url in entry.authors or ((entry.publisher or "unknown", ""),)]
    if entry.tags:
        item["tags"] = list(entry.tags)
    if entry.licence_url or entry.rights:
        item["_license"] = _filled({"url": entry.licence_url, "rights": entry.rights})
    item["_syndicator"] = {"key": entry.key, "source": _filled({"title": entry.publisher, "feed_url": entry.feed_url})}
    return item


def _filled(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _child(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = text
    return child


def _link(parent: ET.Element, rel: str, href: str, kind: str = "") -> None:
    if href:
        _child(parent, "link").attrib.update(_filled({"rel": rel, "href": href, "type": kind}))
