"""The port of an engine: what carries the steps."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")


class Engine(Protocol):
    """Runs independent work overlapped; results come in any order, an exception is a result."""

    def overlap(self, work: Callable[[In], Out], items: Iterable[In]) -> Iterator[tuple[In, Out | Exception]]: ...
