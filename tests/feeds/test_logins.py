"""A credential of a source is seen by its own server, and by nobody else."""

import base64

import pytest

from syndicator.feeds import HttpFeedReader, Transport
from syndicator.feeds.logins import Login, login
from syndicator.ports import FetchMemory
from tests.feeds.conftest import NOW, Source
from tests.feeds.household import Publisher, answer, feed


@pytest.mark.parametrize(
    ("secret", "header"),
    [("ana:p:w ä", "Basic " + base64.b64encode("ana:p:w ä".encode()).decode()), ("t0ken", "Bearer t0ken")],
)
def test_a_name_with_a_password_and_a_token_are_told_apart(secret: str, header: str) -> None:
    """RFC 7617 and RFC 6750; neither stands in a repr."""
    made = login("https://news.example/feed", secret)
    assert {"Authorization": header} == made.headers("https://news.example/feed")
    assert (False, False) == (secret in repr(made), header in repr(made))


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("https://news.example/other?page=2", True),
        ("https://NEWS.example:443/feed", True),
        ("http://news.example/feed", False),
        ("https://news.example:8443/feed", False),
        ("https://feeds.news.example/feed", False),
        ("https://news.example.evil.example/feed", False),
        ("https://news.example@evil.example/feed", False),
        ("https://[::1", False),
    ],
)
def test_only_the_origin_sees_it(url: str, seen: bool) -> None:
    """Scheme, host and port must be those of the feed (RFC 6454)."""
    assert seen is bool(login("https://news.example/feed", "a:b").headers(url))
    assert {} == Login().headers(url)


def test_a_redirect_to_another_server_leaves_it_behind(publisher: Publisher, transport: Transport) -> None:
    """It goes with a redirect on its own server; another port is another server."""
    other = Publisher()
    publisher.answers |= {
        "/feed": answer(302, headers={"Location": "/here"}),
        "/here": answer(302, headers={"Location": f"{other.base}/there"}),
    }
    other.answers["/there"] = answer(200, feed())
    source = Source(id="news", feed=f"{publisher.base}/feed", publisher="The Riverside Courier")
    logins = {"news": login(source.feed, "ana:secret"), "else": login(f"{other.base}/there", "mallory:secret")}
    HttpFeedReader(transport, logins=logins).read(source, FetchMemory(), NOW)
    other.close()
    assert ["Basic YW5hOnNlY3JldA=="] * 2 == [one.get("Authorization") for one in publisher.asked]
    assert [None] == [one.get("Authorization") for one in other.asked]
