"""One look at each of a source's terms pages: which is meant, what came back, and whether it may be taken for the source's own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from syndicator.core.article import Article
from syndicator.core.markup import read
from syndicator.core.places import Source
from syndicator.core.termspages import at_home, led_away
from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.pipeline.terms import GENERAL, TermsKnown, general_links_of, links_of, made_for, own_host, terms_documents
from syndicator.ports import Page, PageWatcher, TermsPage, TermsWatch, Validators

WHOLE = timedelta(days=7)  # a server that always says «not modified» is asked for the whole page once in this time
MISSES = 3  # looks at which a page is missing before it counts as taken away
_NAME_IT = "name the page: `terms` of the source"


@dataclass(frozen=True, slots=True)
class Look:
    """What one look came to: a page, nothing new (`page` None), nothing found (no address), or an error of ours.

    `linked` is the page the source links to first now; `instead_of` a watched page that stayed missing, where this is another;
    `moved` is where the page leads to, where that is another host.
    """

    address: str = ""
    page: Page | None = None
    error: Exception | None = None
    linked: str = ""
    instead_of: str = ""
    moved: str = ""


class Reader:
    """Pages as they are at one look: what was read once for it is not asked for again."""

    def __init__(self, pages: PageWatcher) -> None:
        self.changed = pages.changed
        self._pages, self._read = pages, dict[str, Page]()

    def page(self, url: str) -> Page:
        """The page; raises like any page reader."""
        if url not in self._read:
            self._read[url] = self._pages.page(url)
        return self._read[url]

    def read(self, url: str) -> Page | None:
        """The page where it was read before, None where it was not asked for."""
        return self._read.get(url)


def general(
    pages: Reader, source: Source, watch: TermsWatch, last: TermsPage | None, newest: Sequence[Article], now: datetime, first: str
) -> Look:
    """Ask for the site's general terms beside the page `first`, where a page that was read anyway links to them.

    A link that leads to nothing says nothing here: the page beside it was read.
    """
    candidates = _general_shown(pages, source, newest)
    if not first or first in candidates or first == watch.address:
        return Look()
    known = Look()
    if watch.address:
        known = _ask(pages, source, watch, last, watch.address, now)
        if not isinstance(known.error, Gone) or (watch.confirmed_at and watch.missing + 1 < MISSES):
            return known
    for address in (a for a in candidates if a != watch.address):
        other = _ask(pages, source, watch, last, address, now)
        if not isinstance(other.error, Gone):
            return replace(other, instead_of=watch.address)
    return known if watch.confirmed_at else Look()


def _general_shown(pages: Reader, source: Source, newest: Sequence[Article]) -> tuple[str, ...]:
    own = [a for a in newest if a.page and own_host(a.page_url or a.url, source)]
    shown = [address for a in own for address in general_links_of(a.page, a.page_url or a.url)]
    front = pages.read(front_page(source, newest))
    if front is not None and own_host(front.url, source):
        shown += general_links_of(front.html, front.url)
    return tuple(address for address in dict.fromkeys(shown) if own_host(address, source))


def look(pages: Reader, source: Source, watch: TermsWatch, last: TermsPage | None, newest: Sequence[Article], now: datetime) -> Look:
    """Ask for the page that is watched, else for the first of those the source links to; what stops that is handed on, not raised.

    A page that is watched stays so, whatever is linked now, until it was missing at three looks.
    """
    if source.terms:
        return _ask(pages, source, watch, last, source.terms[0], now)
    shown = shown_by(source, newest)
    found = replace(_watched(pages, source, watch, last, newest, now), linked=shown[0] if shown else "")
    return found if found.linked else replace(found, linked=watch.linked)


def _watched(pages: Reader, source: Source, watch: TermsWatch, last: TermsPage | None, newest: Sequence[Article], now: datetime) -> Look:
    if not watch.address:
        return _first(pages, source, watch, last, newest, now)
    known = _ask(pages, source, watch, last, watch.address, now)
    if not isinstance(known.error, Gone) or watch.missing + 1 < MISSES:
        return known
    other = _first(pages, source, watch, last, newest, now)
    return replace(other, instead_of=watch.address) if other.page and other.address != watch.address else known


def _first(pages: Reader, source: Source, watch: TermsWatch, last: TermsPage | None, newest: Sequence[Article], now: datetime) -> Look:
    """The first of the pages the source links to that is there."""
    try:
        candidates = _found(pages, source, newest)
    except (Gone, Rejected, RetryLater) as error:
        return Look(error=error)
    missing: Look | None = None
    for address in candidates:
        known = _ask(pages, source, watch, last, address, now)
        if not isinstance(known.error, Gone):
            return known
        missing = missing or known
    return missing or Look()


def _ask(pages: Reader, source: Source, watch: TermsWatch, last: TermsPage | None, address: str, now: datetime) -> Look:
    held = last is not None and not last.gone and last.address == address == watch.address
    fresh = held and watch.read_at is not None and now - watch.read_at < WHOLE
    try:
        return _checked(Look(address, pages.changed(address, watch.validators if fresh else Validators())), source)
    except (Gone, Rejected, RetryLater) as error:
        return Look(address, error=error)


def _checked(known: Look, source: Source) -> Look:
    """After all redirects a page must be on a host of the source (or the one named), be the one that was asked for, and say something."""
    if known.page is None:
        return known
    url = known.page.url
    if not own_host(url, source) and not (source.terms and at_home(url, known.address)):
        return replace(known, page=None, moved=url, error=Rejected(f"it leads to another host ({url})", _NAME_IT))
    if led_away(known.address, url):
        return replace(known, page=None, error=Gone(f"it is not there: its address leads to {url}"))
    if not read(known.page.html).text.strip():
        return replace(known, page=None, error=Rejected("the page is empty to a reader without scripts", "read it, and record a policy"))
    return known


def _found(pages: Reader, source: Source, newest: Sequence[Article]) -> tuple[str, ...]:
    """Where the newest articles' pages link, else the front page; raises what kept the front page from being read."""
    if shown := shown_by(source, newest):
        return shown
    front = front_page(source, newest)
    if not front:
        return ()
    try:
        page = pages.page(front)
        if not own_host(page.url, source):
            raise Rejected(f"the front page leads to another host ({page.url})", _NAME_IT)
    except Gone:
        return ()
    except (Rejected, RetryLater):
        if any(a.page and own_host(a.page_url or a.url, source) for a in newest):  # the articles' own pages were read, and link to none
            return ()
        raise
    return tuple(address for address in links_of(page.html, page.url) if own_host(address, source))


def front_page(source: Source, newest: Sequence[Article]) -> str:
    """The source's front page, as far as it is known."""
    return source.publisher_url or next((front_of(a.url) for a in newest if own_host(a.url, source)), "")


def front_of(url: str) -> str:
    """The front page of the host of a hyperlink."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/"


def shown_by(source: Source, articles: Sequence[Article]) -> tuple[str, ...]:
    """The terms pages that articles' pages on the source's own hosts link to.

    Those all of them link to, for the furniture of a site is on every page, else any.
    """
    own = [a for a in articles if a.page and own_host(a.page_url or a.url, source)]
    pages = [links_of(a.page, a.page_url or a.url) for a in own]
    any_of = tuple(dict.fromkeys(address for links in pages for address in links if own_host(address, source)))
    return tuple(address for address in any_of if all(address in links for links in pages)) or any_of


def peek(pages: PageWatcher, source: Source, article: Article, now: datetime) -> TermsKnown:
    """One look without a store, for whoever asks before the daemon did: how the watching would stand, and the pages."""
    reader, watches, found = Reader(pages), dict[str, TermsWatch](), dict[str, TermsPage]()
    for key, alone in terms_documents(source):
        first = watches[""].address if key == GENERAL else ""
        fresh = TermsWatch(key=key, made_for=made_for(alone))
        if key == GENERAL:
            known = general(reader, alone, fresh, None, (article,), now, first)
        else:
            known = look(reader, alone, fresh, None, (article,), now)
        if known.error is not None:
            watches[key] = replace(fresh, address=known.address, problem=str(known.error))
            continue
        watches[key] = replace(fresh, address=known.address, looked=True, last_look=now, confirmed_at=now)
        if known.page is not None:
            found[key] = TermsPage(known.address, known.page.url, known.page.html, "", "", now)
    return TermsKnown(watches, found)
