"""Fetching and reading the outside world: feeds, pages and lists of feeds, all of it hostile until proven otherwise."""

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
