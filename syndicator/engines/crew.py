"""How many work at once: more are called only while those at work wait for others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

_LOOK = 0.01  # seconds


@dataclass(frozen=True, slots=True)
class Load:
    """Something that work uses: the seconds of it that were used so far, and how many of them a second leave nothing for others."""

    spent: Callable[[], float]
    enough: float


class Crew:
    """Begins with one, and calls as many again wherever every load was light since the last look.

    Where those at work compute, more of them would only wait for each other, and taking turns costs more than the work: 64 threads
    that ask servers nearby spent a third of their time on it. Where answers take long all are at work within a tenth of a second.
    """

    def __init__(self, most: int, call: Callable[[], object], loads: Sequence[Load], clock: Callable[[], float] = monotonic) -> None:
        self._most, self._call, self._loads, self._clock = most, call, loads, clock
        self._hands = 0
        self._looked, self._before = clock(), self._spent()
        self._hire(1)

    @property
    def whole(self) -> bool:
        """Whether nobody is left to be called."""
        return self._hands >= self._most

    def look(self) -> None:
        """See how they are doing, if it is time, and call others where there is something for them to do."""
        now = self._clock()
        passed = now - self._looked
        if self.whole or passed < _LOOK:
            return
        spent = self._spent()
        if all(new - old < load.enough * passed for load, new, old in zip(self._loads, spent, self._before, strict=True)):
            self._hire(self._hands)
        self._looked, self._before = now, spent

    def _spent(self) -> list[float]:
        return [load.spent() for load in self._loads]

    def _hire(self, more: int) -> None:
        for _ in range(min(more, self._most - self._hands)):
            self._hands += 1
            self._call()
