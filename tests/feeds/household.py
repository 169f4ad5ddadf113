"""A house of ours and a publisher that writes down every byte of every request: for what the other side sees of us."""

import contextlib
import socket
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from syndicator.core.places import Source
from syndicator.feeds import HttpFeedReader, Manners, Transport
from syndicator.pipeline.read import read
from syndicator.ports import SourceRow
from syndicator.stores import open_store
from tests.walks.fakes import InLine, Pages, a_world

AGENT = "syndicator/0.1 (+https://operator.example/about)"
START = datetime(2026, 3, 10, 12, tzinfo=UTC)  # a Tuesday
Headers = Mapping[str, str] | tuple[tuple[str, str], ...]


class Asked:
    """One request as it came over the wire."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        line, *lines = raw.decode("latin-1").split("\r\n")
        self.method, self.target, _ = line.split(" ")
        self.headers = [tuple(one.split(": ", 1)) for one in lines if one]
        self.names = [name.lower() for name, _ in self.headers]

    def get(self, name: str) -> str | None:
        """The value of a header, byte for byte; None where it was not sent."""
        return next((value for found, value in self.headers if found.lower() == name.lower()), None)


def answer(status: int = 200, body: bytes = b"", headers: Headers = ()) -> bytes:
    """An answer with exactly these headers."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    lines = "".join(f"{name}: {value}\r\n" for name, value in pairs)
    length = "" if status == 304 else f"Content-Length: {len(body)}\r\n"
    return f"HTTP/1.1 {status} Told\r\nConnection: close\r\n{length}{lines}\r\n".encode("latin-1") + body


def feed(*entries: int, head: str = "") -> bytes:
    """An RSS feed with these entries."""
    items = "".join(f"<item><guid>{n}</guid><title>Part {n}</title></item>" for n in entries or (1,))
    return f'<rss version="2.0"><channel><title>News</title>{head}{items}</channel></rss>'.encode()


class Publisher:
    """Answers by path: with bytes, or with what a function makes of the request; `asked` is every request there ever was."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.answers: dict[str, bytes | Callable[[Asked], bytes]] = {}
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):  # closed by the test
            while True:
                connected, _ = self._listening.accept()
                with connected, contextlib.suppress(OSError):
                    raw = connected.recv(65536)
                    if raw:
                        connected.sendall(self._answer(Asked(raw)))

    def _answer(self, asked: Asked) -> bytes:
        self.asked.append(asked)
        told = self.answers.get(asked.target, answer(404))
        return told if isinstance(told, bytes) else told(asked)

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)


class Household:
    """The read step over a store on disk, for one source, under a clock of its own."""

    def __init__(self, file: Path, url: str, **changes: object) -> None:
        self.now = START
        self.source = Source(id="news", feed=url, publisher="The Riverside Courier", **changes)
        self._file = file
        self.transport = Transport(Manners(AGENT, timeout=5, deadline=5, max_bytes=200_000, allow_private=("127.0.0.1",)))
        self._open()

    def _open(self) -> None:
        self.store = open_store(self._file)
        self.world = a_world(
            self.store,
            HttpFeedReader(self.transport),
            {},
            lambda: self.now,
            sources={"news": self.source},
            routes=(),
            engine=InLine(),
            pages=Pages(),
        )

    def poll(self, after: timedelta = timedelta()) -> SourceRow:
        """Let time pass, and do what is due then."""
        self.now += after
        read(self.world)
        return self.row

    @property
    def row(self) -> SourceRow:
        """The source as people see it."""
        return self.store.sources()[0]

    @property
    def wait(self) -> timedelta:
        """How long the source is left alone from now on."""
        return self.row.next_poll - self.now

    def restart(self) -> None:
        """End, and begin anew with what rests on disk."""
        self.store.close()
        self._open()

    def close(self) -> None:
        self.store.close()
        self.transport.close()
