"""When a source may be asked again."""

from datetime import UTC, datetime, timedelta

import pytest

from syndicator.core.polling import Hints
from syndicator.feeds.freshness import fresh_until, hints, wait_until
from syndicator.feeds.outline import outline
from tests.feeds.conftest import NOW  # Tuesday, 10 March 2026, 12:00 UTC

SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'


BASE = datetime(2000, 1, 1, 11, tzinfo=UTC)


def hinted(inner: str) -> Hints:
    found = outline(f"<rss {SY}><channel>{inner}</channel></rss>".encode(), "").feed
    assert found is not None
    return hints(found)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<ttl>60</ttl>", Hints(60)),
        ("<ttl>-5</ttl>", Hints()),
        ("<ttl>abc</ttl>", Hints()),
        ("<ttl>0</ttl>", Hints()),
        ("<sy:updatePeriod> hourly </sy:updatePeriod>", Hints(60)),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", Hints(360)),
        ("<sy:updateFrequency>2</sy:updateFrequency>", Hints(720)),
        ("<sy:updatePeriod>sometimes</sy:updatePeriod>", Hints()),
        ("<ttl>30</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", Hints(60)),
        ("<skipHours><hour>3</hour><hour>24</hour><hour>99</hour><hour>x</hour></skipHours>", Hints(0, (0, 3))),
        ("<skipDays><day>Saturday</day><day>sunday</day><day>Someday</day></skipDays>", Hints(0, (), (5, 6))),
        ("<sy:updatePeriod>weekly</sy:updatePeriod><sy:updateBase>2000-01-01T12:00+01:00</sy:updateBase>", Hints(10080, base=BASE)),
        ("<sy:updateBase>2000-01-01T12:00+00:00</sy:updateBase>", Hints()),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateBase>soon</sy:updateBase>", Hints(60)),
        ("<ttl>1000000000</ttl>", Hints(0)),
        ("<skipHours>" + "".join(f"<hour>{h}</hour>" for h in range(24)) + "</skipHours>", Hints()),
    ],
)
def test_a_feeds_wishes_are_read(inner: str, expected: Hints) -> None:
    """What makes no sense, all hours among it, asks for nothing."""
    assert expected == hinted(inner)


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({"cache-control": "public, max-age=600"}, 10),
        ({"cache-control": "max-age=600", "age": "300"}, 5),
        ({"cache-control": "max-age=600", "age": "900"}, 0),
        ({"cache-control": "s-maxage=600"}, None),
        ({"cache-control": "no-cache, max-age=600"}, None),
        ({"cache-control": "no-store"}, None),
        ({"expires": "Tue, 10 Mar 2026 13:00:00 GMT", "date": "Tue, 10 Mar 2026 12:30:00 GMT"}, 30),
        ({"expires": "Tue, 10 Mar 2026 12:20:00 GMT"}, 20),
        ({"expires": "Tue, 10 Mar 2020 12:20:00 GMT"}, 0),
        ({"expires": "0"}, None),
        ({"expires": "-1", "date": "junk"}, None),
        ({}, None),
    ],
)
def test_freshness_follows_the_headers(headers: dict[str, str], minutes: int | None) -> None:
    """max-age less Age before Expires less Date; nothing where nothing is said."""
    expected = None if minutes is None else NOW + timedelta(minutes=minutes)
    assert expected == fresh_until(headers, NOW)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"cache-control": "max-age=7200"}, NOW + timedelta(hours=2)),
        ({"cache-control": "max-age=31536000"}, NOW + timedelta(days=7)),
        ({"cache-control": "max-age=999999999999"}, NOW + timedelta(days=7)),
        ({"expires": "Fri, 31 Dec 9999 23:59:59 GMT"}, NOW + timedelta(days=7)),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, NOW),
    ],
)
def test_a_wish_for_peace_is_kept_for_a_week(headers: dict[str, str], expected: datetime | None) -> None:
    """A server that gives out its files for a year did not mean its feed."""
    assert expected == wait_until(headers, NOW)
