"""What a document says about itself: declared before shown, and nothing invented."""

import json
from datetime import UTC, datetime

import pytest

from syndicator.core.article import Person
from syndicator.targets.facts import facts_of

MAY = datetime(2026, 5, 2, tzinfo=UTC)


def ld(**facts):
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **facts})}</script>'


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ('<title>Shop | Bell</title><meta property="og:title" content=" The  crane "><h1>Bell</h1>', "The crane"),
        (f"<title>x</title>{ld(headline='The crane')}<h1>y</h1>", "The crane"),
        ("<title>x</title><h1 class='a'>The <em>crane</em></h1>", "The crane"),
        ("<title>The crane</title><p>Text</p>", "The crane"),
        ("<p>The crane</p><p>Text</p>", "The crane"),
        ("", ""),
    ],
)
def test_the_title(html, title):
    """og:title, JSON-LD, h1, title, first line."""
    assert title == facts_of(html).title


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ('<meta name="author" content="Mara Lind">', ["Mara Lind"]),
        ('<meta name="author" content="Mara Lind and Ole Quist">', ["Mara Lind", "Ole Quist"]),
        ('<meta property="article:author" content="https://bell.test/mara"><p>By Mara Lind</p>', ["Mara Lind"]),
        ("<p>The crane</p><p>By Mara Lind, Ole Quist and Ann-Marie O’Dea</p>", ["Mara Lind", "Ole Quist", "Ann-Marie O’Dea"]),
        ("<p>By the staff of the harbour office, Callow</p>", ["the staff of the harbour office, Callow"]),
        ("<p>The crane stands by the quay.</p>", []),
        (ld(author={"name": "Mara Lind"}), ["Mara Lind"]),
        (ld(author=[{"name": "Mara Lind"}, "Ole Quist", 7, {"name": None}]), ["Mara Lind", "Ole Quist"]),
    ],
)
def test_the_authors(html, names):
    """JSON-LD, meta, byline; what is not plainly a list of names stays one name."""
    assert names == [person.name for person in facts_of(html).authors]


def test_an_author_may_have_an_address():
    """Where it can be followed."""
    html = ld(author=[{"name": "Mara Lind", "url": "https://bell.test/mara"}, {"name": "Ole Quist", "url": "javascript:x"}])
    assert (Person("Mara Lind", "https://bell.test/mara"), Person("Ole Quist")) == facts_of(html).authors


@pytest.mark.parametrize(
    ("html", "published"),
    [
        ('<meta property="article:published_time" content="2026-05-02T07:00:00Z">', MAY.replace(hour=7)),
        ('<meta name="date" content="2026-05-02">', MAY),
        ('<meta name="date" content="May 2, 2026">', MAY),
        (ld(datePublished="2026-05-02T02:00:00+02:00"), MAY),
        (json.dumps({"x": 1}) and "<p>x</p><time datetime='2026-05-02'>2 May</time>", MAY),
        ("<p>The crane</p><p>Harbour Bell, May 02, 2026</p>", MAY),
        ("<p>The crane</p><p>Sat. 2nd May 2026</p>", MAY),
        ("<p>The crane</p><p>Published 2026-05-02</p>", MAY),
        ("<p>31 February 2026</p>", None),
        ('<meta name="date" content="yesterday">', None),
        ("<p>It was in May, and 2026 people came.</p>", None),
    ],
)
def test_the_date(html, published):
    """Declared before shown; a day that does not exist is none; always aware."""
    assert published == facts_of(html).published


@pytest.mark.parametrize(
    ("html", "publisher"),
    [
        ('<meta property="og:site_name" content="Harbour Bell"><meta name="application-name" content="App">', "Harbour Bell"),
        (ld(headline="x", publisher={"name": "Harbour Bell"}), "Harbour Bell"),
        ('<meta name="application-name" content="Harbour Bell">', "Harbour Bell"),
        ("<p>The crane</p><p>Harbour Bell, May 2, 2026</p>", "Harbour Bell"),
        ("<p>The crane</p><p>Published on May 2, 2026</p>", ""),
        ("<p>The crane was sold for the last time to a man from Callow on May 2, 2026</p>", ""),
    ],
)
def test_the_publisher(html, publisher):
    """Named, or left open."""
    assert publisher == facts_of(html).publisher


@pytest.mark.parametrize(
    ("head", "base", "url"),
    [
        ('<link rel="canonical" href="/a">', "https://bell.test/a?x=1", "https://bell.test/a"),
        ('<link rel="canonical" href="https://other.test/a">', "https://bell.test/a", "https://bell.test/a"),
        ("", "https://bell.test/a", "https://bell.test/a"),
        ('<link rel="canonical" href="https://bell.test/a">', "", "https://bell.test/a"),
        (
            '<link rel="canonical" href="https://other.test/a"><meta property="og:url" content="https://bell.test/a">',
            "",
            "https://bell.test/a",
        ),
        ('<link rel="canonical" href="#"><meta property="og:url" content="javascript:x">', "", ""),
        ('<link rel="canonical" href="http://[">', "https://bell.test/a", "https://bell.test/a"),
    ],
)
def test_the_address(head, base, url):
    """Its own: as fetched; a canonical one elsewhere is somebody else's."""
    assert url == facts_of(f"<html><head>{head}</head><body>x</body></html>", base).url


def test_hostile_data_says_nothing():
    """Broken, deep and absurd JSON-LD is passed over."""
    scripts = ["{", "[" * 100_000, "7", "null", json.dumps({"headline": ["x"], "author": {"name": {}}, "publisher": 3, "datePublished": 1})]
    html = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    facts = facts_of(html)
    assert ("", (), "", None) == (facts.title, facts.authors, facts.publisher, facts.published)


def test_the_language():
    """As the document or its metadata say."""
    assert ["de", "en-US"] == [facts_of(html).language for html in ('<html lang="de">', '<meta property="og:locale" content="en_US">')]
