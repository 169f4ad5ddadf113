"""How many work at once: more are called only while those at work wait for others."""

from collections.abc import Callable
from time import monotonic

_LOOK = 0.01  # seconds
_BUSY = 0.5  # of one core, which is all that the threads of a process share


class Crew:
    """Begins with one, and calls as many again wherever those at work spent most of the time since the last look waiting.

    Where they compute, more of them would only wait for each other, and taking turns costs more than the work: 64 threads that
    ask servers nearby spent a third of their time on it. So where answers take long all are at work within a tenth of a second.
    `call` brings one more; `spent` tells the seconds that all of them computed so far.
    """

    def __init__(self, most: int, call: Callable[[], object], spent: Callable[[], float], clock: Callable[[], float] = monotonic) -> None:
        self._most, self._call, self._spent, self._clock = most, call, spent, clock
        self._hands = 0
        self._last = clock(), spent()
        self._hire(1)

    @property
    def whole(self) -> bool:
        """Whether nobody is left to be called."""
        return self._hands >= self._most

    def look(self) -> None:
        """See how they are doing, if it is time, and call others if they had time for more."""
        now, (looked, before) = self._clock(), self._last
        if self.whole or now - looked < _LOOK:
            return
        spent = self._spent()
        if spent - before < _BUSY * (now - looked):
            self._hire(self._hands)
        self._last = now, spent

    def _hire(self, more: int) -> None:
        for _ in range(min(more, self._most - self._hands)):
            self._hands += 1
            self._call()
