"""What a host asks of robots before its pages are read (RFC 9309), fetched once a day for whoever wants to know.

Feeds a person has configured are not crawled pages.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlsplit

from protego import Protego

from syndicator.errors import Rejected, RetryLater
from syndicator.feeds.addresses import shown
from syndicator.feeds.freshness import retry_after, validator
from syndicator.feeds.transport import Conditions, Fetched, Transport

PRODUCT = "syndicator"
_KEPT_FOR = timedelta(hours=24)
_SOON = timedelta(minutes=15)  # a host in trouble is not asked before every page whether it is still
_MAX_BYTES = 512 * 1024  # RFC 9309 §2.5 asks for 500 KiB at least
_MAX_HOSTS = 1000
T = TypeVar("T")


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
        self._silent: dict[str, tuple[str, datetime]] = {}  # hosts that could not say, and until when that is believed
        self._next: dict[str, datetime] = {}  # hosts with a Crawl-delay, and when the next page may be asked for
        self._lock = threading.Lock()

    def require(self, url: str) -> None:
        """Return if the page may be read; raises Rejected where its host asks not to, RetryLater where the host cannot say."""
        parts = urlsplit(url)
        rules = self._rules(origin(url))
        if parts.path != "/robots.txt" and not rules.parsed.can_fetch(url, PRODUCT):
            raise Rejected(f"robots.txt asks not to read {shown(url)}", "ask the publisher, or read the text from the feed alone")

    def delay(self, url: str, patience: timedelta) -> timedelta:
        """How long to wait before this page is asked for: its host's Crawl-delay after the page before.

        A wait within `patience` is taken for agreed: the next page is that much later again.
        """
        host = origin(url)
        known = self._known.get(host)
        asked = float(known.parsed.crawl_delay(PRODUCT) or 0) if known else 0.0
        if not 0 < asked < _KEPT_FOR.total_seconds():
            return timedelta()
        with self._lock:
            now = self._now()
            turn = max(now, self._next.get(host, now))
            if turn - now <= patience:
                self._next[host] = turn + timedelta(seconds=asked)
            return turn - now

    def answer(self, url: str) -> Fetched:
        """The answer to the last request for the robots.txt of a page's host, a day old at most; raises RetryLater like `require`."""
        return self._rules(origin(url)).answer

    def _rules(self, host: str) -> _Rules:
        with self._lock:
            known, (why, until) = self._known.get(host), self._silent.get(host, ("", None))
        now = self._now()
        if known is not None and now < known.until:
            return known
        if until is not None and now < until:
            raise RetryLater(why, until)
        try:
            answer = self._fetched(host, known.answer if known else None)
        except RetryLater as error:
            self._keep(self._silent, host, (error.why, max(error.when or now, now + _SOON)))
            raise
        rules = _Rules(Protego.parse(text_of(answer)), answer, self._now() + _KEPT_FOR)
        self._keep(self._known, host, rules)
        return rules

    def _keep(self, shelf: dict[str, T], host: str, what: T) -> None:
        """Remember something of a host; the one known longest makes room."""
        with self._lock:
            if len(shelf) >= _MAX_HOSTS:
                shelf.pop(next(iter(shelf)))
            shelf[host] = what

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
