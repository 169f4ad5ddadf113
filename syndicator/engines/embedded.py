"""The embedded engine: a pool of threads for work that waits on the network, ended with the process."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed

from syndicator.ports import In, Out


class Threads:
    """Overlaps independent work on at most `workers` threads."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def overlap(self, work: Callable[[In], Out], items: Iterable[In]) -> Iterator[tuple[In, Out | Exception]]:
        """Results as they come; an exception is the result of its item and touches no other."""
        todo = list(items)
        if not todo:
            return
        with ThreadPoolExecutor(min(self._workers, len(todo)), thread_name_prefix="syndicator") as pool:
            futures = {pool.submit(work, item): item for item in todo}
            for future in as_completed(futures):
                error = future.exception()
                if error is None:
                    yield futures[future], future.result()
                elif isinstance(error, Exception):
                    yield futures[future], error
                else:
                    raise error
