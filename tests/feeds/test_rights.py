# ruff: noqa: E501 - a table of cases is read best a case a line
"""Rights in feeds: RFC 4946's inheritance, every vocabulary and prefix, pictures that do not speak for the text, broken documents."""

from itertools import product

import pytest

from syndicator.core.article import Article
from syndicator.core.evidence import Topic
from syndicator.core.places import Source
from syndicator.core.reading import read_article
from syndicator.core.terms import Republish, combine
from syndicator.feeds import read_bytes
from tests.feeds.conftest import FEED_URL, NOW

SOURCE = Source(id="news", feed=FEED_URL, publisher="The Riverside Courier")
CC = "https://creativecommons.org/licenses/"
BY, ND, SA = f"{CC}by/4.0/", f"{CC}by-nd/4.0/", f"{CC}by-sa/4.0/"
NONE = "http://purl.org/atompub/license#unspecified"
SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dct="http://purl.org/dc/terms/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:c="http://creativecommons.org/ns#" xmlns:old="http://web.resource.org/cc/" xmlns:u="http://backend.userland.com/creativeCommonsRssModule" '
    'xmlns:m="http://search.yahoo.com/mrss/" xmlns:r="https://rslstandard.org/rsl" xmlns:n="http://iptc.org/std/nar/2006-10-01/" xmlns:a="http://www.w3.org/2005/Atom"'
)


def one(data: str) -> Article:
    """The only article of a feed."""
    (article,) = read_bytes(data.encode(), FEED_URL, "", SOURCE, NOW).articles
    return article


def atom(entry: str = "", source: str | None = None, feed: str = "", more: str = "") -> Article:
    """An Atom feed of one entry with these elements in its three places."""
    inner = "" if source is None else f"<source><id>s</id><title>S</title>{source}</source>"
    return one(
        f'<feed xmlns="http://www.w3.org/2005/Atom" {SPACES} {more}><id>f</id><title>F</title>{feed}'
        f'<entry><id>urn:e</id><title>E</title><link href="https://news.example/e"/>{entry}{inner}</entry></feed>'
    )


def rss(item: str = "", channel: str = "") -> Article:
    """An RSS feed of one item."""
    return one(
        f'<rss version="2.0" {SPACES}><channel><title>F</title>{channel}<item><guid>e</guid><title>E</title>'
        f"<link>https://news.example/e</link>{item}</item></channel></rss>"
    )


def link(*hrefs: str) -> str:
    return "".join(f'<link rel="license" href="{href}"/>' for href in hrefs)


def licences(article: Article) -> list[str]:
    return [e.value for e in article.evidence if e.topic is Topic.LICENCE]


STATES = {"nothing": (), "one": (BY,), "two": (BY, ND), "unspecified": (NONE,)}


@pytest.mark.parametrize(("entry", "source", "feed"), list(product(STATES, (*STATES, "no source"), STATES)))
def test_the_whole_matrix_of_inheritance(entry: str, source: str, feed: str) -> None:
    """Entry, else its source, else the feed (RFC 4946 §2.4); `#unspecified` stops it; several at one place are alternatives."""
    names = {"one": ["CC-BY-4.0"], "two": ["CC-BY-4.0", "CC-BY-ND-4.0"], "unspecified": []}
    deciding = next((place for place in (entry, source, feed) if place not in ("nothing", "no source")), "unspecified")
    article = atom(link(*STATES[entry]), link(*STATES[source]) if source in STATES else None, link(*STATES[feed]))
    assert names[deciding] == licences(article)


def test_alternatives_are_reported() -> None:
    """Of two licences at one place the stricter counts, and the other is named."""
    terms = combine(atom(link(BY, ND)).evidence)
    assert ("CC-BY-ND-4.0", 1) == (terms.licence, len(terms.conflicts[:1]))


def test_unspecified_must_stand_alone() -> None:
    """Beside a licence, what is meant is left open."""
    article = atom(link(BY, NONE))
    assert ["CC-BY-4.0"] == licences(article)
    assert Republish.UNKNOWN is combine(article.evidence).republish


@pytest.mark.parametrize(
    ("entry", "more"),
    [
        ('<link rel="license" href="/licenses/by/4.0/"/>', 'xml:base="https://creativecommons.org/"'), ('<link rel="license" href="by/4.0/" xml:base="https://creativecommons.org/licenses/"/>', ""),
        ('<link rel="http://www.iana.org/assignments/relation/license" href="https://creativecommons.org/licenses/by/4.0/"/>', ""), ('<link rel="License" href="https://creativecommons.org/licenses/by/4.0/"/>', ""),
        (link(BY) + link(BY), ""),
    ],
)  # fmt: skip
def test_spellings_of_a_link(entry: str, more: str) -> None:
    """Relative addresses with xml:base, the relation's full name, case; the same one twice is one."""
    assert ["CC-BY-4.0"] == licences(atom(entry, more=more))


@pytest.mark.parametrize(
    "item",
    [
        f"<u:license>{BY}</u:license>", f"<u:license>\n {BY} </u:license>", f'<c:license rdf:resource="{BY}"/>', f"<c:license>{BY}</c:license>", f'<old:license rdf:resource="{BY}"/>', f"<old:license>{BY}</old:license>",
        f"<dct:license>{BY}</dct:license>", f'<dct:license rdf:resource="{BY}"/>', f"<dc:rights>{BY}</dc:rights>", f'<dct:rights rdf:resource="{BY}"/>', f'<a:link rel="license" href="{BY}"/>',
        f"<n:rightsInfo><n:usageTerms>{BY}</n:usageTerms></n:rightsInfo>", f'<r:content url="https://news.example/e"><r:license><r:payment type="attribution"><r:standard>{BY}</r:standard></r:payment></r:license></r:content>',
    ],
)  # fmt: skip
def test_every_vocabulary_whatever_its_prefix(item: str) -> None:
    """Both namespaces of Creative Commons, as address or text; Dublin Core; Atom in RSS; RSL and NewsML."""
    assert ["CC-BY-4.0"] == licences(rss(item))


@pytest.mark.parametrize(
    "item",
    [
        f'<a:link rel="license" type="application/rsl+xml" href="{BY}"/>', f'<x:license xmlns:x="urn:other">{BY}</x:license>', f"<license>{BY}</license>", f"<m:license href='{BY}'>CC BY</m:license>",
        f'<m:content url="p.jpg"><m:license href="{BY}">CC BY</m:license></m:content>', f'<m:group><m:content url="p.jpg"><m:copyright url="{BY}">x</m:copyright></m:content></m:group>',
        "<dc:rights>© 2026 Courier</dc:rights>", "<copyright>All rights reserved</copyright>", f"<dc:rights>see {BY}</dc:rights>",
    ],
)  # fmt: skip
def test_what_is_no_licence_of_the_text(item: str) -> None:
    """Prices for machines, foreign elements, pictures, and rights in words (RFC 4287 §4.2.10: for people)."""
    assert [] == licences(rss(item))


def test_a_picture_never_speaks_for_the_text() -> None:
    """Each statement about a media item is a limit on images, tied to its item; nothing is granted by it."""
    item = (
        f'<m:group><m:content url="https://news.example/1.jpg"><m:license type="text/html" href="{BY}">CC BY</m:license><m:credit role="photographer">Jo Bell</m:credit></m:content>'
        '<m:content url="https://news.example/2.jpg"><m:copyright url="https://agency.example/">© Agency</m:copyright></m:content></m:group><m:rights status="userCreated"/>'
        '<m:restriction relationship="deny" type="country">de</m:restriction>'
    )  # fmt: skip
    article = rss(item, f"<u:license>{ND}</u:license>")
    terms = combine(article.evidence)
    assert ("CC-BY-ND-4.0", Republish.YES, "") == (terms.licence, terms.republish, terms.limit("images"))
    assert [
        (
            "CC BY https://creativecommons.org/licenses/by/4.0/ type=text/html",
            "feed entry, media:license of media:content https://news.example/1.jpg",
        ),
        ("Jo Bell role=photographer", "feed entry, media:credit of media:content https://news.example/1.jpg"),
        ("© Agency https://agency.example/", "feed entry, media:copyright of media:content https://news.example/2.jpg"),
        ("status=userCreated", "feed entry, media:rights of every media item"),
        ("de relationship=deny type=country", "feed entry, media:restriction of every media item"),
    ] == [(e.quote.text, e.quote.where) for e in article.evidence if e.topic is Topic.LIMIT]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<c:attributionName>Fen</c:attributionName><c:attributionURL rdf:resource='https://fen.example/'/>", ("credit", "Fen", "https://fen.example/")),
        ("<old:morePermissions rdf:resource='https://fen.example/ask'/>", ("contact", "https://fen.example/ask", "")),
        ("<dct:rightsHolder>Fen</dct:rightsHolder><dct:dateCopyrighted>2026-03-01</dct:dateCopyrighted>", ("copyright", "© 2026 Fen", "")),
        ("<dct:isVersionOf>https://harbour.example/x</dct:isVersionOf>", ("original", "harbour.example", "https://harbour.example/x")),
        ("<dc:source>https://news.example/other</dc:source>", None), ("<dc:source>Harbour Review</dc:source>", None),
        ("<n:pubStatus qcode='stat:withheld'/>", ("republish", "no", "")), ("<n:embargoed>2026-04-01T09:00:00Z</n:embargoed>", ("limit", "embargo", "2026-04-01T09:00:00Z")),
        ("<r:content url='https://news.example/e'><r:license><r:prohibits type='usage'>all</r:prohibits></r:license></r:content>", ("republish", "no", "")),
    ],
)  # fmt: skip
def test_what_else_an_entry_declares(item: str, expected: tuple[str, str, str] | None) -> None:
    """Credit, contact, holder, origin, status and embargo."""
    found = [(str(e.topic), e.value, e.detail) for e in rss(item).evidence if e.topic is not Topic.RESERVATION]
    assert ([expected] if expected else []) == found


def test_rights_in_words_are_all_kept() -> None:
    """`dc:rights` after `copyright` does not hide it, and usage terms of NewsML stand among them."""
    article = rss("<copyright>© Courier</copyright><dc:rights>Ask first.</dc:rights><n:usageTerms>Web only.</n:usageTerms>")
    assert "Web only.\n© Courier\nAsk first." == article.rights


@pytest.mark.parametrize(
    ("item", "expected"),
    [(f"<u:license>{BY}</u:license>", "unknown"), (f"<copyright>{BY}</copyright>", "unknown"), ("<copyright>© Courier</copyright>", ""),
     ("<n:pubStatus qcode='stat:withheld'/>", "no")],
)  # fmt: skip
def test_a_broken_document_grants_nothing_without_review(item: str, expected: str) -> None:
    """What would grant is told as open, what restricts is kept; the same feed in good order is read as it stands."""
    article = rss(f"{item}<description>a &nbsp; b</description>")
    said = [e.value for e in article.evidence if e.topic is Topic.REPUBLISH]
    assert ([expected] if expected else []) == said
    assert Republish.YES is not combine(read_article(article, SOURCE)).republish
    assert ["CC-BY-4.0"] == licences(rss(f"<u:license>{BY}</u:license>"))


def test_ninjs_fields_in_a_json_feed() -> None:
    """Status and usage terms of an item, whichever case its keys are in."""
    item = '{"id": "1", "title": "T", "content_html": "x", "pubstatus": "withheld", "usageterms": "Web only."}'
    article = one('{"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [' + item + "]}")
    assert ("Web only.", ["no"]) == (article.rights, [e.value for e in article.evidence])


def test_the_price_lists_for_machines_that_a_feed_names() -> None:
    """RSL's own type beside `rel=license`: of entry and feed, resolved, once each; they change the article's digest, and are no licence."""
    named = '<link rel="license" type="application/rsl+xml" href="{}"/>'
    article = atom(entry=named.format("/a.xml"), feed=named.format("https://prices.example/b.xml") + named.format("/a.xml"))
    assert ["a.xml", "b.xml"] == [address.rpartition("/")[2] for address in article.rsl]
    assert all(address.startswith("http") for address in article.rsl)
    assert [] == licences(article)
    assert article.digest != atom().digest
