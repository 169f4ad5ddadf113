"""When a site wants to be left alone, in every way in which sites say it; what it says is obeyed before anything is sent.

`Retry-After` (RFC 9110 §10.2.3); `RateLimit-Remaining` and `RateLimit-Reset` with or without `X-` (Mastodon: a time in
ISO 8601; Bluesky: seconds since 1970; others: seconds to wait) and `X-RateLimit-Reset-After` (Discord); the one header
`RateLimit` of draft-ietf-httpapi-ratelimit-headers; and JSON bodies: `retry_after` (Discord, Telegram), `retry_after_ms`
(Matrix), `extras.wait_seconds` (Discourse).
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TypeGuard

_LONGEST_WAIT = timedelta(hours=24)
_EPOCH = 1_000_000_000  # a number this large is a time, a smaller one a wait
_NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,9})?")
_DRAFT = re.compile(r";\s*(r|t)=([0-9]{1,12})")


def retry_after(value: str, now: datetime) -> datetime | None:
    """When to try again (RFC 9110 §10.2.3: seconds or a date), at most a day ahead; None for no or a senseless value."""
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,12}", value):
        return _ahead(now, float(value))
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    return _bounded(date, now)


def asked_to_wait(headers: Mapping[str, str], body: bytes, now: datetime) -> datetime | None:
    """When a refused request may come again, by whatever says so; `headers` have names in lower case."""
    return retry_after(headers.get("retry-after", ""), now) or _in_body(body, now) or _reset(headers, now)


def spent(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Until when nothing more may be sent, where an answer says that it was the last for now; None where more may."""
    limits = dict(_DRAFT.findall(headers.get("ratelimit", "")))
    if limits.get("r") == "0":
        return _ahead(now, float(limits["t"])) if "t" in limits else _reset(headers, now)
    left = headers.get("x-ratelimit-remaining") or headers.get("ratelimit-remaining") or ""
    return _reset(headers, now) if re.fullmatch(r"0+(\.0+)?", left.strip()) else None


def _reset(headers: Mapping[str, str], now: datetime) -> datetime | None:
    after = headers.get("x-ratelimit-reset-after", "").strip()
    if _NUMBER.fullmatch(after):
        return _ahead(now, float(after))
    value = (headers.get("x-ratelimit-reset") or headers.get("ratelimit-reset") or "").strip()
    if _NUMBER.fullmatch(value):
        number = float(value)
        return _ahead(now, number - now.timestamp() if number >= _EPOCH else number)
    try:
        return _bounded(datetime.fromisoformat(value), now)
    except ValueError:
        return None


def _in_body(body: bytes, now: datetime) -> datetime | None:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    extras, parameters = (part if isinstance(part, dict) else {} for part in (value.get("extras"), value.get("parameters")))
    seconds = (value.get("retry_after"), extras.get("wait_seconds"), parameters.get("retry_after"))
    found = [float(one) for one in seconds if _is_number(one)]
    found += [float(one) / 1000 for one in (value.get("retry_after_ms"),) if _is_number(one)]
    return _ahead(now, found[0]) if found else None


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 10**12


def _ahead(now: datetime, seconds: float) -> datetime:
    return now + min(timedelta(seconds=max(seconds, 0)), _LONGEST_WAIT)


def _bounded(date: datetime, now: datetime) -> datetime:
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return min(max(date, now), now + _LONGEST_WAIT)
