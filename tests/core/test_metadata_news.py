# ruff: noqa: E501 - a table of cases is read best a case a line
"""ninjs and NewsML-G2: rights, status and embargo of news as it is exchanged."""

import pytest

from syndicator.core import xmltree
from syndicator.core.evidence import Channel, Level
from syndicator.core.metadata.news import newsml_usage_terms, ninjs_usage_terms, read_newsml, read_ninjs
from syndicator.core.metadata.patterns import matches

BY = "https://creativecommons.org/licenses/by/4.0/"


def ninjs(**item):
    """(topic, value, detail) of a ninjs item."""
    return [(str(e.topic), e.value, e.detail) for e in read_ninjs(item, "item", Channel.ENTRY, Level.ARTICLE)]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"pubstatus": "usable"}, []),
        ({"pubStatus": "canceled"}, [("republish", "no", "")]),
        ({"pubstatus": "withheld"}, [("republish", "no", "")]),
        ({"copyrightnotice": "© Fen"}, [("copyright", "© Fen", "")]),
        ({"copyrightHolder": "Fen"}, [("copyright", "© Fen", "")]),
        ({"copyrightHolder": [{"name": "Fen"}], "copyrightNotice": [{"value": "© 2026 Fen"}]}, [("copyright", "© 2026 Fen", "")]),
        ({"usageterms": BY}, [("licence", "CC-BY-4.0", "")]),
        ({"usageTerms": [{"value": "Not in Wales."}]}, []),
        ({"embargoed": "2026-04-01T09:00:00Z"}, [("limit", "embargo", "2026-04-01T09:00:00Z")]),
        ({"embargoed": None}, [("limit", "embargo", "")]),
        ({"expires": "2026-05-01T00:00:00Z"}, [("limit", "time_window_days", "2026-05-01T00:00:00Z")]),
        ({"headline": "x", "ednote": "not for publication"}, []),
    ],
)
def test_ninjs(item, expected):
    """Keys of 1.x in lower case, of 3.x in camel case."""
    assert expected == ninjs(**item)


def newsml(inner):
    node = xmltree.read(f'<item xmlns:n="http://iptc.org/std/nar/2006-10-01/">{inner}</item>')
    assert node is not None
    return node


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ('<n:pubStatus qcode="stat:usable"/>', []),
        ('<n:itemMeta><n:pubStatus qcode="stat:canceled"/></n:itemMeta>', [("republish", "no", "canceled")]),
        ("<n:rightsInfo><n:copyrightNotice>© Fen</n:copyrightNotice></n:rightsInfo>", [("copyright", "© Fen", "© Fen")]),
        ("<n:rightsInfo><n:copyrightHolder><n:name>Fen</n:name></n:copyrightHolder></n:rightsInfo>", [("copyright", "© Fen", "Fen")]),
        (f"<n:rightsInfo><n:usageTerms>{BY}</n:usageTerms></n:rightsInfo>", [("licence", "CC-BY-4.0", BY)]),
        ("<n:embargoed>2026-04-01T09:00:00Z</n:embargoed>", [("limit", "embargo", "2026-04-01T09:00:00Z")]),
        ("<pubStatus>canceled</pubStatus>", []),
    ],
)
def test_newsml(inner, expected):
    """Only elements of its own namespace count."""
    found = read_newsml(newsml(inner), "item", Channel.ENTRY, Level.ARTICLE)
    assert expected == [(e.topic, e.value, e.quote.text) for e in found]


def test_usage_terms_in_words_are_handed_on():
    """They are prose, and whoever reads prose reads them."""
    assert "Web only.\nNot in Wales." == newsml_usage_terms(
        newsml("<n:usageTerms>Web only.</n:usageTerms><n:usageTerms>Not in Wales.</n:usageTerms>")
    )
    assert ("Web only.", "") == (ninjs_usage_terms({"usageTerms": "Web only."}), ninjs_usage_terms({}))


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("/", "/a", True), ("/a", "/ab", True), ("/a$", "/ab", False), ("/a$", "/a", True), ("/*.html$", "/x/y.html", True), ("/*.html$", "/x.html?q", False),
        ("/*/b", "/a/b/c", True), ("*", "/a", True), ("/a*b*c", "/a1b2c3", True), ("/a*b*c", "/a1c2b", False), ("a", "/a", True), ("/x?y", "/x?y=1", True),
        ("https://www.fen.example/a", "/a", True), ("https://other.example/a", "/a", False), ("http://[", "/a", False), ("/*a*a*a*a*a*a*a*a*a*a*a*b", "/" + "a" * 5000, False),
        ("/a*$", "/abc", True), ("/ab*b$", "/ab", False),
    ],
)  # fmt: skip
def test_patterns(pattern, path, expected):
    """As robots.txt writes them, in linear time."""
    assert expected is matches(pattern, f"https://fen.example{path}")
