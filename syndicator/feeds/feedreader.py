"""Reading a source politely: conditional requests, every wish of the other side, and never an empty feed out of a wrong page."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from syndicator.core.places import Source
from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.feeds.addresses import shown
from syndicator.feeds.freshness import LONGEST, Hints, clamped, fresh_until, retry_after, validator, wait_until
from syndicator.feeds.parsing import Parsed, parse
from syndicator.feeds.transport import Fetched, Transport
from syndicator.ports import FetchMemory, Reading

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)
_DENIED = {
    401: "asks for a login; ask the publisher for a public feed",
    403: "refuses us; ask the publisher to let this reader in",
    451: "is withheld for legal reasons",
}
_DENIED_WAIT = timedelta(hours=6)
_OVERLOADED = (429, 503)
_MAX_PROBLEMS = 20


class HttpFeedReader:
    """A `FeedReader` over HTTP. One request a poll; validators are kept byte for byte and sent only where they came from."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def read(self, source: Source, memory: FetchMemory, now: datetime) -> Reading:
        """Fetch and parse; raises RetryLater, Rejected (not a feed, refused address) or Gone (410)."""
        url = memory.url or source.feed
        fetched = self._transport.get(url, _conditions(memory))
        if fetched.status == 304:
            return _not_modified(url, fetched, memory, now)
        _require_ok(fetched, now)
        new = _remembered(fetched, memory, url)
        if new.body_sha256 == memory.body_sha256:
            return Reading((), new, unchanged=True, wait_until=wait_until(fetched.headers, Hints(), now))
        found = _parsed(fetched, source, now)
        return _reading(found, new, wait_until(fetched.headers, found.hints, now))


def read_bytes(body: bytes, url: str, content_type: str, source: Source, now: datetime) -> Reading:
    """Read a feed that is already here (a file) as if it had come from `url` ("" where it came from nowhere)."""
    found = parse(body, url, content_type, source, now)
    return _reading(found, FetchMemory(body_sha256=hashlib.sha256(body).hexdigest()), None)


def _reading(found: Parsed, memory: FetchMemory, wait: datetime | None) -> Reading:
    told = found.problems[:_MAX_PROBLEMS]
    if len(found.problems) > len(told):
        told += (f"and {len(found.problems) - len(told)} more",)
    return Reading(found.articles, memory, wait_until=wait, withdrawn=found.withdrawn, problems=told)


def _parsed(fetched: Fetched, source: Source, now: datetime) -> Parsed:
    try:
        return parse(fetched.body, fetched.url, fetched.headers.get("content-type", ""), source, now)
    except Rejected as error:
        if fetched.headers.get("cf-mitigated"):
            raise Rejected(error.why, "the publisher's shield wants a browser; ask the publisher to let this reader in") from None
        raise


def _conditions(memory: FetchMemory) -> dict[str, str]:
    """Both validators, as they came (RFC 9110 §13.1): some servers only understand one of them."""
    said = {"Accept": _ACCEPT, "If-None-Match": memory.etag, "If-Modified-Since": memory.last_modified}
    return {name: value for name, value in said.items() if value}


def _not_modified(url: str, fetched: Fetched, memory: FetchMemory, now: datetime) -> Reading:
    """A 304 may carry newer validators (RFC 9110 §15.4.5); one nobody asked for is no answer."""
    if fetched.url != url or not (memory.etag or memory.last_modified):
        raise RetryLater(f"{shown(url)} answered “not modified” to a request without conditions")
    new = replace(
        memory,
        etag=validator(fetched.headers, "etag") or memory.etag,
        last_modified=validator(fetched.headers, "last-modified") or memory.last_modified,
        failures=0,
        moved_to="",
    )
    return Reading((), new, unchanged=True, wait_until=wait_until(fetched.headers, Hints(), now))


def _remembered(fetched: Fetched, memory: FetchMemory, url: str) -> FetchMemory:
    """The memory after a body: a permanent redirect seen twice becomes the address; validators belong to where they came from."""
    there = fetched.permanent_url
    moved = bool(there) and memory.moved_to == there
    kept = fetched.url == (there if moved else url)
    return FetchMemory(
        url=there if moved else memory.url,
        etag=validator(fetched.headers, "etag") if kept else "",
        last_modified=validator(fetched.headers, "last-modified") if kept else "",
        body_sha256=hashlib.sha256(fetched.body).hexdigest(),
        moved_to="" if moved else there,
    )


def _require_ok(fetched: Fetched, now: datetime) -> None:
    """Turn every other status into what to do next."""
    name, status = shown(fetched.url), fetched.status
    if status == 200:
        return
    if status == 410:
        raise Gone(f"{name} is gone for good (410); give the source its new address, or remove it")
    asked = fresh_until(fetched.headers, now)  # also an error may say how long it will stay one
    if status in _DENIED:
        raise RetryLater(f"{name} answered {status}: it {_DENIED[status]}", clamped(max(now + _DENIED_WAIT, asked or now), now))
    told = retry_after(fetched.headers, now) if status in _OVERLOADED or 300 <= status < 400 else None
    when = max((t for t in (asked, told) if t is not None), default=None)
    raise RetryLater(f"{name} answered with status {status}", min(when, now + LONGEST) if when else None)
