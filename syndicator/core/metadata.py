"""The machine-readable rights of a page: rel=license, JSON-LD, meta elements and the canonical address."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from syndicator.core.article import is_hyperlink
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.licences import Licence, by_id, by_url, named
from syndicator.core.markup import Link, Markup

_ARTICLES = frozenset(
    "Article NewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle OpinionNewsArticle ReportageNewsArticle "
    "ReviewNewsArticle Report BlogPosting SocialMediaPosting LiveBlogPosting ScholarlyArticle TechArticle SatiricalArticle "
    "AdvertiserContentArticle".split()
)
_RSL = "application/rsl+xml"  # a crawler's price list (RSL 1.0), not a licence for readers
_PICTURED = re.compile(
    r"(?i)\b(?:photo\w*|foto\w*|image\w*|bild\w*|imagen\w*|picture|illustration|graphic|video|chart|map|caption|flickr|wikimedia|unsplash)\b"
)
_DEEPEST = 12


def licence_evidence(url_or_text: str, where: str, channel: Channel, level: Level) -> Evidence | None:
    """LICENCE evidence from one element: a licence's address, its SPDX id, or a text that names exactly one; else None."""
    words = url_or_text.strip()
    licence = by_url(words) or by_id(words) or _only_named(words)
    if licence is None:
        return None
    return Evidence(Topic.LICENCE, licence.id, Quote(words, where), "metadata.licence", channel, level)


def read_page(page: Markup, url: str) -> tuple[Evidence, ...]:
    """What a page's markup declares about its main content (HTML `rel=license`, schema.org, Dublin Core, RFC 6596).

    `<link>`, `<meta>` and JSON-LD speak of this article; a rel=license hyperlink may stand in every page's footer and
    speaks for the site. Licences of pictures, and schema.org `sdLicense` (that of the metadata), are left out.
    """
    found = [*_linked(page, url), *_metas(page, url), *_canonical(page, url)]
    for body in page.data:
        for node in _articles(body):
            found += _schema(node, url)
    return tuple(found)


def host_of(url: str) -> str:
    """The host of an address in lower case without `www.`, "" where it has none."""
    try:
        return (urlsplit(url.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def same_host(one: str, other: str) -> bool:
    """Whether two hosts are the same, or one stands under the other."""
    return bool(one and other) and (one == other or one.endswith(f".{other}") or other.endswith(f".{one}"))


def _only_named(words: str) -> Licence | None:
    found = {licence.id: licence for licence, _, _ in named(words)} if len(words) <= 90 else {}
    return next(iter(found.values())) if len(found) == 1 and not re.search(r"(?i)\b(?:not|no|except|unless)\b", words) else None


def _linked(page: Markup, url: str) -> Iterator[Evidence]:
    for rels, href, kind in page.head_links:
        if "license" in rels and kind != _RSL:
            evidence = licence_evidence(_joined(url, href), f"{url} (link rel=license)", Channel.PAGE, Level.ARTICLE)
            yield from (evidence,) if evidence else ()
    for link in page.links:
        if "license" in link.rel and not _PICTURED.search(_line(page, link)):
            evidence = licence_evidence(_joined(url, link.href), f"{url} (a rel=license)", Channel.PAGE, Level.SITE)
            yield from (evidence,) if evidence else ()


def _line(page: Markup, link: Link) -> str:
    start = page.text.rfind("\n", 0, link.start) + 1
    end = page.text.find("\n", link.end)
    return page.text[start : end if end >= 0 else len(page.text)]


def _metas(page: Markup, url: str) -> Iterator[Evidence]:
    for name in ("dcterms.license", "dcterms:license", "dc.rights", "dcterms.rights", "copyright"):
        words = page.meta(name).strip()
        if not words:
            continue
        evidence = licence_evidence(words, f"{url} (meta {name})", Channel.PAGE, Level.ARTICLE)
        if evidence:
            yield evidence
        elif name == "copyright":
            yield Evidence(Topic.COPYRIGHT, words, Quote(words, f"{url} (meta {name})"), "metadata.copyright", Channel.PAGE, Level.SITE)


def _canonical(page: Markup, url: str) -> Iterator[Evidence]:
    for href in page.declared("canonical"):
        yield from _elsewhere(href, url, "link rel=canonical", "metadata.canonical")


def _elsewhere(href: str, url: str, element: str, rule: str, name: str = "") -> Iterator[Evidence]:
    """ORIGINAL evidence where an address leads to another host than the page's own."""
    target = _joined(url, href)
    if is_hyperlink(target) and host_of(url) and not same_host(host_of(target), host_of(url)):
        quote = Quote(href, f"{url} ({element})")
        yield Evidence(Topic.ORIGINAL, name or host_of(target), quote, rule, Channel.PAGE, Level.ARTICLE, target)


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""


def _articles(body: str) -> Iterator[dict[str, object]]:
    """The nodes of an article type in a JSON-LD text, also inside @graph; a text that is no JSON has none."""
    try:
        data: object = json.loads(body)
    except (ValueError, RecursionError):
        return
    waiting: list[tuple[object, int]] = [(data, 0)]
    while waiting:
        node, depth = waiting.pop(0)
        if isinstance(node, list) and depth < _DEEPEST:
            waiting += [(item, depth + 1) for item in node]
        elif isinstance(node, dict):
            kinds = node.get("@type")
            if _ARTICLES & {kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}:
                yield node
            waiting += [(node[key], depth + 1) for key in ("@graph", "mainEntity") if key in node and depth < _DEEPEST]


def _schema(node: dict[str, object], url: str) -> Iterator[Evidence]:
    for words, _ in _references(node.get("license")):
        evidence = licence_evidence(
            _joined(url, words) if words.startswith("/") else words, f"{url} (JSON-LD license)", Channel.PAGE, Level.ARTICLE
        )
        yield from (evidence,) if evidence else ()
    notice = node.get("copyrightNotice")
    if isinstance(notice, str) and notice.strip():
        quote = Quote(notice.strip(), f"{url} (JSON-LD copyrightNotice)")
        yield Evidence(Topic.COPYRIGHT, notice.strip(), quote, "metadata.copyright", Channel.PAGE, Level.ARTICLE)
    for words, name in _references(node.get("isBasedOn")):
        yield from _elsewhere(words, url, "JSON-LD isBasedOn", "metadata.based-on", name)


def _references(value: object) -> Iterator[tuple[str, str]]:
    """(address or text, name) of a schema.org value: a text, a node with url or @id, or a list of them."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item.strip(), ""
        elif isinstance(item, dict):
            address = next((item[key] for key in ("url", "@id", "name") if isinstance(item.get(key), str)), "")
            publisher = item.get("publisher")
            name = publisher.get("name") if isinstance(publisher, dict) else None
            yield address.strip(), name if isinstance(name, str) else ""
