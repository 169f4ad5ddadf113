"""What a source's terms page adds to a judgement: its words as evidence, or that it was not read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from syndicator.core.article import Article
from syndicator.core.evidence import Channel, Evidence, Level, Topic
from syndicator.core.markup import read
from syndicator.core.notices import read_notice
from syndicator.core.places import Source
from syndicator.core.reading import page_evidence
from syndicator.core.termspages import terms_links
from syndicator.pipeline.world import World
from syndicator.ports import TermsPage, TermsWatch

_STALE = timedelta(days=30)  # what was not seen to hold for so long is no longer relied on

TermsKnown = tuple[TermsWatch | None, TermsPage | None]  # how the watching of a source stands, and its newest snapshot
Pages = Mapping[str, TermsKnown]  # by source id


@dataclass(frozen=True, slots=True)
class SiteTerms:
    """What a source's terms page adds to a judgement: its evidence, or why it cannot be known ("" where it can, or none is watched)."""

    evidence: tuple[Evidence, ...] = ()
    unread: str = ""
    page_url: str = ""  # the page that was read


NO_SITE_TERMS = SiteTerms()


def by_source(world: World, source_ids: Iterable[str]) -> Pages:
    """How the watching stands and the newest snapshot, for those of these sources that are watched."""
    watched = [s for s in dict.fromkeys(source_ids) if s in world.sources and world.sources[s].watch_terms]
    watches = world.store.terms_watches() if watched else {}
    return {source_id: (watches.get(source_id), world.store.terms_page(source_id)) for source_id in watched}


def site_terms(
    source: Source, article: Article, watch: TermsWatch | None, page: TermsPage | None, now: datetime, every: timedelta
) -> SiteTerms:
    """The terms page's part in the judgement of one article; a page that exists and was not read is named, never ignored."""
    if not source.watch_terms:
        return NO_SITE_TERMS
    if unread := why_unread(source, watch, page, now, every):
        linked = links_of(article.page, article.page_url or article.url) if article.page and not _address(source, watch) else ()
        return SiteTerms(unread=f"{unread} ({linked[0]})" if linked else unread)
    return SiteTerms(terms_evidence(page.html, page.url), page_url=page.url) if page and _address(source, watch) else NO_SITE_TERMS


def why_unread(source: Source, watch: TermsWatch | None, page: TermsPage | None, now: datetime, every: timedelta) -> str:
    """Why nothing can be known of a watched terms page now; empty where it was read, or where nothing links to one."""
    address = _address(source, watch)
    trouble = f": {watch.problem}" if watch and watch.problem else ""
    if not address:
        return "" if watch and watch.looked else f"the terms page has not been looked for yet{trouble}"
    if page is None or page.address != address:
        return f"the terms page {address} has not been read yet{trouble}"
    if page.gone:
        return f"the terms page {address} was taken away{trouble}"
    seen = watch.confirmed_at if watch and watch.confirmed_at else page.fetched_at
    return f"the terms page {address} could not be read since {seen:%Y-%m-%d}{trouble}" if now - seen > max(_STALE, 3 * every) else ""


def _address(source: Source, watch: TermsWatch | None) -> str:
    return source.terms or (watch.address if watch else "")


@lru_cache(maxsize=64)
def terms_evidence(html: str, url: str) -> tuple[Evidence, ...]:
    """What a terms page says of every article of its site; read once for each snapshot.

    The whole text is a notice, its middle too. What its markup declares about the page itself (a canonical address, the
    licence of the page) says nothing of the articles, and an example of a credit names no holder.
    """
    page = read(html, blocks=True)
    declared = (e for e in page_evidence(page, url, html) if e.level is Level.SITE or e.channel is Channel.NOTICE)
    found: dict[tuple[str, ...], Evidence] = {}
    for e in (*read_notice(page.text, f"{url} (page)", Level.SITE), *declared):
        if e.topic is not Topic.ORIGINAL:
            found.setdefault((e.topic, e.value, e.detail, e.quote.text), replace(e, level=Level.SITE, channel=Channel.NOTICE))
    return tuple(found.values())


@lru_cache(maxsize=64)
def links_of(page: str, url: str) -> tuple[str, ...]:
    """The terms pages a page of a source links to, best first; looked into once."""
    return terms_links(read(page), url)
