"""`sources add` with a page instead of a feed: one request, and what the page names."""

import json
import tomllib

import pytest

from syndicator.cli.source_finding import looks_like_a_feed

SETTINGS = '[fetch]\ncontact = "desk@quay.test"\nallow_private = ["127.0.0.1"]\n'
PAGE = '<html><head><link rel="alternate" type="application/rss+xml" href="/news" title="All"><link rel="alternate" \
type="application/rss+xml" href="/comments" title="Comments"></head><body>News</body></html>'


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "syndicator.toml"
    file.write_text(SETTINGS)
    return file


@pytest.fixture
def press(httpserver):
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    httpserver.expect_request("/").respond_with_data(PAGE, content_type="text/html")
    return httpserver


def asked(server) -> list[str]:
    return [request.path for request, _ in server.log if request.path != "/robots.txt"]


def test_the_first_feed_of_the_page_is_added_and_the_others_told(run, file, press):
    """With the page as the publisher's front page; only the page was asked for."""
    ran = run("-c", file, "sources", "add", press.url_for("/"), "--publisher", "Press")
    (source,) = tomllib.loads(file.read_text())["source"]
    assert (0, press.url_for("/news"), press.url_for("/")) == (ran.code, source["feed"], source["publisher_url"])
    assert (f"the page names another feed too: {press.url_for('/comments')} (“Comments”)" in ran.err, ["/"]) == (True, asked(press))


def test_json_says_what_was_added(run, file, press):
    """The feed, not the page."""
    said = json.loads(run("-c", file, "sources", "add", press.url_for("/"), "--json").out)
    assert [press.url_for("/news")] == [one["feed"] for one in said["added"]]


def test_a_page_without_a_feed_is_told(run, file, press):
    """Exit 2, and nothing is written."""
    press.expect_request("/about").respond_with_data("<p>About</p>", content_type="text/html")
    ran = run("-c", file, "sources", "add", press.url_for("/about"))
    assert (2, True, SETTINGS) == (ran.code, "names no feed; look on the page" in ran.err, file.read_text())


def test_a_page_that_is_not_there_is_told(run, file, press):
    """Exit 2 with one line."""
    press.expect_request("/gone").respond_with_data("", 404)
    ran = run("-c", file, "sources", "add", press.url_for("/gone"))
    assert (2, True, False) == (ran.code, "/gone is not there (404)" in ran.err, "Traceback" in ran.err)


@pytest.mark.parametrize("arguments", [["/feed.xml"], ["/about", "--as-feed"]])
def test_what_is_a_feed_by_its_name_or_by_our_word_is_not_asked_for(run, file, press, arguments):
    """Its first poll shall be its first request."""
    ran = run("-c", file, "sources", "add", press.url_for(arguments[0]), *arguments[1:])
    (source,) = tomllib.loads(file.read_text())["source"]
    assert (0, press.url_for(arguments[0]), []) == (ran.code, source["feed"], asked(press))


def test_a_feed_under_an_odd_name_is_added_as_it_is(run, file, press):
    """It was asked for once, because its name does not say what it is."""
    press.expect_request("/latest").respond_with_data("<rss version='2.0'/>", content_type="text/xml")
    run("-c", file, "sources", "add", press.url_for("/latest"))
    (source,) = tomllib.loads(file.read_text())["source"]
    assert (press.url_for("/latest"), None) == (source["feed"], source.get("publisher_url"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.test/feed", True), ("https://a.test/feed/", True), ("https://feeds.a.test/x", True), ("https://a.test/index.xml", True),
        ("https://a.test/?feed=rss2", True), ("https://a.test/news.rss", True), ("https://a.test/atom.aspx", True),
        ("https://a.test/", False), ("https://a.test/feeding-birds", False),
        ("https://newsfeedly.test/", False), ("https://a.test/rsvp", False),
    ],
)  # fmt: skip
def test_how_a_feed_looks(url, expected):
    """Words of their own, not parts of words."""
    assert expected == looks_like_a_feed(url)
