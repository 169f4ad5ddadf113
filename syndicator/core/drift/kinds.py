"""Drift as a value: what departed, how much it weighs, since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum


class Grade(IntEnum):
    """How much a departure weighs: the gravest decides what is done."""

    NOTE = 1  # worth knowing; nothing that was promised is missing
    DOUBT = 2  # it may break the terms: a person looks
    BREACH = 3  # a duty is not met: it is mended, or the copy goes


@dataclass(frozen=True, slots=True)
class Drift:
    """One departure: `kind` names it (the same over every look), `says` what is seen."""

    kind: str
    grade: Grade
    says: str


@dataclass(frozen=True, slots=True)
class OpenDrift:
    """A departure as it is remembered: first and last seen, and when it was cured (None: it stands)."""

    drift: Drift
    first_seen: datetime
    last_seen: datetime
    cured_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LivePage:
    """A live page as it was read: where it was found, its HTML, and its header lines that speak of robots."""

    url: str
    html: str
    signals: tuple[tuple[str, str], ...] = ()


def standing(known: Sequence[OpenDrift], found: Iterable[Drift], now: datetime) -> tuple[OpenDrift, ...]:
    """What is remembered after a look: what is seen again goes on, what is new begins, what is not seen any more is cured.

    A departure that comes back after it was cured begins anew. Cured ones stay in the list.
    """
    seen = {drift.kind: drift for drift in found}
    after = []
    for one in known:
        drift = seen.get(one.drift.kind) if one.cured_at is None else None
        if one.cured_at is not None:
            after.append(one)
        elif drift is None:
            after.append(replace(one, cured_at=now))
        else:
            after.append(replace(one, drift=seen.pop(drift.kind), last_seen=now))
    return (*after, *(OpenDrift(drift, now, now) for drift in seen.values()))
