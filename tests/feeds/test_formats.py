"""Every file of data/ is a feed; the .json beside it says what must be read from it (only what it names is compared)."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from syndicator.core.article import Article
from syndicator.core.places import Source
from syndicator.errors import Rejected
from syndicator.feeds import read_bytes
from tests.feeds.conftest import FEED_URL, NOW

DATA = Path(__file__).parent / "data"
CASES = sorted(p for p in DATA.iterdir() if p.suffix == ".feed")
SOURCE = Source(id="news", feed=FEED_URL, publisher="The Riverside Courier")


def plain(value: object) -> Any:
    """A value as JSON would hold it; evidence as [topic, value, quote, where, channel, level]."""
    if type(value).__name__ == "Evidence":
        return [value.topic, value.value, value.quote.text, value.quote.where, value.channel, value.level]  # type: ignore[attr-defined]
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    return value


def compared(article: Article, expected: dict[str, Any]) -> dict[str, Any]:
    return {name: plain(getattr(article, name)) for name in expected}


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_a_feed_is_read_as_the_file_beside_it_says(path: Path) -> None:
    """Articles, withdrawals and problems of each example are exactly those expected."""
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    reading = read_bytes(path.read_bytes(), FEED_URL, expected.get("content_type", ""), SOURCE, NOW)
    assert len(expected["articles"]) == len(reading.articles)
    assert expected["articles"] == [compared(a, e) for a, e in zip(reading.articles, expected["articles"], strict=True)]
    assert expected.get("withdrawn", {}) == reading.withdrawn
    assert expected.get("problems", []) == list(reading.problems)


NOT_FEEDS = {
    "empty": (b"", "it is empty"),
    "blanks": (b" \n\t ", "it is empty"),
    "html": (b"<!DOCTYPE html><html><title>Log in</title>", "it is an HTML page"),
    "xhtml": (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "it is an HTML page"),
    "comment first": (b"<!-- <rss> --><HTML></HTML>", "it is an HTML page"),
    "other XML": (b"<urlset><url/></urlset>", "its first element is <urlset>"),
    "JSON error": (b'{"error": "not found"}', "it is JSON, but no JSON Feed"),
    "JSON null": (b"null", "it is neither XML nor JSON"),
    "JSON list": (b"[1, 2]", "it is JSON, but no JSON Feed"),
    "JSON broken": (b'{"version": "https://jsonfeed.org/version/1", "items": [', "it is not valid JSON"),
    "JSON NaN": (b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": NaN}]}', "it is not valid JSON"),
    "JSON bomb": (b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 200_000, "it is not valid JSON"),
    "text": (b"Service unavailable", "it is neither XML nor JSON"),
    "image": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is neither XML nor JSON"),
    "entities": (b'<!DOCTYPE rss [<!ENTITY a "aa">]><rss><channel><title>&a;</title></channel></rss>', "the document declares entities"),
    "external entity": (b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "the document declares entities"),
    "parameter entity": (b'<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1/">%x;]><rss/>', "the document declares entities"),
    "broken head": (b"<rss><channel><title>x</channel></rss>", "not well-formed XML"),
    "deep head": (b"<rss><channel>" + b"<x>" * 300 + b"</x>" * 300 + b"</channel></rss>", "the document is not safe to read"),
}


@pytest.mark.parametrize(("body", "why"), NOT_FEEDS.values(), ids=list(NOT_FEEDS))
def test_what_is_no_feed_is_rejected_and_named(body: bytes, why: str) -> None:
    """A page, an error or a hostile document is never read as a feed without entries."""
    with pytest.raises(Rejected) as caught:
        read_bytes(body, "https://me:secret@news.example/feed?token=abc", "", SOURCE, NOW)
    assert why in caught.value.why
    assert caught.value.why.startswith("https://news.example/feed?token=… is not a feed")


def test_a_feed_without_entries_is_a_feed() -> None:
    """An empty list of entries is only believed of a real feed."""
    reading = read_bytes(b'<rss version="2.0"><channel><title>T</title></channel></rss>', FEED_URL, "", SOURCE, NOW)
    assert () == reading.articles
    assert () == reading.problems


def test_dc_date_is_when_an_item_was_published() -> None:
    """RSS 1.0 dates its items with `dc:date` (Dublin Core module); in Atom `updated` says nothing on the publication."""
    item = b"<item><title>T</title><link>https://s.example/1</link><dc:date>2026-02-12T09:00:00Z</dc:date></item>"
    rss = b'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>F</title>' + item + b"</channel></rss>"
    entry = b"<entry><id>tag:s.example,2026:1</id><title>T</title><updated>2026-02-12T09:00:00Z</updated></entry>"
    atom = b'<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:s.example,2026:f</id><title>F</title>' + entry + b"</feed>"
    source = Source(id="s", feed="https://s.example/feed", publisher="S")
    dated = [read_bytes(data, source.feed, "application/xml", source, NOW).articles[0].published for data in (rss, atom)]

    assert [datetime(2026, 2, 12, 9, tzinfo=UTC), None] == dated
