"""What a feed's server sees of us, header by header, over the whole road: read step, law, wire and store."""

from datetime import timedelta
from pathlib import Path

import pytest

from syndicator.stores.sql import SqlStore
from tests.feeds.household import AGENT, Asked, Household, Publisher, answer, feed

HOURS = timedelta(hours=3)
ODD_DATES = (
    "Tue, 15 Nov 1994 12:45:26 +0000",
    "tue, 15 nov 1994 12:45:26 gmt",
    "Tuesday, 15-Nov-94 12:45:26 GMT",
    "1994-11-15T12:45:26Z",
    'yesterday, about noon; "well" <&> 100%',
    "Mon, 99 Foo 9999 99:99:99 GMT",
)
ODD_TAGS = ('W/"a b"', '"a"', "no quotes", 'W/"', '""', '"\xe9\xff"', '"x-gzip"', "*")


def sent(asked: Asked) -> tuple[str | None, str | None]:
    return asked.get("If-None-Match"), asked.get("If-Modified-Since")


def test_the_first_request_has_no_conditions_every_later_one_has(publisher: Publisher, house: Household) -> None:
    """Whether the answer was 200 or 304, and over a restart."""
    publisher.answers["/feed"] = answer(200, feed(), {"ETag": '"1"', "Last-Modified": "Mon, 09 Mar 2026 10:00:00 GMT"})
    house.poll()
    house.poll(HOURS)
    publisher.answers["/feed"] = answer(304, headers={"ETag": '"1"'})
    house.poll(HOURS)
    house.restart()
    house.poll(HOURS)
    assert [(None, None), *[('"1"', "Mon, 09 Mar 2026 10:00:00 GMT")] * 3] == [sent(one) for one in publisher.asked]


@pytest.mark.parametrize("date", ODD_DATES)
def test_a_date_goes_back_byte_for_byte(publisher: Publisher, house: Household, date: str) -> None:
    """Never read, put in order, or replaced by a time of ours: the server may compare bytes."""
    publisher.answers["/feed"] = answer(200, feed(), {"Last-Modified": date, "Date": "Mon, 09 Mar 2026 11:00:00 GMT"})
    house.poll()
    house.poll(timedelta(days=2))
    assert [(None, None), (None, date)] == [sent(one) for one in publisher.asked]


@pytest.mark.parametrize("tag", ODD_TAGS)
def test_an_etag_goes_back_byte_for_byte(publisher: Publisher, house: Household, tag: str) -> None:
    """With its quotes, its mark of weakness, a suffix of whoever compressed it, and bytes that are no ASCII."""
    publisher.answers["/feed"] = answer(200, feed(), {"ETag": tag})
    house.poll()
    house.poll(HOURS)
    assert f"If-None-Match: {tag}\r\n".encode("latin-1") in publisher.asked[1].raw


def test_an_etag_that_changes_alone_is_taken(publisher: Publisher, house: Household) -> None:
    """A file written twice within a second keeps its date."""
    date = "Mon, 09 Mar 2026 10:00:00 GMT"
    for tag in ('"1"', '"2"', '"3"'):
        publisher.answers["/feed"] = answer(200, feed(1, 2, int(tag[1])), {"ETag": tag, "Last-Modified": date})
        house.poll(HOURS)
    assert [(None, None), ('"1"', date), ('"2"', date)] == [sent(one) for one in publisher.asked]


def test_validators_that_change_under_the_same_body_are_taken(publisher: Publisher, house: Household) -> None:
    """A file that was only touched."""
    for day in ("09", "10", "11"):
        publisher.answers["/feed"] = answer(200, feed(), {"ETag": f'"{day}"', "Last-Modified": f"{day} Mar"})
        house.poll(HOURS)
    assert [(None, None), ('"09"', "09 Mar"), ('"10"', "10 Mar")] == [sent(one) for one in publisher.asked]


def test_a_validator_that_is_dropped_is_forgotten(publisher: Publisher, house: Household) -> None:
    """A 200 without an ETag takes back the one before; nothing is kept for ever, and no old value comes up again."""
    publisher.answers["/feed"] = answer(200, feed(), {"ETag": '"1"', "Last-Modified": "Mon"})
    house.poll()
    publisher.answers["/feed"] = answer(200, feed(1, 2), {"Last-Modified": "Tue"})
    house.poll(HOURS)
    house.poll(HOURS)
    publisher.answers["/feed"] = answer(200, feed(1, 2, 3))
    house.poll(HOURS)
    house.poll(timedelta(days=3))
    assert [(None, None), ('"1"', "Mon"), (None, "Tue"), (None, "Tue"), (None, None)] == [sent(one) for one in publisher.asked]


def test_a_304_may_bring_new_validators(publisher: Publisher, house: Household) -> None:
    """And says how long it stays fresh; what it does not repeat is kept (RFC 9110 §15.4.5)."""
    publisher.answers["/feed"] = answer(200, feed(), {"ETag": '"1"', "Last-Modified": "Mon"})
    house.poll()
    publisher.answers["/feed"] = answer(304, headers={"ETag": 'W/"2"', "Cache-Control": "max-age=86400"})
    house.poll(HOURS)
    assert timedelta(days=1) <= house.wait < timedelta(days=1, minutes=10)
    house.poll(timedelta(days=1, minutes=10))
    assert [(None, None), ('"1"', "Mon"), ('W/"2"', "Mon")] == [sent(one) for one in publisher.asked]


def test_validators_of_what_could_not_be_read_are_not_kept(publisher: Publisher, house: Household) -> None:
    """The next request gets the feed again; a 304 to it would lose the entries for ever."""
    publisher.answers["/feed"] = answer(200, feed(), {"ETag": '"1"'})
    house.poll()
    publisher.answers["/feed"] = answer(200, b"<html>Down for maintenance</html>", {"ETag": '"2"'})
    house.poll(HOURS)
    publisher.answers["/feed"] = answer(200, feed(1, 2), {"ETag": '"3"'})
    house.poll(timedelta(days=1))
    assert (['"1"', '"1"'], 2) == ([one.get("If-None-Match") for one in publisher.asked[1:]], house.row.articles)


def test_validators_of_what_was_not_committed_are_not_kept(publisher: Publisher, house: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash between body and commit: the next process asks again, and gets the whole feed."""
    publisher.answers["/feed"] = answer(200, feed(1, 2), {"ETag": '"1"'})

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(SqlStore, "record_polls", crash)
        with pytest.raises(KeyboardInterrupt):
            house.poll()
    house.restart()
    house.poll()
    assert ([None, None], 2) == ([one.get("If-None-Match") for one in publisher.asked], house.row.articles)


def test_no_cookie_referrer_or_credential_is_ever_sent(
    publisher: Publisher, house: Household, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is set, also on a redirect, and whatever stands in a .netrc."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ana password secret\n", "utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    baked = (("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "b=2; Path=/; Max-Age=999999"), ("WWW-Authenticate", 'Basic realm="x"'))
    publisher.answers["/feed"] = answer(302, headers=(("Location", "/there"), *baked))
    publisher.answers["/there"] = answer(200, feed(), (("ETag", '"1"'), *baked))
    for _ in range(3):
        house.poll(HOURS)
    assert 6 == len(publisher.asked)
    assert set() == {"cookie", "cookie2", "referer", "authorization", "from"} & {name for one in publisher.asked for name in one.names}


def test_exactly_these_headers_are_sent(publisher: Publisher, house: Household) -> None:
    """An honest name with a contact, every encoding that can be read, what kinds of document; the conditions, and nothing else."""
    publisher.answers["/feed"] = answer(200, feed(), {"ETag": '"1"'})
    house.poll()
    house.poll(HOURS)
    first, second = publisher.asked
    host = publisher.base.removeprefix("http://")
    kinds = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, "
    kinds += "text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
    expected = [("Host", host), ("User-Agent", AGENT), ("Accept-Encoding", "gzip, deflate, br, zstd"), ("Accept", kinds)]
    assert expected == first.headers
    assert [*expected, ("If-None-Match", '"1"')] == second.headers


@pytest.mark.parametrize("target", ["/feed?b=2&a=1&a=", "/feed?", "/feed?x=%2f%7e+%20&utm_source=rss", "/FEED;v=1?null"])
def test_an_address_is_asked_as_it_was_given(publisher: Publisher, tmp_path: Path, target: str) -> None:
    """No parameter is added, sorted, unescaped or taken away."""
    publisher.answers[target] = answer(200, feed(), {"ETag": '"1"'})
    house = Household(tmp_path / "store.sqlite", publisher.base + target)
    house.poll()
    house.poll(HOURS)
    house.close()
    assert [("GET", target)] * 2 == [(one.method, one.target) for one in publisher.asked]


def test_nothing_but_the_feed_is_asked_for(publisher: Publisher, house: Household) -> None:
    """One request a poll: no HEAD before it, no other path tried when it fails, no home page, no icon, no other scheme."""
    publisher.answers["/feed"] = answer(404)
    for _ in range(4):
        house.poll(timedelta(days=2))
    assert [("GET", "/feed")] * 4 == [(one.method, one.target) for one in publisher.asked]


def test_a_226_is_not_taken_for_a_feed(publisher: Publisher, house: Household) -> None:
    """Changes to a feed (RFC 3229) were not asked for; their validators would lose what they leave out."""
    publisher.answers["/feed"] = answer(226, feed(3), {"IM": "feed", "ETag": '"3"'})
    house.poll()
    publisher.answers["/feed"] = answer(200, feed(1, 2, 3))
    house.poll(timedelta(days=1))
    assert ([None, None], [None, None]) == (
        [one.get("If-None-Match") for one in publisher.asked],
        [one.get("A-IM") for one in publisher.asked],
    )
    assert 3 == house.row.articles
