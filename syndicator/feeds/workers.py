"""Parsing in processes of its own: bounded in computing time, wall time and memory, so that no document can stop the daemon.

A process is started when it is first needed, reads many documents, and is replaced after so many. One that passes a bound ends,
and with it nothing but the reading of that document: its source is tried again later.
"""

import os
import queue
import signal
import socket
import subprocess
import sys
import time
from datetime import datetime
from multiprocessing.connection import Connection
from threading import Lock, get_ident

from syndicator.core.places import Source
from syndicator.errors import Rejected, RetryLater
from syndicator.feeds.addresses import shown
from syndicator.feeds.parsing import Parsed
from syndicator.feeds.serving import NO_MEMORY, Answer, Job, Limits, Read, Refused

_BEGIN = "import sys; sys.path[:] = sys.argv[2:]; from syndicator.feeds.serving import serve; serve(int(sys.argv[1]))"
_NEEDED = ("PATH", "LD_", "LANG", "LC_", "TZ", "TMPDIR", "PYTHON", "COVERAGE_")
_START = 60.0  # seconds that a new process is waited for
_GOODBYE = 2.0  # seconds that a process which was told to end is waited for


class Workers:
    """A `Parser` whose work is done by at most `processes` others; may be called by many threads at once.

    Raises Rejected as the parser does, and RetryLater where the work passed a bound or the process ended.
    """

    def __init__(self, processes: int, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._places: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._processes = processes
        self._lock = Lock()
        self._live: set[_Worker] = set()
        self._began: dict[int, float] = {}  # by thread, what is being read now
        self._read = 0.0
        self._cut = False
        for _ in range(processes):
            self._places.put(None)

    def __call__(self, body: bytes, url: str, content_type: str, source: Source, now: datetime, known: str = "") -> Parsed:
        """Read a document as `parsing.parse` does."""
        name = shown(url) or source.id
        worker = self._places.get()
        answer: Answer | None = None
        self._began[get_ident()] = time.monotonic()
        try:
            worker = worker or self._started(name)
            answer = worker.ask(Job(body, url, content_type, source, now, known), self._limits)
        except _Ended as end:
            raise RetryLater("the process is ending" if self._cut else f"{name}: {end}; the next poll tries again") from None
        finally:
            if worker is not None and (answer is None or worker.spent):
                self._ended(worker, kindly=answer is not None)
                worker = None
            with self._lock:
                self._read += time.monotonic() - self._began.pop(get_ident())
            self._places.put(worker)
        return _told(answer)

    def spent(self) -> float:
        """The seconds that its processes have worked so far, all together."""
        with self._lock:
            now = time.monotonic()
            return self._read + sum(now - began for began in list(self._began.values()))

    def cut(self) -> None:
        """End what is being read, and begin nothing more: the process was asked to end."""
        self._cut = True
        with self._lock:
            for worker in self._live:
                worker.kill()

    def close(self) -> None:
        """End every process; whoever still reads is waited for."""
        for _ in range(self._processes):
            worker = self._places.get()
            if worker is not None:
                self._ended(worker, kindly=True)
        for _ in range(self._processes):
            self._places.put(None)

    def _started(self, name: str) -> "_Worker":
        try:
            worker = _Worker(self._limits)
        except OSError as error:
            raise RetryLater(f"{name}: no process to read it in could be started ({error.strerror})") from None
        with self._lock:
            self._live.add(worker)
            if self._cut:
                worker.kill()
        return worker

    def _ended(self, worker: "_Worker", *, kindly: bool) -> None:
        with self._lock:
            self._live.discard(worker)
        worker.end(_GOODBYE if kindly else 0)


class _Ended(Exception):
    """The process that was asked is no more; says why."""


class _Worker:
    """One process and the line to it."""

    def __init__(self, limits: Limits) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-c", _BEGIN, str(theirs.fileno()), *sys.path]
            quiet = subprocess.DEVNULL
            self._process = subprocess.Popen(  # noqa: S603  # this interpreter and our own words
                command, stdin=quiet, stdout=quiet, stderr=quiet, pass_fds=[theirs.fileno()], env=_surroundings()
            )
        self._line = Connection(ours.detach())
        self._left = limits.documents
        self._grown = False
        self._ready = False
        self._line.send(limits)

    @property
    def spent(self) -> bool:
        """Whether it has read enough, or grown too large, and is to be replaced."""
        return self._left <= 0 or self._grown

    def ask(self, job: Job, limits: Limits) -> Answer:
        """Have a document read; raises _Ended."""
        self._left -= 1
        try:
            self._begin()
            self._line.send(job)
            if not self._line.poll(limits.wall):
                raise _Ended(f"reading it took more than {limits.wall:g} seconds")
            answer, memory = self._line.recv()
        except (OSError, EOFError):
            raise _Ended(self._why(limits)) from None
        self._grown = memory > limits.keep
        found: Answer = answer
        return found

    def _begin(self) -> None:
        if not self._ready:
            if not self._line.poll(_START):
                raise _Ended("the process that reads it does not start")
            self._line.recv_bytes()
            self._ready = True

    def kill(self) -> None:
        """End it at once; whoever waits for its answer hears of it."""
        self._process.kill()

    def end(self, patience: float) -> None:
        """Let it end, for so many seconds, then make it."""
        self._line.close()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _why(self, limits: Limits) -> str:
        try:
            code = self._process.wait(_GOODBYE)
        except subprocess.TimeoutExpired:
            return "the process that read it does not answer"
        if code == -signal.SIGXCPU:
            return f"reading it took more than {limits.seconds} seconds of computing time"
        if code == NO_MEMORY:
            return f"reading it took more than {limits.memory} MiB of memory"
        ended = signal.Signals(-code).name if code < 0 else f"code {code}"
        return f"the process that read it ended ({ended})"


def _surroundings() -> dict[str, str]:
    """Of our environment what an interpreter needs: whoever reads strangers' bytes has no use for an operator's secrets."""
    return {name: value for name, value in os.environ.items() if name.startswith(_NEEDED)}


def _told(answer: Answer) -> Parsed:
    if isinstance(answer, Read):
        return answer.parsed
    if isinstance(answer, Refused):
        raise Rejected(answer.why, answer.remedy)
    raise answer.error
