"""Watching terms pages: found by their links, looked at now and again, politely; what changed re-opens what rested on it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from syndicator.core.markup import read
from syndicator.core.places import Source
from syndicator.core.schedule import next_look
from syndicator.core.termspages import rights_digest, words_digest
from syndicator.errors import Gone, Rejected, RetryLater, StoreUnavailable
from syndicator.pipeline.keeping import keep
from syndicator.pipeline.terms import GENERAL, doubt, made_for, speaks, terms_documents, terms_evidence, why_unread
from syndicator.pipeline.terms_look import MISSES, Look, Reader, general, look, shown_by
from syndicator.pipeline.world import Tally, World
from syndicator.ports import Page, TermsPage, TermsWatch, Validators

_SOON = timedelta(minutes=30)  # after a failed look; twice as long after each further one
_SAMPLES = 3  # newest articles whose pages are looked into for the link


def watch_terms(world: World, tally: Tally, fresh: Collection[str] = ()) -> None:
    """Look at every terms page whose time has come (overlapped); each look is one transaction, and hurts no other source.

    `fresh` are sources that have new articles: where none was found yet, their pages may link to one.
    """
    now = world.clock()
    watches = world.store.terms_watches()
    due = [(s, keys) for s in world.sources.values() if (keys := _due(world, s, watches.get(s.id, {}), now, fresh))]
    for (source, keys), outcome in world.engine.overlap(lambda item: _looks(world, *item, watches.get(item[0].id, {}), now), due):
        known = watches.get(source.id, {})
        if isinstance(outcome, StoreUnavailable):
            raise outcome
        for key, alone in _documents(source, keys):
            watch = known.get(key, TermsWatch(key=key))
            found = outcome[key] if not isinstance(outcome, Exception) else Look(_of_today(watch, alone).address, error=outcome)
            if world.stopping() and (isinstance(outcome, Exception) or isinstance(found.error, RetryLater)):
                continue  # what the end cut short is no failure of the page
            _record(world, alone, watch, found, tally)
    _doubted(world, now)


def _documents(source: Source, keys: Collection[str]) -> list[tuple[str, Source]]:
    return [(key, alone) for key, alone in terms_documents(source) if key in keys]


def _due(world: World, source: Source, watches: Mapping[str, TermsWatch], now: datetime, fresh: Collection[str]) -> list[str]:
    """The keys of the pages to look at: those never looked at, those whose settings changed, and a first one new articles link to.

    The general terms are looked for whenever the page beside them is, and at their own time once they were found.
    """
    keys: list[str] = []
    for key, alone in terms_documents(source):
        watch = watches.get(key)
        if key == GENERAL and not (watch and watch.address):
            keys += [key] if keys else []
        elif watch is None or watch.next_look is None or watch.next_look <= now or watch.made_for != made_for(alone):
            keys.append(key)
        elif not key and not alone.terms and not watch.address and source.id in fresh:
            keys += [key] if shown_by(alone, world.store.newest_articles(source.id, _SAMPLES)) else []
    return keys


def _doubted(world: World, now: datetime) -> None:
    """What rested on a page that is no longer relied on is judged again, once; what is queued does not leave before."""
    watches = world.store.terms_watches()
    for source in world.sources.values():
        for key, alone in terms_documents(source):
            watch = watches.get(source.id, {}).get(key)
            beside = watch is not None and (watch.address or key != GENERAL)
            if watch is not None and beside and not watch.unread and doubt(alone, watch, now, world.terms_every):
                world.store.record_terms_look(source.id, replace(watch, unread=True), now, reopen=True)


def _looks(world: World, source: Source, keys: Collection[str], known: Mapping[str, TermsWatch], now: datetime) -> dict[str, Look]:
    if world.stopping():
        raise RetryLater("the process is ending")
    newest, pages, reader = world.store.newest_articles(source.id, _SAMPLES), world.store.terms_pages(source.id), Reader(world.pages)
    found: dict[str, Look] = {}
    for key, alone in _documents(source, keys):
        watch = _of_today(known.get(key, TermsWatch(key=key)), alone)
        if key == GENERAL:
            first = found[""].address if "" in found else known.get("", TermsWatch()).address
            found[key] = general(reader, alone, watch, pages.get(key), newest, now, first)
        else:
            found[key] = look(reader, alone, watch, pages.get(key), newest, now)
    return found


def _of_today(watch: TermsWatch, source: Source) -> TermsWatch:
    """How the watching stands under the settings of today: as new where they changed."""
    return watch if watch.made_for == made_for(source) else TermsWatch(key=watch.key, made_for=made_for(source))


def _record(world: World, source: Source, before: TermsWatch, found: Look, tally: Tally) -> None:
    """Keep what one look at one page came to; `source` is as if it had no other."""
    now, watch = world.clock(), _of_today(before, source)
    last = world.store.terms_pages(source.id).get(watch.key)
    if found.error is None and found.page is not None and _fell_silent(watch, last, found.page, found.address):
        found = replace(found, page=None, error=Gone("it says nothing any more of what may be done with the articles"))
    if found.error is not None:
        _record_failure(world, source, watch, found, now, tally)
        return
    if watch.key == GENERAL and not (found.address or watch.address):
        return  # nothing links to general terms, and nothing ever did
    _tell_links(source, watch, found, tally)
    calm = next_look(world.terms_every, None, 0, f"{source.id} terms {watch.key}".rstrip(), now)
    after = replace(watch, address=found.address, looked=True, next_look=calm, last_look=now, failures=0, missing=0, problem="", moved="")
    after = replace(after, linked=found.linked, unread=False)
    # What was held because nothing could be known is judged again now that it can.
    unknown = before.unread or bool(why_unread(source, before, last, now, world.terms_every))
    rule = "" if before.unread or before.made_for != made_for(source) else "terms_read"  # a short doubt re-opened nothing
    if found.page is not None:
        after = replace(after, validators=found.page.validators, read_at=now, confirmed_at=now)
        keep(world, source, after, _snapshot(found.address, found.page, last, now), last, tally, reopen=unknown, rule=rule)
        return
    after = replace(after, confirmed_at=now, validators=after.validators if found.address else Validators())
    world.store.record_terms_look(source.id, after, now, reopen=unknown, rule=rule)
    tally.add("terms_unchanged" if found.address else "terms_none")


def _fell_silent(watch: TermsWatch, last: TermsPage | None, page: Page, address: str) -> bool:
    """Whether a page that spoke of rights does no more; believed once it was seen three times, for it may be an error page."""
    if last is None or last.gone or last.address != address or watch.missing + 1 >= MISSES:
        return False
    return speaks(terms_evidence(last.html, last.url)) and not speaks(terms_evidence(page.html, page.url))


def _tell_links(source: Source, watch: TermsWatch, found: Look, tally: Tally) -> None:
    """Another page than the watched one takes its place only where that is gone; a person is told of either."""
    if found.instead_of:
        tally.problem(f"{source.id}: the terms page {found.instead_of} is no longer there; {found.address} is watched instead")
    elif found.address and found.linked not in (found.address, watch.linked):
        says = f"its pages link to {found.linked} now, and {found.address} stays the page that is watched"
        tally.problem(f"{source.id}: {says}; if the other one holds, name it: `terms` of the source")


def _snapshot(address: str, page: Page, last: TermsPage | None, now: datetime) -> TermsPage:
    """The page as a snapshot; it has the last one's sum where today's reader reads the same out of both.

    A reader that learnt to read more has not changed the page; its own change re-opens what it must (`World.edition`).
    """
    said = rights_digest(terms_evidence(page.html, page.url))
    same = last is not None and not last.gone and last.address == address and rights_digest(terms_evidence(last.html, last.url)) == said
    return TermsPage(address, page.url, page.html, last.sha256 if same and last else said, words_digest(read(page.html)), now)


def _record_failure(world: World, source: Source, watch: TermsWatch, found: Look, now: datetime, tally: Tally) -> None:
    """Looked at again later, ever more slowly; a page that stays missing is kept as taken away, with what that re-opens."""
    error = found.error
    failures, missing = watch.failures + 1, watch.missing + isinstance(found.error, Gone)
    asked = error.when if isinstance(error, RetryLater) else None
    again = next_look(min(_SOON, world.terms_every), asked, failures, f"{source.id} terms", now)
    known = isinstance(error, (RetryLater, Rejected, Gone))
    why = str(error) if known else f"internal error: {type(error).__name__}: {error}"
    after = replace(watch, address=found.address, next_look=again, last_look=now, failures=failures, missing=missing, problem=why)
    after = replace(after, looked=False, linked=found.linked, moved=found.moved or watch.moved)
    if found.address != watch.address:
        after = replace(after, validators=Validators(), read_at=None, confirmed_at=None, moved=found.moved)
    tally.problem(f"{source.id}: terms page {found.address or 'not found'}: {why}")
    world.note("terms.failed", {"source": source.id, "url": found.address, "why": why, "next": again.isoformat(), "error": error})
    last = world.store.terms_pages(source.id).get(watch.key) if isinstance(error, Gone) and missing >= MISSES else None
    if last is not None and not last.gone and last.address == found.address:
        keep(world, source, after, TermsPage(found.address, last.url, "", "", "", now), last, tally)
    else:
        world.store.record_terms_look(source.id, after, now)
