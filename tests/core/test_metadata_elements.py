# ruff: noqa: E501 - a table of cases is read best a case a line
"""Links, metas, RDFa, microdata and JSON-LD: each trap of the standards, as one page."""

import json

import pytest

from syndicator.core.evidence import Channel, Level, Topic
from syndicator.core.markup import read
from syndicator.core.metadata import read_page
from syndicator.core.terms import Republish, combine

URL = "https://fen.example/a"
BY = "https://creativecommons.org/licenses/by/4.0/"
ND = "https://creativecommons.org/licenses/by-nd/4.0/"
CC_NS, OLD_NS = "http://creativecommons.org/ns#", "http://web.resource.org/cc/"


def told(html, url=URL):
    """(topic, value, detail) of everything a page declares, level and place aside."""
    return [(str(e.topic), e.value, e.detail) for e in read_page(read(html), url)]


def ld(*data):
    """A page with a JSON-LD script for each node."""
    return "".join(f'<script type="application/ld+json">{json.dumps(d)}</script>' for d in data)


def article(**fields):
    """A page that describes itself as an article with these fields."""
    return ld({"@context": "https://schema.org", "@type": "NewsArticle", **fields})


LICENSED = [("licence", "CC-BY-4.0", "")]


@pytest.mark.parametrize(
    "html",
    [
        f'<head><link rel="License" href="{BY}"></head>', f'<head><link rel="alternate license" href="{BY}"></head>', f'<head><link rel="copyright" href="{BY}"></head>',
        f'<head><link rel="DCTERMS.license" href="{BY}"></head>', f'<a rel="license noopener noreferrer" href="{BY}?ref=chooser-v1">CC BY</a>',
        f'<map><area rel="license" href="{BY}" alt="Licence"></map>',
        f'<head><meta name="DC.rights" content="{BY}"></head>', f'<head><meta name="dc:rights" content="{BY}"></head>', f'<head><meta name="DCTERMS.license" content="{BY}"></head>',
        f'<head><meta property="dct:license" content="{BY}"></head>', f'<head><meta name="dcterms.rights" content="{BY}"></head>', f'<head><meta name="DC.Rights.License" content="{BY}"></head>',
        '<head><meta name="license" content="CC-BY-4.0"></head>', '<head><meta name="copyright" content="© Fen, CC BY 4.0"></head>',
        f'<p xmlns:c="{CC_NS}"><a rel="c:license" href="{BY}">terms</a></p>', f'<p xmlns:cc="{OLD_NS}"><a rel="cc:license" href="{BY}">terms</a></p>',
        f'<p prefix="x: {CC_NS} y: urn:y"><a rel="x:license" href="{BY}">terms</a></p>', f'<a rel="dct:license" href="{BY}">terms</a>', f'<a rel="xhv:license" href="{BY}">terms</a>',
        f'<div vocab="http://schema.org/" typeof="NewsArticle"><a property="license" href="{BY}">terms</a></div>', f'<span property="cc:license" content="{BY}"></span>', f'<span property="license">{BY}</span>',
        f'<div about="/a"><a rel="cc:license" href="{BY}">terms</a></div>', f'<div about="{URL}"><a rel="license" href="{BY}">terms</a></div>',
        f'<footer itemscope itemtype="https://schema.org/WPFooter"><a rel="license" href="{BY}">terms</a></footer>',
        f'<p><span rel="dct:type" href="http://purl.org/dc/dcmitype/Text">Rivers</span> <a rel="license" href="{BY}">terms</a></p>',
        f'<article itemscope itemtype="http://schema.org/NewsArticle"><a itemprop="license" href="{BY}">terms</a></article>',
        f'<article itemscope itemtype="https://schema.org/BlogPosting"><link itemprop="license" href="{BY}"></article>',
        article(license=BY), article(license=[BY]), article(license={"@type": "CreativeWork", "url": BY}), article(license={"@id": BY}), article(license={"@type": "CreativeWork", "name": "CC BY 4.0"}),
        article(license="CC-BY-4.0"), article(license="//creativecommons.org/licenses/by/4.0/"), ld({"@graph": [{"@type": "Person"}, {"@type": "NewsArticle", "license": BY}]}),
        ld({"@type": "WebPage", "mainEntity": {"@type": "Article", "license": BY}}), ld([[{"@type": ["Thing", "Report"], "license": BY}]]),
        ld({"@type": "schema:NewsArticle", "schema:license": {"@id": BY}}), ld({"@type": "http://schema.org/NewsArticle", "http://schema.org/license": BY}),
        ld({"@type": "Article", "dcterms:license": {"@id": BY}}), ld({"@type": "Article", "cc:license": BY}),
        ld({"@graph": [{"@type": "Article", "license": {"@id": "#terms"}}, {"@id": "#terms", "@type": "CreativeWork", "url": BY}]}),
        ld({"@type": "WebPage", "license": BY}), ld({"@type": "WebPage", "@id": URL, "license": BY}),
        ld({"@type": "Article", "url": URL, "license": BY}, {"@type": "Article", "url": "https://fen.example/b", "license": ND}),
        ld({"@type": "Article", "mainEntityOfPage": {"@id": URL + "#page"}, "license": BY}, {"@type": "Article", "license": ND}),
    ],
)  # fmt: skip
def test_a_licence_is_found(html):
    """Every spelling of a licence of the page's main content is the same licence, told once."""
    assert LICENSED == told(html)


@pytest.mark.parametrize(
    "html",
    [
        f'<head><link rel="license" type="application/rsl+xml" href="{BY}"></head>', f'<head><link rel="stylesheet" href="{BY}"></head>', f'<head><link rel="sublicense" href="{BY}"></head>',
        '<head><link rel="license" href="https://creativecommons.org.evil.example/licenses/by/4.0/"></head>', '<head><link rel="license" href="creativecommons.org/licenses/by/4.0/"></head>',
        f'<figure><img src="x"><figcaption><a rel="license" href="{BY}">CC BY</a></figcaption></figure>', f'<div about="/photo.jpg"><a rel="license" href="{BY}">terms</a></div>',
        f'<div about="#photo"><a rel="license" href="{BY}">terms</a></div>', f'<div resource="https://fen.example/photo"><a rel="cc:license" href="{BY}">terms</a></div>',
        f'<a rel="license" about="https://other.example/x" href="{BY}">terms</a>', f'<div typeof="schema:ImageObject"><a rel="license" href="{BY}">terms</a></div>',
        f'<div itemscope itemtype="https://schema.org/ImageObject"><a rel="license" href="{BY}">terms</a></div>', f'<div itemscope itemtype="https://schema.org/ImageObject"><a itemprop="license" href="{BY}">terms</a></div>',
        f'<div itemscope itemtype="https://schema.org/NewsArticle"><div itemprop="image" itemscope itemtype="https://schema.org/ImageObject"><link itemprop="license" href="{BY}"></div></div>',
        f'<div itemscope><link itemprop="license" href="{BY}"></div>', f'<link itemprop="license" href="{BY}">',
        f'<p><span rel="dct:type" href="http://purl.org/dc/dcmitype/StillImage">Photo</span> <a rel="license" href="{BY}">terms</a></p>',
        f'<p prefix="cc: https://evil.example/ns#"><a rel="cc:license" href="{BY}">terms</a></p>', f'<p xmlns:cc="urn:other"><a rel="cc:license" href="{BY}">terms</a></p>',
        f'<a rel="zz:license" href="{BY}">terms</a>', f'<a property="sdLicense" vocab="http://schema.org/" href="{BY}">terms</a>',
        article(sdLicense=BY), article(conditionsOfAccess=BY), article(isAccessibleForFree=True), article(isAccessibleForFree="http://schema.org/True"), article(image={"@type": "ImageObject", "license": BY}),
        ld({"@type": "ImageObject", "license": BY}), ld({"@type": "WebSite", "license": BY}), ld({"@type": "Dataset", "license": BY}), ld({"@type": "WebPage", "url": "https://fen.example/b", "license": BY}),
        ld({"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "license": BY}]}), ld({"@type": "Article", "hasPart": {"@type": "Article", "license": BY}}),
        ld({"@type": "Article", "url": URL}, {"@type": "Article", "url": "https://fen.example/b", "license": BY}), ld({"@type": "evil:NewsArticle", "license": BY}),
        ld({"@type": "Article", "evil:license": BY}), ld({"@type": "Article", "license": {"@id": "_:b0"}}), ld({"@type": "Article", "license": True}),
        '<head><meta name="dc.rights" content="Some rights"></head>', '<head><meta name="robots" content="index, follow"></head>', f'<head><meta name="og:license" content="{BY}"></head>',
    ],
)  # fmt: skip
def test_no_licence_is_found(html):
    """Pictures, other works, other vocabularies, the data's own licence and look-alikes say nothing about this text."""
    assert [] == told(html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (article(copyrightHolder={"@type": "Organization", "name": "Fen Gazette"}, copyrightYear=2026), ("copyright", "© 2026 Fen Gazette", "")),
        (article(copyrightHolder="Fen Gazette"), ("copyright", "© Fen Gazette", "")),
        (article(copyrightHolder="Fen Gazette", copyrightNotice="© Fen 2026"), ("copyright", "© Fen 2026", "")),
        (article(creditText="Ana Ruiz / Fen Gazette"), ("credit", "Ana Ruiz / Fen Gazette", "")),
        (article(acquireLicensePage="/licensing"), ("contact", "https://fen.example/licensing", "")),
        (article(usageInfo={"@type": "CreativeWork", "url": "https://fen.example/use"}), ("contact", "https://fen.example/use", "")),
        (article(isBasedOn={"@type": "CreativeWork", "url": "https://harbour.example/x"}), ("original", "harbour.example", "https://harbour.example/x")),
        (article(translationOfWork={"@id": "https://harbour.example/x", "publisher": {"name": "Harbour Review"}}), ("original", "Harbour Review", "https://harbour.example/x")),
        ('<head><meta name="syndication-source" content="https://harbour.example/x"></head>', ("original", "harbour.example", "https://harbour.example/x")),
        ('<head><meta name="original-source" content="https://harbour.example/x"></head>', ("original", "harbour.example", "https://harbour.example/x")),
        ('<head><meta name="DC.source" content="https://harbour.example/x"></head>', ("original", "harbour.example", "https://harbour.example/x")),
        ('<head><meta name="dcterms.rightsHolder" content="Fen Gazette"></head>', ("copyright", "© Fen Gazette", "")),
        ('<head><meta name="dc.rights" content="Copyright 2026 Fen"></head>', ("copyright", "Copyright 2026 Fen", "")),
        (f'<p xmlns:k="{CC_NS}"><a rel="k:morePermissions" href="https://fen.example/more">more</a></p>', ("contact", "https://fen.example/more", "")),
        (f'<p xmlns:cc="{CC_NS}"><a rel="cc:attributionURL" property="cc:attributionName" href="https://fen.example/us">Fen Gazette</a></p>', ("credit", "Fen Gazette", "https://fen.example/us")),
        ('<article itemscope itemtype="http://schema.org/Article"><span itemprop="copyrightNotice">© Fen</span></article>', ("copyright", "© Fen", "")),
    ],
)  # fmt: skip
def test_what_else_is_declared(html, expected):
    """Who holds the rights, whom to credit and to ask, and what it is taken from."""
    assert [expected] == told(html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<head><meta name="robots" content="noai, noimageai"></head>', ["ai-train"]), ('<head><meta name="ROBOTS" content="NOARCHIVE"></head>', ["archive"]),
        ('<head><meta name="robots" content="max-image-preview:large, noindex"></head>', ["search"]), ('<head><meta name="robots" content="otherbot: noindex"></head>', []),
        ('<head><meta name="tdm-reservation" content="1"></head>', ["tdm"]), ('<head><meta name="tdm-reservation" content="0"></head>', []), ('<head><meta name="tdm-reservation" content="true"></head>', []),
        ('<head><meta name="tdm-policy" content="https://fen.example/p"></head>', []),
    ],
)  # fmt: skip
def test_signals_to_machines_are_reservations(html, expected):
    """They are kept as such, and say nothing about reposting, neither alone nor beside a licence."""
    found = read_page(read(html), URL)
    assert expected == [e.value for e in found]
    assert {Topic.RESERVATION} >= {e.topic for e in found}
    assert Republish.UNKNOWN is combine(found).republish
    assert Republish.YES is combine((*found, *read_page(read(article(license=BY)), URL))).republish


def test_each_statement_names_its_element_and_keeps_its_words():
    """The quote is the raw value; the place names address and element; a hyperlink in the page speaks for the site."""
    html = f'<head><meta name="dcterms.license" content=" {BY} "></head><p><a rel="license" href="{ND}">x</a></p>'
    assert [(ND, f"{URL} (a rel=license)", Level.SITE), (BY, f"{URL} (meta dcterms.license)", Level.ARTICLE)] == [
        (e.quote.text, e.quote.where, e.level) for e in read_page(read(html), URL)
    ]
    assert {Channel.PAGE} == {e.channel for e in read_page(read(html), URL)}


def test_two_licences_at_one_place_are_both_told():
    """Alternatives (RFC 4946 §2): nothing is chosen here, and the contradiction is reported by who weighs them."""
    html = f'<head><link rel="license" href="{BY}"><link rel="license" href="{ND}"></head>'
    found = read_page(read(html), URL)
    assert ["CC-BY-4.0", "CC-BY-ND-4.0"] == [e.value for e in found]
    assert 1 <= len(combine(found).conflicts)


def test_a_page_of_nothing_but_licences_is_read_in_time():
    """What is absurdly much is not looked through, and what was not looked at is not believed."""
    links = f'<a rel="license" href="{BY}">x</a>' * 20_000
    items = f'<span property="cc:license" content="{BY}"></span><i itemprop="license">{BY}</i>' * 5_000
    found = read_page(read(f"<div>{links}{items}</div>{ld([1] * 200_000)}"), URL)
    assert {"CC-BY-4.0"} == {e.value for e in found}
    assert "one of too many" == read(links).licence_links[-1].about
