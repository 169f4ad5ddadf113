"""Which element shows which words: the tree of a page as it is walked through, told as a path that CSS selectors understand."""

from collections.abc import Mapping
from dataclasses import dataclass

_ROOTS = frozenset({"html", "body", "head"})


@dataclass(slots=True)
class Spot:
    """One element: the words from `start` to `end` of `Markup.text` stand in it; `parent` is the number of the element around it."""

    tag: str
    nth: int  # among the children of its parent, from 1
    parent: int  # -1: none
    start: int
    end: int


class Elements:
    """The elements of a page while it is walked through; `enter` and `leave` come in pairs."""

    def __init__(self) -> None:
        self._spots: list[Spot] = []
        self._open: list[int] = []
        self._children: list[int] = [0]

    def enter(self, tag: str, said: Mapping[str, str | None], here: int) -> bool:  # noqa: ARG002  # the shape of Outline.enter
        """An element begins before the words at `here`; it is never a part of its own."""
        if tag[:1] in "-!":  # comments and doctypes are no elements
            self._open.append(-1)
            return False
        self._children[-1] += 1
        parent = self._open[-1] if self._open else -1
        self._open.append(len(self._spots))
        self._spots.append(Spot(tag, self._children[-1], parent, here, here))
        self._children.append(0)
        return False

    def leave(self, here: int) -> bool:
        """The element entered last ends after the words before `here`."""
        number = self._open.pop()
        if number >= 0:
            self._children.pop()
            self._spots[number].end = here
        return False

    def path(self, start: int, end: int) -> str:
        """The innermost element that holds the words from `start` to `end`, as a path of selectors; "" where none does."""
        found = self._around(start, end) if start < end else self._at(start)
        steps: list[str] = []
        while found >= 0 and self._spots[found].tag not in _ROOTS:
            spot = self._spots[found]
            steps.append(f"{spot.tag}:nth-child({spot.nth})")
            found = spot.parent
        return " > ".join(reversed(steps))

    def _around(self, start: int, end: int) -> int:
        """Elements that hold the same words stand in each other, and the innermost began last."""
        for number in range(len(self._spots) - 1, -1, -1):
            spot = self._spots[number]
            if spot.start <= start and spot.end >= end:
                return number
        return -1

    def _at(self, place: int) -> int:
        """Of those that hold no more than a place between two words, or end or begin there, the shortest."""
        held = [number for number, spot in enumerate(self._spots) if spot.start <= place <= spot.end]
        return min(reversed(held), key=lambda number: self._spots[number].end - self._spots[number].start, default=-1)
