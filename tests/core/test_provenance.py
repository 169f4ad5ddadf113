# ruff: noqa: E501 - a table of cases is read best a case a line
"""Whose article is it: third parties, self-references, wire copy and contradictions."""

import pytest

from syndicator.core.article import Article, Origin, Person
from syndicator.core.places import Source
from syndicator.core.provenance import is_source, provenance
from syndicator.core.reading import read_article
from syndicator.core.terms import combine

SOURCE = Source(
    id="fen",
    feed="https://feeds.fen.example/rss",
    publisher="Fen Gazette",
    publisher_url="https://www.fen.example/",
    owners=("Society for Marsh News",),
)


def judged(**parts):
    """The provenance of an article with these parts."""
    article = Article(**({"source_id": "fen", "id": "1", "url": "https://fen.example/a", "title": "A", "html": "<p>Water.</p>"} | parts))
    return provenance(article, SOURCE, combine(read_article(article, SOURCE)))


def page(head):
    """A page with this head."""
    return f"<html><head>{head}</head><body><p>Water.</p></body></html>"


@pytest.mark.parametrize(
    ("parts", "holder"),
    [
        ({"html": "<p>Water.</p><p>Originally published at Harbour Review.</p>"}, "Harbour Review"),
        ({"html": '<p>Water.</p><p>The original source of this article is <a href="#">Tidewater Post</a></p>'}, "Tidewater Post"),
        ({"html": "<p>Republished from Marsh Reporter under CC BY 4.0.</p><p>Water.</p>"}, "Marsh Reporter"),
        ({"html": "<p>This story first appeared in The Lantern on 3 May 2020.</p>"}, "The Lantern"),
        ({"origin": Origin("Harbour Review", "https://harbour.example/feed")}, "Harbour Review"),
        ({"origin": Origin("", "https://harbour.example/feed")}, "harbour.example"),
        ({"page": page('<link rel="canonical" href="https://harbour.example/x">')}, "harbour.example"),
        ({"authors": (Person("Associated Press"),)}, "Associated Press"),
        ({"authors": (Person("Jo Bell, Reuters"),)}, "Reuters"),
        ({"html": "<p>OSLO (AP) — Water rose.</p>"}, "Associated Press"),
        ({"html": "<p>PARIS, May 3 (AFP) - Water rose.</p>"}, "Agence France-Presse"),
    ],
)
def test_third_party(parts, holder):
    """A credit, a feed source, a canonical address or a wire credit that names somebody else makes it theirs."""
    found = judged(**parts)
    assert (False, holder) == (found.own, found.holder)
    assert found.quotes
    assert found.why


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"html": "<p>Originally published at Fen Gazette.</p>"},
        {"html": "<p>First published by the Society for Marsh News.</p>"},
        {"html": "<p>Originally published on fen.example.</p>"},
        {"html": "<p>This story originally appeared in Saltmarsh, our weekly newsletter.</p>"},
        {"html": "<p>You may republish this article if you mention that it was first published by Harbour Review.</p>"},
        {"origin": Origin("The Fen Gazette", "")},
        {"origin": Origin("Sport", "https://fen.example/sport/feed")},
        {"page": page('<link rel="canonical" href="https://fen.example/a">')},
        {"authors": (Person("Ann Reed"), Person("Ap Dijksterhuis"))},
        {"html": "<p>He told reporters (Reuters) that water rose.</p>"},
    ],
)
def test_own(parts):
    """Silence, self-references, newsletters, instructions to others and people's names leave the article the source's own."""
    assert judged(**parts).own is True


def test_link_of_a_credit_is_kept():
    """The address a credit links to is the holder's address."""
    found = judged(html='<p>Originally published at <a href="https://harbour.example/x">Harbour Review</a>.</p>')
    assert ("Harbour Review", "https://harbour.example/x") == (found.holder, found.holder_url)


def test_credit_is_quoted_whole():
    """The quote is the whole sentence, also where other words of it are linked; a dead link gives no address."""
    credit = '<a href="https://fen.example/about">This article</a> first appeared in <a href="https://harbour.example/x">Harbour Review</a>'
    found = judged(html=f"<p>{credit}</p>")
    assert ("Harbour Review", "https://harbour.example/x") == (found.holder, found.holder_url)
    assert ["This article first appeared in Harbour Review"] == [quote.text for quote in found.quotes]
    dead = judged(html='<p>The original source of this article is <a href="#">Harbour Review</a></p>')
    assert ("Harbour Review", "") == (dead.holder, dead.holder_url)


def test_contradiction_is_undecided():
    """A credit to the source itself beside a canonical address elsewhere leaves open whose article it is."""
    found = judged(html="<p>Originally published at Fen Gazette.</p>", page=page('<link rel="canonical" href="https://harbour.example/x">'))
    assert found.own is None
    assert 2 <= len(found.quotes)


@pytest.mark.parametrize(
    ("name", "url", "expected"),
    [
        ("The Fen Gazette", "", True), ("fen gazette", "", True), ("FEN.example", "", True), ("Society for Marsh News", "", True), ("x", "https://blog.fen.example/1", True),
        ("Fen", "https://fen.example.evil.example/", False), ("Fen", "", True), ("Fen Gazette Weekly", "", False), ("Harbour", "", False), ("Gazette", "", False), ("", "https://harbour.example", False),
    ],
)  # fmt: skip
def test_names_and_hosts(name, url, expected):
    """Names are compared without case and articles, hosts with their subdomains; a part of a name is not the name."""
    assert expected is is_source(name, url, SOURCE)


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("<p>Ann Reed, Press Trust of India</p>", None),
        ("<p>BERLIN (dpa/lno) - Wasser stieg.</p>", "dpa"),
        ("<p>dpa - Wasser stieg in der Nacht.</p>", "dpa"),
        ("<p>Water.</p><p>(AFP)</p>", "Agence France-Presse"),
        ("<p>Water.</p><p>© 2026 The Associated Press. All rights reserved.</p>", "Associated Press"),
        ("<p>Water.</p><p>© 2026 AP Photo/Jo Bell</p>", None),
        ("<p>Water rose, Reuters reported on Monday.</p>", None),
    ],
)
def test_signs_of_agency_copy(line, holder):
    """Datelines, signatures and copyright lines of agencies make it theirs; a picture's credit and a mention do not."""
    found = judged(html=line)
    assert (holder is None, holder or "Fen Gazette") == (found.own, found.holder)


@pytest.mark.parametrize(
    ("name", "holder"),
    [
        ("By Reuters Staff", "Reuters"),
        ("The Associated Press", "Associated Press"),
        ("Jo Bell (AFP)", "Agence France-Presse"),
        ("Pa Rivers", None),
    ],
)
def test_bylines_of_agencies(name, holder):
    """An agency is known in a byline with its staff, its article and in brackets; a person's name is none."""
    found = judged(authors=(Person(name),))
    assert (holder is None, holder or "Fen Gazette") == (found.own, found.holder)


def test_every_holder_of_a_chain_counts():
    """An article that went from one publisher to another is held by both: an agreement with one is none with the other."""
    found = judged(html="<p>Republished from Mill Relay.</p><p>Water.</p><p>This story was first published in Harbour Review.</p>")
    assert found.own is False
    assert {"Mill Relay", "Harbour Review"} == set(found.holder.split(" and "))
