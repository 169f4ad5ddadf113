"""When next: never before a server said, never later than a day without reason, and the same after a restart."""

from datetime import UTC, datetime, timedelta

import pytest

from syndicator.core.schedule import MOST_ATTEMPTS, host, next_attempt, next_look, next_proof

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_look_keeps_its_pace_within_a_tenth():
    """±10 % from the document's own name: spread, and the same after a restart."""
    due = {next_look(HOUR, None, 0, f"s{n}", NOW) for n in range(50)}

    assert len(due) > 40
    assert all(NOW + HOUR * 0.9 <= d <= NOW + HOUR * 1.1 for d in due)
    assert next_look(HOUR, None, 0, "s", NOW) == next_look(HOUR, None, 0, "s", NOW)


def test_no_look_before_the_server_said():
    """What the server asks for goes over our pace."""
    assert NOW + 5 * HOUR == next_look(HOUR, NOW + 5 * HOUR, 0, "s", NOW)


@pytest.mark.parametrize("failures", [1, 5, 50, 10_000])
def test_failed_looks_slow_down_to_a_day_and_no_further(failures: int):
    """A dead page is asked about once a day, for ever."""
    assert NOW + HOUR < next_look(HOUR, None, failures, "s", NOW) <= NOW + timedelta(days=1.1)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://ana@A.Example.:8443/x", "a.example"),
        ("https://a.example./x", "a.example"),
        ("http://a.example:80?x", "a.example"),
        ("http://a.example:8o/x", "a.example"),
        ("http://b.example@a.example", "a.example"),
        ("http://b.example:80@a.example/", "a.example"),
        ("http://a.ex\tample/x", "a.example"),
        ("http://a.example\n", "a.example"),
        ("http://[::1]/", "::1"),
        ("http://[::1", ""),
        ("feed.xml", ""),
        ("", ""),
    ],
)
def test_the_host_of_an_address(url: str, expected: str):
    """Without user, port and the dot of the root; in lower case."""
    assert expected == host(url)


def test_attempts_wait_ever_longer_and_end():
    """From seconds to a day; after the last one a person looks."""
    waits = [next_attempt(n, None, "p", NOW) for n in range(1, MOST_ATTEMPTS)]

    assert waits[:8] == sorted(waits[:8])
    assert all(NOW + timedelta(hours=20) < later < NOW + timedelta(hours=28) for later in waits[8:])
    assert next_attempt(MOST_ATTEMPTS, None, "p", NOW) is None


def test_a_site_may_ask_for_more_time_but_not_for_ever():
    """Retry-After is honoured up to two days."""
    assert NOW + 7 * HOUR == next_attempt(1, NOW + 7 * HOUR, "p", NOW)
    assert NOW + timedelta(days=2) == next_attempt(1, NOW + timedelta(days=4000), "p", NOW)


def test_proofs_slow_down_but_never_end():
    """A copy that stays good is proven again after 1, 7, 30 and then every 90 days."""
    assert [1, 1, 7, 30, 90, 90] == [(next_proof(n, NOW) - NOW).days for n in range(6)]
