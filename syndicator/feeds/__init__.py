"""Fetching and reading the outside world: feeds, pages and lists of feeds, all of it hostile until proven otherwise.

A name is imported when it is first asked for: the processes that read documents need none of what fetches them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syndicator.feeds.discovering import NamedFeed, feeds_of
    from syndicator.feeds.domains import server
    from syndicator.feeds.extracting import open_extractor
    from syndicator.feeds.feedreader import HttpFeedReader, read_bytes
    from syndicator.feeds.hubs import HttpHub
    from syndicator.feeds.mentions import HttpMentions
    from syndicator.feeds.opml import OpmlFeed, read_opml, write_opml
    from syndicator.feeds.pages import HttpPageReader
    from syndicator.feeds.pictures import HttpPictures
    from syndicator.feeds.transport import Fetched, Manners, Transport
    from syndicator.feeds.workers import Workers

__all__ = [
    "Fetched",
    "HttpFeedReader",
    "HttpHub",
    "HttpMentions",
    "HttpPageReader",
    "HttpPictures",
    "Manners",
    "NamedFeed",
    "OpmlFeed",
    "Transport",
    "Workers",
    "feeds_of",
    "open_extractor",
    "read_bytes",
    "read_opml",
    "server",
    "write_opml",
]

_ROOMS = {
    "Fetched": "transport",
    "HttpFeedReader": "feedreader",
    "HttpHub": "hubs",
    "HttpMentions": "mentions",
    "HttpPageReader": "pages",
    "HttpPictures": "pictures",
    "Manners": "transport",
    "NamedFeed": "discovering",
    "OpmlFeed": "opml",
    "Transport": "transport",
    "Workers": "workers",
    "feeds_of": "discovering",
    "open_extractor": "extracting",
    "read_bytes": "feedreader",
    "read_opml": "opml",
    "server": "domains",
    "write_opml": "opml",
}


def __getattr__(name: str) -> object:
    """Import what is asked for."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
