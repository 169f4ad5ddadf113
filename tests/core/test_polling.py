"""When a source is asked again: never before pace, feed and server allow; as often as it has news; the same after a restart."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.polling import LONGEST_WISH, Hints, Pace, Polled, Rhythm, next_poll

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)  # a Tuesday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PACE = Pace(HOUR, DAY)
POLLED = Polled(name="s", pace=PACE)


def rhythm(gap: timedelta, silence: timedelta = timedelta(), shown: int = 20) -> Rhythm:
    return Rhythm(gap.total_seconds(), NOW - silence, shown)


def test_a_poll_is_never_early():
    """Jitter only adds: 59 minutes are less than an hour. It comes from the name, so that a restart changes nothing."""
    due = {next_poll(replace(POLLED, name=f"s{n}"), NOW) for n in range(50)}

    assert len(due) > 40
    assert all(NOW + HOUR <= d <= NOW + HOUR * 1.1 for d in due)
    assert next_poll(POLLED, NOW) == next_poll(POLLED, NOW)


def test_sources_that_were_added_together_part_after_their_first_poll():
    """A thousand of them fill the second hour evenly: no minute has more than twice the mean (give or take chance)."""
    due = [next_poll(replace(POLLED, name=f"s{n}", first=True), NOW) for n in range(1000)]
    minutes = [int((d - NOW).total_seconds() // 60) for d in due]

    assert set(range(60, 120)) == set(minutes)
    assert max(minutes.count(m) for m in range(60, 120)) <= 2 * 1000 / 60


def test_no_poll_before_the_server_said():
    """What the server asks for goes over our pace; whoever was told the same moment comes within minutes of it, not all at once."""
    due = {next_poll(replace(POLLED, name=f"s{n}", wait_until=NOW + 5 * HOUR), NOW) for n in range(50)}

    assert len(due) > 40
    assert all(timedelta(seconds=10) <= d - (NOW + 5 * HOUR) <= timedelta(minutes=7) for d in due)


@pytest.mark.parametrize("failures", [1, 5, 50, 10_000])
def test_failures_slow_down_to_a_day_and_no_further(failures: int):
    """A dead source is asked about once a day, for ever."""
    assert NOW + HOUR < next_poll(replace(POLLED, failures=failures), NOW) <= NOW + DAY * 1.1


def test_one_success_ends_the_back_off():
    """What came back is polled as before."""
    assert next_poll(replace(POLLED, failures=9), NOW) > NOW + 20 * HOUR
    assert next_poll(POLLED, NOW) <= NOW + 1.1 * HOUR


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Rhythm(), HOUR),
        (rhythm(timedelta(minutes=10)), HOUR),
        (rhythm(6 * HOUR), 3 * HOUR),
        (rhythm(7 * DAY), DAY),
        (rhythm(6 * HOUR, silence=16 * HOUR), 4 * HOUR),
        (rhythm(6 * HOUR, silence=30 * DAY), DAY),
        (rhythm(timedelta(minutes=10), silence=2 * HOUR), HOUR),
    ],
)
def test_a_feed_is_polled_as_often_as_it_has_news(found: Rhythm, expected: timedelta):
    """Half its usual gap, a quarter of its silence where that is longer; between the operator's bounds."""
    assert expected == found.pause(PACE, NOW, cheap=True)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Rhythm(), DAY),
        (rhythm(timedelta(minutes=5), shown=20), HOUR),
        (rhythm(timedelta(minutes=30), shown=20), 2.5 * HOUR),
        (rhythm(6 * HOUR, shown=20), DAY),
        (rhythm(6 * HOUR, shown=0), DAY),
    ],
)
def test_where_a_poll_moves_the_whole_feed_a_day_is_waited(found: Rhythm, expected: timedelta):
    """Unless a quarter of what the feed shows would be gone by then: nothing may be missed."""
    assert expected == found.pause(PACE, NOW, cheap=False)


def test_a_pace_slower_than_the_slowest_is_kept():
    """The operator's cadence wins over the general bound."""
    assert 3 * DAY == Rhythm().pause(Pace(3 * DAY, DAY), NOW, cheap=True)


def test_a_first_reading_gives_a_rhythm():
    """The middle of the gaps between its newest entries; one old entry does not count for much."""
    times = [NOW - n * 2 * HOUR for n in range(10)] + [NOW - 400 * DAY, NOW + 3 * HOUR]
    assert Rhythm(2 * 3600, NOW, 12) == Rhythm().heard(times, 12, NOW)
    assert Rhythm(0.0, NOW, 3) == Rhythm().heard([], 3, NOW)
    assert Rhythm(0.0, NOW - DAY, 1) == Rhythm().heard([NOW - DAY], 1, NOW)


def test_the_rhythm_follows_what_comes():
    """A new entry moves it by three tenths; an old one, known or not, leaves it alone."""
    known = rhythm(10 * HOUR, silence=20 * HOUR, shown=5)
    assert Rhythm(13 * 3600, NOW, 6) == known.heard([NOW, NOW - 20 * HOUR], 6, NOW)
    assert Rhythm(10 * 3600, NOW - 10 * HOUR, 6) == known.heard([NOW - 10 * HOUR, NOW - 30 * DAY], 6, NOW)
    assert replace(known, shown=6) == known.heard([NOW - 20 * HOUR, NOW - 3 * DAY], 6, NOW)
    assert Rhythm(1800, NOW, 2) == Rhythm(0.0, NOW - HOUR, 0).heard([NOW, NOW - HOUR / 2], 2, NOW)


@pytest.mark.parametrize(
    ("hints", "at", "expected"),
    [
        (Hints(skip_hours=(13, 14)), NOW + HOUR, NOW + 3 * HOUR),
        (Hints(skip_hours=(11,)), NOW + HOUR / 2, NOW + HOUR / 2),
        (Hints(skip_hours=(22, 23, 0, 1)), NOW + 10.5 * HOUR, NOW.replace(day=11, hour=2)),
        (Hints(skip_days=(1,)), NOW, NOW.replace(day=11, hour=0)),
        (Hints(skip_hours=(0, 1), skip_days=(1,)), NOW, NOW.replace(day=11, hour=2)),
        (Hints(skip_hours=tuple(range(24))), NOW, NOW),
    ],
)
def test_skipped_hours_and_days_are_skipped(hints: Hints, at: datetime, expected: datetime):
    """In UTC, across midnight; a feed that skips everything is not listened to."""
    assert expected == hints.allowed(at)


def test_a_feeds_minutes_are_kept():
    """Those of ttl and sy:updatePeriod go over our pace, up to a week."""
    assert NOW + 5 * HOUR == next_poll(replace(POLLED, hints=Hints(300)), NOW)
    assert NOW + LONGEST_WISH == next_poll(replace(POLLED, hints=Hints(10**9)), NOW)


def test_a_publishing_schedule_is_met():
    """sy:updateBase says when the feed is published anew: the poll comes then, not just before."""
    hints = Hints(360, base=datetime(2000, 1, 1, 2, 30, tzinfo=UTC))
    assert NOW.replace(hour=20, minute=30) == next_poll(replace(POLLED, hints=hints), NOW)


@given(
    gap=st.floats(0, 1e9), silence=st.floats(0, 1e9), shown=st.integers(0, 500), cheap=st.booleans(), first=st.booleans(),
    failures=st.integers(0, 10**6), minutes=st.integers(0, 10**9), name=st.text(max_size=9), asked=st.none() | st.floats(0, 2.6e6),
    skipped=st.frozensets(st.integers(0, 23), max_size=23), days=st.frozensets(st.integers(0, 6), max_size=6),
)  # fmt: skip
def test_whatever_is_asked_the_next_poll_keeps_it(gap, silence, shown, cheap, first, failures, minutes, name, asked, skipped, days):
    """No poll before the pace, the feed's minutes or the server's wish; none in a skipped hour or day; none without end."""
    wait_until = None if asked is None else NOW + timedelta(seconds=asked)
    found = Rhythm(gap, NOW - timedelta(seconds=silence), shown)
    hints = Hints(minutes, tuple(sorted(skipped)), tuple(sorted(days)))
    polled = Polled(name=name, pace=PACE, rhythm=found, hints=hints, cheap=cheap, first=first, failures=failures, wait_until=wait_until)
    due = next_poll(polled, NOW)

    assert due >= max(NOW + HOUR, NOW + min(timedelta(minutes=minutes), LONGEST_WISH), wait_until or NOW)
    assert (due.hour in skipped, due.weekday() in days) == (False, False)
    assert due <= max(NOW + 2 * DAY, NOW + LONGEST_WISH, wait_until or NOW) + 8 * DAY + HOUR
