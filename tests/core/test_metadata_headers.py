# ruff: noqa: E501 - a table of cases is read best a case a line
"""Response headers, robots.txt and TDMRep: what they declare, and which of them counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.evidence import Level, Topic
from syndicator.core.markup import read
from syndicator.core.metadata import in_force, of_file, read_page, read_robots, rights_lines_of, rsl_addresses, rsl_links

URL = "https://fen.example/news/a"
BY = "https://creativecommons.org/licenses/by/4.0/"
SITE = "https://fen.example/.well-known/tdmrep.json"


def read_headers(signals, url):
    """What headers say that came with an empty page."""
    return read_page(read(""), url, signals)


@pytest.mark.parametrize(
    "value",
    [
        f'<{BY}>; rel="license"', f"<{BY}>;rel=license", f'<{BY}>; title="a, b; c"; REL="License noopener"', f'<https://fen.example/>; rel=canonical, <{BY}>; rel="license"',
        f'<{BY}>; rel="license"; anchor="{URL}"', f'<{BY}>; rel="license"; rel="other"', f'<{BY}> ; rel = "license" ; type="text/html"', f'</x>; title="\\"<"; rel=x, <{BY}>; rel=license',
    ],
)  # fmt: skip
def test_a_link_header_declares_a_licence(value):
    """RFC 8288 in its spellings; it speaks of the response itself, in the server's voice: no word of the page is replaced by it."""
    (e,) = read_headers((("link", value),), URL)
    assert (Topic.LICENCE, "CC-BY-4.0", Level.SITE, f"{URL} (HTTP Link rel=license)") == (e.topic, e.value, e.level, e.quote.where)


@pytest.mark.parametrize(
    "value",
    [
        "", "junk", f"{BY}; rel=license", f'<{BY}>; rel="sublicense"', f'<{BY}>; rel="license"; anchor="https://other.example/"', f'<{BY}>; rel="license"; anchor="#photo"',
        f'<{BY}>; rel="license"; type="application/rsl+xml"', '<https://fen.example/terms>; rel="license"', f'<{BY}>; title="rel=license"', f'<{BY}>; rel="other"; rel="license"',
        "<https://creativecommons.org.evil.example/licenses/by/4.0/>; rel=license", f"x <{BY}>; rel=license",
    ],
)  # fmt: skip
def test_a_link_header_that_declares_none(value):
    """Other relations, other anchors, machines' price lists and broken headers."""
    assert () == read_headers((("link", value),), URL)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("x-robots-tag", "noai, noarchive", ["ai-train", "archive"]), ("x-robots-tag", "otherbot: noindex", []), ("x-robots-tag", "*: noindex", ["search"]),
        ("x-robots-tag", "unavailable_after: 25 Jun 2027 15:00:00 PST, noindex", ["search"]), ("x-robots-tag", "all", []),
        ("content-signal", "search=yes, ai-input=no, ai-train=no", ["ai-train", "ai-input"]), ("content-signal", "search=no", ["search"]),
        ("content-usage", "train-ai=n", ["ai-train"]), ("content-usage", "train-ai=y, search=n", ["search"]), ("content-usage", "bots=n", ["tdm"]), ("content-usage", "unknown=n", []),
        ("tdm-reservation", "1", ["tdm"]), ("tdm-reservation", "0", []), ("tdm-reservation", "yes", []), ("server", "noai", []),
    ],
)  # fmt: skip
def test_signals_in_headers(name, value, expected):
    """Each is a reservation with the header's own words."""
    found = read_headers(((name, value),), URL)
    assert expected == [e.value for e in found]
    assert {Topic.RESERVATION} >= {e.topic for e in found}
    assert {(value, f"{URL} (HTTP {name})")} >= {(e.quote.text, e.quote.where) for e in found}


FILE = (
    '[{"location": "/news/b", "tdm-reservation": 0}, {"location": "/news/*", "tdm-reservation": 1, "tdm-policy": "https://fen.example/p"}]'
)


@pytest.mark.parametrize(
    ("file", "header", "meta", "expected"),
    [
        (FILE, "", "", True), (FILE, "0", "", False), (FILE, "", "0", False), (FILE, "0", "1", True), (FILE, "junk", "", True), ("", "1", "", True), ("", "1", "0", False), ("", "1", "junk", True), ("", "", "", False),
    ],
)  # fmt: skip
def test_a_later_channel_overrides_an_earlier_one(file, header, meta, expected):
    """The file, then headers, then metas (TDMRep); what says nothing changes nothing."""
    html = f'<head><meta name="tdm-reservation" content="{meta}"></head>'
    assert expected == any(e.value == "tdm" for e in read_page(read(html), URL, (("tdm-reservation", header),), of_file(file, SITE, URL)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FILE, ["https://fen.example/p"]), ('[{"location": "/news/a$", "tdm-reservation": 1}]', [""]), ('[{"location": "/news$", "tdm-reservation": 1}]', []), ('[{"location": "/*/a", "tdm-reservation": "1"}]', [""]),
        ('[{"location": "/news/a", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]', []), ('[{"location": "/", "tdm-reservation": true}]', []), ('[{"location": "/", "tdm-reservation": 2}]', []),
        ("not json", []), ("[" * 9000, []), ("{}", []), ("[1, null, []]", []), ('{"location": "/", "tdm-reservation": 1}', [""]), ('[{"location": "https://other.example/", "tdm-reservation": 1}]', []),
    ],
)  # fmt: skip
def test_the_file_of_a_site(text, expected):
    """The first rule whose location matches counts, robots-style; the policy's address is told with it."""
    found = list(in_force((of_file(text, SITE, URL),)))
    assert expected == [e.detail for e in found]
    assert {SITE} >= {e.quote.where for e in found}


ROBOTS = """License: https://fen.example/all.xml
License: /relative.xml
User-agent: *
Content-Signal: ai-train=no
Disallow: /x # a comment
User-agent: other
User-agent: Syndicator
Content-Usage: /news/ train-ai=n, search=n
Content-Usage: /sport/ bots=n
"""


def test_robots_groups():
    """Our own group counts where there is one, else that of everybody; a path may come first."""
    assert ["ai-train", "search"] == [e.value for e in read_robots(ROBOTS, "robots.txt", URL)]
    assert ["ai-train"] == [e.value for e in read_robots(ROBOTS.replace("Syndicator", "x"), "robots.txt", URL)]
    assert () == read_robots("", "robots.txt", URL)


def test_where_the_price_list_of_a_site_lies():
    """A `License` line of our group replaces the global ones; relative addresses are none."""
    assert ("https://fen.example/all.xml",) == rsl_addresses(ROBOTS)
    assert ("https://fen.example/us.xml",) == rsl_addresses(ROBOTS + "License: https://fen.example/us.xml\n")


def test_what_robots_txt_says_about_rights_is_told_from_the_rest():
    """Our group's preferences and the price lists; another path that is disallowed changes nothing."""
    lines = ("content-usage: /news/ train-ai=n, search=n", "content-usage: /sport/ bots=n", "license: https://fen.example/all.xml")
    assert lines == rights_lines_of(ROBOTS)
    assert lines == rights_lines_of(ROBOTS + "Disallow: /y\nCrawl-delay: 3\n")
    assert () == rights_lines_of("User-agent: *\nDisallow: /")


RSL = "application/rsl+xml"


@pytest.mark.parametrize(
    ("html", "header", "expected"),
    [
        (f'<head><link rel="license" type="{RSL}" href="/rsl.xml"></head>', "", ["https://fen.example/rsl.xml"]),
        ("", f'<r.xml>; rel="license"; type="{RSL}"', ["https://fen.example/news/r.xml"]),
        ("", f'<r.xml>; rel="license"; type="{RSL}"; anchor="https://other.example/"', []), ("", f"<{BY}>; rel=license", []),
        (f'<head><link rel="license" href="{BY}"><link rel="alternate" type="{RSL}" href="/x"></head>', "", []),
    ],
)  # fmt: skip
def test_the_price_lists_a_page_names(html, header, expected):
    """By a `<link>` in its head or the Link header of its response, resolved; a reader's licence is none."""
    assert expected == list(rsl_links(read(html), URL, (("link", header),)))


@given(st.text(max_size=200))
def test_any_header_and_file_can_be_read(text):
    """Nothing that is sent breaks the reading."""
    read_headers([(name, text) for name in ("link", "x-robots-tag", "content-usage", "content-signal", "tdm-reservation")], URL)
    read_headers((("link", f"<{text}>; rel=license; {text}"),), URL)
    read_robots(f"User-agent: *\nContent-Usage: {text}", "robots.txt", URL)
    of_file(text, "file", URL)
    rights_lines_of(text)
    rsl_addresses(f"License: {text}")
