"""Documents made to hurt: each is read, left out or rejected quickly, and never escapes as a foreign exception."""

import contextlib
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from syndicator.core.places import Source
from syndicator.errors import Rejected
from syndicator.feeds import read_bytes
from syndicator.ports import Reading
from tests.feeds.conftest import FEED_URL, NOW

SOURCE = Source(id="news", feed=FEED_URL, publisher="The Riverside Courier")
DATA = sorted((Path(__file__).parent / "data").glob("*.feed"))


def read(text: str | bytes) -> Reading:
    return read_bytes(text if isinstance(text, bytes) else text.encode(), FEED_URL, "", SOURCE, NOW)


def rss(*items: str) -> str:
    return f'<rss version="2.0"><channel><title>C</title>{"".join(f"<item><title>T</title>{i}</item>" for i in items)}</channel></rss>'


LEFT_OUT = {
    "a name to search for hours": ("<author>a@" + "a." * 16000 + "!</author>", "a name of absurd length"),
    "a name in CDATA": ("<author><![CDATA[a@" + "a." * 16000 + "]]></author>", "a name of absurd length"),
    "a name in pieces": ("<author>" + "a@<i/>aa." * 4000 + "</author>", "absurd"),
    "attributes": ("<x " + " ".join(f'a{n}="1"' for n in range(5000)) + "/>", "too many attributes"),
    "depth": ("<x>" * 5000 + "</x>" * 5000, "nested too deep"),
    "depth in content": ("<description>" + "<b>" * 5000 + "</b>" * 5000 + "</description>", "nested too deep"),
    "hidden depth": ("<description>" + "&lt;div>" * 50_000 + "</description>", "no parser gets through it"),
    "hidden depth with closings": ("<description>" + "&lt;div>&lt;/b>" * 5_000 + "</description>", "no parser gets through it"),
    "open emphasis": (
        "<description>" + "".join(f"&lt;b i={n}>" for n in range(400)) + "&lt;p>x" * 20_000 + "</description>",
        "no parser gets through it",
    ),
    "size": ("<description>" + "word " * 500_000 + "</description>", "bytes"),
    "an entry within": ("<x><item><guid>in</guid></item></x>", "holds another entry"),
}


@pytest.mark.parametrize(("inner", "why"), LEFT_OUT.values(), ids=list(LEFT_OUT))
def test_an_absurd_entry_is_left_out_and_the_others_stay(inner: str, why: str) -> None:
    """One problem line, and quickly."""
    begun = time.monotonic()
    reading = read(rss("<guid>1</guid>", "<guid>2</guid>" + inner, "<guid>3</guid>"))
    assert time.monotonic() - begun < 3
    assert ["1", "3"] == [a.id for a in reading.articles]
    assert [True] == [why in problem for problem in reading.problems]


QUICK: dict[str, Callable[[], str]] = {
    "many empty entries": lambda: "<rss><channel>" + "<item/>" * 200_000 + "</channel></rss>",
    "many guids": lambda: rss(*(f"<guid>{n}</guid>" for n in range(20_000))),
    "many broken entries": lambda: rss(*("<b></i>" for _ in range(20_000))),
    "unclosed CDATA": lambda: "<rss><channel>" + "<![CDATA[" * 300_000,
    "unclosed comments": lambda: "<!--" * 300_000 + "<rss/>",
    "comments inside": lambda: "<rss><channel>" + "<!--" * 300_000,
    "ampersands": lambda: rss("&" * 1_000_000),
    "angle brackets": lambda: "<rss>" + "<" * 1_000_000,
    "prefixes": lambda: rss("".join(f"<p{n}:x/>" for n in range(50_000))),
    "quotes": lambda: '<rss a="' + "'\"" * 300_000,
    "a long date": lambda: rss("<guid>1</guid><pubDate>" + "1 " * 500_000 + "</pubDate>"),
    "a long title": lambda: rss("<guid>1</guid><title>" + "&amp;lt;" * 100_000 + "</title>"),
}


@pytest.mark.parametrize("make", QUICK.values(), ids=list(QUICK))
def test_no_document_takes_long(make: Callable[[], str]) -> None:
    """Linear time, whatever comes of it."""
    text, begun = make(), time.monotonic()
    with contextlib.suppress(Rejected):
        reading = read(text)
        assert len(reading.articles) <= 500
        assert len(reading.problems) <= 21
    assert time.monotonic() - begun < 5


def test_five_hundred_entries_are_read_and_the_rest_is_told() -> None:
    """A flood is cut, not refused."""
    reading = read(rss(*(f"<guid>{n}</guid>" for n in range(700))))
    assert [str(n) for n in range(500)] == [a.id for a in reading.articles]
    assert ("the feed has 700 entries or more; the first 500 were read",) == reading.problems


ENTRY = "<guid>{0}</guid><description>All of number {0}, to the last word.</description>"


def test_a_cut_feed_never_gives_half_an_entry() -> None:
    """Cut anywhere, only whole entries come out, and a problem line says so."""
    whole = rss(*(ENTRY.format(n) for n in range(4)))
    bodies = {str(n): f"All of number {n}, to the last word." for n in range(4)}
    for cut in range(1, len(whole) - 1):
        try:
            reading = read(whole[:cut])
        except Rejected:
            continue
        assert len(reading.problems) >= 1
        assert {a.id: a.html for a in reading.articles}.items() <= bodies.items()
        assert all(a.evidence == () for a in reading.articles)


def test_no_change_to_a_feed_lets_a_foreign_exception_out() -> None:
    """Seeded damage to every example: an answer of ours, always."""
    chance = random.Random(6721)
    for path in DATA:
        original = path.read_bytes()
        for _ in range(40):
            damaged = bytearray(original)
            for _ in range(chance.randint(1, 8)):
                place = chance.randrange(len(damaged))
                match chance.randrange(3):
                    case 0:
                        damaged[place] = chance.randrange(256)
                    case 1:
                        del damaged[place : place + chance.randint(1, 60)]
                    case _:
                        damaged[place:place] = chance.choice([b"<", b"&", b"]]>", b"\0", b"</item>", b"<item>", b'"', b"\xff\xfe", b"{"])
            try:
                for article in read(bytes(damaged)).articles:
                    assert article.key
                    assert article.digest
            except Rejected:
                pass


@pytest.mark.parametrize(
    "name", ["punycode", "undefined", "idna", "rot13", "hex", "zlib", "unicode_escape", "raw_unicode_escape", "utf-7", "mbcs", "x\0y"]
)
def test_no_codec_is_obeyed_blindly(name: str) -> None:
    """A dangerous or senseless encoding is passed over for the next best."""
    body = f'<?xml version="1.0" encoding="{name}"?>'.encode() + rss("<guid>+ADw-1</guid>").encode()
    reading = read_bytes(body, FEED_URL, f"text/xml; charset={name}", SOURCE, NOW)
    assert ["+ADw-1"] == [a.id for a in reading.articles]
