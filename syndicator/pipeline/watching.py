"""Watching terms pages: found by their links, looked at now and again, politely; what changed re-opens what rested on it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urljoin

from syndicator.core.article import Article, is_hyperlink
from syndicator.core.markup import read
from syndicator.core.places import Source
from syndicator.core.schedule import next_poll
from syndicator.core.termspages import at_home, rights_digest, words_digest
from syndicator.errors import Gone, Rejected, RetryLater, StoreUnavailable
from syndicator.pipeline.terms import links_of, terms_evidence, why_unread
from syndicator.pipeline.world import Tally, World
from syndicator.ports import Page, PageWatcher, TermsPage, TermsWatch, Validators

_SOON = timedelta(minutes=30)  # after a failed look; twice as long after each further one
_WHOLE = timedelta(days=7)  # a server that always says «not modified» is asked for the whole page once in this time
_SAMPLES = 3  # newest articles whose pages are looked into for the link
_MISSES = 3  # looks at which a page is missing before it counts as taken away


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look came to: a page, nothing new (`page` None), nothing found (no address), or an error of ours."""

    address: str = ""
    page: Page | None = None
    error: Exception | None = None


def watch_terms(world: World, tally: Tally, fresh: Collection[str] = ()) -> None:
    """Look at every terms page whose time has come (overlapped); each look is one transaction, and hurts no other source.

    `fresh` are sources that have new articles: where none was found yet, their pages may link to one.
    """
    now = world.clock()
    watches = world.store.terms_watches()
    due = [s for s in world.sources.values() if s.watch_terms and _due(world, s, watches.get(s.id), now, fresh)]
    for source, outcome in world.engine.overlap(lambda s: _look(world, s, watches.get(s.id, TermsWatch()), now), due):
        if world.stopping() and (isinstance(outcome, Exception) or isinstance(outcome.error, RetryLater)):
            continue  # what the end cut short is no failure of the page
        if isinstance(outcome, StoreUnavailable):
            raise outcome
        look = _Look(watches.get(source.id, TermsWatch()).address, error=outcome) if isinstance(outcome, Exception) else outcome
        _record(world, source, watches.get(source.id, TermsWatch()), look, tally)


def _due(world: World, source: Source, watch: TermsWatch | None, now: datetime, fresh: Collection[str]) -> bool:
    """A source that was never looked at is due, one that names another page now, and one whose new articles link to a first one."""
    if watch is None or watch.next_look is None or watch.next_look <= now:
        return True
    if source.terms:
        return watch.address != source.terms
    return source.id in fresh and not watch.address and bool(_shown(world.store.newest_articles(source.id, _SAMPLES)))


def peek(pages: PageWatcher, source: Source, article: Article, now: datetime) -> tuple[TermsWatch, TermsPage | None]:
    """One look without a store, for whoever asks before the daemon did: how the watching would stand, and the page."""
    look = _asked(pages, source, TermsWatch(), None, (article,), now)
    if look.error is not None:
        return TermsWatch(look.address, problem=str(look.error)), None
    watch = TermsWatch(look.address, looked=True, last_look=now, confirmed_at=now)
    return watch, TermsPage(look.address, look.page.url, look.page.html, "", "", now) if look.page else None


def _look(world: World, source: Source, watch: TermsWatch, now: datetime) -> _Look:
    if world.stopping():
        raise RetryLater("the process is ending")
    newest = world.store.newest_articles(source.id, _SAMPLES)
    return _asked(world.pages, source, watch, world.store.terms_page(source.id), newest, now)


def _asked(
    pages: PageWatcher, source: Source, watch: TermsWatch, last: TermsPage | None, newest: Sequence[Article], now: datetime
) -> _Look:
    """Ask for the first of the candidates that is there; whatever stops that is handed on, not raised."""
    try:
        # A page that nothing links to any more is still asked for: it may have been taken away.
        candidates = (source.terms,) if source.terms else _found(pages, source, newest) or tuple(filter(None, [watch.address]))
    except (Gone, Rejected, RetryLater) as error:
        return _Look(watch.address, error=error)
    missing: _Look | None = None
    for address in candidates:
        held = last is not None and not last.gone and last.address == address == watch.address
        fresh = held and watch.read_at is not None and now - watch.read_at < _WHOLE
        try:
            page = pages.changed(address, watch.validators if fresh else Validators())
            return _checked(_Look(address, page), source)
        except Gone as error:
            missing = missing or _Look(address, error=error)
        except (Rejected, RetryLater) as error:
            return _Look(address, error=error)
    return missing or _Look()


def _checked(look: _Look, source: Source) -> _Look:
    """A page that was found must be the site's own after all redirects, and must say something."""
    if look.page is None:
        return look
    if not source.terms and not at_home(look.page.url, look.address):
        return _Look(look.address, error=Rejected(f"it leads to another host ({look.page.url})", "name the page: `terms` of the source"))
    if not read(look.page.html).text.strip():
        return _Look(look.address, error=Rejected("the page is empty to a reader without scripts", "read it, and record a policy"))
    return look


def _found(pages: PageWatcher, source: Source, newest: Sequence[Article]) -> tuple[str, ...]:
    """Where the newest articles' pages link, else the front page; raises what kept the front page from being read."""
    if shown := _shown(newest):
        return shown
    front = source.publisher_url or next((urljoin(a.url, "/") for a in newest if is_hyperlink(a.url)), "")
    if not front:
        return ()
    try:
        page = pages.page(front)
    except Gone:
        return ()
    except (Rejected, RetryLater):
        if any(a.page for a in newest):  # the articles' own pages were read, and link to none
            return ()
        raise
    return links_of(page.html, page.url)


def _shown(articles: Sequence[Article]) -> tuple[str, ...]:
    """The terms pages the pages of articles link to: those all of them link to, for the furniture of a site is on every page, else any."""
    pages = [links_of(a.page, a.page_url or a.url) for a in articles if a.page]
    any_of = tuple(dict.fromkeys(address for links in pages for address in links))
    return tuple(address for address in any_of if all(address in links for links in pages)) or any_of


def _record(world: World, source: Source, watch: TermsWatch, look: _Look, tally: Tally) -> None:
    now = world.clock()
    if look.error is not None:
        _record_failure(world, source, watch, look, now, tally)
        return
    calm = next_poll(world.terms_every, None, 0, f"{source.id} terms", now)
    after = replace(watch, address=look.address, looked=True, next_look=calm, last_look=now, failures=0, problem="")
    # What was held because nothing could be known is judged again now that it can.
    unknown = bool(why_unread(source, watch, world.store.terms_page(source.id), now, world.terms_every))
    if look.page is not None:
        after = replace(after, validators=look.page.validators, read_at=now, confirmed_at=now)
        _keep(world, source, after, _snapshot(world, source, look.address, look.page, now), tally, reopen=unknown)
        return
    after = replace(after, confirmed_at=now) if look.address else replace(after, validators=Validators())
    world.store.record_terms_look(source.id, after, now, reopen=unknown)
    tally.add("terms_unchanged" if look.address else "terms_none")


def _snapshot(world: World, source: Source, address: str, page: Page, now: datetime) -> TermsPage:
    """The page as a snapshot; it has the last one's sum where today's reader reads the same out of both.

    A reader that learnt to read more has not changed the page; its own change re-opens what it must (`World.edition`).
    """
    said = rights_digest(terms_evidence(page.html, page.url))
    last = world.store.terms_page(source.id)
    same = last is not None and not last.gone and last.address == address and rights_digest(terms_evidence(last.html, last.url)) == said
    return TermsPage(address, page.url, page.html, last.sha256 if same and last else said, words_digest(read(page.html)), now)


def _record_failure(world: World, source: Source, watch: TermsWatch, look: _Look, now: datetime, tally: Tally) -> None:
    """Looked at again later, ever more slowly; a page that stays missing is kept as taken away, with what that re-opens."""
    error = look.error
    failures = watch.failures + 1
    asked = error.when if isinstance(error, RetryLater) else None
    again = next_poll(min(_SOON, world.terms_every), asked, failures, f"{source.id} terms", now)
    known = isinstance(error, (RetryLater, Rejected, Gone))
    why = str(error) if known else f"internal error: {type(error).__name__}: {error}"
    after = replace(watch, address=look.address, next_look=again, last_look=now, failures=failures, problem=why, looked=False)
    if look.address != watch.address:
        after = replace(after, validators=Validators(), read_at=None, confirmed_at=None)
    tally.problem(f"{source.id}: terms page {look.address or 'not found'}: {why}")
    world.note("terms.failed", {"source": source.id, "url": look.address, "why": why, "next": again.isoformat(), "error": error})
    last = world.store.terms_page(source.id) if isinstance(error, Gone) and failures >= _MISSES else None
    if last is not None and not last.gone and last.address == look.address:
        _keep(world, source, after, TermsPage(look.address, last.url, "", "", "", now), tally)
    else:
        world.store.record_terms_look(source.id, after, now)


def _keep(world: World, source: Source, watch: TermsWatch, page: TermsPage, tally: Tally, *, reopen: bool = False) -> None:
    """Store a snapshot; where it says something else than before, tell what rests on it."""
    before = world.store.terms_page(source.id)
    same = before is not None and (before.address, before.sha256) == (page.address, page.sha256)
    if before is not None and not same:
        watch = replace(watch, changed_at=page.fetched_at)
    change = world.store.record_terms_page(source.id, watch, page, world.clock(), reopen=reopen)
    tally.add("terms_read")
    if same:
        return
    facts = {"source": source.id, "url": page.url, "sha256": page.sha256, "reopened": change.reopened, "live": len(change.live)}
    world.note("terms.changed" if before else "terms.first", {**facts, "copies": [key[:12] for key in change.live]})
    if before is not None:
        what = "was taken away" if page.gone else "changed"
        rests = f"{change.reopened} cases are judged again, {len(change.live)} live copies rest on it"
        tally.problem(f"{source.id}: the terms page {page.url} {what}: {rests}; see: syndicator sources terms {source.id}")
