"""Durations are read as they are written."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.settings.values import duration, spelled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15s", timedelta(seconds=15)),
        ("90m", timedelta(minutes=90)),
        ("1h30m", timedelta(minutes=90)),
        ("30d", timedelta(days=30)),
        ("2w", timedelta(days=14)),
        (" 1d12h ", timedelta(hours=36)),
    ],
)
def test_a_duration_is_read(text, expected):
    """Number and unit, the larger unit first."""
    assert expected == duration(text)


@given(st.integers(min_value=1, max_value=36_500 * 86_400))
def test_a_duration_is_spelled_as_it_is_read(seconds):
    """Spelling and reading are each other's inverse."""
    length = timedelta(seconds=seconds)
    assert length == duration(spelled(length))
