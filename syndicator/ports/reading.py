"""Ports of reading: feeds and public pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from syndicator.core.article import Article
from syndicator.core.places import Source
from syndicator.core.polling import Hints, Rhythm
from syndicator.ports.subscribing import Push
from syndicator.ports.terms import Validators


@dataclass(frozen=True, slots=True)
class FetchMemory:
    """What must be remembered of a source between polls; validators byte for byte, with the address they belong to."""

    url: str = ""  # where the feed is fetched now (after a permanent redirect), "" = as configured
    etag: str = ""
    last_modified: str = ""
    body_sha256: str = ""
    failures: int = 0
    known: str = ""  # what was read of the body, so that the next one need not be read whole; only its reader understands it
    moved_to: str = ""  # a permanent redirect seen once; believed on the second sighting
    validated: str = ""  # where the validators came from, where a redirect led there; "" = from the address that was asked
    hints: Hints = field(default_factory=Hints)
    rhythm: Rhythm = field(default_factory=Rhythm)
    hub: str = ""  # the WebSub hub the feed names, which pushes `topic`
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One poll of a source.

    `articles` is what the feed holds now (empty when `unchanged`) but for those `beside` them, so many, that are as they were when they
    were read; `withdrawn` maps article identities to the signal.
    `memory` is to be stored with the articles, in one transaction. `wait_until` is the earliest polite next poll.
    """

    articles: tuple[Article, ...]
    memory: FetchMemory
    unchanged: bool = False
    wait_until: datetime | None = None
    withdrawn: Mapping[str, str] = field(default_factory=dict)  # article identity → signal
    problems: tuple[str, ...] = ()  # entries that were left out, one line each
    beside: int = 0
    earlier: str = ""  # where the entries before these are (RFC 5005 prev-archive, JSON Feed next_url)
    complete: bool = False  # the feed says that it lists everything, and all of it was read (RFC 5005 §2)
    digests: Mapping[str, str] = field(default_factory=dict)  # article identity → its digest, where the reader knows it already

    def digest(self, article: Article) -> str:
        """The digest of one of the articles."""
        return self.digests.get(article.identity) or article.digest


class FeedReader(Protocol):
    """Reads one source politely; raises RetryLater, Rejected (not a feed, refused address) or Gone (410)."""

    def read(self, source: Source, memory: FetchMemory, now: datetime) -> Reading: ...

    def archived(self, source: Source, url: str, now: datetime) -> Reading:
        """Read an archived document of a feed (RFC 5005 §4); nothing is to be remembered. Raises as `read` does."""

    def heard(self, source: Source, push: Push, now: datetime) -> Reading:
        """Read what a hub pushed as if it had been fetched; nothing is asked, and nothing is to be remembered."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a reader would get it: final address, HTML, and the HTTP Link header's (rel, href) pairs.

    `signals` are the response's header lines that speak of rights or robots, as (lower-case name, value), each line of
    a name that is repeated. `validators` belong to the address that was asked for, empty where a redirect led elsewhere.
    """

    url: str
    html: str
    links: tuple[tuple[str, str], ...] = ()
    content_type: str = "text/html"
    signals: tuple[tuple[str, str], ...] = ()
    validators: Validators = field(default_factory=Validators)


class PageReader(Protocol):
    """Fetches one public page without credentials; raises RetryLater, Rejected or Gone."""

    def page(self, url: str) -> Page: ...


class PageWatcher(PageReader, Protocol):
    """A page reader that can ask whether a page is still what it was."""

    def changed(self, url: str, known: Validators) -> Page | None:
        """The page, or None where its server says that it has not changed since; raises like `page`."""
