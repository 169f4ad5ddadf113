"""How long a copy took to go, from the first word that it must until readers met it no more; read from the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from syndicator.core.ledger import Entry, Told

_NOT_ALLOWED = ("hold", "refuse", "wait")


@dataclass(frozen=True, slots=True)
class TakenDown:
    """One withdrawal of a copy: what asked for it and when, when the site took it down, and when its page was seen to be gone."""

    site: str
    signal: str  # article | takedown | decision | verdict | asked
    signal_at: datetime
    down_at: datetime
    gone_at: datetime | None = None

    @property
    def took(self) -> timedelta:
        """From the signal until the site had taken it down."""
        return self.down_at - self.signal_at


def taken_down(entries: Iterable[Entry]) -> list[TakenDown]:
    """Every withdrawal that the entries about one article tell of, oldest first."""
    found: list[TakenDown] = []
    first: dict[str, Told] = {}  # the first word against the copy of each site, since it was last made; "" for all of them
    for told in (entry.read() for entry in entries):
        if told.kind == "receipt":
            first.pop(told.site, None)
        elif _is_signal(told):
            first.setdefault(told.site, told)
        elif told.kind == "withdrawal":
            found += _ended(first, told)
        elif told.kind == "proof" and told.says.get("state") == "withdrawn":
            found = [replace(one, gone_at=told.at) if one.site == told.site and one.gone_at is None else one for one in found]
    return found


def _ended(first: dict[str, Told], told: Told) -> list[TakenDown]:
    signals = [signal for signal in (first.get(""), first.pop(told.site, None)) if signal is not None]
    signal = min(signals, key=lambda one: one.seq, default=None)
    return [TakenDown(told.site, signal.kind, said_at(signal), told.at)] if signal else []


def said_at(signal: Told) -> datetime:
    """When a signal came: a request that waited for a person came when it was noted."""
    asked = signal.says.get("asked_at") if signal.kind == "takedown" else None
    return datetime.fromisoformat(str(asked)) if asked else signal.at


def _is_signal(told: Told) -> bool:
    return (
        told.kind == "takedown"
        or (told.kind == "article" and bool(told.says.get("withdrawn")))
        or (told.kind == "decision" and told.says.get("choice") == "reject")
        or (told.kind == "verdict" and told.says.get("answer") in _NOT_ALLOWED)
        or (told.kind == "asked" and told.says.get("deed") == "withdraw")
    )
