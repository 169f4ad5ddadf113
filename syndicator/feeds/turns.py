"""One request at a time to each server: whoever comes second waits until the first has been answered."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Hands out turns by the name of a server; remembers only those that somebody speaks to or waits for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._servers: dict[str, _Queue] = {}

    @contextmanager
    def of(self, server: str) -> Iterator[None]:
        """Wait for the server's turn, and hold it."""
        with self._lock:
            queue = self._servers.get(server)
            if queue is None:
                queue = self._servers[server] = _Queue()
            queue.length += 1
        try:
            with queue.turn:
                yield
        finally:
            with self._lock:
                queue.length -= 1
                if not queue.length:
                    del self._servers[server]


class _Queue:
    """Those who speak to one server, or wait to."""

    __slots__ = ("length", "turn")

    def __init__(self) -> None:
        self.length = 0
        self.turn = threading.Lock()
