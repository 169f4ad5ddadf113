"""Entries that are read without feedparser say what feedparser says of them; whatever is odd goes to feedparser."""

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicator.feeds.mending import document
from syndicator.feeds.parsing import read_entries, words
from syndicator.feeds.plainly import plain, straight
from tests.feeds.test_lightening import NAMES, PIECES, TEXTS, said

DATES = (
    "Mon, 02 Mar 2026 10:00:00 GMT", "2026-03-02T10:00:00Z", "2026-03-02", "2. M\u00e4rz 2026", "soon", "", " 2026-03-02T10:00:00+02:00 ",
    "99999",
)  # fmt: skip
ATTRIBUTES = (
    "", "", "", ' xml:lang="de"', ' xml:base="https://x.example/"', ' type="html"', ' type="text"', ' type="xhtml"', ' term="a" label="B"',
    ' term="a" scheme="s"', ' domain="d"',
    ' isPermaLink="false"', ' isPermaLink="TRUE"', ' mode="base64"', ' href="/x"', ' odd="1"', ' type=""',
)  # fmt: skip
RSS = (
    "title", "link", "guid", "author", "comments", "description", "pubDate", "category", "dc:creator", "dc:date", "dc:subject", "dc:title",
    "content:encoded", "media:thumbnail", "media:description", "enclosure", "source", "a:link", "a:updated", "itunes:summary", "pubdate",
    "odd",
)  # fmt: skip
ATOM = (
    "title", "link", "id", "author", "summary", "content", "published", "updated", "category", "rights", "contributor", "dc:date", "issued",
    "source",
)  # fmt: skip
MORE = f'{NAMES} xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
ODD = ("News", "<b>x</b>", "a &amp; b", "Rock & roll </b>", "<p>x", "Ada <a@b.example>")
VALUES = st.one_of(TEXTS, st.sampled_from(DATES), st.sampled_from(ODD))


def element(name: str, attributes: str, value: str, child: str) -> str:
    return f"<{name}{attributes}>{escape(value, quote=False)}{child}</{name}>"


def elements(names: tuple[str, ...]) -> st.SearchStrategy[list[list[str]]]:
    children = st.sampled_from(("", "", "", "", "", "<b>x</b>", "<name>Ada</name>", "<!-- x -->"))
    one = st.builds(element, st.sampled_from(names), st.sampled_from(ATTRIBUTES), VALUES, children)
    return st.lists(st.lists(one, max_size=6), min_size=1, max_size=3)


def rss(items: list[list[str]], more: str = MORE) -> str:
    return f'<rss version="2.0" {more}><channel><title>T</title>{"".join(f"<item>{chr(10).join(i)}</item>" for i in items)}</channel></rss>'


def atom(items: list[list[str]], more: str = MORE) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {more}>{"".join(f"<entry>{chr(10).join(i)}</entry>" for i in items)}</feed>'


@settings(max_examples=250, deadline=None)
@given(st.one_of(elements(RSS).map(rss), elements(ATOM).map(atom)))
def test_the_words_are_those_of_feedparser(text: str) -> None:
    """Whatever elements, attributes, texts and children stand in an entry."""
    doc = document(text, "https://news.example/feed")
    whole = read_entries(doc, [doc.data[e.start : e.end] for e in doc.outline.entries])
    assert [said(one) for one in whole] == [said(one) for one in words(doc, doc.outline.entries)]


ITEM = [
    "<title>Rain &amp; wind</title>", "<link>https://news.example/1</link>", '<guid isPermaLink="false">1</guid>',
    "<dc:creator>Ada</dc:creator>",
    "<pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate>", '<category domain="d">News</category>', "<category>Rain</category>",
    "<description><![CDATA[<p>Short.</p>]]></description>", f"<content:encoded><![CDATA[{PIECES[0]}]]></content:encoded>",
    '<media:thumbnail url="https://news.example/1.jpg"/>',
]  # fmt: skip
ENTRY = [
    '<title type="html">Rain &amp;amp; wind</title>', '<link href="https://news.example/1"/>', "<id>1</id>",
    "<author><name>Ada</name></author>",
    "<published>2026-03-02T10:00:00Z</published>", "<updated>2026-03-02T11:00:00Z</updated>", '<category term="news"/>',
    "<summary>Short.</summary>", '<content type="html" xml:base="https://news.example/">&lt;p&gt;Long.&lt;/p&gt;</content>',
]  # fmt: skip


@pytest.mark.parametrize("text", [rss([ITEM]), atom([ENTRY])])
def test_the_usual_entry_is_read_without_feedparser(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With everything that feedparser says of it."""
    doc = document(text, "https://news.example/feed")
    whole = read_entries(doc, [doc.data[e.start : e.end] for e in doc.outline.entries])
    monkeypatch.setattr("feedparser.parse", None)
    (found,) = words(doc, doc.outline.entries)
    assert said(whole[0]) == said(found)
    assert None not in (found["title_detail"], found["summary_detail"], found["content"], found["published_parsed"], found["tags"])


@pytest.mark.parametrize(
    "odd",
    [
        "<itunes:summary>x</itunes:summary>",
        "<title>Again</title>",
        "<description/>",
        "<dc:title>Again</dc:title>",
        "<odd/>",
        "<a:title>x</a:title>",
    ],
)
def test_one_odd_element_and_feedparser_is_asked(odd: str) -> None:
    """A second title, a second text, another vocabulary."""
    doc = document(rss([[*ITEM, odd]]), "https://news.example/feed")
    assert plain(doc.outline.entries[0], doc.outline) is None


@pytest.mark.parametrize("uri", ["http://purl.org/rss/1.0/", "http://my.netscape.com/RDF/simple/0.9/"])
def test_a_namespace_of_another_format_makes_a_document_odd(uri: str) -> None:
    """Feedparser takes the document for that format, and looks at its texts in other ways; a module's namespace is none."""
    text = atom([ENTRY], f'{MORE} xmlns:old="{uri}"')
    assert (False, True) == (straight(text.encode()), straight(atom([ENTRY]).encode()))
    doc = document(text, "")
    whole = read_entries(doc, [doc.data[e.start : e.end] for e in doc.outline.entries])
    assert [said(one) for one in whole] == [said(one) for one in words(doc, doc.outline.entries)]
