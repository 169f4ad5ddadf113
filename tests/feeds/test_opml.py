"""Lists of feeds, in and out."""

import pytest

from syndicator.errors import InputError
from syndicator.feeds import OpmlFeed, read_opml, write_opml

LIST = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Caf\xe9" type="rss" xmlUrl=" https://a.example/feed " htmlUrl="https://a.example/"/>
<outline text="Folder"><outline text="Inner"><outline title="B &amp; C" text="other" xmlURL="http://b.example/rss"/></outline></outline>
<outline text="A again" xmlUrl="https://a.example/feed"/>
<outline xmlUrl="https://untitled.example/feed"/>
<outline text="Note"/><outline text="Hostile" xmlUrl="javascript:alert(1)"/><outline text="File" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def test_folders_are_opened_and_each_feed_is_named_once() -> None:
    """Whatever the case of the attribute; notes and addresses that cannot be fetched are passed over."""
    expected = [
        OpmlFeed("Café", "https://a.example/feed", "https://a.example/"),
        OpmlFeed("B & C", "http://b.example/rss"),
        OpmlFeed("https://untitled.example/feed", "https://untitled.example/feed"),
    ]
    assert expected == read_opml(LIST)


def test_what_is_written_can_be_read() -> None:
    """Hostile titles and addresses come back as they were."""
    feeds = [OpmlFeed('<b>"R&D"</b>', "https://a.example/?a=1&b=2", 'https://a.example/"x"'), OpmlFeed("Ünïcode", "https://b.example/")]
    assert feeds == read_opml(write_opml(feeds).encode())


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is not OPML"),
        (b"<rss/>", "is not OPML"),
        (b"<opml><body>", "is not OPML"),
        (b"<!DOCTYPE opml><opml><body/></opml>", "declares a document type"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', "declares entities"),
        (b"<opml><body>" + b"<outline>" * 1000 + b"</outline>" * 1000 + b"</body></opml>", "not safe to read"),
    ],
)
def test_other_files_are_told_from_lists(data: bytes, why: str) -> None:
    """A wrong or hostile file is a person's mistake, told in one line."""
    with pytest.raises(InputError, match=why):
        read_opml(data)
