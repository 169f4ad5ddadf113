"""A day of some hundred sources under a clock of its own, restarted every hour: the same program measures ten thousand (bench/day.py)."""

from datetime import timedelta
from pathlib import Path

import pytest

from bench.day import Report, simulate


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return simulate(150, 24, 7, Path(tmp_path_factory.mktemp("day")))


def test_no_publisher_saw_what_it_must_not(day: Report) -> None:
    """No host asked twice at once; no feed before its hour is full or its server allows, in an hour it skips, or after 410.

    And no request with other validators than those that were given last.
    """
    assert [] == day.offences


def test_no_source_starves(day: Report) -> None:
    """Every source is asked, within a pass of being due."""
    assert (0, True) == (day.never, day.longest_overdue <= timedelta(minutes=3))


def test_restarts_cost_nothing(day: Report) -> None:
    """Twenty-three of them, and still only as many requests as there were before: every later one conditional where it can be."""
    assert 23 == day.restarts
    assert 150 < day.polls < 150 * 25
    assert day.conditional > day.polls / 2
