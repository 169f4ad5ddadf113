"""Reading a source politely: conditional requests, every wish of the other side, and never an empty feed out of a wrong page."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from syndicator.core.places import Source
from syndicator.errors import Rejected
from syndicator.feeds.asking import conditions, not_modified, remembered, require_feed
from syndicator.feeds.freshness import wait_until
from syndicator.feeds.heads import Head, head
from syndicator.feeds.logins import Login
from syndicator.feeds.parsing import Parsed, Parser, parse
from syndicator.feeds.transport import Fetched, Transport
from syndicator.ports import FetchMemory, Push, Reading

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)
_MAX_PROBLEMS = 20
_NO_LOGINS: Mapping[str, Login] = {}  # by the id of the source
_NOBODY = Login()


class HttpFeedReader:
    """A `FeedReader` over HTTP. One request a poll; validators are kept byte for byte and sent only where they came from."""

    def __init__(self, transport: Transport, parser: Parser | None = None, logins: Mapping[str, Login] = _NO_LOGINS) -> None:
        self._transport, self._logins = transport, logins
        self._parse = parser or parse

    def read(self, source: Source, memory: FetchMemory, now: datetime) -> Reading:
        """Fetch and parse; raises RetryLater, Rejected (not a feed, refused address) or Gone (410)."""
        url = memory.url or source.feed
        asked = conditions(memory, url)
        fetched = self._transport.get(url, {"Accept": _ACCEPT}, asked, login=self._logins.get(source.id, _NOBODY))
        wait = wait_until(fetched.headers, now)
        if fetched.status == 304:
            return Reading((), not_modified(fetched, memory, asked), unchanged=True, wait_until=wait)
        require_feed(fetched, now)
        new = remembered(fetched, memory, url)
        if new.body_sha256 == memory.body_sha256:
            return Reading((), new, unchanged=True, wait_until=wait)
        links = _links(fetched)
        found = self._parsed(fetched, source, now, "" if links.complete else memory.known)  # what it does not list counts, too
        memory = replace(new, hints=found.hints, hub=links.hub, topic=links.topic, known="" if links.complete else found.known)
        return replace(_reading(found, memory, wait, links.earlier), complete=links.complete and not found.problems)

    def archived(self, source: Source, url: str, now: datetime) -> Reading:
        """Fetch and parse an archived document; raises as `read` does."""
        fetched = self._transport.get(url, {"Accept": _ACCEPT}, login=self._logins.get(source.id, _NOBODY))
        require_feed(fetched, now)
        return _reading(self._parsed(fetched, source, now, ""), FetchMemory(), None, _links(fetched).earlier)

    def heard(self, source: Source, push: Push, now: datetime) -> Reading:
        """Read what a hub pushed, by the road of what is fetched; raises Rejected, or RetryLater where the parser could not."""
        found = self._parse(push.body, push.topic, push.content_type, source, now, "")
        return _reading(found, FetchMemory(body_sha256=hashlib.sha256(push.body).hexdigest()), None)

    def _parsed(self, fetched: Fetched, source: Source, now: datetime, known: str) -> Parsed:
        try:
            return self._parse(fetched.body, fetched.url, fetched.headers.get("content-type", ""), source, now, known)
        except Rejected as error:
            if fetched.headers.get("cf-mitigated"):
                raise Rejected(error.why, "the publisher's shield wants a browser; ask the publisher to let this reader in") from None
            raise


def read_bytes(body: bytes, url: str, content_type: str, source: Source, now: datetime) -> Reading:
    """Read a feed that is already here (a file) as if it had come from `url` ("" where it came from nowhere)."""
    found = parse(body, url, content_type, source, now)
    return _reading(found, FetchMemory(body_sha256=hashlib.sha256(body).hexdigest()), None)


def _links(fetched: Fetched) -> Head:
    return head(fetched.body, fetched.url, fetched.headers.get("content-type", ""), fetched.headers.get("link", ""))


def _reading(found: Parsed, memory: FetchMemory, wait: datetime | None, earlier: str = "") -> Reading:
    told = found.problems[:_MAX_PROBLEMS]
    if len(found.problems) > len(told):
        told += (f"and {len(found.problems) - len(told)} more",)
    return Reading(
        found.articles,
        memory,
        wait_until=wait,
        withdrawn=found.withdrawn,
        problems=told,
        digests=found.digests,
        beside=found.cut,
        earlier=earlier,
    )
