"""What a host asks of robots before its pages are read (RFC 9309); feeds a person has configured are not crawled pages."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from syndicator.errors import Rejected, RetryLater
from syndicator.feeds.addresses import shown
from syndicator.feeds.transport import Transport

PRODUCT = "syndicator"
_KEPT_FOR = timedelta(hours=24)
_MAX_BYTES = 512 * 1024  # RFC 9309 §2.5 asks for 500 KiB at least
_MAX_HOSTS = 1000


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of one host, and until when they are believed."""

    parsed: Protego
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
        rules = self._rules(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")
        if parts.path != "/robots.txt" and not rules.parsed.can_fetch(url, PRODUCT):
            raise Rejected(f"robots.txt asks not to read {shown(url)}", "ask the publisher, or read the text from the feed alone")

    def _rules(self, host: str) -> _Rules:
        with self._lock:
            known = self._known.get(host)
        if known is not None and self._now() < known.until:
            return known
        rules = _Rules(Protego.parse(self._fetched(host)), self._now() + _KEPT_FOR)
        with self._lock:
            if len(self._known) >= _MAX_HOSTS:
                self._known.pop(next(iter(self._known)))
            self._known[host] = rules
        return rules

    def _fetched(self, host: str) -> str:
        """The text; none where the host has none (4xx). A host in trouble allows nothing for now (RFC 9309 §2.3.1.4)."""
        fetched = self._transport.get(f"{host}/robots.txt")
        if fetched.status == 429 or fetched.status >= 500:
            raise RetryLater(f"{shown(host)} cannot say now which pages may be read (robots.txt: status {fetched.status})")
        return fetched.body[:_MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
