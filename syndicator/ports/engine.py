"""The port of an engine: what carries the steps."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")


class Engine(Protocol):
    """Runs independent work overlapped; results come in any order, an exception is a result.

    With `lane`, no two items of the same lane are worked on at once.
    """

    def overlap(
        self, work: Callable[[In], Out], items: Iterable[In], lane: Callable[[In], str] | None = None
    ) -> Iterator[tuple[In, Out | Exception]]: ...
