"""A day of many sources under a clock of its own, with a restart every hour: what each publisher sees of us, and who waits too long.

    make day (python -m bench.day [--sources N] [--hours N] [--seed N])

Simulated are the publishers: some host a thousand feeds, some one; they give validators or none, say how long an answer stays
fresh, skip hours, are overloaded for a while, move, and go for good. Everything else is ours as it runs: the read step, the reader
of feeds with its law, the store on disk. Each publisher checks every request against all it ever said, and notes what it must not
see. Time passes as it would: a host answers after a while, 64 of them at once, and nothing is asked before it is due.
"""

import argparse
import heapq
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from bench.publishers import Publishers
from syndicator.core.places import Source
from syndicator.errors import Gone
from syndicator.feeds import HttpFeedReader, Transport
from syndicator.feeds.logins import Login
from syndicator.feeds.transport import Conditions, Fetched
from syndicator.pipeline.read import read
from syndicator.pipeline.world import World
from syndicator.ports import DueSource, In, Out, Page, Poll, Store, Validators
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner
from syndicator.stores import open_store

START = datetime(2026, 3, 10, tzinfo=UTC)
_WORKERS = 64
_TICK = timedelta(minutes=2)
_TOGETHER = 500


@dataclass(slots=True)
class Clock:
    """The moment a pass began, and how far into it whoever asks is."""

    begun: datetime = START
    into: float = 0.0

    def __call__(self) -> datetime:
        """Now, for whoever asks."""
        return self.begun + timedelta(seconds=self.into)


class Lanes:
    """An engine that only reckons: 64 walk the lanes side by side, each item takes its time, and results come one by one."""

    def __init__(self, clock: Clock, report: "Report", due: Mapping[str, datetime]) -> None:
        self._clock, self._report, self._due = clock, report, due
        self.took = 0.0

    def overlap(
        self, work: Callable[[In], Out], items: Iterable[In], lane: Callable[[In], str] | None = None
    ) -> Iterator[tuple[In, Out | Exception]]:
        """Every result, with the clock where its worker is."""
        lanes: dict[str, list[In]] = {}
        for number, item in enumerate(items):
            lanes.setdefault(lane(item) if lane else str(number), []).append(item)
        free = [0.0] * _WORKERS
        for together in sorted(lanes.values(), key=len, reverse=True):
            self._clock.into = heapq.heappop(free)
            for item in together:
                self._report.longest_overdue = max(self._report.longest_overdue, self._overdue(item))
                try:
                    yield item, work(item)
                except Exception as error:  # noqa: BLE001  # the port's promise: an exception is a result
                    yield item, error
            heapq.heappush(free, self._clock.into)
        self.took, self._clock.into = max(free), 0.0

    def _overdue(self, item: object) -> timedelta:
        """How long a source has been due, without the hours it skips."""
        now = self._clock()
        if not isinstance(item, DueSource) or item.source_id not in self._due or item.memory.hints.allowed(now) != now:
            return timedelta()
        return now - item.memory.hints.allowed(self._due[item.source_id] + _TICK) + _TICK


class Noting:
    """A store that notes when each source is due, and writes many polls at once; what is kept of articles is not measured here."""

    def __init__(self, store: Store, due: dict[str, datetime]) -> None:
        self._store, self._due = store, due
        self._polls: list[Poll] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def known_articles(self, source_id: str, identities: object) -> dict[str, str]:
        """None."""
        del source_id, identities
        return {}

    def record_polls(self, polls: Sequence[Poll], now: datetime) -> None:
        """Completed polls."""
        self._due.update({poll.source_id: poll.next_poll for poll in polls})
        self._polls += [replace(poll, admitted=()) for poll in polls]
        if len(self._polls) >= _TOGETHER:
            self.write(now)

    def record_failed_reading(self, source_id: str, why: str, next_poll: datetime | None, now: datetime, *, withheld: bool = False) -> None:
        """None at all."""
        if next_poll is not None:
            self._due[source_id] = next_poll
        self._store.record_failed_reading(source_id, why, next_poll, now, withheld=withheld)

    def write(self, now: datetime) -> None:
        """Write what waits: at the end of a pass."""
        self._store.record_polls(self._polls, now)
        self._polls = []


class Wire:
    """A transport to simulated publishers."""

    def __init__(self, publishers: Publishers, clock: Clock) -> None:
        self._publishers, self._clock = publishers, clock

    def get(self, url: str, headers: Mapping[str, str], conditions: Conditions, *, login: Login) -> Fetched:
        """The publisher's answer, redirects followed as the real one does."""
        del headers, login
        here, lasting = url, True
        while True:
            sent = conditions.headers if here == conditions.url else {}
            fetched = self._publishers.answer(here, sent, self._clock())
            self._clock.into += self._publishers.latency(here)
            there = fetched.headers.get("location", "")
            if not there:
                return Fetched(here, fetched.status, fetched.headers, fetched.body, here if lasting and here != url else "")
            lasting = lasting and fetched.status in (301, 308)
            here = there


class _NoPages:
    """Nobody asks for pages here."""

    def page(self, url: str) -> Page:
        """Not there."""
        raise Gone(url)

    def changed(self, url: str, known: Validators) -> Page | None:
        """Not there either."""
        del known
        raise Gone(url)


@dataclass(slots=True)
class Report:
    """What came of a day."""

    polls: int = 0
    conditional: int = 0
    restarts: int = 0
    offences: list[str] = field(default_factory=list)  # what a publisher must not have seen
    longest_overdue: timedelta = timedelta()  # between due and asked
    longest_unasked: timedelta = timedelta()  # between two requests for a feed that lives, or since its last
    never: int = 0  # sources that were never asked
    busiest_minute: int = 0  # requests in it, the first two hours left out


def simulate(sources: int, hours: int, seed: int, folder: Path) -> Report:
    """Run the read step for some hours over publishers made from this seed; the store lies in `folder`."""
    clock, report, due = Clock(), Report(), dict[str, datetime]()
    publishers = Publishers(random.Random(seed), sources, START)
    named = {name: Source(id=name, feed=url, publisher=name) for name, url in publishers.feeds.items()}
    for hour in range(hours):
        store = open_store(folder / "day.sqlite")
        try:
            noting = cast("Store", Noting(store, due))
            _an_hour(_world(noting, publishers, named, clock, report, due), clock, START + timedelta(hours=hour + 1))
        finally:
            store.close()
        report.restarts += hour > 0
    return _told(publishers, clock(), report)


def _world(
    store: Store, publishers: Publishers, sources: Mapping[str, Source], clock: Clock, report: Report, due: Mapping[str, datetime]
) -> World:
    return World(
        store=store,
        feeds=HttpFeedReader(cast("Transport", Wire(publishers, clock))),
        pages=_NoPages(),
        renderer=JinjaRenderer(),
        cleaner=HtmlCleaner(),
        engine=Lanes(clock, report, due),
        clients={},
        sources=sources,
        sites={},
        routes=(),
        clock=clock,
        note=lambda *_: None,
    )


def _an_hour(world: World, clock: Clock, until: datetime) -> None:
    while clock.begun < until:
        read(world)
        cast("Noting", world.store).write(clock())
        clock.begun += max(_TICK, timedelta(seconds=cast("Lanes", world.engine).took))


def _told(publishers: Publishers, now: datetime, report: Report) -> Report:
    report.polls, report.conditional, report.offences = publishers.requests, publishers.conditional, publishers.offences
    report.busiest_minute = max((n for minute, n in publishers.minutes.items() if minute >= 120), default=0)
    for feed in publishers.known.values():
        report.never += feed.asked is None
        if feed.asked is not None and not feed.refused:
            report.longest_unasked = max(report.longest_unasked, feed.longest, now - feed.asked)
    return report


def main() -> None:
    """Run it, and print what came of it; exit 1 where a publisher saw what it must not."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--hours", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    begun = time.monotonic()
    memory = Path("/dev/shm")  # noqa: S108  # what a disk costs is not measured here
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        report = simulate(asked.sources, asked.hours, asked.seed, Path(folder))
    print(f"{asked.sources} sources, {asked.hours} hours, {report.restarts} restarts, in {time.monotonic() - begun:.0f} s")
    print(f"requests: {report.polls}, conditional {report.conditional}; in the busiest minute {report.busiest_minute}")
    print(f"longest overdue: {report.longest_overdue}; longest unasked: {report.longest_unasked}; never asked: {report.never}")
    print(f"offences: {len(report.offences)}", *report.offences[:20], sep="\n")
    sys.exit(bool(report.offences or report.never))


if __name__ == "__main__":
    main()
