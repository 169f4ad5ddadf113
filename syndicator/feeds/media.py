"""Media RSS: rights in an entry's pictures, sounds and films, each tied to the item it is about; none speaks for the text.

A media item's own licence overrides the entry's (RFC 4946 §2.4): whatever is said of it says that the article's terms do not
simply cover it. So every such statement is a limit on images, never a licence.
"""

from collections.abc import Iterator

from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.feeds.outline import MEDIA, Element

_STATEMENTS = ("license", "copyright", "credit", "rights", "restriction")
_MOST = 50
_MAX_WORDS = 300


def media_rights(entry: Element) -> tuple[Evidence, ...]:
    """A limit on images for each statement about a media item, with the item's address in its place."""
    found = (_evidence(said, of) for of, said in _statements(entry, "every media item", 0))
    return tuple(dict.fromkeys(e for e in found if e is not None))[:_MOST]


def _statements(element: Element, of: str, depth: int) -> Iterator[tuple[str, Element]]:
    """(what it is about, the statement), from `media:content` and `media:group`, and from the entry for all its media."""
    for child in element.children:
        if child.namespace not in MEDIA:
            continue
        if child.name in _STATEMENTS:
            yield of, child
        elif child.name in ("content", "group") and depth < 3:
            address = child.attributes.get("url", "").strip()
            name = f"media:content {address}".strip() if child.name == "content" else "the media group"
            yield from _statements(child, name, depth + 1)


def _evidence(said: Element, of: str) -> Evidence | None:
    told = said.attributes
    words = [said.text.strip(), told.get("href", ""), told.get("url", "")]
    words += [f"{key}={told[key]}" for key in ("status", "role", "relationship", "type") if key in told]
    raw = " ".join(" ".join(words).split())[:_MAX_WORDS]
    quote = Quote(raw, f"feed entry, media:{said.name} of {of}")
    return Evidence(Topic.LIMIT, "images", quote, f"feeds.media-{said.name}", Channel.ENTRY, Level.ARTICLE) if raw else None
