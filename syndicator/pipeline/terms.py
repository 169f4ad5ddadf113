"""What a source's terms pages add to a judgement: their words as evidence, or that one was not read."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Generic, TypeVar

from syndicator.core.article import Article
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.markup import read
from syndicator.core.metadata import UNSAID, Reservation
from syndicator.core.notices import read_notice
from syndicator.core.notices.language import guess
from syndicator.core.notices.lexicon import LEXICONS
from syndicator.core.places import Source
from syndicator.core.reading import page_evidence
from syndicator.core.termspages import at_home, general_terms, links_elsewhere, terms_links
from syndicator.pipeline.world import World
from syndicator.ports import TermsPage, TermsWatch

_STALE = timedelta(days=30)  # what was not seen to hold for so long is no longer relied on
_REMEMBERED = 64  # pages whose reading is kept
_QUOTED = 200  # characters of a page in a language that is not read

GENERAL = "general"  # the key of a site's general terms, found beside its page about republishing
_REMEDY = 'read it: record an [[agreement]] if it allows this, or set terms = "none" for the source if it says nothing on it'


@dataclass(frozen=True, slots=True)
class TermsKnown:
    """What is known of a source's documents: how the watching of each stands, and its newest snapshot, by its key."""

    watches: Mapping[str, TermsWatch] = field(default_factory=dict)
    pages: Mapping[str, TermsPage] = field(default_factory=dict)


Pages = Mapping[str, TermsKnown]  # by source id


@dataclass(frozen=True, slots=True)
class SiteTerms:
    """What stands beside an article: the evidence, or why it cannot be known ("" where it can, or nothing is watched)."""

    evidence: tuple[Evidence, ...] = ()
    unread: str = ""
    remedy: str = _REMEDY
    page_url: str = ""  # the first page that was read
    elsewhere: str = ""  # a page on a host that is not the source's, which the article's page links to and nobody read
    unasked: str = ""  # a file that was never asked for; the next look will
    tdmrep: Reservation = UNSAID


_T = TypeVar("_T")

NO_SITE_TERMS = SiteTerms()


def by_source(world: World, source_ids: Iterable[str]) -> Pages:
    """How the watching of its documents stands and their newest snapshots, for each of these sources that is configured."""
    wanted = [s for s in dict.fromkeys(source_ids) if s in world.sources]
    watches = world.store.terms_watches() if wanted else {}
    return {source_id: TermsKnown(watches.get(source_id, {}), world.store.terms_pages(source_id)) for source_id in wanted}


def terms_documents(source: Source) -> tuple[tuple[str, Source], ...]:
    """The terms pages of a source that is watched: the key of each, and the source as if it had no other.

    Of pages that are found there are two at most: the most telling one, and beside it the site's general terms.
    """
    if not source.watch_terms:
        return ()
    named = tuple(("" if number == 0 else address, replace(source, terms=(address,))) for number, address in enumerate(source.terms))
    return named or (("", source), (GENERAL, source))


def site_terms(source: Source, article: Article, known: TermsKnown, now: datetime, every: timedelta) -> SiteTerms:
    """The terms pages' part in the judgement of one article; a page that exists and was not read is named, never ignored."""
    read_pages: list[TermsPage] = []
    for key, alone in terms_documents(source):
        watch, page = known.watches.get(key), known.pages.get(key)
        if key == GENERAL and not (watch and watch.address):
            continue
        if unread := why_unread(alone, watch, page, now, every):
            linked = links_of(article.page, article.page_url or article.url) if article.page and not _address(alone, watch) else ()
            return SiteTerms(unread=f"{unread} ({linked[0]})" if linked else unread)
        if page and _address(alone, watch):
            read_pages.append(page)
    if read_pages:
        said = (e for page in read_pages for e in terms_evidence(page.html, page.url))
        return SiteTerms(tuple(dict.fromkeys(said)), page_url=read_pages[0].url)
    return SiteTerms(elsewhere=_elsewhere(source, article)) if article.page and source.watch_terms else NO_SITE_TERMS


def _elsewhere(source: Source, article: Article) -> str:
    url = article.page_url or article.url
    strange = (address for address in links_of(article.page, url) if not own_host(address, source))
    return next((a for a in (*strange, *_links_elsewhere(article.page, url)) if not own_host(a, source)), "")


def why_unread(source: Source, watch: TermsWatch | None, page: TermsPage | None, now: datetime, every: timedelta) -> str:
    """Why nothing can be known of the one terms page that is watched now; empty where it was read, or where nothing links to one."""
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
    if watch.moved:
        return f"{page} leads to another host now ({watch.moved}), which does not speak for the publisher"
    stale = now - watch.confirmed_at > max(_STALE, 3 * every)
    return f"{page} could not be read since {watch.confirmed_at:%Y-%m-%d}{trouble}" if stale else ""


def made_for(source: Source) -> str:
    """What the watching of a source's terms page depends on in the settings."""
    return "\n".join((" ".join(source.terms), source.feed, source.publisher_url))


def own_host(address: str, source: Source) -> bool:
    """Whether an address is on one of the source's own hosts: its feed's, and its publisher's."""
    return at_home(address, source.feed) or at_home(address, source.publisher_url)


def _address(source: Source, watch: TermsWatch | None) -> str:
    return next(iter(source.terms), watch.address if watch else "")


def speaks(said: Iterable[Evidence]) -> bool:
    """Whether evidence of a page is more than a bare copyright line."""
    return any(e.topic is not Topic.COPYRIGHT for e in said)


class Remembered(Generic[_T]):
    """What was last read out of pages, by their sum and address: no cache holds the pages themselves."""

    def __init__(self, work: Callable[[str, str], _T]) -> None:
        self._work, self._known, self._lock = work, dict[tuple[bytes, str], _T](), Lock()

    def __call__(self, html: str, url: str) -> _T:
        """What the work makes of a page."""
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


_evidence_of, _links = Remembered(_terms_evidence), Remembered(_links_of)
_general = Remembered(lambda page, url: general_terms(read(page), url))
_links_elsewhere = Remembered(lambda page, url: links_elsewhere(read(page), url))


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


def general_links_of(page: str, url: str) -> tuple[str, ...]:
    """Those of them that promise the general terms of the site."""
    return _general(page, url)
