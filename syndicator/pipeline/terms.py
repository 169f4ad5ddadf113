"""What a source's terms page adds to a judgement: its words as evidence, or that it was not read."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Generic, TypeVar

from syndicator.core.article import Article
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.markup import read
from syndicator.core.notices import read_notice
from syndicator.core.notices.language import guess
from syndicator.core.notices.lexicon import LEXICONS
from syndicator.core.places import Source
from syndicator.core.reading import page_evidence
from syndicator.core.termspages import at_home, links_elsewhere, terms_links
from syndicator.pipeline.world import World
from syndicator.ports import TermsPage, TermsWatch

_STALE = timedelta(days=30)  # what was not seen to hold for so long is no longer relied on
_REMEMBERED = 64  # pages whose reading is kept
_QUOTED = 200  # characters of a page in a language that is not read

TermsKnown = tuple[TermsWatch | None, TermsPage | None]  # how the watching of a source stands, and its newest snapshot
Pages = Mapping[str, TermsKnown]  # by source id


@dataclass(frozen=True, slots=True)
class SiteTerms:
    """What a source's terms page adds to a judgement: its evidence, or why it cannot be known ("" where it can, or none is watched)."""

    evidence: tuple[Evidence, ...] = ()
    unread: str = ""
    page_url: str = ""  # the page that was read
    elsewhere: str = ""  # a page on a host that is not the source's, which the article's page links to and nobody read


_T = TypeVar("_T")

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
    if page and _address(source, watch):
        return SiteTerms(terms_evidence(page.html, page.url), page_url=page.url)
    return SiteTerms(elsewhere=_elsewhere(source, article)) if article.page else NO_SITE_TERMS


def _elsewhere(source: Source, article: Article) -> str:
    url = article.page_url or article.url
    strange = (address for address in links_of(article.page, url) if not own_host(address, source))
    return next((a for a in (*strange, *_links_elsewhere(article.page, url)) if not own_host(a, source)), "")


def why_unread(source: Source, watch: TermsWatch | None, page: TermsPage | None, now: datetime, every: timedelta) -> str:
    """Why nothing can be known of a watched terms page now; empty where it was read, or where nothing links to one."""
    if watch is not None and watch.made_for != made_for(source):
        watch = None  # what was read for other settings says nothing of these
    address = _address(source, watch)
    trouble = f": {watch.problem}" if watch and watch.problem else ""
    if not address:
        return "" if watch and watch.looked else f"the terms page has not been looked for yet{trouble}"
    if watch is None or page is None or page.address != address:
        return f"the terms page {address} has not been read yet{trouble}"
    if page.gone:
        return f"the terms page {address} was taken away{trouble}"
    return doubt(source, watch, now, every)


def doubt(source: Source, watch: TermsWatch, now: datetime, every: timedelta) -> str:
    """Why what the last looks came to is not relied on now, whatever the page; empty where it is."""
    page = f"the terms page {_address(source, watch)}".rstrip()
    trouble = f": {watch.problem}" if watch.problem else ""
    if watch.confirmed_at is None:
        return f"{page} has not been read yet{trouble}"
    if watch.missing:
        return f"{page} was missing at the last looks ({watch.missing}×){trouble}"
    stale = now - watch.confirmed_at > max(_STALE, 3 * every)
    return f"{page} could not be read since {watch.confirmed_at:%Y-%m-%d}{trouble}" if stale else ""


def made_for(source: Source) -> str:
    """What the watching of a source's terms page depends on in the settings."""
    return "\n".join((source.terms, source.feed, source.publisher_url))


def own_host(address: str, source: Source) -> bool:
    """Whether an address is on one of the source's own hosts: its feed's, and its publisher's."""
    return at_home(address, source.feed) or at_home(address, source.publisher_url)


def _address(source: Source, watch: TermsWatch | None) -> str:
    return source.terms or (watch.address if watch else "")


def speaks(said: Iterable[Evidence]) -> bool:
    """Whether evidence of a page is more than a bare copyright line."""
    return any(e.topic is not Topic.COPYRIGHT for e in said)


class _Remembered(Generic[_T]):
    """What was last read out of pages, by their sum and address: no cache holds the pages themselves."""

    def __init__(self, work: Callable[[str, str], _T]) -> None:
        self._work, self._known, self._lock = work, dict[tuple[bytes, str], _T](), Lock()

    def __call__(self, html: str, url: str) -> _T:
        key = (hashlib.sha256(html.encode("utf-8", "surrogatepass")).digest(), url)
        with self._lock:
            if key in self._known:
                return self._known[key]
        found = self._work(html, url)
        with self._lock:
            while len(self._known) >= _REMEMBERED:
                del self._known[next(iter(self._known))]
            self._known[key] = found
        return found


def _terms_evidence(html: str, url: str) -> tuple[Evidence, ...]:
    page = read(html, blocks=True)
    declared = (e for e in page_evidence(page, url, html) if e.level is Level.SITE or e.channel is Channel.NOTICE)
    found: dict[tuple[str, ...], Evidence] = {}
    for e in (*read_notice(page.text, f"{url} (page)", Level.SITE), *declared):
        if e.topic is not Topic.ORIGINAL:
            found.setdefault((e.topic, e.value, e.detail, e.quote.text), replace(e, level=Level.SITE, channel=Channel.NOTICE))
    language = guess(page.text)
    if language and language not in LEXICONS and not speaks(found.values()):
        quote = Quote(page.text.strip()[:_QUOTED], f"{url} (page)")
        return (*found.values(), Evidence(Topic.LANGUAGE, language, quote, "language.unread-page", Channel.NOTICE, Level.SITE))
    return tuple(found.values())


def _links_of(page: str, url: str) -> tuple[str, ...]:
    return terms_links(read(page), url)


_evidence_of, _links = _Remembered(_terms_evidence), _Remembered(_links_of)
_links_elsewhere = _Remembered(lambda page, url: links_elsewhere(read(page), url))


def terms_evidence(html: str, url: str) -> tuple[Evidence, ...]:
    """What a terms page says of every article of its site; read once for each snapshot.

    The whole text is a notice, its middle too. What its markup declares about the page itself (a canonical address, the
    licence of the page) says nothing of the articles, and an example of a credit names no holder. A page that
    says nothing in a language that is not read is not silent: its language is evidence, and holds.
    """
    return _evidence_of(html, url)


def links_of(page: str, url: str) -> tuple[str, ...]:
    """The terms pages a page of a source links to, best first; looked into once."""
    return _links(page, url)
