"""A farm of feeds on loopback: made by the farm's own generator, served by nginx, each feed on one of many addresses.

The generator and the rivals' runners are not part of this project: their folder is an argument (`--harness`, or the variable
SYNDICATOR_BENCH). Needed of it: gen_farm.py, poll_reader.py and http_floor.py.
"""

import asyncio
import contextlib
import os
import queue
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import certifi

NEEDED = ("gen_farm.py", "poll_reader.py", "http_floor.py")
OWN = "co.uk"  # a suffix of a registry: each name below it is a domain of its own; `bench.polling` looks none of them up
_ADDRESSES = 64  # loopback addresses that the feeds stand on: a host is asked for one thing at a time
_CONF = """daemon on; worker_processes 1; pid {state}/nginx.pid; error_log {state}/error.log warn; worker_rlimit_nofile 20000;
events {{ worker_connections 8192; }}
http {{ access_log off; sendfile on; tcp_nopush on; etag on; default_type application/xml; types {{ }}
 keepalive_requests 1000000; keepalive_timeout 60; root {root};
 client_body_temp_path {state}/b; proxy_temp_path {state}/p; fastcgi_temp_path {state}/fa; uwsgi_temp_path {state}/u;
 scgi_temp_path {state}/s;
 server {{ listen 127.0.0.1:{http} backlog=4096; {more} }}
 server {{ listen 127.0.0.1:{bare} backlog=4096; etag off; if_modified_since off; add_header Last-Modified ""; }}
 server {{ listen 127.0.0.1:{tls} ssl backlog=4096; keepalive_timeout 0; ssl_certificate {state}/cert.pem;
   ssl_certificate_key {state}/key.pem; ssl_session_cache off; ssl_session_tickets off; }}
}}
"""
_FEED = b'<rss version="2.0"><channel><title>Late</title></channel></rss>'
_EMPTY = b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n%s' % (len(_FEED), _FEED)
_UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'


@dataclass(frozen=True, slots=True)
class Farm:
    """Feeds under `root` and the ports they are served on: with validators, without any, and over TLS without keep-alive."""

    harness: Path
    state: Path
    root: Path
    feeds: int
    entries: int
    http: int
    bare: int
    tls: int
    pool: Path | None = None  # a folder of real pages that bodies are cut from; None: words by chance

    def urls(self, port: int, scheme: str = "http", *, spread: bool = False, hosts: bool = False) -> Path:
        """A file with the address of every feed; `spread` over many loopback addresses, `hosts` gives each a name of its own."""
        file = self.state / f"urls-{scheme}-{port}-{spread}-{hosts}.txt"
        lines = []
        for n in range(self.feeds):
            host = f"h{n}.{OWN}" if hosts else f"127.0.0.{1 + n % _ADDRESSES}" if spread else "127.0.0.1"
            lines.append(f"{scheme}://{host}:{port}/f/{n // 1000}/{n}.xml")
        file.write_text("\n".join(lines) + "\n")
        return file

    def bundle(self) -> Path:
        """A file with all certificates that `requests` brings, and that of the farm."""
        file = self.state / "bundle.pem"
        file.write_text(Path(certifi.where()).read_text() + (self.state / "cert.pem").read_text())
        return file

    def touch(self, number: int) -> None:
        """Put one new entry into 5 % of the feeds."""
        self.generate("touch", "--round", str(number))

    def generate(self, *words: str) -> None:
        """Run the farm's own generator."""
        size = ["--out", str(self.root), "--feeds", str(self.feeds), "--entries", str(self.entries)]
        pool = ["--pool", str(self.pool)] if self.pool else []
        command = [sys.executable, str(self.harness / "gen_farm.py"), *words, *size, *pool]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def missing(harness: Path | None) -> str:
    """Why no farm can be made, or an empty string."""
    if harness is None:
        return "name the folder of the farm and of the rivals' runners: --harness DIR, or SYNDICATOR_BENCH"
    absent = [name for name in NEEDED if not (harness / name).is_file()]
    if absent:
        return f"{harness} lacks {', '.join(absent)}"
    return "" if shutil.which("nginx") else "nginx is not installed"


@contextlib.contextmanager
def served(harness: Path, state: Path, feeds: int, entries: int, pool: Path | None = None) -> Iterator[Farm]:
    """A farm as it is made first, and its server; the server ends with the block."""
    state.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(state / f"farm{feeds}", ignore_errors=True)
    farm = Farm(harness, state, state / f"farm{feeds}", feeds, entries, *(_free_port() for _ in range(3)), pool=pool)
    farm.generate("make")
    if not (state / "cert.pem").exists():
        _certificate(state)
    more = " ".join(f"listen 127.0.0.{n}:{farm.http} backlog=4096;" for n in range(2, _ADDRESSES + 1))
    conf = _CONF.format(state=state, root=farm.root, http=farm.http, bare=farm.bare, tls=farm.tls, more=more)
    (state / "nginx.conf").write_text(conf)
    subprocess.run(["nginx", "-c", str(state / "nginx.conf"), "-p", str(state)], check=True)
    try:
        yield farm
    finally:
        os.kill(int((state / "nginx.pid").read_text()), 15)
        time.sleep(0.2)


@contextlib.contextmanager
def latent(seconds: float) -> Iterator[int]:
    """The port of a server, on every loopback address, that answers each request after a while; it ends with the block."""
    server = asyncio.new_event_loop()
    ready: queue.SimpleQueue[int] = queue.SimpleQueue()
    thread = threading.Thread(target=_answer_late, args=(server, seconds, ready))
    thread.start()
    try:
        yield ready.get()
    finally:
        server.call_soon_threadsafe(server.stop)
        thread.join()


def _answer_late(loop: asyncio.AbstractEventLoop, seconds: float, ready: "queue.SimpleQueue[int]") -> None:
    class Late(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = cast("asyncio.Transport", transport)
            self.heard = b""

        def data_received(self, data: bytes) -> None:
            self.heard += data
            while b"\r\n\r\n" in self.heard:
                asked, _, self.heard = self.heard.partition(b"\r\n\r\n")
                loop.call_later(seconds, self.transport.write, _UNCHANGED if b"if-none-match" in asked.lower() else _EMPTY)

    asyncio.set_event_loop(loop)
    serving = loop.run_until_complete(loop.create_server(Late, "0.0.0.0", 0, backlog=4096))  # noqa: S104  # all of 127.0.0.0/8
    ready.put(serving.sockets[0].getsockname()[1])
    loop.run_forever()
    loop.close()


def _certificate(state: Path) -> None:
    names = f"subjectAltName=DNS:localhost,DNS:*.farm.test,DNS:*.{OWN},IP:127.0.0.1"
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", str(state / "key.pem")]
    command = ["openssl", "req", "-x509", *key, "-days", "900", "-out", str(state / "cert.pem"), "-subj", "/CN=localhost", "-addext", names]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
