"""When a feed's server sees us again, and where: over the whole road, under a clock of its own."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.feeds.household import START, Household, Publisher, answer, feed

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTE = timedelta(minutes=1)
FED = {"ETag": '"1"'}


def test_no_feed_is_asked_twice_within_the_hour(publisher: Publisher, house: Household) -> None:
    """59 minutes are too early; then within two hours the first time, within the tenth of one ever after."""
    publisher.answers["/feed"] = answer(200, feed(), FED)
    house.poll()
    assert HOUR <= house.wait <= 2 * HOUR
    house.poll(59 * MINUTE)
    assert 1 == len(publisher.asked)
    house.poll(2 * HOUR)
    assert HOUR <= house.wait <= 1.1 * HOUR


def test_a_feed_without_validators_is_asked_once_a_day(publisher: Publisher, house: Household) -> None:
    """Each request moves all of it."""
    publisher.answers["/feed"] = answer(200, feed())
    house.poll()
    assert DAY <= house.wait <= 2 * DAY
    house.poll(2 * DAY)
    house.poll(23 * HOUR)
    assert 2 == len(publisher.asked)


def test_restarts_cost_no_request(publisher: Publisher, house: Household) -> None:
    """Ten of them within the hour: what is due rests in the store."""
    publisher.answers["/feed"] = answer(200, feed(), FED)
    house.poll()
    for _ in range(10):
        house.restart()
        house.poll(5 * MINUTE)
    assert 1 == len(publisher.asked)


@pytest.mark.parametrize("status", [200, 304])
@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Cache-Control": "max-age=18000"}, 5 * HOUR),
        ({"Cache-Control": "public, max-age=18000, immutable", "Age": "3600"}, 4 * HOUR),
        ({"Expires": "Wed, 11 Mar 2026 12:00:00 GMT", "Date": "Tue, 10 Mar 2026 02:00:00 GMT"}, 34 * HOUR),
        ({"Cache-Control": "max-age=60"}, HOUR),
        ({"Cache-Control": "no-cache, max-age=18000"}, HOUR),
        ({"Expires": "0"}, HOUR),
    ],
)
def test_an_answer_is_not_asked_for_while_it_is_fresh(
    publisher: Publisher, house: Household, status: int, headers: dict[str, str], wait: timedelta
) -> None:
    """RFC 9111 §4.2; and what goes stale sooner is no reason to come sooner."""
    publisher.answers["/feed"] = answer(200, feed(), FED)
    house.poll()
    publisher.answers["/feed"] = answer(status, feed() if status == 200 else b"", {**FED, **headers})
    house.poll(2 * HOUR)
    assert wait <= house.wait <= wait + 7 * MINUTE


@pytest.mark.parametrize("status", [429, 503, 500, 404, 403])
def test_an_error_may_say_how_long_it_stays_one(publisher: Publisher, house: Household, status: int) -> None:
    """A max-age of two days on a 429 has been seen."""
    publisher.answers["/feed"] = answer(status, b"no", {"Cache-Control": "max-age=172800"})
    house.poll()
    assert 2 * DAY <= house.wait <= 2 * DAY + 7 * MINUTE


@pytest.mark.parametrize("status", [429, 503, 500, 403])
@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("36000", 10 * HOUR),
        ("Tue, 10 Mar 2026 22:00:00 GMT", 10 * HOUR),
        ("Tuesday, 10-Mar-26 22:00:00 GMT", 10 * HOUR),
        ("Tue Mar 10 22:00:00 2026", 10 * HOUR),
        ("315360000", 30 * DAY),
        ("Tue, 10 Mar 2036 22:00:00 GMT", 30 * DAY),
    ],
)
def test_retry_after_is_kept(publisher: Publisher, house: Household, status: int, said: str, wait: timedelta) -> None:
    """In seconds and in all three forms of a date (RFC 9110 §10.2.3), up to a month, and over a restart."""
    publisher.answers["/feed"] = answer(status, b"no", {"Retry-After": said})
    house.poll()
    assert wait <= house.wait <= wait + 7 * MINUTE
    house.restart()
    house.poll(wait - MINUTE)
    assert 1 == len(publisher.asked)


@pytest.mark.parametrize("said", ["Tue, 10 Mar 2020 22:00:00 GMT", "0", "-5", "soon", "1.5 hours", ""])
def test_a_retry_after_that_says_nothing_leaves_the_back_off(publisher: Publisher, house: Household, said: str) -> None:
    """Past or nonsense: twice the cadence after the first failure, and never faster for an error."""
    publisher.answers["/feed"] = answer(503, b"no", {"Retry-After": said})
    house.poll()
    assert 2 * HOUR <= house.wait <= 4 * HOUR


def test_the_back_off_grows_to_a_day_and_recovers(publisher: Publisher, house: Household) -> None:
    """A dead feed is asked once a day; the first answer brings its old pace back."""
    publisher.answers["/feed"] = answer(500)
    waits = []
    for _ in range(8):
        house.poll(house.wait if publisher.asked else timedelta())
        waits.append(house.wait)
    publisher.answers["/feed"] = answer(200, feed(), FED)
    house.poll(house.wait)
    house.poll(house.wait)
    assert all(earlier <= later * 1.1 for earlier, later in pairwise(waits[1:]))
    assert DAY <= waits[-1] <= 1.1 * DAY
    assert HOUR <= house.wait <= 1.1 * HOUR


def test_a_410_ends_it_for_good(publisher: Publisher, house: Household) -> None:
    """Over restarts and years; only another address begins anew."""
    publisher.answers["/feed"] = answer(410)
    house.poll()
    for _ in range(3):
        house.restart()
        house.poll(400 * DAY)
    assert (1, None) == (len(publisher.asked), house.row.next_poll)


@pytest.mark.parametrize(
    ("head", "due"),
    [
        ("<skipHours><hour>22</hour><hour>23</hour><hour>24</hour><hour>1</hour></skipHours>", START + 14 * HOUR),
        ("<skipDays><day>Tuesday</day><day>Wednesday</day></skipDays>", START + 36 * HOUR),
        ("<skipHours>" + "".join(f"<hour>{h}</hour>" for h in range(24)) + "</skipHours>", START + 10 * HOUR),
        ("<ttl>720</ttl>", START + 12 * HOUR),
        ("<ttl>0</ttl>", START + 10 * HOUR),
        ("<ttl>-5</ttl>", START + 10 * HOUR),
        ("<ttl>1000000000</ttl>", START + 10 * HOUR),
        ("<ttl>999999999</ttl>", START + 7 * DAY),
        ("<ttl>abc</ttl>", START + 10 * HOUR),
        ('<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">daily</sy:updatePeriod>', START + DAY),
    ],
)
def test_the_feed_says_when_it_wants_to_be_asked(publisher: Publisher, tmp_path: Path, head: str, due: datetime) -> None:
    """Hours (UTC) and days without, minutes between; across midnight. What makes no sense changes nothing."""
    publisher.answers["/feed"] = answer(200, feed(head=head), FED)
    house = Household(tmp_path / "store.sqlite", f"{publisher.base}/feed", cadence=10 * HOUR)
    house.poll()
    publisher.answers["/feed"] = answer(304)
    found = house.row.next_poll
    house.close()
    assert due <= found <= due + 10 * HOUR


def test_what_a_feed_wants_holds_while_it_is_unchanged(publisher: Publisher, house: Household) -> None:
    """A 304 repeats no feed; hours that are skipped are skipped all the same, also by a poll that is late."""
    publisher.answers["/feed"] = answer(200, feed(head="<ttl>120</ttl><skipHours><hour>18</hour><hour>19</hour></skipHours>"), FED)
    house.poll()
    publisher.answers["/feed"] = answer(304)
    house.poll(3 * HOUR)
    assert 2 * HOUR <= house.wait
    house.poll(timedelta(hours=3, minutes=30))  # 18:30
    assert 2 == len(publisher.asked)
    house.poll(timedelta(hours=1, minutes=30))
    assert 3 == len(publisher.asked)


def moves(publisher: Publisher, *hops: int) -> None:
    """`/feed` leads over these statuses to `/0`, `/1` and so on; the last one answers."""
    places = ["/feed", *(f"/{n}" for n in range(len(hops)))]
    for place, status, there in zip(places, hops, places[1:], strict=False):
        publisher.answers[place] = answer(status, headers={"Location": there})
    publisher.answers[places[-1]] = answer(200, feed(), FED)


def test_a_permanent_move_is_believed_the_second_time(publisher: Publisher, house: Household) -> None:
    """308 and 301 all the way, at two polls running: then the new address is asked, and no other."""
    moves(publisher, 308, 301)
    for _ in range(3):
        house.poll(3 * HOUR)
    assert ["/feed", "/0", "/1", "/feed", "/0", "/1", "/1"] == [one.target for one in publisher.asked]
    assert [None, None, None, None, None, '"1"', '"1"'] == [one.get("If-None-Match") for one in publisher.asked]


def test_a_move_that_is_believed_is_told(publisher: Publisher, house: Household) -> None:
    """The operator sees where the feed is asked now; a move seen once is not told."""
    moves(publisher, 308, 301)
    told = [house.poll(3 * HOUR).moved_to for _ in range(2)]
    assert ["", "/1"] == [urlsplit(address).path for address in told]


def test_a_move_with_one_passing_hop_is_not_believed(publisher: Publisher, house: Household) -> None:
    """301, then 302: the old address is asked for ever, and conditions go to none but the one they came from."""
    moves(publisher, 301, 302)
    for _ in range(3):
        house.poll(3 * HOUR)
    assert ["/feed", "/0", "/1"] * 3 == [one.target for one in publisher.asked]
    assert [None, None, None, None, None, '"1"', None, None, '"1"'] == [one.get("If-None-Match") for one in publisher.asked]


def test_a_circle_of_redirects_is_left(publisher: Publisher, house: Household) -> None:
    """After five, once a poll, and the back-off grows."""
    publisher.answers["/feed"] = answer(301, headers={"Location": "/0"})
    publisher.answers["/0"] = answer(301, headers={"Location": "/feed"})
    house.poll()
    assert (6, True) == (len(publisher.asked), "redirects more than 5 times" in house.row.problem)
    assert 2 * HOUR <= house.wait


@pytest.mark.parametrize("there", ["http://127.0.0.2/", "http://169.254.169.254/latest/", "http://[::1]/", "http://10.0.0.1/"])
def test_a_redirect_into_a_private_network_is_refused(publisher: Publisher, house: Household, there: str) -> None:
    """The host of the feed was allowed by the operator; no other became so by it."""
    publisher.answers["/feed"] = answer(302, headers={"Location": there})
    house.poll()
    assert "is not a public address" in house.row.problem
