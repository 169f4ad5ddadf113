"""The feeds of a page, as the page names them."""

import pytest

from syndicator.feeds import NamedFeed, feeds_of
from syndicator.ports import Page

ASKED, URL = "https://press.example/", "https://press.example/en/"
RSS = '<link rel="alternate" type="application/rss+xml" href="{}" title="{}">'


def page(head: str) -> Page:
    return Page(URL, f"<!doctype html><html><head><title>Press</title>{head}</head><body>News</body></html>")


CASES = {
    "one, relative to where the page was": (RSS.format("feed", "All"), [NamedFeed(f"{URL}feed", "All")]),
    "several, in the order of the page": (
        RSS.format("/a", "News") + '<link rel="alternate" type="application/atom+xml" href="/b">',
        [NamedFeed("https://press.example/a", "News"), NamedFeed("https://press.example/b")],
    ),
    "each once": (RSS.format("/a", "News") + RSS.format("http://press.example/a/", ""), [NamedFeed("https://press.example/a", "News")]),
    "types and relations in any case, with parameters": (
        "<LINK REL='Alternate Home' TYPE='Application/RSS+XML; charset=utf-8' HREF='/a'>", [NamedFeed("https://press.example/a")],
    ),
    "a JSON Feed": ('<link rel="alternate" type="application/feed+json" href="/j">', [NamedFeed("https://press.example/j")]),
    "a base": ('<base href="https://cdn.example/x/">' + RSS.format("feed", ""), [NamedFeed("https://cdn.example/x/feed")]),
    "an API, a translation and a style are none": (
        """<link rel="alternate" type="application/json" href="/a"><link rel="alternate" hreflang="de" href="/b">
        <link rel="stylesheet" type="application/rss+xml" href="/c">""",
        [],
    ),
    "what nobody can fetch is none": (RSS.format("feed:https://press.example/a", "") + RSS.format("javascript:alert(1)", ""), []),
    "a title cannot forge lines": (RSS.format("/a", "News&#10;\u202eevil"), [NamedFeed("https://press.example/a", "News evil")]),
    "none is guessed": ("", []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_a_page_names(case: str):
    """Nothing more, nothing less."""
    head, expected = CASES[case]
    assert expected == list(feeds_of(page(head), ASKED))


@pytest.mark.parametrize(
    "text",
    ["<rss version='2.0'/>", "\ufeff<?xml version='1.0'?>\n<!-- x --><feed xmlns='http://www.w3.org/2005/Atom'>", "<rdf:RDF xmlns:rdf='x'>",
     '{"version": "https://jsonfeed.org/version/1.1", "items": []}'],
)  # fmt: skip
def test_a_feed_is_its_own(text: str):
    """Under the address that was asked for: a redirect may be for today only."""
    assert (NamedFeed(ASKED),) == feeds_of(Page(URL, text), ASKED)


@pytest.mark.parametrize("text", ["", "{}", "[1]", "{", "<rsss/>", "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", "plain words", "{" * 90_000])
def test_what_is_neither_names_none(text: str):
    """Nothing raises."""
    assert () == feeds_of(Page(URL, text), ASKED)


def test_a_page_of_a_thousand_feeds_is_cut():
    """Twenty are enough to choose from."""
    assert 20 == len(feeds_of(page("".join(RSS.format(f"/{n}", n) for n in range(1000))), ASKED))
