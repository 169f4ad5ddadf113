"""Our side of `bench.poll`: one polling pass over a list of feeds, whole as in the daemon, in a process of its own.

    python -m bench.polling URLS DATA [--workers N] [--sentry] [--ca FILE]

The list and the data directory are as for any rival's runner; the pass is the daemon's read step with store, schedule and a log
line for everything. Printed is one line of JSON: CPU seconds of this process and of those it started, without the start of the
interpreter (as the rivals' runners count), wall seconds, and where asked the memory of all processes.
"""

import argparse
import json
import os
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from bench.farm import OWN
from syndicator import observing
from syndicator.core.places import Source
from syndicator.pipeline.read import read
from syndicator.rendering.cleaning import HtmlCleaner
from syndicator.settings import FetchSettings, LogSettings, SentrySettings, Settings
from syndicator.wiring import Application, observe, running, utc_now

_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Poll once, and print what it cost."""
    parser = argparse.ArgumentParser(description="One polling pass of syndicator over a list of feeds.")
    parser.add_argument("urls", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--workers", type=int, default=64)
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--sentry", action="store_true")
    parser.add_argument(
        "--warm", nargs="*", default=(), help="feeds read beforehand, so that the processes that parse run, as a daemon's do"
    )
    parser.add_argument("--memory", action="store_true", help="watch the memory of all processes")
    parser.add_argument("--clean", action="store_true", help="sanitise each article that was kept, too")
    told = parser.parse_args()
    _resolve_farm()
    settings = _settings(told.urls.read_text().split(), told.data, told.workers, sentry=told.sentry)
    observe(settings)
    with running(settings) as app:
        if told.warm:
            _warm(app, told.warm)
        for _ in range(told.passes):
            print(json.dumps(_measured(app, clean=told.clean, memory=told.memory)), flush=True)


def _measured(app: Application, *, clean: bool, memory: bool) -> dict[str, object]:
    due = max((row.next_poll for row in app.overview.sources() if row.next_poll), default=utc_now())
    later = max(due - utc_now(), timedelta()) + timedelta(seconds=1)  # whatever the schedule says, every source is due
    world = replace(app.world, clock=lambda: utc_now() + later)
    watch = _Watch()
    if memory:
        watch.start()
    cpu, wall = _cpu(), time.monotonic()
    with observing.step("read") as line:
        tally = read(world)
        line.note(count=tally.done, **tally.counts)
    spent, took = _cpu() - cpu, time.monotonic() - wall
    if clean:
        start = time.process_time()
        _clean(app)
        spent += time.process_time() - start
    facts = {"in_cpu": round(spent, 3), "in_wall": round(took, 3), "counts": tally.counts, "problems": tally.problems[:3]}
    watch.over.set()
    return {**facts, "memory_mb": watch.most // 1024}


def _warm(app: Application, urls: Sequence[str]) -> None:
    """Read some feeds nobody read before, then stand as if nothing had been."""
    strangers = [Source(id=f"warm{os.getpid()}-{n}", feed=url, publisher="Warm", terms=("none",)) for n, url in enumerate(urls)]
    read(replace(app.world, sources={s.id: s for s in strangers}))
    app.store.keep_sources(list(app.world.sources.values()), utc_now())


def _clean(app: Application) -> None:
    """What is kept is sanitised once, when a draft is made of it; here for all, as rivals do it while they read."""
    cleaner = HtmlCleaner()
    for row in app.overview.sources():
        for article in app.store.newest_articles(row.id, 100):
            cleaner.clean(article.html, article.url)


def _settings(urls: list[str], data: Path, workers: int, *, sentry: bool) -> Settings:
    data.mkdir(parents=True, exist_ok=True)
    fetch = FetchSettings(contact="https://bench.example/about", workers=workers, allow_private=("127.0.0.0/8",))
    sources = tuple(Source(id=f"s{n:05}", feed=url, publisher=f"Paper {n}", terms=("none",)) for n, url in enumerate(urls))
    dsn = SecretStr("http://key@127.0.0.1:9/1") if sentry else None
    return Settings(data=data, fetch=fetch, log=LogSettings(format="json"), sentry=SentrySettings(dsn=dsn), sources=sources)


def _cpu() -> float:
    """CPU seconds of this process, of its children that live, and of those that ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system + sum(_child_cpu(pid) for pid in _children())


def _child_cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


class _Watch(threading.Thread):
    """Looks at the memory of all processes twice a second (proportional set size: shared pages counted once), and keeps the most."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.5):
            self.most = max(self.most, sum(map(_held, ("self", *_children()))))


def _held(process: object) -> int:
    """KiB."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:  # it ended meanwhile
        return 0
    return int(told.partition("Pss:")[2].split()[0])


def _children() -> list[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    return [int(pid) for file in tasks for pid in file.read_text().split()]


def _resolve_farm() -> None:
    """Every name under the farm's suffix is this machine: the farm over TLS gives each feed a domain of its own."""
    real = socket.getaddrinfo

    def resolve(host: object, *more: object, **named: object) -> object:
        return real("127.0.0.1" if str(host).endswith(f".{OWN}") else host, *more, **named)  # type: ignore[arg-type]

    socket.getaddrinfo = resolve  # type: ignore[assignment]


if __name__ == "__main__":
    main()
