"""From publication to the live copy: a publisher, its WebSub hub and the daemon on this machine, over real sockets.

    python -m bench.websub [--publications N]

The daemon runs as an operator runs it, with a static site and its usual tick of 15 seconds. The publisher adds an article to its feed
and tells its hub; the hub fetches the feed and pushes it, signed, to the daemon's callback; the daemon keeps the push, reads and
judges it, drafts the post and writes the page. Measured is the time from the moment the article stands in the feed until its page
is in the site's folder, and, as the floor, from the same moment until the hub has its answer. Median, 99th percentile and
longest are told, in milliseconds.
"""

import argparse
import hashlib
import hmac
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import create_server
from urllib.parse import parse_qs, urlencode

import requests

_SHOWN = 20  # entries of the feed
_PATIENCE = 60.0
_ENTRY = """<entry><id>tag:press.example,2026:{n}</id><title>Report number {n}</title>
<link href="{url}/{n}"/><published>{at}</published><updated>{at}</updated><author><name>Ada Lind</name></author>
<link rel="license" href="https://creativecommons.org/licenses/by/4.0/"/>
<content type="html">&lt;p&gt;The river stood at {n} centimetres, the harbour office says. {words}&lt;/p&gt;</content></entry>"""
_FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:press.example,2026:feed</id><title>Press</title>
<updated>{at}</updated><link rel="self" href="{url}"/><link rel="hub" href="{hub}"/>{entries}</feed>"""
_SETTINGS = """
data = "data"
[fetch]
contact = "desk@riverside.example"
allow_private = ["127.0.0.1"]
[log]
format = "json"
[web]
listen = "127.0.0.1:{port}"
public = "http://127.0.0.1:{port}/"
[[source]]
id = "press"
feed = "{feed}"
publisher = "Press"
cadence = "1h"
[[site]]
id = "commons"
kind = "static"
use = "community"
options = {{ folder = "public" }}
[[route]]
sources = ["*"]
sites = ["*"]
"""


@dataclass
class Press:
    """A publisher with its hub: serves the feed, takes subscriptions, verifies them, and pushes what is published."""

    url: str
    hub: str = ""  # another's; empty: its own
    articles: list[str] = field(default_factory=list)
    callbacks: dict[str, bytes] = field(default_factory=dict)  # callback → secret

    def feed(self) -> bytes:
        """The newest articles."""
        entries = "".join(reversed(self.articles[-_SHOWN:]))
        return _FEED.format(url=f"{self.url}/feed", hub=self.hub or f"{self.url}/hub", at=_now(), entries=entries).encode()

    def add(self, number: int) -> None:
        """Add an article."""
        self.articles.append(_ENTRY.format(n=number, url=self.url, at=_now(), words=f"Nobody was hurt in the night of day {number}. " * 60))

    def publish(self, number: int) -> None:
        """Add an article and push the feed, as a hub does: fetched once, signed for each subscriber. Returns when all have answered."""
        self.add(number)
        body = requests.get(f"{self.url}/feed", timeout=10).content
        for callback, secret in self.callbacks.items():
            signature = f"sha256={hmac.new(secret, body, hashlib.sha256).hexdigest()}"
            headers = {"Content-Type": "application/atom+xml", "X-Hub-Signature": signature, "Link": f'<{self.url}/feed>; rel="self"'}
            requests.post(callback, body, headers=headers, timeout=10).raise_for_status()

    def subscribe(self, form: dict[str, list[str]]) -> None:
        """Verify the intent of a subscriber, then remember it."""
        callback = form["hub.callback"][0]
        asked = {"hub.mode": "subscribe", "hub.topic": form["hub.topic"][0], "hub.challenge": "river", "hub.lease_seconds": "86400"}
        if requests.get(f"{callback}?{urlencode(asked)}", timeout=10).text == "river":
            self.callbacks[callback] = form["hub.secret"][0].encode()


@contextmanager
def press() -> Iterator[Press]:
    """A publisher on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/feed"  # there is no robots.txt, and no file about rights
            self._answer(200 if found else 404, made.feed() if found else b"")

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self._answer(202, b"")
            threading.Thread(target=made.subscribe, args=(form,)).start()

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/atom+xml")
            self.send_header("ETag", f'"{hashlib.sha256(body).hexdigest()}"')
            self.send_header("Link", f'<{made.hub or made.url + "/hub"}>; rel="hub", <{made.url}/feed>; rel="self"')
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Press(f"http://127.0.0.1:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def settings(folder: Path, publisher: Press) -> Path:
    """A settings file for a daemon that reads this publisher, with a web server on a free port."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    file = folder / "syndicator.toml"
    file.write_text(_SETTINGS.format(port=port, feed=f"{publisher.url}/feed"))
    return file


def measured(publications: int, folder: Path) -> tuple[list[float], list[float]]:
    """(until the page was there, until the hub had its answer), in seconds, of each publication."""
    public = folder / "public"
    with press() as publisher:
        file = settings(folder, publisher)
        command = [sys.executable, "-m", "syndicator", "--config", str(file), "run"]
        with (folder / "log").open("wb") as log, subprocess.Popen(command, stderr=log) as daemon:  # ours
            try:
                _until(lambda: bool(publisher.callbacks), daemon)
                live, answered = [], []
                for number in range(1, publications + 1):
                    began = time.perf_counter()
                    publisher.publish(number)
                    answered.append(time.perf_counter() - began)
                    _until(partial(_has, public, number), daemon)
                    live.append(time.perf_counter() - began)
                return live, answered
            finally:
                daemon.terminate()
                daemon.wait(30)


def _has(public: Path, pages: int) -> bool:
    return public.is_dir() and sum(1 for page in public.glob("*.html") if page.name != "index.html") == pages


def _until(true: Callable[[], bool], daemon: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + _PATIENCE
    while not true():
        if daemon.poll() is not None or time.monotonic() > ends:
            raise SystemExit("the daemon ended, or took longer than a minute; see its log")
        time.sleep(0.002)


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _told(name: str, seconds: list[float]) -> str:
    ordered = sorted(seconds)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"{name:<44} median {statistics.median(ordered) * 1e3:7.0f} ms   p99 {last * 1e3:7.0f} ms   longest {ordered[-1] * 1e3:7.0f} ms"


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--publications", type=int, default=200)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="syndicator-websub-") as folder:
        live, answered = measured(wanted.publications, Path(folder))
    print(f"{wanted.publications} publications, one after another")
    print(_told("publication to live static copy", live))
    print(_told("  of which until the hub has its answer", answered))


if __name__ == "__main__":
    main()
