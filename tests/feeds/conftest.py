import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from syndicator.core.places import Source
from syndicator.feeds import Manners, Transport
from tests.feeds.household import AGENT, Household, Publisher

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
FEED_URL = "https://news.example/feed"


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def source() -> Source:
    return Source(id="news", feed=FEED_URL, publisher="The Riverside Courier")


@pytest.fixture(scope="session")
def running() -> Iterator[HTTPServer]:
    with HTTPServer(host="127.0.0.1", threaded=True) as server:
        yield server


@pytest.fixture
def server(running: HTTPServer) -> Iterator[HTTPServer]:
    yield running
    running.clear()


@pytest.fixture
def transport() -> Iterator[Transport]:
    made = Transport(Manners(AGENT, timeout=5.0, deadline=5.0, max_bytes=200_000, allow_private=("127.0.0.1",)))
    yield made
    made.close()


@pytest.fixture
def hasty() -> Iterator[Transport]:
    """Gives up after half a second, for what never ends."""
    made = Transport(Manners(AGENT, timeout=0.4, deadline=0.5, allow_private=("127.0.0.1",)))
    yield made
    made.close()


class RawServer:
    """A socket that answers each connection with a script of the test's own: what no HTTP library would send."""

    def __init__(self, script: Callable[[socket.socket], None]) -> None:
        self.script = script
        self.connections = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}/feed"

    def _serve(self) -> None:
        with contextlib.suppress(OSError):  # closed by the test
            while True:
                connected, _ = self._listening.accept()
                self.connections += 1
                with connected, contextlib.suppress(OSError):  # the reader hung up, as it should
                    connected.settimeout(5)
                    connected.recv(65536)
                    self.script(connected)

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)


@pytest.fixture
def raw() -> Iterator[Callable[[Callable[[socket.socket], None]], RawServer]]:
    made: list[RawServer] = []

    def start(script: Callable[[socket.socket], None]) -> RawServer:
        made.append(RawServer(script))
        return made[-1]

    yield start
    for server in made:
        server.close()


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    made = Publisher()
    yield made
    made.close()


@pytest.fixture
def house(publisher: Publisher, tmp_path: Path) -> Iterator[Household]:
    made = Household(tmp_path / "store.sqlite", f"{publisher.base}/feed")
    yield made
    made.close()
