"""Targets become articles, each with the source it is said to be from; what cannot be read is one line."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from syndicator.core.places import Source
from syndicator.errors import Gone, InputError, Rejected, RetryLater
from syndicator.ports import Page
from syndicator.targets import configured_source, load, local
from syndicator.targets.loading import LARGEST

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
BELL = Source(
    id="bell", feed="https://feeds.test/bell.xml", publisher="The Harbour Bell", publisher_url="https://www.bell.test/", language="en"
)
GRANT = "You may republish Harbour Bell articles, provided that you credit Harbour Bell and link to the original article."
FEED = """<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel><title>Dock Post</title>
<item><title>Caf\u00e9</title><link>https://dock.test/1</link><description>x</description></item>
<item><title>Two</title><link>https://bell.test/2</link><description>x</description></item></channel></rss>"""


@dataclass
class Web:
    """Pages by address; an exception is raised."""

    found: dict[str, Page | Exception]

    @property
    def pages(self):
        return self

    def page(self, url):
        answer = self.found[url]
        if isinstance(answer, Exception):
            raise answer
        return answer


def web(html, url="https://bell.test/a", kind="text/html", links=()):
    return Web({url: Page(url, html, links, kind)})


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_a_page_keeps_its_whole_and_its_main_content():
    """The article is the main content; terms may stand anywhere on the page."""
    html = "<nav>Home</nav><article><h1>A</h1><p>Body</p></article><footer>Terms</footer>"
    (target,) = load("https://bell.test/a", web(html), now=NOW)
    article = target.article
    assert ("https://bell.test/a", html, "https://bell.test/a") == (article.url, article.page, article.page_url)
    assert ("Body" in article.html, "Terms" in article.html, "https://bell.test/a") == (True, False, target.where)


def test_an_article_of_a_configured_source_is_that_source_s():
    """Whatever the page calls itself."""
    html = '<meta property="og:site_name" content="Somebody"><p>x</p>'
    (target,) = load("https://bell.test/a", web(html), sources=(BELL,), now=NOW)
    assert (BELL, "bell", "en") == (target.source, target.article.source_id, target.article.language)


@pytest.mark.parametrize(
    ("html", "publisher"),
    [
        ('<meta property="og:site_name" content="Harbour Bell"><p>x</p>', "Harbour Bell"),
        (f"<p>x</p><p>{GRANT}</p>", "Harbour Bell"),
        ("<p>x</p>", "bell.test"),
    ],
)
def test_another_article_names_its_publisher(html, publisher):
    """As the page says, else as its grant covers, else by its host."""
    (target,) = load("https://www.bell.test/a", web(html, "https://www.bell.test/a"), now=NOW)
    assert publisher == target.source.publisher


def test_a_text_without_address_and_names_is_nobody_s(tmp_path):
    """It goes by the place it was read from."""
    path = write(tmp_path, "a.txt", "Just words.")
    (target,) = load(path, Web({}), now=NOW)
    assert ("an unnamed publisher", "", path) == (target.source.publisher, target.article.url, target.article.id)
    assert ("", "Just words.") == (target.article.page, target.article.title)


def test_the_original_overrides(tmp_path):
    """And decides whose the article is."""
    path = write(tmp_path, "a.html", '<link rel="canonical" href="https://else.test/a"><p>x</p>')
    (target,) = load(path, Web({}), original="https://bell.test/a", sources=(BELL,), now=NOW)
    assert ("https://bell.test/a", "bell") == (target.article.url, target.source.id)


@pytest.mark.parametrize("address", ["#", "bell.test/a", "javascript:x"])
def test_an_original_must_be_an_address(address):
    """Otherwise the hyperlink would be worth nothing."""
    with pytest.raises(InputError, match="not an address"):
        load("https://bell.test/a", Web({}), original=address, now=NOW)


def test_a_feed_in_a_file_gives_every_entry(tmp_path):
    """Each with the source its address belongs to; in the encoding the file names."""
    found = load(write(tmp_path, "feed.xml", FEED.encode("iso-8859-1")), Web({}), sources=(BELL,), now=NOW)
    assert [("Café", "Dock Post"), ("Two", "The Harbour Bell")] == [(t.article.title, t.source.publisher) for t in found]


def test_a_feed_at_an_address_is_fetched_once():
    """As the text it is; whatever the publisher's server calls it."""
    found = load("https://dock.test/feed", web(FEED, "https://dock.test/feed", "text/html"), now=NOW)
    assert ["Café", "Two"] == [target.article.title for target in found]


def test_one_original_is_not_the_original_of_a_whole_feed(tmp_path):
    """It would be wrong for all entries but one."""
    with pytest.raises(InputError, match="no one original"):
        load(write(tmp_path, "feed.xml", FEED.encode("iso-8859-1")), Web({}), original="https://bell.test/a", now=NOW)


def test_a_text_at_an_address_is_read_as_text():
    """Markdown by its content; its links keep their targets."""
    url = "https://bell.test/a.md"
    (target,) = load(url, web("# Title\n\n[x](#)", url, "text/plain"), now=NOW)
    assert ("Title", True, "") == (target.article.title, 'href="#"' in target.article.html, target.article.page)


@pytest.mark.parametrize(
    "error",
    [
        Rejected("https://bell.test/a is not a page"),
        RetryLater("it answered with status 503"),
        Gone("https://bell.test/a is not there (404)"),
    ],
)
def test_an_address_that_gives_nothing_is_one_line(error):
    """With the address in it, once."""
    with pytest.raises(InputError) as raised:
        load("https://bell.test/a", Web({"https://bell.test/a": error}), now=NOW)
    assert (1, 0) == (str(raised.value).count("https://bell.test/a"), str(raised.value).count("\n"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "it is empty"),
        (b" \n\t", "it is empty"),
        (b"\x7fELF\x00\x00", "it is not text"),
        (b"<rss><channel><title>x</title></channel></rss>", "holds no articles"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss/>', "not a feed that can be read|declares entities"),
        (b"x" * (LARGEST + 1), "larger than 15 MiB"),
    ],
    ids=["empty", "blank", "binary", "no-entries", "hostile", "large"],
)
def test_a_file_that_cannot_be_read_is_one_line(tmp_path, content, says):
    """It names the file, and what is wrong."""
    path = write(tmp_path, "target", content)
    with pytest.raises(InputError, match=says) as raised:
        load(path, Web({}), now=NOW)
    assert (True, 0) == (str(raised.value).startswith(path), str(raised.value).count("\n"))


@pytest.mark.parametrize(
    ("target", "says"), [("no.md", "no such file"), (".", "is a directory"), ("ftp://x/", "only http"), ("a\0b", "cannot be read")]
)
def test_a_target_that_is_not_there_is_one_line(target, says, tmp_path, monkeypatch):
    """Missing, a directory, another scheme, no name at all."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=says):
        load(target, Web({}), now=NOW)


def test_texts_of_other_encodings_are_read(tmp_path):
    """By their byte order mark, or by what the page declares."""
    utf16 = write(tmp_path, "a.txt", "Café".encode("utf-16"))
    latin = write(tmp_path, "b.html", '<meta charset="iso-8859-1"><p>Café'.encode("latin-1"))
    assert [True, True] == ["Café" in local(path)[0] for path in (utf16, latin)]


@pytest.mark.parametrize(
    ("address", "source_id"),
    [
        ("https://feeds.test/bell.xml", "bell"),
        ("https://bell.test/2026/a", "bell"),
        ("https://hub.test/north/a", "north"),
        ("https://hub.test/south/a", "south"),
        ("https://hub.test/southern/a", None),
        ("https://bell.test:8443/a", None),
        ("https://notbell.test/a", None),
        ("", None),
        ("http://[", None),
    ],
)
def test_an_address_belongs_to_the_source_whose_home_it_is_in(address, source_id):
    """Two publishers may share a host."""
    north = Source(id="north", feed="https://hub.test/north/feed", publisher="North", publisher_url="https://hub.test/north/")
    south = Source(id="south", feed="https://hub.test/south/feed", publisher="South", publisher_url="https://hub.test/south")
    found = configured_source(address, (BELL, north, south))
    assert source_id == (found.id if found else None)
