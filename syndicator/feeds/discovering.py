"""The feeds that a page names: nothing but what it says is asked for, and no address is guessed.

HTML §4.6.7 (https://html.spec.whatwg.org/multipage/links.html#rel-alternate): the first link with `rel=alternate` and the type of a
feed is the page's default feed.
"""

import json
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from syndicator.core.article import is_hyperlink, same_address
from syndicator.core.markup import elements, one_line
from syndicator.errors import Rejected
from syndicator.feeds.addresses import resolved
from syndicator.feeds.prologue import unwrapped
from syndicator.ports import Page

_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
_ROOT = re.compile(r"<(?:[\w.-]{1,30}:)?(rss|rdf|feed)[\s>/]", re.IGNORECASE)
_MOST = 20
_LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class NamedFeed:
    """A feed that a page names, with the title it gives it ("" where it gives none)."""

    url: str
    title: str = ""


def feeds_of(page: Page, asked: str) -> tuple[NamedFeed, ...]:
    """The feeds of a page in its order, each once; the page itself, as it was asked for, where it is a feed; empty where it names none."""
    if _is_feed(page.html):
        return (NamedFeed(asked),)
    base = next((urljoin(page.url, e.attributes["href"]) for e in elements(page.html, "base[href]")), page.url)
    found: dict[str, NamedFeed] = {}
    for link in elements(page.html, "link[rel][href]"):
        said = link.attributes
        if "alternate" not in said["rel"].lower().split() or said.get("type", "").partition(";")[0].strip().lower() not in _TYPES:
            continue
        address = resolved(said["href"], base)
        if is_hyperlink(address):
            found.setdefault(same_address(address), NamedFeed(address, one_line(said.get("title", ""))[:_LONGEST_TITLE]))
    return tuple(found.values())[:_MOST]


def _is_feed(text: str) -> bool:
    """Whether a text begins as a feed does; what is wrong further on, its first reading tells."""
    try:
        _, start = unwrapped(text)
    except Rejected:
        return False
    if start.startswith("{"):
        try:
            found = json.loads(start)
        except (ValueError, RecursionError):
            return False
        return isinstance(found, dict) and str(found.get("version", "")).startswith("https://jsonfeed.org/version/")
    return bool(_ROOT.match(start))
