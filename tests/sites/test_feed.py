"""The outgoing feed: what a subscriber reads, in both formats, and what stays true when things are corrected or withdrawn."""

import json
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from syndicator.core.article import Person
from syndicator.errors import RetryLater
from syndicator.sites import feed
from tests.sites.support import HTML, LICENCE, NOW, ORIGINAL, Clock, make_post, make_site, make_tools

A = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}


def make_client(folder: Path, clock: Clock | None = None, url: str = "", **options: Any) -> feed.FeedSite:
    """A feed without an address unless one is given."""
    return feed.open_site(make_site("feed", url=url), {"folder": str(folder), **options}, "", make_tools(clock))


def atom(folder: Path) -> ET.Element:
    """The Atom document."""
    return ET.parse(folder / "feed.atom").getroot()


def items(folder: Path) -> list[dict[str, Any]]:
    """The items of the JSON Feed."""
    found: list[dict[str, Any]] = json.loads((folder / "feed.json").read_text(encoding="utf-8"))["items"]
    return found


def links(element: ET.Element | None) -> dict[str, str]:
    """Relation → address of an element's own links."""
    assert element is not None
    return {link.get("rel", ""): link.get("href", "") for link in element.findall("a:link", A)}


def test_an_entry_carries_its_source_licence_and_credit(tmp_path: Path) -> None:
    """Id, links, rights, source and content as RFC 4287 and RFC 4946 place them."""
    make_client(tmp_path).publish(make_post())
    entry = atom(tmp_path).find("a:entry", A)
    assert entry is not None
    assert {"alternate": ORIGINAL, "via": ORIGINAL, "license": LICENCE} == links(entry)
    said = {name: entry.findtext(f"a:{name}", "", A) for name in ("id", "title", "rights", "published", "updated", "content")}
    assert said == {
        "id": "https://harbour.example/?p=7",
        "title": "Eels & “weirs”",
        "rights": "© 2026 The Harbour",
        "published": "2026-03-04T08:00:00+00:00",
        "updated": "2026-03-04T08:00:00+00:00",
        "content": HTML,
    }
    source = entry.find("a:source", A)
    assert source is not None
    assert (source.findtext("a:id", "", A), source.findtext("a:title", "", A)) == ("https://harbour.example/feed", "The Harbour")
    assert {"self": "https://harbour.example/feed", "license": LICENCE} == links(source)
    assert entry.findtext("a:author/a:uri", "", A) == "https://harbour.example/ada"
    assert [c.get("term") for c in entry.findall("a:category", A)] == ["fish & fowl", "harbour"]


def test_the_json_item_says_the_same(tmp_path: Path) -> None:
    """JSON Feed 1.1, with the licence as an extension."""
    make_client(tmp_path, url="http://127.0.0.1:9/").publish(make_post())
    document = json.loads((tmp_path / "feed.json").read_text())
    assert ("https://jsonfeed.org/version/1.1", "http://127.0.0.1:9/feed.json") == (document["version"], document["feed_url"])
    item = document["items"][0]
    assert ("https://harbour.example/?p=7", ORIGINAL, HTML) == (item["id"], item["external_url"], item["content_html"])
    assert item["authors"] == [{"name": "Ada Ferro", "url": "https://harbour.example/ada"}]
    assert item["_license"] == {"url": LICENCE, "rights": "© 2026 The Harbour"}


def test_a_feed_reader_understands_it(tmp_path: Path) -> None:
    """A common parser finds no fault, and the same entry."""
    make_client(tmp_path).publish(make_post())
    parsed = feedparser.parse(BytesIO((tmp_path / "feed.atom").read_bytes()))
    assert (False, "atom10", 1) == (bool(parsed.bozo), parsed.version, len(parsed.entries))
    assert (ORIGINAL, "Ada Ferro") == (parsed.entries[0].link, parsed.entries[0].author)


@pytest.mark.parametrize("identity", ["7", "", "not an iri", "http://a.example/ b", "javascript", 'urn:"x"'])
def test_an_id_that_is_no_iri_is_replaced_by_a_lasting_one(identity: str, tmp_path: Path) -> None:
    """The new id follows from the post's key, so it is the same ever after."""
    for folder in (tmp_path / "one", tmp_path / "two"):
        make_client(folder).publish(make_post(original_id=identity))
    first, second = items(tmp_path / "one")[0]["id"], items(tmp_path / "two")[0]["id"]
    assert first.startswith("urn:uuid:")
    assert first == second


def test_characters_no_xml_can_hold_are_left_out(tmp_path: Path) -> None:
    """Control characters, half surrogates and non-characters never break the document."""
    bad = "a\x00b\x0bc\ud800d\ufffee\x1bf"
    post = make_post(title=bad, html=f"<p>{bad}</p>", tags=(bad,), rights=bad, publisher=bad, authors=(Person(bad, bad),), language=bad)
    make_client(tmp_path).publish(post)
    assert atom(tmp_path).findtext("a:entry/a:title", "", A) == "abcdef"
    assert items(tmp_path)[0]["content_html"] == "<p>abcdef</p>"


def test_an_article_without_author_is_credited_to_its_publisher(tmp_path: Path) -> None:
    """RFC 4287 §4.1.2 asks for an author."""
    make_client(tmp_path).publish(make_post(authors=()))
    assert atom(tmp_path).findtext("a:entry/a:author/a:name", "", A) == "The Harbour"
    assert items(tmp_path)[0]["authors"] == [{"name": "The Harbour"}]


def test_a_withdrawn_entry_becomes_a_tombstone(tmp_path: Path) -> None:
    """RFC 6721: which entry, since when, by whom, why; the JSON Feed drops it; nothing of the text stays on the disk."""
    clock = Clock()
    client, post = make_client(tmp_path, clock), make_post()
    receipt = client.publish(post)
    clock.on(hours=1)
    client.withdraw(post, receipt, "the source withdrew it")
    clock.on(hours=1)
    client.withdraw(post, receipt, "again")
    root = atom(tmp_path)
    (tomb,) = root.findall("at:deleted-entry", A)
    assert {"ref": "https://harbour.example/?p=7", "when": "2026-03-05T11:00:00+00:00"} == tomb.attrib
    assert tomb.findtext("at:comment", "", A) == "the source withdrew it"
    assert tomb.findtext("a:source/a:id", "", A) == "https://harbour.example/feed"
    assert not root.findall("a:entry", A)
    assert [] == items(tmp_path)
    assert "eels are back" not in "".join(path.read_text() for path in tmp_path.rglob("*.*") if path.is_file())


def test_a_tombstone_always_outranks_its_entry(tmp_path: Path) -> None:
    """RFC 6721 §3 compares times: an article dated into the future could otherwise never be withdrawn."""
    clock = Clock()
    client = make_client(tmp_path, clock)
    receipt = client.publish(make_post(updated=datetime(2099, 1, 1, tzinfo=UTC)))
    updated = atom(tmp_path).findtext("a:entry/a:updated", "", A)
    client.withdraw(make_post(), receipt, "withdrawn")
    tomb = atom(tmp_path).find("at:deleted-entry", A)
    assert tomb is not None
    assert updated <= tomb.attrib["when"]


def test_a_correction_keeps_the_id_and_moves_the_time(tmp_path: Path) -> None:
    """Subscribers see a newer version of the same entry, also when the source gave it no new date."""
    clock = Clock()
    client = make_client(tmp_path, clock)
    receipt = client.publish(make_post())
    clock.on(hours=2)
    client.update(make_post(title="Corrected", original_id="urn:other:id"), receipt)
    (entry,) = atom(tmp_path).findall("a:entry", A)
    said = [entry.findtext(f"a:{name}", "", A) for name in ("id", "title", "updated")]
    assert said == ["https://harbour.example/?p=7", "Corrected", "2026-03-05T12:00:00+00:00"]
    assert atom(tmp_path).findtext("a:updated", "", A) == "2026-03-05T12:00:00+00:00"


def test_an_unchanged_copy_leaves_the_files_alone(tmp_path: Path) -> None:
    """Publishing the same again changes no byte and no time."""
    clock = Clock()
    client = make_client(tmp_path, clock)
    client.publish(make_post())
    before = {name: (tmp_path / name).stat().st_ino for name in ("feed.atom", "feed.json")}
    clock.on(hours=2)
    client.publish(make_post())
    assert before == {name: (tmp_path / name).stat().st_ino for name in before}


def test_the_window_slides_and_slid_out_is_not_gone(tmp_path: Path) -> None:
    """Only the newest `limit` entries are served; older ones were delivered and can still be corrected and withdrawn."""
    clock = Clock()
    client = make_client(tmp_path, clock, limit=2)
    posts = [make_post(f"n{number}", original_id=f"urn:n:{number}") for number in range(3)]
    receipts = []
    for post in posts:
        receipts.append(client.publish(post))
        clock.on(minutes=1)
    assert ["urn:n:2", "urn:n:1"] == [item["id"] for item in items(tmp_path)]
    assert receipts[0] == client.find(posts[0])
    assert "inner basin" in client.read_back(posts[0], receipts[0]).html
    client.withdraw(posts[0], receipts[0], "withdrawn")
    assert ["urn:n:0"] == [tomb.get("ref") for tomb in atom(tmp_path).findall("at:deleted-entry", A)]


def test_a_feed_cut_off_between_its_files_is_published_anew(tmp_path: Path) -> None:
    """After a crash before the last document the copy is not found, and publishing again completes it."""
    client, post = make_client(tmp_path), make_post()
    receipt = client.publish(post)
    (tmp_path / "feed.json").write_text("{")
    assert client.find(post) is None
    with pytest.raises(RetryLater, match="does not hold the entry yet"):
        client.read_back(post, receipt)
    assert receipt == client.publish(post) == client.find(post)


def test_two_feeds_share_a_folder(tmp_path: Path) -> None:
    """Each keeps its own entries and an id of its own."""
    make_client(tmp_path, name="one").publish(make_post("a", original_id="urn:a:1"))
    make_client(tmp_path, name="two").publish(make_post("b", original_id="urn:b:1"))
    assert "urn:b:1" not in (tmp_path / "one.json").read_text()
    ids = {ET.parse(tmp_path / f"{name}.atom").getroot().findtext("a:id", "", A) for name in ("one", "two")}
    assert len(ids) == 2


def test_times_are_those_of_the_source(tmp_path: Path) -> None:
    """A source's own update time is kept where it is not in the future."""
    make_client(tmp_path).publish(make_post(updated=NOW - timedelta(hours=3)))
    assert items(tmp_path)[0]["date_modified"] == "2026-03-05T07:00:00+00:00"
