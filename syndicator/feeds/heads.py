"""What a feed's head links to: hub and topic (https://www.w3.org/TR/websub/#discovery), and the document before it (RFC 5005)."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from syndicator.core.article import is_hyperlink
from syndicator.errors import Rejected
from syndicator.feeds.addresses import resolved
from syndicator.feeds.decoding import decoded
from syndicator.feeds.outline import ATOM, outline
from syndicator.feeds.pages import link_header
from syndicator.feeds.prologue import unwrapped

_HEAD = 65536  # bytes; what a feed says of itself stands before its first entry
_FIRST_ENTRY = re.compile(r"<(?:[\w.-]{1,30}:)?(?:item|entry)[\s>/]")
_JSON_ITEMS = re.compile(r"\"items\"\s*:")
_LONGEST = 2000
_HISTORY = "http://purl.org/syndication/history/1.0"
_Link = tuple[str, str]  # relation in lower case, and where it leads
_COMPLETE: _Link = ("complete", "")  # no link: the word that this is everything


@dataclass(frozen=True, slots=True)
class Head:
    """The hub that pushes `topic` ("" where there is none), and the document with the entries before these ("" where there is none).

    `complete`: it says that it lists everything (RFC 5005 §2, `fh:complete`).
    """

    hub: str = ""
    topic: str = ""
    earlier: str = ""
    complete: bool = False


def head(body: bytes, url: str, content_type: str, link_lines: str = "") -> Head:
    """Read the links of a feed fetched from `url`; those of the answer's Link header come before those in the document.

    A feed names several hubs at times; the first one that is asked by TLS is taken, else the first. Nothing here raises.
    """
    header = [(rel, href) for rel, href in link_header(link_lines, url)] if link_lines else []
    found = _within(body, url, content_type)
    within = [link for link in found if _usable(link[1])]
    speaking = next((links for links in (_usables(header), within) if _first(links, "hub")), [])
    hub = next((h for r, h in speaking if r == "hub" and h.lower().startswith("https://")), _first(speaking, "hub"))
    topic = (_first(speaking, "self") or _first(_usables(header), "self") or _first(within, "self") or url) if hub else ""
    earlier = _first([*_usables(header), *within], "prev-archive")
    return Head(hub, topic, earlier if earlier != url else "", _COMPLETE in found)


def _within(body: bytes, url: str, content_type: str) -> list[_Link]:
    try:
        _, text = unwrapped(decoded(body[:_HEAD], content_type))
        return list(_of_json(text, url) if text.startswith("{") else _of_xml(text, url))
    except (Rejected, RecursionError):
        return []  # whatever is wrong with it, the reading of its entries tells


def _of_xml(text: str, url: str) -> Iterator[_Link]:
    first = _FIRST_ENTRY.search(text)
    found = outline((text[: first.start()] if first else text).encode("utf-8", "replace"), url)  # it ends before its end: that is no matter
    for link in found.feed.all("link", ATOM) if found.feed else ():
        href = resolved(link.attributes.get("href", ""), link.base)
        yield from ((rel, href) for rel in link.attributes.get("rel", "alternate").lower().split())
    if found.feed and found.feed.first("complete", _HISTORY):
        yield _COMPLETE


def _of_json(text: str, url: str) -> Iterator[_Link]:
    """`hubs`, `feed_url` and `next_url` of a JSON Feed 1.1, which stand before its items, or behind them where all of it was read."""
    found = _object(text)
    hubs = found.get("hubs")
    for hub in hubs if isinstance(hubs, list) else ():
        if isinstance(hub, dict) and str(hub.get("type", "")).lower() == "websub" and isinstance(hub.get("url"), str):
            yield "hub", resolved(hub["url"], url)
    for key, rel in (("feed_url", "self"), ("next_url", "prev-archive")):
        if isinstance(found.get(key), str):
            yield rel, resolved(found[key], url)


def _object(text: str) -> dict[str, Any]:
    items = _JSON_ITEMS.search(text)
    for candidate in (text, text[: items.start()].rstrip().rstrip(",") + "}" if items else ""):
        try:
            found = json.loads(candidate)
        except ValueError:
            continue
        return found if isinstance(found, dict) else {}
    return {}


def _usable(href: str) -> bool:
    return is_hyperlink(href) and len(href) <= _LONGEST


def _usables(links: list[_Link]) -> list[_Link]:
    return [link for link in links if _usable(link[1])]


def _first(links: list[_Link], relation: str) -> str:
    return next((href for rel, href in links if rel == relation), "")
