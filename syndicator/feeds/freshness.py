"""When a source may be asked again: what its answers and its feed say."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from syndicator.core.polling import LONGEST_REFUSAL, LONGEST_WISH, Hints
from syndicator.feeds.outline import Element

_MAX_VALIDATOR = 1024
_FOR_EVER = 10**9  # seconds; more would leave the calendar
_SY = "http://purl.org/rss/1.0/modules/syndication/"
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MAX_AGE = re.compile(r"(?i)(?:^|[,\s])max-age\s*=\s*\"?(\d{1,12})")
_NUMBER = re.compile(r"\d{1,9}")


def hints(feed: Element) -> Hints:
    """Read RSS `ttl`, `skipHours` and `skipDays` and the syndication module; what makes no sense (to skip all hours) is passed over."""
    hours = {int(h) % 24 for h in _listed(feed, "skipHours", "hour") if _NUMBER.fullmatch(h) and int(h) <= 24}
    days = {_DAYS.index(d.lower()) for d in _listed(feed, "skipDays", "day") if d.lower() in _DAYS}
    period = _period(feed)
    return Hints(
        max(_number(feed.words("ttl")), period),
        tuple(sorted(hours)) if len(hours) < 24 else (),
        tuple(sorted(days)) if len(days) < len(_DAYS) else (),
        _base(feed.words("updateBase", _SY)) if period else None,
    )


def wait_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """The earliest polite next poll after an answer that is well; None where it does not say."""
    fresh = fresh_until(headers, now)
    return clamped(fresh, now, LONGEST_WISH) if fresh else None


def fresh_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """How long an answer stays fresh (RFC 9111 §4.2): max-age less Age, else Expires less Date."""
    control = headers.get("cache-control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return None
    if found := _MAX_AGE.search(control):
        return now + timedelta(seconds=min(max(0, int(found.group(1)) - _number(headers.get("age", ""))), _FOR_EVER))
    if (expires := http_date(headers.get("expires", ""))) is None:
        return None
    return now + max(expires - (http_date(headers.get("date", "")) or now), timedelta(0))


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """What Retry-After asks for, in seconds or as any HTTP date (RFC 9110 §10.2.3), within 30 days; None where it says nothing."""
    said = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,18}", said):
        return clamped(now + timedelta(seconds=min(int(said), LONGEST_REFUSAL.total_seconds())), now, LONGEST_REFUSAL)
    found = http_date(said)
    return clamped(found, now, LONGEST_REFUSAL) if found else None


def validator(headers: Mapping[str, str], name: str) -> str:
    """A validator byte for byte; one of absurd length is not kept."""
    value = headers.get(name, "")
    return value if len(value) <= _MAX_VALIDATOR else ""


def clamped(when: datetime, now: datetime, longest: timedelta) -> datetime:
    """`when`, but not before now and not later than `longest` from now."""
    return min(max(when, now), now + longest)


def http_date(text: str) -> datetime | None:
    """An HTTP date in any of its three forms (asctime has no zone and means UTC); None for anything else."""
    if not text:
        return None
    try:
        found = parsedate_to_datetime(text.strip())
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _period(feed: Element) -> int:
    unit = _PERIODS.get(feed.words("updatePeriod", _SY).lower(), 0)
    times = _number(feed.words("updateFrequency", _SY)) or 1
    if not unit and feed.first("updateFrequency", _SY) is not None and not feed.words("updatePeriod", _SY):
        unit = _PERIODS["daily"]
    return unit // times


def _base(text: str) -> datetime | None:
    """A W3CDTF moment (a day alone is its first); None for anything else."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _listed(feed: Element, outer: str, inner: str) -> list[str]:
    return [e.text.strip() for box in feed.all(outer) for e in box.all(inner)]


def _number(text: str) -> int:
    return int(text) if _NUMBER.fullmatch(text.strip()) else 0
