"""One request at a time to each host: whoever comes second waits until the first has been answered."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Hands out turns by host; remembers only hosts that somebody speaks to or waits for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hosts: dict[str, _Queue] = {}

    @contextmanager
    def of(self, host: str) -> Iterator[None]:
        """Wait for the host's turn, and hold it."""
        with self._lock:
            queue = self._hosts.get(host)
            if queue is None:
                queue = self._hosts[host] = _Queue()
            queue.length += 1
        try:
            with queue.turn:
                yield
        finally:
            with self._lock:
                queue.length -= 1
                if not queue.length:
                    del self._hosts[host]


class _Queue:
    """Those who speak to one host, or wait to."""

    __slots__ = ("length", "turn")

    def __init__(self) -> None:
        self.length = 0
        self.turn = threading.Lock()
