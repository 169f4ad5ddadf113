"""Delivering, against its two floors: a bare `requests.Session.post` loop to the same server, and the disk's own fdatasync.

    python -m bench.deliver [--posts N] [--rounds N] [--blind] [--markdown]

Articles are read and judged beforehand. Measured is, for each:

    rendering    the credit by its templates, in HTML and plain text
    drafting     the whole draft: the text cleaned, the credit rendered, every duty proven on it
    delivering   the durable intent, the signed POST to a site that answers 202 and keeps nothing, the durable receipt

by the functions that the daemon runs, pass after pass, in a process settled as the daemon's, over its store of SQLite on disk. The
lines of the log are not measured. The site is a webhook whose receiver says that it keeps ids, and holds connections for five
seconds, as Apache and Node do; it is given HTML and plain text (with `--markdown` that too: its conversion is most of such a draft).
With `--blind` the receiver does not say so: it cannot be asked, so one post is under way at a time, over a connection of its own.

Each round takes both floors between the draft and the delivery of the same posts, so that a machine that slows down slows all.
Ratios are medians over the rounds, with their spread: CPU of this process per post (the server runs in another) against the bare
loop, and rate against that of the slower floor.
"""

import argparse
import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import cast

import requests

from syndicator.core.article import Article, Person
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.places import FirstPoll, Route, Site, Source
from syndicator.core.provenance import Provenance
from syndicator.core.rules.case import Case
from syndicator.core.terms import combine
from syndicator.core.verdict import Form
from syndicator.daemon import settle
from syndicator.engines.embedded import Threads
from syndicator.errors import Gone
from syndicator.pipeline import deliver, judge, read
from syndicator.pipeline.draft import USUAL, Drafted, draft
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
        self.send_header("Keep-Alive", "timeout=5")
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


@dataclass
class Round:
    """What was measured one after the other."""

    rendering: Measured
    drafting: Measured
    bare: Measured
    disk: Measured
    delivering: Measured

    def cpu(self, before: Measured | None) -> float:
        """Our CPU as a multiple of the bare loop's; `before` is what is counted besides delivering."""
        return (self.delivering.cpu + (before.cpu if before else 0)) / self.bare.cpu

    def rate(self, before: Measured | None) -> float:
        """Our rate as a part of that of the slower floor."""
        return max(self.bare.wall, self.disk.wall) / (self.delivering.wall + (before.wall if before else 0))


def one_round(folder: Path, address: str, count: int, *, blind: bool, markdown: bool = False) -> Round:
    """Every post, from the draft to the receipt, after the floors with bodies of the same content."""
    site = Site(id="null", kind="webhook", url=address)
    renderer, cleaner = JinjaRenderer(None), HtmlCleaner()
    tools = SiteTools(renderer, _Pages(), "syndicator-bench/1", lambda: NOW, ("127.0.0.1",))
    client = webhook.open_site(site, {"keeps_ids": not blind}, SECRET, tools)
    flavours = client.flavours if markdown else USUAL
    client.flavours = flavours  # type: ignore[assignment]  # what a site of another kind would take
    feeds = _Feeds(count)
    store = open_store(folder / "store.sqlite")
    world = World(
        store=store, feeds=feeds, pages=_Pages(), renderer=renderer, cleaner=cleaner, engine=Threads(8), clients={site.id: client},  # type: ignore[arg-type]  # only what is asked here
        sources={SOURCE.id: SOURCE}, sites={site.id: site}, routes=(Route(id="r", sources=(SOURCE.id,), sites=(site.id,)),),
        clock=lambda: NOW, note=lambda *_: None,
    )  # fmt: skip
    store.keep_sources([SOURCE], NOW)
    read(world)
    while judge(world).done:
        pass
    terms, holder = combine(EVIDENCE), Provenance(True, SOURCE.publisher, "https://press.example/", "nothing names another", ())
    cases = [Case(article=one, source=SOURCE, site=site, terms=terms, holder=holder, now=NOW) for one in feeds.articles]
    folders = renderer.folders(site.id, SOURCE.publisher)
    drafts: list[Drafted] = []

    def drafting() -> None:
        drafts.extend(draft(case, Form.FULL, renderer, cleaner, flavours=flavours) for case in cases)

    def rendering() -> None:
        for one in drafts:
            for flavour in flavours:
                renderer.block("block", flavour, one.credit, folders)

    def delivering() -> None:
        while deliver(world).done:
            pass

    drafted, rendered = measured(count, drafting), measured(count, rendering)
    bodies = [json.dumps(asdict(one.post), default=str).encode() for one in drafts]
    found = Round(rendered, drafted, posted(address, bodies), synced(folder, count), measured(count, delivering))
    posts = store.posts()
    assert count == sum(row.stored.receipt is not None for row in posts), f"{len(posts)} posts"
    store.close()
    return found


def _told(label: str, values: list[float], unit: str) -> str:
    return f"{label:<12}{median(values):>8.2f} {unit} ({min(values):.2f} to {max(values):.2f})"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--posts", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--blind", action="store_true", help="a receiver that does not keep ids, and cannot be asked")
    parser.add_argument("--markdown", action="store_true", help="a site that is given Markdown too")
    parser.add_argument("--serve", action="store_true", help="be the site that keeps nothing")
    given = parser.parse_args()
    if given.serve:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Null)
        print(f"http://127.0.0.1:{server.server_port}/hook", flush=True)
        server.serve_forever()
    rounds = []
    settle()
    with null_site() as address:
        for _ in range(given.rounds):
            with tempfile.TemporaryDirectory(prefix="deliver-", dir=Path.cwd()) as name:
                rounds.append(one_round(Path(name), address, given.posts, blind=given.blind, markdown=given.markdown))
    for label in ("rendering", "drafting", "delivering", "bare", "disk"):
        ones: list[Measured] = [getattr(one, label) for one in rounds]
        rate, cpu = 1 / median(one.wall for one in ones), median(one.cpu for one in ones) * 1000
        print(f"{label:<12}{rate:>10,.0f} a second {cpu:>10.3f} ms CPU each")
    for label, before in (("delivered", ""), ("rendered and delivered", "rendering"), ("drafted and delivered", "drafting")):
        print(label)
        print(_told("  CPU", [one.cpu(getattr(one, before, None)) for one in rounds], "× the bare loop"))
        print(_told("  rate", [one.rate(getattr(one, before, None)) for one in rounds], "of the slower floor"))


if __name__ == "__main__":
    main()
