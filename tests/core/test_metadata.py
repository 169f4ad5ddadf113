# ruff: noqa: E501 - a table of cases is read best a case a line
"""The machine-readable rights of a page, and what must not be taken for them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.evidence import Channel, Level, Topic
from syndicator.core.markup import read
from syndicator.core.metadata import licence_evidence, read_page

URL = "https://fen.example/a"
BY = "https://creativecommons.org/licenses/by/4.0/"


def told(html):
    """(topic, value, level) of everything a page declares."""
    return [(e.topic, e.value, e.level) for e in read_page(read(html), URL)]


def ld(data):
    """A page with one JSON-LD script."""
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


ARTICLE_BY = (Topic.LICENCE, "CC-BY-4.0", Level.ARTICLE)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f'<head><link rel="license" href="{BY}"></head>', [ARTICLE_BY]),
        (
            f'<p>Text under <a rel="noopener LICENSE" href="{BY}?ref=chooser-v1">CC BY 4.0</a></p>',
            [(Topic.LICENCE, "CC-BY-4.0", Level.SITE)],
        ),
        (f'<head><meta name="dcterms.license" content="{BY}"></head>', [ARTICLE_BY]),
        ('<head><meta name="copyright" content="© 2020 Fen Gazette"></head>', [(Topic.COPYRIGHT, "© 2020 Fen Gazette", Level.SITE)]),
        (ld({"@type": "NewsArticle", "license": BY}), [ARTICLE_BY]),
        (ld({"@graph": [{"@type": "WebSite"}, {"@type": ["Article"], "license": {"@id": BY}}]}), [ARTICLE_BY]),
        (ld([{"@type": "BlogPosting", "copyrightNotice": "© 2020 Fen"}]), [(Topic.COPYRIGHT, "© 2020 Fen", Level.ARTICLE)]),
        (ld({"@type": "Report", "isBasedOn": "https://harbour.example/x"}), [(Topic.ORIGINAL, "harbour.example", Level.ARTICLE)]),
        (
            ld({"@type": "Article", "isBasedOn": {"url": "https://harbour.example/x", "publisher": {"name": "Harbour Review"}}}),
            [(Topic.ORIGINAL, "Harbour Review", Level.ARTICLE)],
        ),
        ('<head><link rel="canonical" href="https://harbour.example/x"></head>', [(Topic.ORIGINAL, "harbour.example", Level.ARTICLE)]),
    ],
)
def test_declared(html, expected):
    """Each element is read for what it declares, at the level it speaks for."""
    assert expected == told(html)


@pytest.mark.parametrize(
    "html",
    [
        f'<head><link rel="license" type="application/rsl+xml" href="{BY}"></head>',
        f'<p>Photo by Jo Bell, <a rel="license" href="{BY}">CC BY</a></p>',
        '<head><link rel="license" href="https://creativecommons.org.evil.example/licenses/by/4.0/"></head>',
        '<head><link rel="license" href="/terms"></head>',
        ld({"@type": "NewsArticle", "sdLicense": BY}),
        ld({"@type": "ImageObject", "license": BY}),
        ld({"@type": "NewsArticle", "image": {"@type": "ImageObject", "license": BY}}),
        '<script type="application/ld+json">{not json</script>',
        f'<script type="application/ld+json">{"[" * 5000}</script>',
        '<head><link rel="canonical" href="https://www.fen.example/b"></head>',
        '<head><link rel="canonical" href="/b"></head>',
        '<head><link rel="canonical" href="http://["></head>',
        f'<a href="{BY}">a link to a licence</a>',
    ],
)
def test_not_declared(html):
    """A crawler's licence, a picture's, the metadata's own, a look-alike, broken data and the page itself declare nothing."""
    assert [] == told(html)


def test_canonical_elsewhere_gives_the_address():
    """The original's address is kept beside its host, with the element it was read from."""
    (e,) = read_page(read('<head><link rel="canonical" href="https://harbour.example/x"></head>'), URL)
    assert ("https://harbour.example/x", "https://fen.example/a (link rel=canonical)", Channel.PAGE) == (e.detail, e.quote.where, e.channel)


@pytest.mark.parametrize(
    "words", [BY, " http://www.creativecommons.org/licenses/by/4.0/deed.de ", "CC-BY-4.0", "CC BY 4.0", "© 2020 Fen, CC BY 4.0"]
)
def test_one_licence_from_an_element(words):
    """An address, an id or a text naming exactly one licence gives its evidence, with the words as they stand."""
    e = licence_evidence(words, "entry license", Channel.ENTRY, Level.ARTICLE)
    assert e is not None
    assert ("CC-BY-4.0", words.strip(), "entry license") == (e.value, e.quote.text, e.quote.where)


@pytest.mark.parametrize(
    "words", ["", "All rights reserved", "not CC BY 4.0", "CC BY 4.0 or CC BY-NC 4.0", "http://purl.org/atompub/license#unspecified"]
)
def test_no_licence_from_an_element(words):
    """Silence, a denial, a choice and the “unspecified” address name no licence."""
    assert licence_evidence(words, "entry license", Channel.ENTRY, Level.ARTICLE) is None


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["@type", "@graph", "license", "isBasedOn", "url", "@id", "copyrightNotice", "publisher", "name", "mainEntity"]), inner, max_size=4), max_leaves=12))  # fmt: skip
def test_any_data_can_be_read(data):
    """No JSON-LD breaks the reading."""
    read_page(read(ld(data).replace("</", "<\\/").replace("<\\/script>", "</script>")), URL)
