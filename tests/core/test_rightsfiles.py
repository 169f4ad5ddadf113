"""Files about rights: where they lie, who names them, and what of them counts for a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.markup import read
from syndicator.core.rightsfiles import (
    MOST_DOCUMENTS,
    FileKind,
    RightsFile,
    by_key,
    documents,
    file_digest,
    file_evidence,
    named_by_page,
    named_by_robots,
    of_host,
    site_reservation,
    speaks,
)
from syndicator.core.terms import Republish, combine

URL = "https://fen.example/news/a"
ROBOTS, TDMREP = of_host(URL)
PRICES = RightsFile(FileKind.RSL, "https://prices.example/fen.xml")


def rsl(licence: str, url: str = "/") -> str:
    return f'<rsl xmlns="https://rslstandard.org/rsl"><content url="{url}"><license>{licence}</license></content></rsl>'


PROHIBITS = rsl('<prohibits type="usage">all</prohibits>')
SHARED = rsl('<payment type="attribution"><standard>https://creativecommons.org/licenses/by-nc-nd/4.0/</standard></payment>')


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Fen.example/news/a?x=1#y", "https://fen.example"),
        ("http://fen.example:8080/", "http://fen.example:8080"),
        ("https://user:secret@fen.example/a", "https://fen.example"),
    ],
)
def test_two_files_have_fixed_places(url: str, origin: str):
    """Scheme, host and port make an origin (RFC 9309 §2.3); a password is none of it."""
    assert [f"{origin}/robots.txt", f"{origin}/.well-known/tdmrep.json"] == [file.address for file in of_host(url)]


@pytest.mark.parametrize("url", ["", "urn:x", "file:///a", "/a", "https://", "http://[::1"])
def test_what_is_no_address_has_no_files(url: str):
    """An entry without a page of its own is asked nothing about."""
    assert () == of_host(url)


def test_a_file_is_known_by_its_key():
    """That of a terms page is none."""
    assert [ROBOTS, TDMREP, PRICES] == [by_key(file.key) for file in (ROBOTS, TDMREP, PRICES)]
    assert {None} == {by_key(key) for key in ("", "general", "https://fen.example/terms", "odrl https://fen.example/x", "rsl")}


def test_documents_are_asked_for_where_they_can_be():
    """By address, once each, without fragments, and not more of them than anybody keeps."""
    assert (PRICES,) == documents([PRICES.address, f"{PRICES.address}#a", "ftp://x.example/a", "rsl.xml", "javascript:x"])
    assert MOST_DOCUMENTS == len(documents(f"https://fen.example/{n}" for n in range(50)))
    assert (PRICES,) == named_by_robots(f"License: {PRICES.address}\nUser-agent: *\nDisallow:")
    assert (PRICES,) == named_by_page(read(""), URL, (("link", f'<{PRICES.address}>; rel=license; type="application/rsl+xml"'),))


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (FileKind.ROBOTS, "User-agent: *\nDisallow: /", False), (FileKind.ROBOTS, "User-agent: *\nContent-Signal: search=yes", True),
        (FileKind.ROBOTS, f"License: {PRICES.address}", True), (FileKind.TDMREP, "[]", True), (FileKind.TDMREP, "<html>Not found", False),
        (FileKind.TDMREP, "1", False), (FileKind.RSL, PROHIBITS, True), (FileKind.RSL, "<html>Not found", False),
    ],
)  # fmt: skip
def test_what_a_server_answers_in_the_place_of_a_file_says_nothing(kind: FileKind, text: str, expected: bool):
    """A page that says «not found» with the status 200 is no file."""
    assert expected == speaks(kind, text)


def test_a_file_that_is_only_laid_out_anew_says_the_same():
    """Paths that are disallowed are no rights; a changed word is."""
    robots = f"User-agent: *\nDisallow: /a\nLicense: {PRICES.address}"
    assert file_digest(FileKind.ROBOTS, robots) == file_digest(FileKind.ROBOTS, robots.replace("/a\n", "/b # for now\n"))
    assert file_digest(FileKind.ROBOTS, robots) != file_digest(FileKind.ROBOTS, robots.replace("fen.xml", "fen2.xml"))
    assert file_digest(FileKind.TDMREP, '[{"a": 1, "b": 2}]') == file_digest(FileKind.TDMREP, '[ {"b":2,\n"a":1} ]')
    assert file_digest(FileKind.RSL, PROHIBITS) == file_digest(FileKind.RSL, f"\n{PROHIBITS}\n\n")


def test_what_counts_of_them():
    """Preferences are reservations; a prohibition of all uses forbids; each with the file as its place."""
    texts = {ROBOTS: "User-agent: *\nContent-Signal: ai-train=no", PRICES: PROHIBITS, TDMREP: '[{"location": "/", "tdm-reservation": 1}]'}
    found = file_evidence(texts, URL)
    told = {(e.topic, e.value, e.quote.where.partition(" ")[0]) for e in found}
    assert {(Topic.RESERVATION, "ai-train", ROBOTS.address), (Topic.REPUBLISH, "no", PRICES.address)} <= told
    assert {Topic.RESERVATION, Topic.REPUBLISH} == {topic for topic, _, _ in told}
    assert (True, TDMREP.address) == (site_reservation(texts, URL).reserved, site_reservation(texts, URL).where)
    assert Republish.NO is combine(found).republish


def test_a_file_grants_nothing():
    """The licence a price list names takes what it forbids, and gives nothing: alone, and beside a refusal."""
    found = file_evidence({PRICES: SHARED}, URL)
    assert {(Topic.COMMERCIAL, "forbidden"), (Topic.DERIVATIVES, "forbidden")} == {(e.topic, e.value) for e in found}
    assert Republish.UNKNOWN is combine(found).republish
    refusal = Evidence(Topic.REPUBLISH, "no", Quote("No.", "page"), "denial.x", Channel.NOTICE, Level.SITE)
    exact = file_evidence({PRICES: rsl('<payment type="free"/>', URL)}, URL)
    assert Republish.NO is combine((refusal, *found, *exact)).republish


def test_a_page_its_patterns_leave_out_is_not_spoken_of():
    """A price list for the archive says nothing of the news."""
    assert () == file_evidence({PRICES: rsl('<prohibits type="usage">all</prohibits>', "/archive/")}, URL)


@given(st.text(max_size=300), st.sampled_from(FileKind))
def test_any_text_can_stand_in_a_file(text: str, kind: FileKind):
    """Nothing a server sends breaks the reading, and nothing it sends grants."""
    file = RightsFile(kind, "https://fen.example/x")
    speaks(kind, text)
    file_digest(kind, text)
    site_reservation({file: text}, URL)
    assert Republish.YES is not combine(file_evidence({file: text}, URL)).republish
