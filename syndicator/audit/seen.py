"""The pages of a run that are worth a picture, as they were read: the worst ones, so many of them and no more."""

import heapq
import threading
from collections.abc import Iterator
from itertools import count

from syndicator.audit.results import Checked
from syndicator.core.auditing import Grade

_ORDER = [*Grade]


class Seen:
    """Keeps the HTML of the worst pages that are not fine; may be filled by many threads at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: list[tuple[int, int, str, str]] = []  # the least bad first; of equals the later one goes
        self._number = count()
        self._lock = threading.Lock()

    def __call__(self, page: Checked, html: str) -> None:
        """A page was read and audited."""
        if page.fine or self._most < 1:
            return
        with self._lock:
            heapq.heappush(self._kept, (_ORDER.index(Grade(page.grade)), -next(self._number), page.url, html))
            if len(self._kept) > self._most:
                heapq.heappop(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def each(self) -> Iterator[tuple[str, str]]:
        """Address and HTML, the worst first."""
        yield from ((url, html) for _, _, url, html in sorted(self._kept, reverse=True))
