"""The embedded engine: a pool of threads for work that waits on the network, ended with the process."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event, Semaphore, get_ident
from time import sleep, thread_time
from typing import Generic

from syndicator.engines.crew import Crew, Load
from syndicator.ports import In, Out

_GATHERING = 0.002  # seconds
_BUSY = 0.35  # of the one core that the threads of a process share: two of them have enough to hand over to each other


class Threads:
    """Overlaps independent work on at most `workers` threads, and no more than have to wait for others; `beside` is what else work uses.

    Results that nobody has taken yet stop the work, not the memory.
    """

    def __init__(self, workers: int, beside: Sequence[Load] = ()) -> None:
        self._workers, self._beside = workers, tuple(beside)

    def overlap(
        self, work: Callable[[In], Out], items: Iterable[In], lane: Callable[[In], str] | None = None
    ) -> Iterator[tuple[In, Out | Exception]]:
        """Results as they come; an exception is the result of its item and touches no other. Items of one lane go one after another."""
        lanes = _lanes(items, lane)
        left = sum(map(len, lanes))
        if not left:
            return
        if len(lanes) == 1:  # nothing overlaps: to hand it to a thread would cost more than it gives
            yield from _walked(work, lanes[0])
            return
        running, most = _Running(work, lanes, room=4 * self._workers), min(self._workers, len(lanes))
        with ThreadPoolExecutor(most, thread_name_prefix="syndicator") as pool:
            crew = Crew(most, lambda: pool.submit(running.walk), [Load(running.spent, _BUSY), *self._beside])
            try:
                for _ in range(left):
                    item, outcome = running.taken(crew)
                    if isinstance(outcome, BaseException) and not isinstance(outcome, Exception):
                        raise outcome
                    yield item, outcome
                    running.room.release()
            finally:
                running.end()


def _walked(work: Callable[[In], Out], together: list[In]) -> Iterator[tuple[In, Out | Exception]]:
    """One after another, each when it is asked for."""
    for item in together:
        try:
            outcome: Out | Exception = work(item)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is told to whoever takes the results
            outcome = error
        yield item, outcome


class _Running(Generic[In, Out]):
    """Work under way: its results, and how many more may pile up."""

    def __init__(self, work: Callable[[In], Out], lanes: list[list[In]], room: int) -> None:
        self._work = work
        self._lanes = SimpleQueue[list[In]]()
        for together in lanes:
            self._lanes.put(together)
        self.results: SimpleQueue[tuple[In, Out | BaseException]] = SimpleQueue()
        self.room = Semaphore(room)
        self._ended = Event()
        self._clocks: dict[int, float] = {}  # by thread, the seconds it computed so far

    def walk(self) -> None:
        """Do the work of one lane after another, until none is left."""
        with suppress(Empty):
            while self._walk(self._lanes.get_nowait()):
                pass

    def _walk(self, together: list[In]) -> bool:
        """Do the work of one lane; whether to go on with another."""
        for item in together:
            self.room.acquire()
            if self._ended.is_set():
                self.room.release()  # the next one that waits shall see it too
                return False
            try:
                self.results.put((item, self._work(item)))
            except BaseException as error:  # noqa: BLE001  # whatever it is, it is told to whoever takes the results
                self.results.put((item, error))
            self._clocks[get_ident()] = thread_time()
        return True

    def spent(self) -> float:
        """The seconds computed so far by those at work, and by whoever takes the results and asks."""
        return thread_time() + sum(list(self._clocks.values()))

    def taken(self, crew: Crew) -> tuple[In, Out | BaseException]:
        """The next result. Where there is none yet, some are let gather: to wake whoever takes them for each costs more than the work."""
        crew.look()
        if self.results.empty():
            sleep(_GATHERING)
        while not crew.whole and self.results.empty():
            crew.look()
            sleep(_GATHERING)
        return self.results.get()

    def end(self) -> None:
        """Begin nothing more: all was done, or nobody takes the results any longer."""
        self._ended.set()
        self.room.release()


def _lanes(items: Iterable[In], lane: Callable[[In], str] | None) -> list[list[In]]:
    """Items that must not meet, together; the longest row first, since it ends last."""
    if lane is None:
        return [[item] for item in items]
    found: dict[str, list[In]] = {}
    for item in items:
        found.setdefault(lane(item), []).append(item)
    return sorted(found.values(), key=len, reverse=True)
