"""A poll: what is asked, what is remembered, and what each answer means for the next one."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer

from syndicator.core.places import Source
from syndicator.core.polling import Hints
from syndicator.errors import Gone, Rejected, RetryLater, Withheld
from syndicator.feeds import HttpFeedReader, Transport
from syndicator.ports import FetchMemory, Reading
from tests.feeds.conftest import NOW

FEED = b'<rss version="2.0"><channel><title>C</title><ttl>90</ttl><item><guid>1</guid><title>One</title></item></channel></rss>'
SHA = hashlib.sha256(FEED).hexdigest()
READ = FetchMemory(body_sha256=SHA, hints=Hints(90))
Poll = Callable[[FetchMemory], Reading]


@pytest.fixture
def poll(server: HTTPServer, transport: Transport) -> Poll:
    source = Source(id="news", feed=server.url_for("/feed"), publisher="The Riverside Courier")
    return lambda memory: HttpFeedReader(transport).read(source, memory, NOW)


def sent(server: HTTPServer, number: int = -1) -> tuple[str | None, str | None]:
    headers = server.log[number][0].headers
    return headers.get("If-None-Match"), headers.get("If-Modified-Since")


def told(reading: Reading) -> FetchMemory:
    """The memory, but for what the parser remembers of the entries."""
    return replace(reading.memory, known="")


def test_the_first_poll_has_no_conditions_and_remembers_both_validators(server: HTTPServer, poll: Poll) -> None:
    """Byte for byte, with quotes, weakness marks and odd dates."""
    server.expect_request("/feed").respond_with_data(FEED, headers={"ETag": 'W/"a b"', "Last-Modified": "tue, 15 nov 1994 +0000"})
    reading = poll(FetchMemory())
    assert (None, None) == sent(server)
    assert replace(READ, etag='W/"a b"', last_modified="tue, 15 nov 1994 +0000") == told(reading)
    assert ["One"] == [a.title for a in reading.articles]


def test_later_polls_send_both_validators_back(server: HTTPServer, poll: Poll) -> None:
    """A 304 says nothing is new; validators it does not repeat are kept, those it renews are taken."""
    server.expect_request("/feed").respond_with_data(b"", 304, {"ETag": '"new"', "Cache-Control": "max-age=7200"})
    reading = poll(FetchMemory(etag='"old"', last_modified="junk", body_sha256=SHA, failures=3))
    assert ('"old"', "junk") == sent(server)
    assert reading.unchanged
    assert FetchMemory(etag='"new"', last_modified="junk", body_sha256=SHA) == reading.memory
    assert NOW + timedelta(hours=2) == reading.wait_until


def test_an_equal_body_is_unchanged_but_its_validators_are_new(server: HTTPServer, poll: Poll) -> None:
    """A server that touched its file gets its new validators back next time; a dropped one is forgotten."""
    server.expect_request("/feed").respond_with_data(FEED, headers={"ETag": '"2"'})
    reading = poll(FetchMemory(etag='"1"', last_modified="Mon", body_sha256=SHA))
    assert reading.unchanged
    assert () == reading.articles
    assert FetchMemory(etag='"2"', body_sha256=SHA) == reading.memory


def test_what_is_known_of_the_entries_outlives_unchanged_polls(server: HTTPServer, poll: Poll) -> None:
    """A changed document is compared with the last one that was read, however many polls without news lay between."""
    server.expect_request("/feed").respond_with_data(FEED)
    first = poll(FetchMemory()).memory
    assert first.known
    assert first == poll(first).memory

    two = FEED.replace(b"<item>", b"<item><guid>2</guid><title>Two</title></item><item>", 1)
    server.clear()
    server.expect_request("/feed").respond_with_data(two)
    assert ["Two"] == [a.title for a in poll(first).articles]
    assert ["Two", "One"] == [a.title for a in poll(replace(first, known="")).articles]


def test_an_absurd_validator_is_not_kept(server: HTTPServer, poll: Poll) -> None:
    """A kilobyte is enough for any version."""
    server.expect_request("/feed").respond_with_data(FEED, headers={"ETag": f'"{"x" * 2000}"'})
    assert "" == poll(FetchMemory()).memory.etag


def test_a_304_nobody_asked_for_is_no_answer(server: HTTPServer, poll: Poll) -> None:
    """Without conditions there is nothing that could be unmodified."""
    server.expect_request("/feed").respond_with_data(b"", 304)
    with pytest.raises(RetryLater, match="without conditions"):
        poll(FetchMemory())


def test_a_permanent_move_is_believed_the_second_time(server: HTTPServer, poll: Poll) -> None:
    """First it is only remembered; then the new address is asked directly, with the validators that came from it."""
    server.expect_request("/feed").respond_with_data("", 301, {"Location": "/new"})
    server.expect_request("/new").respond_with_data(FEED, headers={"ETag": '"n"'})
    new = server.url_for("/new")
    first = told(poll(FetchMemory()))
    assert replace(READ, moved_to=new, etag='"n"', validated=new) == first
    second = told(poll(first))
    assert replace(READ, url=new, etag='"n"') == second
    poll(second)
    assert ["/feed", "/new", "/feed", "/new", "/new"] == [request.path for request, _ in server.log]
    assert ('"n"', None) == sent(server)


def test_a_move_seen_once_is_forgotten_when_it_is_not_repeated(server: HTTPServer, poll: Poll) -> None:
    """One odd answer moves nothing."""
    server.expect_request("/feed").respond_with_data(FEED)
    assert told(poll(FetchMemory(moved_to=server.url_for("/new")))) == READ


def test_a_passing_redirect_is_followed_and_validators_go_where_they_came_from(server: HTTPServer, poll: Poll) -> None:
    """The address that was asked is asked again, without them: they are for what the redirect leads to, where it still leads there."""
    server.expect_request("/feed").respond_with_data("", 302, {"Location": "/there"})
    server.expect_request("/there", headers={"If-None-Match": '"t"'}).respond_with_data("", 304)
    server.expect_request("/there").respond_with_data(FEED, headers={"ETag": '"t"'})
    there = server.url_for("/there")
    first = told(poll(FetchMemory()))
    assert replace(READ, etag='"t"', validated=there) == first
    second = poll(first)
    assert (True, first) == (second.unchanged, second.memory)
    assert (None, None) == sent(server, 2)
    poll(replace(first, validated=server.url_for("/elsewhere")))
    assert [(None, None)] * 2 == [sent(server, -2), sent(server)]


def test_a_move_to_a_page_is_not_believed(server: HTTPServer, poll: Poll) -> None:
    """A redirect to a home page raises before anything could be remembered."""
    server.expect_request("/feed").respond_with_data("", 301, {"Location": "/"})
    server.expect_request("/").respond_with_data(b"<html><title>Home</title></html>")
    with pytest.raises(Rejected, match="is an HTML page"):
        poll(FetchMemory(moved_to=server.url_for("/")))


def test_a_shield_is_named(server: HTTPServer, poll: Poll) -> None:
    """A page that wants a browser is no feed, and the remedy says whom to ask."""
    server.expect_request("/feed").respond_with_data(b"<html>Just a moment</html>", headers={"cf-mitigated": "challenge"})
    with pytest.raises(Rejected) as caught:
        poll(FetchMemory())
    assert "the publisher's shield wants a browser" in caught.value.remedy


def test_410_ends_it(server: HTTPServer, poll: Poll) -> None:
    """Gone for good is another thing than missing."""
    server.expect_request("/feed").respond_with_data(b"", 410)
    with pytest.raises(Gone, match=r"is gone for good \(410\)"):
        poll(FetchMemory())


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANSWERS: list[tuple[int, dict[str, str], datetime | None]] = [
    (404, {}, None),
    (404, {"Cache-Control": "max-age=3600"}, NOW + HOUR),
    (500, {}, None),
    (204, {}, None),
    (226, {}, None),
    (400, {}, None),
    (401, {}, NOW + 6 * HOUR),
    (403, {}, NOW + 6 * HOUR),
    (451, {"Cache-Control": "max-age=36000"}, NOW + 10 * HOUR),
    (429, {}, None),
    (429, {"Retry-After": "3600"}, NOW + HOUR),
    (429, {"Retry-After": "0"}, NOW),
    (429, {"Retry-After": "315360000"}, NOW + 30 * DAY),
    (429, {"Retry-After": "9" * 18}, NOW + 30 * DAY),
    (429, {"Retry-After": "soon"}, None),
    (429, {"Retry-After": "-5"}, None),
    (503, {"Retry-After": "Tue, 10 Mar 2026 14:00:00 GMT"}, NOW + 2 * HOUR),
    (503, {"Retry-After": "Tuesday, 10-Mar-26 14:00:00 GMT"}, NOW + 2 * HOUR),
    (503, {"Retry-After": "Tue Mar 10 14:00:00 2026"}, NOW + 2 * HOUR),
    (503, {"Retry-After": "Tue, 10 Mar 2020 14:00:00 GMT"}, NOW),
    (429, {"Retry-After": "60", "Cache-Control": "max-age=172800"}, NOW + 2 * DAY),
    (500, {"Retry-After": "60"}, NOW + timedelta(minutes=1)),
]


@pytest.mark.parametrize(("status", "headers", "when"), ANSWERS)
def test_other_answers_say_when_to_try_again(
    server: HTTPServer, poll: Poll, status: int, headers: dict[str, str], when: datetime | None
) -> None:
    """Every form of Retry-After and freshness counts, within a month; otherwise the caller backs off by itself."""
    server.expect_request("/feed").respond_with_data(b"", status, headers)
    with pytest.raises(RetryLater, match=str(status)) as caught:
        poll(FetchMemory())
    assert (when, status == 451) == (caught.value.when, isinstance(caught.value, Withheld))


def test_the_feeds_own_wishes_are_remembered(server: HTTPServer, poll: Poll) -> None:
    """Beside what the answer says; a 304 repeats no feed, and takes none of them away."""
    server.expect_ordered_request("/feed").respond_with_data(FEED, headers={"ETag": '"1"', "Cache-Control": "max-age=60"})
    server.expect_ordered_request("/feed").respond_with_data("", 304)
    first = poll(FetchMemory())
    assert (NOW + timedelta(minutes=1), Hints(90)) == (first.wait_until, first.memory.hints)
    assert (None, Hints(90)) == ((second := poll(first.memory)).wait_until, second.memory.hints)


def test_a_complete_feed_is_read_whole_every_time(server: HTTPServer, poll: Poll) -> None:
    """What it does not list counts, so nothing of it is skipped as known; one with an entry that cannot be read is not called complete."""
    head = '<title>P</title><id>u</id><fh:complete xmlns:fh="http://purl.org/syndication/history/1.0"/>'
    entry = "<entry><id>{0}</id><title>{0}</title><updated>2026-11-0{0}T00:00:00Z</updated><content>Text {0}</content></entry>"
    memory = FetchMemory()
    for numbers in ((1, 2), (1, 2, 3)):
        body = f'<feed xmlns="http://www.w3.org/2005/Atom">{head}{"".join(entry.format(n) for n in numbers)}</feed>'
        server.clear()
        server.expect_request("/feed").respond_with_data(body, content_type="application/atom+xml")
        reading = poll(memory)
        assert (True, len(numbers), 0) == (reading.complete, len(reading.articles), reading.beside)
        memory = reading.memory
    server.clear()
    server.expect_request("/feed").respond_with_data(body[:-40], content_type="application/atom+xml")
    assert not poll(memory).complete
