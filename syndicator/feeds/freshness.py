"""When a source may be asked again: what its answers and its feed say, as a time; never later than a day from now."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from syndicator.feeds.outline import Element

LONGEST = timedelta(hours=24)
_MAX_VALIDATOR = 1024
_SY = "http://purl.org/rss/1.0/modules/syndication/"
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MAX_AGE = re.compile(r"(?i)(?:^|[,\s])max-age\s*=\s*\"?(\d{1,12})")
_NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Hints:
    """What a feed itself asks of its readers: minutes between polls, and hours and days (UTC) without any."""

    minutes: int = 0
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


def hints(feed: Element) -> Hints:
    """Read RSS `ttl`, `skipHours` and `skipDays` and the syndication module; what makes no sense is passed over."""
    hours = {int(h) % 24 for h in _listed(feed, "skipHours", "hour") if _NUMBER.fullmatch(h) and int(h) <= 24}
    days = {_DAYS.index(d.lower()) for d in _listed(feed, "skipDays", "day") if d.lower() in _DAYS}
    return Hints(
        max(_number(feed.words("ttl")), _period(feed)),
        frozenset(hours) if len(hours) < 24 else frozenset(),
        frozenset(days) if len(days) < len(_DAYS) else frozenset(),
    )


def wait_until(headers: Mapping[str, str], asked: Hints, now: datetime) -> datetime | None:
    """The earliest polite next poll, between now and a day from now; None where nothing was said."""
    times = [t for t in (fresh_until(headers, now), now + timedelta(minutes=asked.minutes) if asked.minutes else None) if t]
    earliest = max(times, default=now)
    allowed = _allowed(earliest, asked)
    return clamped(allowed, now) if times or allowed > now else None


def fresh_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """How long an answer stays fresh (RFC 9111 §4.2): max-age less Age, else Expires less Date."""
    control = headers.get("cache-control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return None
    if found := _MAX_AGE.search(control):
        return now + timedelta(seconds=max(0, int(found.group(1)) - _number(headers.get("age", ""))))
    expires, date = http_date(headers.get("expires", "")), http_date(headers.get("date", ""))
    return now + max(expires - (date or now), timedelta(0)) if expires else None


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """What Retry-After asks for, in seconds or as any HTTP date (RFC 9110 §10.2.3), within a day; None where it says nothing."""
    said = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,18}", said):
        return clamped(now + timedelta(seconds=min(int(said), LONGEST.total_seconds())), now)
    found = http_date(said)
    return clamped(found, now) if found else None


def validator(headers: Mapping[str, str], name: str) -> str:
    """A validator byte for byte; one of absurd length is not kept."""
    value = headers.get(name, "")
    return value if len(value) <= _MAX_VALIDATOR else ""


def clamped(when: datetime, now: datetime) -> datetime:
    """`when`, but not before now and not later than a day from now."""
    return min(max(when, now), now + LONGEST)


def http_date(text: str) -> datetime | None:
    """An HTTP date in any of its three forms (asctime has no zone and means UTC); None for anything else."""
    try:
        found = parsedate_to_datetime(text.strip())
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _allowed(when: datetime, asked: Hints) -> datetime:
    """The first minute from `when` on that is in no skipped hour or day."""
    for _ in range(8 * 24):
        if when.hour not in asked.skip_hours and when.weekday() not in asked.skip_days:
            return when
        when = when.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return when


def _period(feed: Element) -> int:
    unit = _PERIODS.get(feed.words("updatePeriod", _SY).lower(), 0)
    times = _number(feed.words("updateFrequency", _SY)) or 1
    if not unit and feed.first("updateFrequency", _SY) is not None and not feed.words("updatePeriod", _SY):
        unit = _PERIODS["daily"]
    return unit // times


def _listed(feed: Element, outer: str, inner: str) -> list[str]:
    return [e.text.strip() for box in feed.all(outer) for e in box.all(inner)]


def _number(text: str) -> int:
    return int(text) if _NUMBER.fullmatch(text.strip()) else 0
