"""Until when a breach may be mended, where the licence gives a time for it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from syndicator.core.drift.kinds import Grade, OpenDrift
from syndicator.core.licences import by_url

CURE = timedelta(days=30)


def cure_by(licence_url: str, drifts: Iterable[OpenDrift]) -> datetime | None:
    """When the licence ends for good unless every breach is mended before; None where no clock runs.

    Creative Commons 4.0, §6(b)(1): rights that a breach ended come back if it is cured within 30 days of its discovery.
    Earlier editions have no such clock (3.0 §7(a): the rights end at once, and only a new licence brings them back).
    """
    licence = by_url(licence_url)
    if licence is None or not licence.id.startswith("CC-BY") or not licence.id.endswith("-4.0"):
        return None
    first = min((one.first_seen for one in drifts if one.cured_at is None and one.drift.grade is Grade.BREACH), default=None)
    return first + CURE if first else None
