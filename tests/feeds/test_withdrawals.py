"""What a feed says of entries that may stand nowhere any more."""

import json

import pytest

from syndicator.core.places import Source
from syndicator.feeds import read_bytes
from tests.feeds.conftest import NOW

SOURCE = Source(id="news", feed="https://news.example/feed", publisher="News")
AT = 'xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"'
NEWSML = 'xmlns:n="http://iptc.org/std/nar/2006-10-01/"'


def atom(inside: str) -> bytes:
    return f"<feed {AT} {NEWSML}><id>f</id><title>News</title>{inside}</feed>".encode()


def entry(id_: str, inside: str = "") -> str:
    return f"<entry><id>{id_}</id><title>{id_}</title><updated>2026-03-02T10:00:00Z</updated>{inside}</entry>"


def test_a_tombstone_of_a_live_page_is_for_its_own_entry():
    """What stands behind `#` is part of the name: the neighbours stand."""
    stone = '<at:deleted-entry ref="https://news.example/live#1" when="2026-03-05T10:00:00Z"/>'
    found = read_bytes(atom(stone + entry("https://news.example/live#2")), SOURCE.feed, "", SOURCE, NOW)
    assert (["https://news.example/live#2"], ["news.example/live#1"]) == ([a.id for a in found.articles], list(found.withdrawn))


def test_a_tombstone_names_what_the_store_knows():
    """Its name for the entry is the entry's own."""
    for id_ in ("https://www.news.example/1/?utm_source=x", "http://news.example/live#7", "tag:news.example,2026:1"):
        (known,) = read_bytes(atom(entry(id_)), SOURCE.feed, "", SOURCE, NOW).articles
        stone = f'<at:deleted-entry ref="{id_}" when="2026-03-05T10:00:00Z"/>'
        assert [known.identity] == list(read_bytes(atom(stone), SOURCE.feed, "", SOURCE, NOW).withdrawn)


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ('<n:pubStatus qcode="stat:canceled"/>', True),
        ('<n:itemMeta><n:pubStatus qcode="stat:canceled"/></n:itemMeta>', True),
        ("<n:pubStatus>Cancelled</n:pubStatus>", True),
        ('<n:pubStatus qcode="stat:usable"/>', False),
        ('<n:pubStatus qcode="stat:withheld"/>', False),
        ("<pubStatus>canceled</pubStatus>", False),  # Atom has none
    ],
)
def test_a_canceled_item_is_withdrawn(said: str, gone: bool):
    """IPTC: it may not be used under any circumstances, and what was published must be withdrawn."""
    found = read_bytes(atom(entry("urn:1", said)), SOURCE.feed, "", SOURCE, NOW)
    assert (["urn:1"] if gone else [], [] if gone else ["urn:1"]) == (list(found.withdrawn), [a.id for a in found.articles])


@pytest.mark.parametrize("key", ["pubstatus", "pubStatus"])
def test_a_canceled_item_of_a_json_feed_is_withdrawn(key: str):
    """As ninjs 1.x and 3.x spell it."""
    items = [{"id": "1", "content_text": "One", key: "canceled"}, {"id": "2", "content_text": "Two", key: "usable"}]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items}).encode()
    found = read_bytes(body, SOURCE.feed, "application/feed+json", SOURCE, NOW)
    assert ({"1": "pubStatus canceled"}, ["2"]) == (dict(found.withdrawn), [a.id for a in found.articles])


@pytest.mark.parametrize(("expired", "minutes"), [(True, 7 * 24 * 60), (False, 0), ("true", 0), (None, 0)])
def test_an_expired_json_feed_is_looked_at_once_a_week(expired: object, minutes: int, server, transport, now):
    """It says of itself that it will never change again (JSON Feed 1.1, expired)."""
    from dataclasses import replace

    from syndicator.feeds import HttpFeedReader
    from syndicator.ports import FetchMemory

    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [], "expired": expired}
    server.expect_request("/feed").respond_with_data(json.dumps(feed), content_type="application/feed+json")
    reading = HttpFeedReader(transport).read(replace(SOURCE, feed=server.url_for("/feed")), FetchMemory(), now)
    assert minutes == reading.memory.hints.minutes
