"""Every way in which sites say when they want to be left alone."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from syndicator.sites.pace import asked_to_wait, retry_after, spent
from tests.sites.support import NOW


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", NOW + timedelta(minutes=2)),
        ("0", NOW),
        ("999999999999", NOW + timedelta(days=1)),
        ("Thu, 05 Mar 2026 10:30:00 GMT", NOW + timedelta(minutes=30)),
        ("Thu, 05 Mar 2020 10:30:00 GMT", NOW),
        ("Thu, 05 Mar 2099 10:30:00 GMT", NOW + timedelta(days=1)),
        ("Thursday, 05-Mar-26 10:30:00 GMT", NOW + timedelta(minutes=30)),
        ("-5", None),
        ("1.5", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_retry_after_in_every_shape(value: str, expected: datetime | None) -> None:
    """Seconds or a date; never in the past, never more than a day ahead; nonsense is nothing."""
    assert expected == retry_after(value, NOW)


IN_A_MINUTE = NOW + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        ({}, {}, None),
        ({"retry-after": "60"}, {"retry_after": 5}, IN_A_MINUTE),
        ({}, {"message": "Slow", "retry_after": 60.0, "global": False}, IN_A_MINUTE),
        ({}, {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 60_000}, IN_A_MINUTE),
        ({}, {"errors": ["Slow"], "error_type": "rate_limit", "extras": {"wait_seconds": 60}}, IN_A_MINUTE),
        ({}, {"ok": False, "error_code": 429, "parameters": {"retry_after": 60}}, IN_A_MINUTE),
        ({"x-ratelimit-reset": IN_A_MINUTE.isoformat().replace("+00:00", "Z")}, {}, IN_A_MINUTE),
        ({"ratelimit-reset": str(int(IN_A_MINUTE.timestamp()))}, {}, IN_A_MINUTE),
        ({"ratelimit-reset": "60"}, {}, IN_A_MINUTE),
        ({"x-ratelimit-reset-after": "60.0"}, {}, IN_A_MINUTE),
        ({"x-ratelimit-reset": "99999999999"}, {}, NOW + timedelta(days=1)),
        ({"x-ratelimit-reset": "soon"}, {"retry_after": "60", "retry_after_ms": True}, None),
        ({}, {"retry_after": -60, "extras": [], "parameters": None}, None),
        ({}, [60], None),
    ],
)
def test_a_refusal_tells_its_time_in_many_ways(headers: dict[str, str], body: Any, expected: datetime | None) -> None:
    """The header first, then the body in the words of each site; nonsense is nothing."""
    assert expected == asked_to_wait(headers, json.dumps(body).encode(), NOW)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": IN_A_MINUTE.isoformat()}, IN_A_MINUTE),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "60"}, IN_A_MINUTE),
        ({"ratelimit": '"default";r=0;t=60'}, IN_A_MINUTE),
        ({"x-ratelimit-remaining": "1", "x-ratelimit-reset": "60"}, None),
        ({"ratelimit": '"default";r=10;t=60'}, None),
        ({"x-ratelimit-remaining": "0"}, None),
        ({"x-ratelimit-reset": "60"}, None),
    ],
)
def test_the_last_answer_before_a_limit_says_so(headers: dict[str, str], expected: datetime | None) -> None:
    """Nothing left and a time: that is waited for before a refusal has to come."""
    assert expected == spent(headers, NOW)
