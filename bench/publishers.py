"""Simulated publishers: feeds on hosts with manners and troubles of their own, which check every request against what they said."""

import json
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from syndicator.feeds.transport import Fetched

_SHOWN = 2  # entries a feed shows
_FLOOR = timedelta(hours=1)
_ROUNDING = timedelta(milliseconds=1)
_GAPS = (0.3, 1, 4, 12, 24, 72, 400, 400, 400)  # hours between two entries
_FRESH = (0, 0, 0, 300, 3600, 4 * 3600)  # seconds of max-age


@dataclass(slots=True)
class Feed:
    """One feed: how it is made, and what it has seen."""

    url: str
    gap: timedelta
    first: datetime
    validators: bool
    max_age: int
    ttl: int = 0
    skipped: frozenset[int] = frozenset()
    moves: bool = False
    gone_at: datetime | None = None
    unanswered: timedelta = timedelta()
    asked: datetime | None = None
    not_before: datetime | None = None
    etag: str = ""
    refused: bool = False
    longest: timedelta = timedelta()

    def number(self, now: datetime) -> int:
        """How many entries there are by now."""
        return max(1, int((now - self.first) / self.gap))

    def body(self, now: datetime) -> bytes:
        """The feed as it stands; RSS where it has something to say of its hours, else JSON Feed."""
        newest = self.number(now)
        entries = [(n, self.first + n * self.gap) for n in range(newest, max(0, newest - _SHOWN), -1)]
        if not (self.ttl or self.skipped):
            items = [{"id": f"{self.url}#{n}", "title": f"Part {n}", "date_published": at.isoformat()} for n, at in entries]
            return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items}).encode()
        hours = "".join(f"<hour>{hour}</hour>" for hour in sorted(self.skipped))
        parts = (
            f"<item><guid>{escape(self.url)}#{n}</guid><title>Part {n}</title><pubDate>{format_datetime(at)}</pubDate></item>"
            for n, at in entries
        )
        head = f"<ttl>{self.ttl}</ttl><skipHours>{hours}</skipHours>"
        return f'<rss version="2.0"><channel><title>News</title>{head}{"".join(parts)}</channel></rss>'.encode()


@dataclass(slots=True)
class Host:
    """One host: how long it takes to answer, and when it is overloaded."""

    latency: float
    overload: tuple[datetime, datetime] | None = None
    says_how_long: bool = False
    busy_until: datetime | None = None


@dataclass
class Publishers:
    """All of them, made from chance; `feeds` is what a reader is given: names and addresses."""

    chance: random.Random
    count: int
    begun: datetime
    feeds: dict[str, str] = field(default_factory=dict)
    offences: list[str] = field(default_factory=list)
    requests: int = 0
    conditional: int = 0
    minutes: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.hosts: dict[str, Host] = {}
        self.known: dict[str, Feed] = {}
        for number in range(self.count):
            host = self._host_of(number)
            self.hosts.setdefault(host, self._host())
            feed = self._feed(f"https://{host}/{number}")
            self.known[feed.url] = feed
            self.feeds[f"s{number}"] = feed.url

    def _host_of(self, number: int) -> str:
        """A tenth of all on one platform, a third on hosts of six, every other with a host of its own."""
        if number % 10 == 0:
            return "platform.example"
        return f"group{number // 18}.example" if number % 3 == 1 else f"own{number}.example"

    def _host(self) -> Host:
        overload = None
        if self.chance.random() < 0.05:
            at = self.begun + timedelta(hours=self.chance.uniform(0, 24))
            overload = (at, at + timedelta(hours=self.chance.uniform(0.2, 4)))
        return Host(self.chance.uniform(0.05, 0.4), overload, self.chance.random() < 0.7)

    def _feed(self, url: str) -> Feed:
        chance, gap = self.chance, timedelta(hours=self.chance.choice(_GAPS))
        feed = Feed(url, gap, self.begun - gap * chance.uniform(6, 7), chance.random() < 0.85, chance.choice(_FRESH))
        feed.moves = chance.random() < 0.02
        if chance.random() < 0.01:
            feed.gone_at = self.begun + timedelta(hours=chance.uniform(1, 20))
        if chance.random() < 0.03:
            feed.ttl = chance.choice((0, 60, 180, 720))
            feed.skipped = frozenset((chance.randrange(24) + n) % 24 for n in range(chance.randrange(8)))
        return feed

    def latency(self, url: str) -> float:
        """Seconds until this host has answered."""
        return self.hosts[urlsplit(url).netloc].latency

    def answer(self, url: str, sent: Mapping[str, str], now: datetime) -> Fetched:
        """What the host says at this moment; whatever it should not have been asked is noted."""
        self.requests += 1
        self.conditional += "If-None-Match" in sent
        self.minutes[int((now - self.begun).total_seconds() // 60)] += 1
        there = url.removesuffix("/new")
        feed, host = self.known[there], self.hosts[urlsplit(url).netloc]
        if host.busy_until is not None and now < host.busy_until - _ROUNDING:
            self._offended(feed, now, "asked while another answer was on its way")
        host.busy_until = now + timedelta(seconds=host.latency)
        if feed.moves and url == there:
            return Fetched(url, 301, {"location": f"{there}/new"})
        self._check(feed, sent, now)
        feed.longest = max(feed.longest, now - feed.asked) if feed.asked else feed.longest
        feed.asked = now
        return self._refusal(url, feed, host, now) or self._feed_of(url, feed, sent, now)

    def _check(self, feed: Feed, sent: Mapping[str, str], now: datetime) -> None:
        if feed.refused:
            self._offended(feed, now, "asked after 410")
        if feed.asked and now < feed.asked + _FLOOR:
            self._offended(feed, now, f"asked again after {now - feed.asked}")
        if feed.not_before and now < feed.not_before:
            self._offended(feed, now, f"asked {feed.not_before - now} before it said")
        if feed.asked and now.hour in feed.skipped and len(feed.skipped) < 24:
            self._offended(feed, now, "asked in an hour it skips")
        if sent.get("If-None-Match", "") != feed.etag:
            self._offended(feed, now, f"asked with {sent} after {feed.etag}")

    def _offended(self, feed: Feed, now: datetime, what: str) -> None:
        self.offences.append(f"{now:%d %H:%M:%S} {feed.url}: {what}")

    def _refusal(self, url: str, feed: Feed, host: Host, now: datetime) -> Fetched | None:
        if feed.gone_at and now >= feed.gone_at:
            feed.refused = True
            return Fetched(url, 410)
        if host.overload is None or not host.overload[0] <= now < host.overload[1]:
            return None
        if not host.says_how_long:
            return Fetched(url, 503)
        wait = timedelta(seconds=self.chance.randrange(60, 6 * 3600))
        feed.not_before = (now + wait).replace(microsecond=0)
        spelled = str(int(wait.total_seconds())) if self.chance.random() < 0.5 else format_datetime(feed.not_before, usegmt=True)
        return Fetched(url, 429, {"retry-after": spelled})

    def _feed_of(self, url: str, feed: Feed, sent: Mapping[str, str], now: datetime) -> Fetched:
        feed.not_before = now + timedelta(seconds=feed.max_age) if feed.max_age else None
        headers = {"cache-control": f"max-age={feed.max_age}"} if feed.max_age else {}
        if feed.validators:
            feed.etag = f'W/"{feed.number(now)}"'
            headers["etag"] = feed.etag
            if sent.get("If-None-Match") == feed.etag:
                return Fetched(url, 304, headers)
        return Fetched(url, 200, {**headers, "content-type": "application/xml"}, feed.body(now))
