"""Archived feeds, over real sockets: each document leads to the one before it (RFC 5005 §4, JSON Feed next_url)."""

import json
from dataclasses import replace

from syndicator.feeds import HttpFeedReader
from syndicator.ports import FetchMemory


def atom(number: int, before: str) -> str:
    link = f'<link rel="prev-archive" href="{before}"/>' if before else ""
    entry = f'<entry><id>urn:{number}</id><title>Article {number}</title><link href="https://news.example/{number}"/></entry>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{link}{entry}</feed>'


def test_each_document_leads_to_the_one_before_it(server, transport, source, now):
    """The feed and its archive are read by one road; an archived document is asked for without conditions."""
    server.expect_request("/feed").respond_with_data(atom(3, "/2"), content_type="application/atom+xml", headers={"ETag": '"3"'})
    server.expect_request("/2").respond_with_data(atom(2, "1"), content_type="application/atom+xml")
    server.expect_request("/1").respond_with_data(atom(1, ""), content_type="application/atom+xml")
    reader, ids, there = HttpFeedReader(transport), [], ""
    reading = reader.read(replace(source, feed=server.url_for("/feed")), FetchMemory(), now)
    while there != reading.earlier or reading.earlier:
        ids += [article.id for article in reading.articles]
        there = reading.earlier
        if not there:
            break
        reading = reader.archived(source, there, now)
    assert ["urn:3", "urn:2", "urn:1"] == ids
    assert [] == [name for request, _ in server.log for name in request.headers if name[0].lower().startswith("if-")]


def test_a_json_feed_leads_to_its_next_page(server, transport, source, now):
    """By next_url."""
    page = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1", "content_text": "One"}]}
    server.expect_request("/feed").respond_with_data(
        json.dumps({**page, "next_url": server.url_for("/2")}), content_type="application/feed+json"
    )
    reading = HttpFeedReader(transport).read(replace(source, feed=server.url_for("/feed")), FetchMemory(), now)
    assert server.url_for("/2") == reading.earlier
