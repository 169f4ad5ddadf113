"""A deadline that ends a fetch whatever the other side does, kept by one watchman for all fetches."""

import contextlib
import socket
import threading
import time
from types import TracebackType


class Deadline:
    """Bounds one fetch, all its hops and drips included: when it passes, every socket of the fetch is shut down.

    A read timeout bounds only the wait for the next byte; headers that drip are seen by nobody but the socket. `passed` must be
    asked after a success too: a header block cut short looks like one.
    """

    def __init__(self, watchman: "Watchman", seconds: float) -> None:
        self.passed = False
        self.ends = time.monotonic() + seconds
        self._watchman = watchman
        self._lock = threading.Lock()
        self._handles: list[socket.socket] = []
        self._inherited: list[socket.socket] = []

    def __enter__(self) -> "Deadline":
        self._watchman.take(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._watchman.drop(self)
        with self._lock:
            self._handles.clear()  # from here on the connections may serve another fetch
            for handle in self._inherited:
                handle.close()
            self._inherited.clear()

    def watch(self, handle: socket.socket) -> None:
        """Shut this socket down when the time has come."""
        with self._lock:
            self._handles.append(handle)
        if self.passed:
            _shut(handle)

    def inherit(self, handle: socket.socket) -> None:
        """Close this handle at the end of the fetch: its connection let go of it, and is perhaps still read from."""
        with self._lock:
            self._inherited.append(handle)

    def end(self) -> None:
        """Let it pass now."""
        with self._lock:
            self.passed = True
            for handle in self._handles:
                _shut(handle)


class Watchman:
    """One thread that ends what runs too long: a timer for each fetch would be a thread for each fetch.

    It sleeps until the first deadline ends, or, while there is none, for `idle` seconds; then it goes home, and the next calls it back.
    A deadline that ends in time wakes nobody.
    """

    def __init__(self, idle: float) -> None:
        self._idle = idle
        self._running: set[Deadline] = set()
        self._call = threading.Condition()
        self._wakes = 0.0  # 0: at home
        self._over = threading.Event()

    def take(self, deadline: Deadline) -> None:
        """Keep an eye on a deadline; after `cut` it has passed already."""
        with self._call:
            self._running.add(deadline)
            if not self._wakes:
                self._wakes = deadline.ends
                threading.Thread(target=self._watch, name="syndicator-watchman", daemon=True).start()
            elif deadline.ends < self._wakes:
                self._call.notify_all()
            cut = self._over.is_set()
        if cut:
            deadline.end()

    def drop(self, deadline: Deadline) -> None:
        """It ended in time."""
        with self._call:
            self._running.discard(deadline)

    def ended(self, seconds: float = 0) -> bool:
        """Whether `cut` was called, or comes within these seconds."""
        return self._over.wait(seconds) if seconds > 0 else self._over.is_set()

    def cut(self) -> None:
        """End every fetch that is under way, and each that begins."""
        with self._call:
            self._over.set()
            running = list(self._running)
        for deadline in running:
            deadline.end()

    def close(self) -> None:
        """Wake the watchman, so that it sees that nothing is left to do."""
        with self._call:
            self._call.notify_all()

    def _watch(self) -> None:
        idle = False
        while True:
            with self._call:
                now = time.monotonic()
                late = [deadline for deadline in self._running if deadline.ends <= now]
                self._running.difference_update(late)
                if idle and not self._running and not late:
                    self._wakes = 0.0
                    return
                idle = not self._running
                self._wakes = min((deadline.ends for deadline in self._running), default=now + self._idle)
            for deadline in late:
                deadline.end()
            with self._call:
                self._call.wait(max(0.0, self._wakes - time.monotonic()))


def _shut(handle: socket.socket) -> None:
    with contextlib.suppress(OSError):  # the other side closed it first
        handle.shutdown(socket.SHUT_RDWR)
