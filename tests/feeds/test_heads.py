"""What feeds link to in their heads and headers: hubs, topics, older parts."""

import pytest

from syndicator.feeds.heads import Head, head

URL = "https://press.example/feed"
HUB, SELF = "https://hub.example/", "https://press.example/feed.atom"
NONE = Head()


def atom(links: str, entries: str = "<entry><id>1</id></entry>") -> str:
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://press.example/x/">{links}{entries}</feed>'


def rss(links: str) -> str:
    channel = f"<title>Press</title>{links}<item><title>1</title></item>"
    return f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>{channel}</channel></rss>'


RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:a="http://www.w3.org/2005/Atom">'
    f'<channel rdf:about="x"><a:link rel="hub" href="{HUB}"/></channel><item rdf:about="y"/></rdf:RDF>'
)
LINKS = f'<link rel="hub" href="{HUB}"/><link rel="self" href="{SELF}"/>'
ATOM_LINKS = LINKS.replace("<link", "<atom:link")
JSON = '{"version":"https://jsonfeed.org/version/1.1","title":"P",%s"items":[%s]}'
HUBS = f'"hubs":[{{"type":"rssCloud","url":"https://cloud.example"}},{{"type":"WebSub","url":"{HUB}"}}],'

CASES = {
    "an Atom feed names both": (atom(LINKS), "", Head(HUB, SELF)),
    "an RSS feed does it by Atom's links": (rss(ATOM_LINKS), "", Head(HUB, SELF)),
    "an RSS 1.0 feed too": (RDF, "", Head(HUB, URL)),
    "without self the topic is what was fetched": (atom(f'<link rel="hub" href="{HUB}"/>'), "", Head(HUB, URL)),
    "without a hub there is no topic": (atom(f'<link rel="self" href="{SELF}"/>'), "", NONE),
    "relations in one attribute, in any case": (atom(f'<link rel="Hub other" href="{HUB}"/>'), "", Head(HUB, URL)),
    "a relative hub is resolved": (atom('<link rel="hub" href="../hub"/>'), "", Head("https://press.example/hub", URL)),
    "RSS's own link element is none of these": (rss("<link>https://press.example/</link>"), "", NONE),
    "a link of an entry is not the feed's": (atom("", f'<entry><link rel="hub" href="{HUB}"/></entry>'), "", NONE),
    "a header outweighs the document": (
        atom('<link rel="hub" href="https://old.example/"/>'),
        f'<{HUB}>; rel="hub", <{SELF}>; rel="self"',
        Head(HUB, SELF),
    ),
    "a header's self goes with a document's hub": (atom(f'<link rel="hub" href="{HUB}"/>'), f'<{SELF}>; rel="self"', Head(HUB, SELF)),
    "a document's self goes with a header's hub": (atom(f'<link rel="self" href="{SELF}"/>'), f"<{HUB}>; rel=hub", Head(HUB, SELF)),
    "of several hubs one with TLS": (atom(f'<link rel="hub" href="http://a.example/"/><link rel="hub" href="{HUB}"/>'), "", Head(HUB, URL)),
    "a hub without TLS is better than none": (atom('<link rel="hub" href="http://a.example/"/>'), "", Head("http://a.example/", URL)),
    "an address nobody can ask is no hub": (atom('<link rel="hub" href="ftp://a.example/"/><link rel="hub" href=""/>'), "", NONE),
    "an absurd address is none": (atom(f'<link rel="hub" href="https://a.example/{"x" * 3000}"/>'), "", NONE),
    "an archived feed leads back": (
        atom('<link rel="prev-archive" href="2025-12"/>'), "", Head(earlier="https://press.example/x/2025-12"),
    ),
    "an archive that leads to itself leads nowhere": (atom(f'<link rel="prev-archive" href="{URL}"/>'), "", NONE),
    "a feed says that it lists everything": (
        atom('<fh:complete xmlns:fh="http://purl.org/syndication/history/1.0"/>'), "", Head(complete=True),
    ),
    "an RSS feed says so too": (rss('<h:complete xmlns:h="http://purl.org/syndication/history/1.0"/>'), "", Head(complete=True)),
    "an element of that name elsewhere says nothing": (rss('<complete xmlns="https://press.example/"/>'), "", NONE),
    "JSON Feed": (JSON % (f'"feed_url":"{SELF}",{HUBS}"next_url":"?page=2",', ""), "", Head(HUB, SELF, f"{URL}?page=2")),
    "JSON Feed with more items than are looked at": (JSON % (HUBS, ",".join(['{"id":"' + "x" * 999 + '"}'] * 90)), "", Head(HUB, URL)),
    "JSON that is something else": ('{"hubs": "https://hub.example/", "feed_url": 3}', "", NONE),
    "broken JSON": ('{"hubs": [', "", NONE),
    "deep JSON": ("[" * 50_000, "", NONE),
    "broken XML behind its links": (atom(LINKS, "<entry><id>1</id") + "<<<", "", Head(HUB, SELF)),
    "a page": ("<!doctype html><html><head><link rel=hub href=https://hub.example/></head></html>", "", NONE),
    "entities": ("<!DOCTYPE feed [<!ENTITY a 'b'>]>" + atom(LINKS), "", NONE),
    "nothing": ("", "", NONE),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_a_head_says(case: str):
    """Each way a feed may say it, and each that says nothing; nothing raises."""
    text, header, expected = CASES[case]
    assert expected == head(text.encode(), URL, "application/xml; charset=utf-8", header)


def test_only_the_head_is_looked_at():
    """A feed of megabytes costs no more than its first 64 KiB."""
    assert Head(HUB, SELF) == head(atom(LINKS, "<entry><content>x</content></entry>" * 100_000).encode(), URL, "")


def test_the_reader_remembers_what_the_head_said(server, transport, source, now):
    """It rests with the validators; an answer without a body changes nothing."""
    from dataclasses import replace

    from syndicator.feeds import HttpFeedReader
    from syndicator.ports import FetchMemory

    body = atom(LINKS, '<entry><id>urn:1</id><title>One</title><link href="https://press.example/1"/></entry>')
    server.expect_ordered_request("/feed").respond_with_data(body, headers={"ETag": '"1"'}, content_type="application/atom+xml")
    server.expect_ordered_request("/feed").respond_with_data("", 304)
    server.expect_ordered_request("/feed").respond_with_data(body, headers={"ETag": '"2"'}, content_type="application/atom+xml")
    reader, told, memory = HttpFeedReader(transport), [], FetchMemory()
    for _ in range(3):
        memory = reader.read(replace(source, feed=server.url_for("/feed")), memory, now).memory
        told.append((memory.etag, memory.hub, memory.topic))
    assert [('"1"', HUB, SELF), ('"1"', HUB, SELF), ('"2"', HUB, SELF)] == told
