"""How long things took, from the ledger: from the permission to the post, from a signal to the correction or the takedown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from syndicator.core.ledger import Entry, Told


@dataclass(frozen=True, slots=True)
class Took:
    """One deed that was done: which, when, how long after what asked for it, of which article at which site."""

    deed: str
    at: datetime
    article_key: str
    site_id: str
    took: timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the deeds of one kind took: how many were measured, the middle one, the slowest of nine in ten, the slowest."""

    what: str
    count: int
    median: timedelta | None
    most: timedelta | None
    longest: timedelta | None


LABELS = {
    "create": "from the permission to the post",
    "update": "from a change to its correction",
    "repair": "from a missing duty to its repair",
    "withdraw": "from a signal to the takedown",
}


def durations(entries: Iterable[Entry]) -> list[Took]:
    """Every deed of the ledger whose beginning it knows, in order.

    Entries that cannot be read are passed over here: `ledger verify` tells of them.
    """
    clock = _Clock()
    for entry in entries:
        try:
            told = entry.read()
        except ValueError:
            continue
        clock.hear(told, entry.about)
    return clock.found


def paces(found: Iterable[Took]) -> tuple[Pace, ...]:
    """The pace of each kind of deed."""
    by_deed: dict[str, list[timedelta]] = {deed: [] for deed in LABELS}
    for one in found:
        by_deed[one.deed].append(one.took)
    return tuple(_pace(LABELS[deed], sorted(took)) for deed, took in by_deed.items())


class _Clock:
    """Remembers what asked for each deed until it is done."""

    def __init__(self) -> None:
        self.found: list[Took] = []
        self._since: dict[tuple[str, str], datetime] = {}  # of a post and a deed
        self._signals: dict[str, datetime] = {}  # of an article that is to go
        self._repairs: set[str] = set()

    def hear(self, told: Told, about: str) -> None:
        """Take in one entry."""
        post, deed = str(told.says.get("post", "")), str(told.says.get("deed", ""))
        if told.kind == "verdict" and post:
            self._since.setdefault((post, "create"), told.at)
        elif told.kind == "asked":
            self._since.setdefault((post, deed), told.at)
            if told.says.get("repair"):
                self._repairs.add(post)
        elif told.kind == "takedown" or (told.kind == "article" and told.says.get("withdrawn")):
            asked = told.says.get("asked_at")  # a request that waited for a person came when it was noted
            self._signals.setdefault(about, datetime.fromisoformat(str(asked)) if asked else told.at)
        elif told.kind == "receipt":
            repaired = deed == "update" and post in self._repairs
            self._repairs.discard(post)
            self._done(told, about, post, deed, "repair" if repaired else deed)
        elif told.kind == "withdrawal":
            self._done(told, about, post, "withdraw", "withdraw", self._signals.get(about))

    def _done(self, told: Told, about: str, post: str, deed: str, named: str, signal: datetime | None = None) -> None:
        since = self._since.pop((post, deed), None)
        begun = min((at for at in (since, signal) if at is not None), default=None)
        if begun is not None and named in LABELS:
            self.found.append(Took(named, told.at, about, told.site, told.at - begun))


def _pace(what: str, took: list[timedelta]) -> Pace:
    if not took:
        return Pace(what, 0, None, None, None)
    return Pace(what, len(took), took[(len(took) - 1) // 2], took[ceil(0.9 * len(took)) - 1], took[-1])
