"""Whose article a document is said to be: a source of the configuration, or a publisher named by the document itself."""

from dataclasses import replace
from urllib.parse import urlsplit

from syndicator.core.article import Article
from syndicator.core.evidence import Topic
from syndicator.core.markup import main_html
from syndicator.core.places import Source
from syndicator.core.reading import read_article
from syndicator.ports import Page
from syndicator.targets.facts import Facts, facts_of

GIVEN = "given"  # the id of a source that no configuration names
NOBODY = "an unnamed publisher"


def article_of(page: Page, original: str, where: str, *, marked_up: bool) -> tuple[Article, Facts]:
    """A page or text as an article of the source `given`, and what it says about itself.

    The body is a page's main content by its own markup, else the whole text; what is no page (not `marked_up`) has no
    page of its own. Without an address the article goes by the place it was read from.
    """
    facts = facts_of(page.html, page.url)
    canonical = tuple(href for rel, href in page.links if rel == "canonical")
    address = original or facts.url or next(iter(canonical), "")
    article = Article(
        source_id=GIVEN,
        id="" if address else where,
        url=address,
        title=facts.title,
        html=main_html(page.html) or page.html,
        authors=facts.authors,
        published=facts.published,
        language=facts.language,
        page=page.html if marked_up else "",
        page_url=page.url if marked_up else "",
        page_signals=page.signals if marked_up else (),
    )
    return article, facts


def attributed(article: Article, publisher: str, address: str, sources: tuple[Source, ...]) -> tuple[Source, Article]:
    """The article with its source: a configured one that its address belongs to, else one named by what is known.

    `publisher` is the name the document gives (may be empty), `address` where it was read.
    """
    for one in (address, article.url):
        found = configured_source(one, sources)
        if found:
            return found, replace(article, source_id=found.id, language=article.language or found.language)
    source = given_source(address or article.url, publisher)
    if publisher:
        return source, article
    covered = (e.value for e in read_article(article, source) if e.topic is Topic.COVERS)
    return replace(source, publisher=next(covered, "") or _host(article.url) or NOBODY), article


def given_source(address: str, publisher: str) -> Source:
    """A source that no configuration names."""
    return Source(id=GIVEN, feed=address, publisher=publisher)


def configured_source(address: str, sources: tuple[Source, ...]) -> Source | None:
    """The source an address belongs to: its very feed, else the one on that host whose home is the longest beginning of it."""
    host = _host(address)
    if not host:
        return None
    exact = [s for s in sources if s.feed == address]
    here = [s for s in sources if host in (_host(s.feed), _host(s.publisher_url))]
    homes = [s for s in here if s.publisher_url and _path(address).startswith(_path(s.publisher_url).rstrip("/") + "/")]
    best = sorted(homes, key=lambda s: -len(_path(s.publisher_url)))
    return next(iter((*exact, *best)), here[0] if len(here) == 1 else None)


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        return parts.netloc.rpartition("@")[2].lower().removeprefix("www.") if parts.hostname else ""
    except ValueError:
        return ""


def _path(address: str) -> str:
    return urlsplit(address).path or "/"
