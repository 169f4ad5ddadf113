"""Lists of feeds as OPML 2.0 (opml.org/spec2.opml), in and out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from syndicator.core.article import is_hyperlink
from syndicator.errors import InputError, Rejected
from syndicator.feeds.decoding import decoded
from syndicator.feeds.outline import Element, outline
from syndicator.feeds.prologue import unwrapped


@dataclass(frozen=True, slots=True)
class OpmlFeed:
    """A feed in a list: the title a person gave it, the feed's address, and that of its site."""

    title: str
    xml_url: str
    html_url: str = ""


def read_opml(data: bytes) -> list[OpmlFeed]:
    """The feeds of a list, folders opened, each address once; raises InputError where the file is no OPML or is hostile."""
    try:
        doctype, text = unwrapped(decoded(data, ""))
        found = outline(text.encode("utf-8", "replace"), "")
    except Rejected as error:
        raise InputError(f"the OPML file cannot be read: {error.why}") from None
    if doctype:
        raise InputError("the OPML file declares a document type, which no list of feeds needs; nothing of it was read")
    if found.error or found.root is None or found.root.name.lower() != "opml":
        raise InputError(f"the file is not OPML ({found.error or 'its first element is another'})")
    feeds: dict[str, OpmlFeed] = {}
    for body in found.root.all("body"):
        for feed in _feeds(body):
            feeds.setdefault(feed.xml_url, feed)
    return list(feeds.values())


def write_opml(feeds: Iterable[OpmlFeed], title: str = "Feeds") -> str:
    """The list as an OPML document."""
    lines = [
        f'    <outline type="rss" text="{escape(f.title)}" title="{escape(f.title)}" xmlUrl="{escape(f.xml_url)}"'
        + (f' htmlUrl="{escape(f.html_url)}"/>' if f.html_url else "/>")
        for f in feeds
    ]
    head = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', f"  <head><title>{escape(title)}</title></head>", "  <body>"]
    return "\n".join([*head, *lines, "  </body>", "</opml>", ""])


def _feeds(element: Element) -> Iterator[OpmlFeed]:
    """The feeds below an element; an outline whose address is no http(s) one is a folder or a note."""
    for child in element.all("outline"):
        said = {name.lower(): value.strip() for name, value in child.attributes.items()}
        if is_hyperlink(said.get("xmlurl", "")):
            yield OpmlFeed(said.get("title") or said.get("text") or said["xmlurl"], said["xmlurl"], said.get("htmlurl", ""))
        yield from _feeds(child)
