"""Delivering, against its two floors: a bare `requests.Session.post` loop to the same server, and the disk's own fdatasync.

    python -m bench.deliver [--posts N]

Articles are read and judged beforehand. Measured is, for each: the draft (rendered and proven), the durable intent, the signed POST to a
site that answers 202 and keeps nothing, and the durable receipt; by the step that the daemon runs, over its store of SQLite on
disk. The floors are taken in the same run with the same bodies. Two ratios are told: CPU of this process per post (the server
runs in another), and wall time against the slower of the two floors.
"""

import argparse
import base64
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

import requests

from syndicator.core.article import Article, Person
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.places import FirstPoll, Route, Site, Source
from syndicator.core.provenance import Provenance
from syndicator.core.rules.case import Case
from syndicator.core.terms import combine
from syndicator.core.verdict import Form
from syndicator.engines.embedded import Threads
from syndicator.errors import Gone
from syndicator.pipeline import deliver, judge, read
from syndicator.pipeline.draft import draft
from syndicator.pipeline.world import World
from syndicator.ports import FetchMemory, Page, Reading, SiteTools, Validators
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner
from syndicator.sites import webhook
from syndicator.stores import open_store

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SOURCE = Source(id="press", feed="https://press.example/feed", publisher="Press", first_poll=FirstPoll.ALL, burst=1_000_000)
EVIDENCE = (Evidence(Topic.LICENCE, "CC-BY-4.0", Quote(LICENCE, "the entry's licence"), "entry", Channel.ENTRY, Level.ARTICLE, LICENCE),)
SECRET = f"whsec_{base64.b64encode(bytes(32)).decode()}"


def article(number: int) -> Article:
    """An article of some 2,000 characters under CC BY 4.0."""
    words = f"<p>The river stood at {number} centimetres, the harbour office says. {'Nobody was hurt in the night. ' * 8}</p>"
    return Article(
        source_id=SOURCE.id, id=f"tag:press.example,2026:{number}", url=f"https://press.example/reports/{number}", title=f"Report {number}",
        html=words * 8, authors=(Person("Ada Lind"),), published=NOW, language="en", evidence=EVIDENCE,
    )  # fmt: skip


class Null(BaseHTTPRequestHandler):
    """Takes everything and keeps nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        """Accept."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response_only(202)
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def null_site() -> Iterator[str]:
    """Its address; the server is another process, so that its work is not counted as ours."""
    server = subprocess.Popen([sys.executable, "-m", "bench.deliver", "--serve"], stdout=subprocess.PIPE, text=True)
    try:
        yield cast("str", cast("object", server.stdout and server.stdout.readline().strip()))
    finally:
        server.terminate()
        server.wait()


class _Feeds:
    def __init__(self, count: int) -> None:
        self.articles = tuple(article(number) for number in range(count))

    def read(self, source: Source, memory: FetchMemory, now: datetime) -> Reading:  # noqa: ARG002  # the FeedReader protocol
        """All of them at once."""
        return Reading(self.articles, memory)


class _Pages:
    def page(self, url: str) -> Page:
        """The publisher has no pages, and no files about rights."""
        raise Gone(f"{url}: 404")

    def changed(self, url: str, known: Validators) -> Page | None:  # noqa: ARG002  # the PageWatcher protocol
        """None either."""
        return self.page(url)


@dataclass
class Measured:
    """Seconds of wall time and of this process's CPU for each of so many."""

    wall: float
    cpu: float


def measured(count: int, deed: Callable[[], object]) -> Measured:
    """What one of them takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    deed()
    return Measured((time.perf_counter() - wall) / count, (time.process_time() - cpu) / count)


def synced(folder: Path, count: int) -> Measured:
    """A page written and on the disk, as often as there are posts: the floor of one durable step."""
    file = os.open(folder / "floor", os.O_RDWR | os.O_CREAT, 0o600)

    def write() -> None:
        for _ in range(count):
            os.pwrite(file, bytes(4096), 0)
            os.fdatasync(file)

    try:
        return measured(count, write)
    finally:
        os.close(file)


def posted(address: str, bodies: list[bytes]) -> Measured:
    """The bare loop, over a session of its own."""
    with requests.Session() as session:

        def post() -> None:
            for body in bodies:
                session.post(address, data=body, headers={"Content-Type": "application/json"}, timeout=30).raise_for_status()

        return measured(len(bodies), post)


def delivered(folder: Path, address: str, count: int) -> tuple[Measured, list[bytes]]:
    """Every post, from the draft to the receipt; and the bodies that were sent."""
    site = Site(id="null", kind="webhook", url=address)
    renderer, cleaner = JinjaRenderer(None), HtmlCleaner()
    tools = SiteTools(renderer, _Pages(), "syndicator-bench/1", lambda: NOW, ("127.0.0.1",))
    client = webhook.open_site(site, {}, SECRET, tools)
    feeds = _Feeds(count)
    store = open_store(folder / "store.sqlite")
    world = World(
        store=store, feeds=feeds, pages=_Pages(), renderer=renderer, cleaner=cleaner, engine=Threads(1), clients={site.id: client},  # type: ignore[arg-type]  # only what is asked here
        sources={SOURCE.id: SOURCE}, sites={site.id: site}, routes=(Route(id="r", sources=(SOURCE.id,), sites=(site.id,)),),
        batch=count, clock=lambda: NOW, note=lambda *_: None, lease=timedelta(minutes=10),
    )  # fmt: skip
    store.keep_sources([SOURCE], NOW)
    read(world)
    judge(world)
    holder = Provenance(True, SOURCE.publisher, "https://press.example/", "nothing names another", ())

    def work() -> None:
        for one in feeds.articles:
            draft(
                Case(article=one, source=SOURCE, site=site, terms=combine(EVIDENCE), holder=holder, now=NOW), Form.FULL, renderer, cleaner
            )
        deliver(world)

    found = measured(count, work)
    posts = store.posts()
    assert count == sum(row.stored.receipt is not None for row in posts), f"{len(posts)} posts"
    store.close()
    return found, [row.stored.post.html.encode() * 3 for row in posts]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--posts", type=int, default=500)
    parser.add_argument("--serve", action="store_true", help="be the site that keeps nothing")
    given = parser.parse_args()
    if given.serve:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Null)
        print(f"http://127.0.0.1:{server.server_port}/hook", flush=True)
        server.serve_forever()
    with tempfile.TemporaryDirectory(prefix="deliver-", dir=Path.cwd()) as name, null_site() as address:
        ours, bodies = delivered(Path(name), address, given.posts)
        bare, disk = posted(address, bodies), synced(Path(name), given.posts)
    floor = max(bare.wall, disk.wall)
    for label, one in (("delivered", ours), ("bare POST", bare), ("fdatasync", disk)):
        print(f"{label:<12}{1 / one.wall:>10,.0f} a second {one.cpu * 1000:>10.3f} ms CPU each")
    print(f"CPU         {ours.cpu / bare.cpu:>10.2f} × the bare loop")
    print(f"wall        {floor / ours.wall:>10.2f} of the slower floor")


if __name__ == "__main__":
    main()
