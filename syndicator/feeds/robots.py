"""What a host asks of robots before its pages are read (RFC 9309), fetched once a day for whoever wants to know.

Feeds a person has configured are not crawled pages.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from syndicator.errors import Rejected, RetryLater
from syndicator.feeds.addresses import shown
from syndicator.feeds.freshness import retry_after, validator
from syndicator.feeds.transport import Conditions, Fetched, Transport

PRODUCT = "syndicator"
_KEPT_FOR = timedelta(hours=24)
_MAX_BYTES = 512 * 1024  # RFC 9309 §2.5 asks for 500 KiB at least
_MAX_HOSTS = 1000


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of one host, the answer they came in (its text is kept when they are asked for again), and until when they are believed."""

    parsed: Protego
    answer: Fetched
    until: datetime


class Robots:
    """Remembers the rules of hosts for a day, in memory; may be used by many threads."""

    def __init__(self, transport: Transport, now: Callable[[], datetime]) -> None:
        self._transport, self._now = transport, now
        self._known: dict[str, _Rules] = {}
        self._lock = threading.Lock()

    def require(self, url: str) -> None:
        """Return if the page may be read; raises Rejected where its host asks not to, RetryLater where the host cannot say."""
        parts = urlsplit(url)
        rules = self._rules(origin(url))
        if parts.path != "/robots.txt" and not rules.parsed.can_fetch(url, PRODUCT):
            raise Rejected(f"robots.txt asks not to read {shown(url)}", "ask the publisher, or read the text from the feed alone")

    def answer(self, url: str) -> Fetched:
        """The answer to the last request for the robots.txt of a page's host, a day old at most; raises RetryLater like `require`."""
        return self._rules(origin(url)).answer

    def _rules(self, host: str) -> _Rules:
        with self._lock:
            known = self._known.get(host)
        if known is not None and self._now() < known.until:
            return known
        answer = self._fetched(host, known.answer if known else None)
        rules = _Rules(Protego.parse(text_of(answer)), answer, self._now() + _KEPT_FOR)
        with self._lock:
            if len(self._known) >= _MAX_HOSTS:
                self._known.pop(next(iter(self._known)))
            self._known[host] = rules
        return rules

    def _fetched(self, host: str, known: Fetched | None) -> Fetched:
        """The answer, which has no text where the host has none (4xx). A host in trouble allows nothing for now (RFC 9309 §2.3.1.4)."""
        address = f"{host}/robots.txt"
        fetched = self._transport.get(address, conditions=_conditions(known))
        if known is not None and fetched.status == 304:
            return known
        if fetched.status == 429 or not (200 <= fetched.status < 300 or 400 <= fetched.status < 500):
            why = f"{shown(host)} cannot say now which pages may be read (robots.txt: status {fetched.status})"
            raise RetryLater(why, retry_after(fetched.headers, self._now()))
        return replace(fetched, body=fetched.body[:_MAX_BYTES])


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def text_of(answer: Fetched) -> str:
    """The text of a robots.txt."""
    return answer.body.decode("utf-8", "replace").removeprefix("\ufeff")


def _conditions(known: Fetched | None) -> Conditions:
    """What makes an unchanged file unnecessary to send again (RFC 9110 §13.1), for the address that gave it."""
    if known is None:
        return Conditions()
    held = {"If-None-Match": validator(known.headers, "etag"), "If-Modified-Since": validator(known.headers, "last-modified")}
    return Conditions(known.url, {name: value for name, value in held.items() if value})
