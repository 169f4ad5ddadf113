"""Links that declare: rel=license of `link`, `a` and `area` (HTML), of HTTP headers (RFC 8288), and rel=canonical (RFC 6596)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from syndicator.core.evidence import Channel, Evidence, Level
from syndicator.core.markup import Link, Markup
from syndicator.core.metadata.addresses import elsewhere, joined, same_page
from syndicator.core.metadata.stating import RSL, licence_evidence

# `copyright` is an obsolete synonym; the others are Dublin Core's and Creative Commons' names for the same relation.
_LICENCE_RELS = frozenset({"license", "copyright", "dcterms.license", "dcterms:license", "dct:license", "dc:license", "cc:license"})
_PICTURED = re.compile(
    r"(?i)\b(?:photo\w*|foto\w*|image\w*|bild\w*|imagen\w*|picture|illustration|graphic|video|chart|map|caption|flickr|wikimedia|unsplash)\b"
)
_TARGET = re.compile(r"\s*<([^<>]{0,2000})>")
_PARAMETER = re.compile(r"\s*;\s*([\w!#$&+.^`|~*-]{1,50})\s*(?:=\s*(?:\"((?:[^\"\\]|\\.){0,2000})\"|([^\s;,\"]{0,2000})))?")
_NEXT = re.compile(r"\s*,")


@dataclass(frozen=True, slots=True)
class HeaderLink:
    """One link of a Link header; `anchor` is what it is about, "" where that is the response itself."""

    rels: tuple[str, ...]
    href: str
    kind: str
    anchor: str


def linked(page: Markup, url: str, links: Iterable[Link] | None = None) -> Iterator[Evidence]:
    """Licences a page links to: in its head they speak of this article, a hyperlink may stand in every page's footer.

    A hyperlink whose markup or line shows that it is about a picture or another work says nothing about the text; `links`
    are those that may speak for it, where not all of the page's may.
    """
    for rels, href, kind in page.head_links:
        if not _LICENCE_RELS.isdisjoint(rels) and kind != RSL:
            yield from _licence(joined(url, href), f"{url} (link rel=license)", Level.ARTICLE)
    for link in page.licence_links if links is None else links:
        if of_the_page(link.about, url) and not _PICTURED.search(_line(page, link)):
            yield from _licence(joined(url, link.href), f"{url} (a rel=license)", Level.SITE)
    for area in page.areas:
        if "license" in area.rel and of_the_page(area.about, url):
            yield from _licence(joined(url, area.href), f"{url} (area rel=license)", Level.SITE)


def canonical(page: Markup, url: str) -> Iterator[Evidence]:
    """An address elsewhere that the page calls its own original (RFC 6596)."""
    for href in page.declared("canonical"):
        yield from elsewhere(href, url, "link rel=canonical", "metadata.canonical")


def of_the_page(about: str, url: str) -> bool:
    """Whether what a statement is about is the page itself; a kind (`figure`) or a part of the page (`#photo`) is not."""
    return not about or ("/" in about and "#" not in about and same_page(about, url))


def header_licences(value: str, url: str) -> Iterator[Evidence]:
    """Licences of the response a Link header came with; a link with another anchor speaks of something else (RFC 8288 §3.2).

    It is the server's word for its site, and replaces no word of the page.
    """
    for link in header_links(value):
        if "license" in link.rels and link.kind != RSL and same_page(link.anchor, url) and not link.anchor.startswith("#"):
            yield from _licence(joined(url, link.href), f"{url} (HTTP Link rel=license)", Level.SITE)


def rsl_links(page: Markup, url: str, signals: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The addresses of RSL documents that a page or its response names: `rel=license` of the type `application/rsl+xml` (RSL 1.0)."""
    for rels, href, kind in page.head_links:
        if kind == RSL and "license" in rels:
            yield joined(url, href)
    for name, value in signals:
        for link in header_links(value) if name == "link" else ():
            if link.kind == RSL and "license" in link.rels and same_page(link.anchor, url):
                yield joined(url, link.href)


def header_links(value: str) -> Iterator[HeaderLink]:
    """The links of a Link header (RFC 8288 §3); of a parameter given twice the first counts. It ends where it cannot be read."""
    place = 0
    while target := _TARGET.match(value, place):
        place = target.end()
        said: dict[str, str] = {}
        while parameter := _PARAMETER.match(value, place):
            name, quoted, plain = parameter.groups()
            said.setdefault(name.lower(), re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else plain or "")
            place = parameter.end()
        rels = tuple(said.get("rel", "").lower().split())
        yield HeaderLink(rels, target[1].strip(), said.get("type", "").strip().lower(), said.get("anchor", "").strip())
        comma = _NEXT.match(value, place)
        if comma is None:
            return
        place = comma.end()


def _licence(address: str, where: str, level: Level) -> Iterator[Evidence]:
    evidence = licence_evidence(address, where, Channel.PAGE, level)
    yield from (evidence,) if evidence else ()


def _line(page: Markup, link: Link) -> str:
    start = page.text.rfind("\n", 0, link.start) + 1
    end = page.text.find("\n", link.end)
    return page.text[start : end if end >= 0 else len(page.text)]
