"""The other side of `workers`: a process that does nothing but read documents, within its bounds, until nobody asks any more."""

import os
import pickle
import resource
import signal
import traceback
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from syndicator.core.markup import forget
from syndicator.core.places import Source
from syndicator.errors import Rejected
from syndicator.feeds.parsing import Parsed, parse

_MIB = 2**20
_PAGE = resource.getpagesize()
NO_MEMORY = 86  # the exit code that says so


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may take: seconds of computing, seconds in all, and MiB beyond those of an idle process.

    A process is replaced after so many `documents`, or once it holds more than `keep` MiB.
    """

    seconds: int = 20
    wall: float = 40.0
    memory: int = 512
    documents: int = 1000
    keep: int = 80


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read: the arguments of `parsing.parse`."""

    body: bytes
    url: str
    content_type: str
    source: Source
    now: datetime
    known: str


@dataclass(frozen=True, slots=True)
class Read:
    """It was read."""

    parsed: Parsed


@dataclass(frozen=True, slots=True)
class Refused:
    """It cannot be read: the words of a Rejected."""

    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Fell:
    """Reading it raised what it should not; the note on the error says where."""

    error: Exception


Answer = Read | Refused | Fell


def serve(handle: int) -> None:
    """Answer jobs that come over the socket `handle`, each with (answer, MiB held), until it is closed.

    Signals are for the process that asks: a Ctrl-C or a supervisor's SIGTERM reaches both, and that one ends this one.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    with Connection(handle) as line:
        limits: Limits = line.recv()
        _bound(resource.RLIMIT_CORE, 0)
        _bound(resource.RLIMIT_AS, (_held(0) + limits.memory) * _MIB)
        line.send_bytes(b"")  # ready: starting is not reading
        try:
            _serve(line, limits)
        except MemoryError:
            os._exit(NO_MEMORY)  # half a document may still be in the line


def _serve(line: Connection, limits: Limits) -> None:
    while True:
        try:
            job: Job = line.recv()
        except EOFError:
            return
        _allow(limits.seconds)
        answer = _answer(job)
        forget()  # the next document has other texts
        line.send_bytes(_packed(answer))


def _answer(job: Job) -> Answer:
    try:
        parsed = parse(job.body, job.url, job.content_type, job.source, job.now, job.known)
        return Read(replace(parsed, digests={article.identity: article.digest for article in parsed.articles}))
    except Rejected as error:
        return Refused(error.why, error.remedy)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # a defect: it is told where defects are told
        error.add_note(traceback.format_exc())
        return Fell(error)


def _packed(answer: Answer) -> bytes:
    """As bytes, with what this process holds; an error that cannot be sent is told in words."""
    try:
        return pickle.dumps((answer, _held(1)))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # an exception of a library may hold anything
        error = answer.error if isinstance(answer, Fell) else None
        return pickle.dumps((Fell(RuntimeError(f"{type(error).__name__}: {error}")), _held(1)))


def _held(field: int) -> int:
    """MiB: of addresses (0) or of memory (1); where the kernel does not tell (it is not Linux), the most it ever held."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[field])
    except FileNotFoundError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return pages * _PAGE // _MIB


def _allow(seconds: int) -> None:
    """Allow so many seconds of computing from now on; the kernel ends the process after them (SIGXCPU, getrlimit(2))."""
    spent = sum(os.times()[:2])
    _bound(resource.RLIMIT_CPU, int(spent) + seconds + 1)


def _bound(what: int, most: int) -> None:
    """Set a soft limit, below a hard one that this process may have come with."""
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
