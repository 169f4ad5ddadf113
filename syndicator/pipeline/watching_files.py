"""Watching files about rights: asked for once a day and origin, whatever the number of sources; what changed re-opens what rested on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from syndicator.core.article import Article
from syndicator.core.rightsfiles import FileKind, RightsFile, file_digest, speaks
from syndicator.core.schedule import next_look
from syndicator.core.termspages import at_home
from syndicator.errors import Gone, Rejected, RetryLater, StoreUnavailable
from syndicator.pipeline.files import files_of, needed
from syndicator.pipeline.keeping import keep
from syndicator.pipeline.terms import Pages, TermsKnown
from syndicator.pipeline.terms_look import MISSES, WHOLE
from syndicator.pipeline.world import Tally, World
from syndicator.ports import PageWatcher, TermsPage, TermsWatch, Validators

_DAY = timedelta(days=1)  # a host is asked no more often, whatever the settings say of pages
_SOON = timedelta(minutes=30)  # after a server that failed; twice as long after each further time
_ROUNDS = 2  # robots.txt names RSL documents, which name nothing more
_Wanted = tuple[RightsFile, list[str]]  # a file, and the sources it is asked for


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of asking for a file: its text ("" where it is not there or says nothing), None where it is as it was."""

    text: str | None
    url: str = ""
    validators: Validators = field(default_factory=Validators)
    missing: bool = False
    moved: bool = False  # to another host, which is `url`


def watch_files(world: World, tally: Tally) -> None:
    """Ask for the files that open cases need and nobody asked for yet, and again for those whose time has come.

    Each is fetched once, for all sources whose articles it may speak of, and kept for each of them in a transaction of its own.
    """
    now = world.clock()
    for _ in range(_ROUNDS):
        due = [d.article for d in world.store.cases_due(now, world.batch) if d.article.source_id in world.sources]
        watches = world.store.terms_watches()
        again = [s for s in world.sources if any(_is_due(watch, now) for _, watch in files_of(watches.get(s, {})))]
        sources = dict.fromkeys((*again, *(article.source_id for article in due)))
        known = {s: TermsKnown(watches.get(s, {}), world.store.terms_pages(s)) for s in sources}
        wanted = _wanted(due, known, now)
        if not wanted or world.stopping():
            return
        for (file, source_ids), outcome in world.engine.overlap(_asking(world.pages, known, now), list(wanted.items())):
            if isinstance(outcome, StoreUnavailable):
                raise outcome
            if world.stopping() and isinstance(outcome, Exception):
                continue  # what the end cut short is no failure of the file
            for source_id in source_ids:
                _record(world, source_id, file, known[source_id], outcome, tally)


def _is_due(watch: TermsWatch | None, now: datetime) -> bool:
    return watch is None or watch.next_look is None or watch.next_look <= now


def _asking(pages: PageWatcher, known: Pages, now: datetime) -> Callable[[_Wanted], _Answer]:
    return lambda item: _ask(pages, item[0], _common(item, known), now)


def _wanted(due: Sequence[Article], known: Pages, now: datetime) -> dict[RightsFile, list[str]]:
    """The files to ask for now, each with the sources it is asked for."""
    pairs = [(file, article.source_id) for article in due for file in needed(article, known[article.source_id])]
    pairs += [(file, source_id) for source_id, one in known.items() for file, _ in files_of(one.watches)]
    found: dict[RightsFile, list[str]] = {}
    for file, source_id in dict.fromkeys(pairs):
        if _is_due(known[source_id].watches.get(file.key), now):
            found.setdefault(file, []).append(source_id)
    return found


def _common(item: _Wanted, known: Pages) -> TermsWatch | None:
    """How the watching stands where it stands alike for all the sources: only then an answer «not modified» tells them all something."""
    file, sources = item
    watches = [known[source_id].watches.get(file.key) for source_id in sources]
    first = watches[0]
    alike = first is not None and all(w is not None and w.validators == first.validators and w.confirmed_at for w in watches)
    return first if alike else None


def _ask(pages: PageWatcher, file: RightsFile, watch: TermsWatch | None, now: datetime) -> _Answer:
    """Ask for a file; raises RetryLater, or Rejected for what is no such file. «Not there» is an answer (RFC 9309 §2.3.1.3)."""
    fresh = watch is not None and watch.read_at is not None and now - watch.read_at < WHOLE
    try:
        page = pages.changed(file.address, watch.validators if watch and fresh else Validators())
    except Gone:
        return _Answer("", missing=True)
    if page is None:
        return _Answer(None)
    # RFC 9309 §2.3.1.2: a robots.txt may be anywhere; of the others only the host that was named speaks.
    if file.kind is not FileKind.ROBOTS and not at_home(page.url, file.address):
        return _Answer("", page.url, moved=True)
    if file.kind is FileKind.RSL and not speaks(file.kind, page.html):
        raise Rejected("it is no RSL document", "see what stands there")
    return _Answer(page.html if speaks(file.kind, page.html) else "", page.url, page.validators)


def _record(world: World, source_id: str, file: RightsFile, known: TermsKnown, outcome: _Answer | Exception, tally: Tally) -> None:
    now = world.clock()
    watch = known.watches.get(file.key) or TermsWatch(key=file.key, address=file.address)
    last = known.pages.get(file.key)
    spoke = last is not None and not last.gone
    missing = watch.missing + 1 if isinstance(outcome, _Answer) and outcome.missing and spoke else 0
    every = max(_DAY, world.terms_every)
    calm = next_look(every, now + every, 0, file.key, now)
    if isinstance(outcome, Exception) or outcome.moved:
        _record_failure(world, source_id, file, watch, outcome, tally)
        return
    if 0 < missing < MISSES:  # its last word is not lost by one «not found»
        why = f"it is not there ({missing}×)"
        world.store.record_terms_look(source_id, replace(watch, missing=missing, next_look=calm, last_look=now, problem=why), now)
        return
    unknown = watch.confirmed_at is None or bool(watch.moved)
    after = replace(watch, looked=True, next_look=calm, last_look=now, confirmed_at=now, failures=0, missing=0, problem="", moved="")
    if outcome.text is None:
        world.store.record_terms_look(source_id, after, now, reopen=unknown, rule="terms_read")
        tally.add("files_unchanged")
        return
    after = replace(after, read_at=now, validators=outcome.validators)
    if not outcome.text and not spoke:
        world.store.record_terms_look(source_id, after, now, reopen=unknown, rule="terms_read")
        tally.add("files_silent")
        return
    page = _snapshot(file, outcome, last, now)
    keep(world, world.sources[source_id], after, page, last, tally, what="the file", reopen=unknown, rule="terms_read")


def _snapshot(file: RightsFile, answer: _Answer, last: TermsPage | None, now: datetime) -> TermsPage:
    """The file as a snapshot; it has the last one's sum where today's reader reads the same out of both."""
    if not answer.text:
        return TermsPage(file.address, answer.url or file.address, "", "", "", now)
    said = file_digest(file.kind, answer.text)
    same = last is not None and not last.gone and file_digest(file.kind, last.html) == said
    return TermsPage(file.address, answer.url, answer.text, last.sha256 if same and last else said, said, now)


def _record_failure(world: World, source_id: str, file: RightsFile, watch: TermsWatch, outcome: _Answer | Exception, tally: Tally) -> None:
    """Asked again later, ever more slowly; what is known of it stays in force."""
    moved = outcome.url if isinstance(outcome, _Answer) else ""
    error = Rejected(f"it leads to another host ({moved})") if isinstance(outcome, _Answer) else outcome
    now, failures = world.clock(), watch.failures + 1
    wait = _SOON if isinstance(error, RetryLater) else max(_DAY, world.terms_every)
    asked = error.when if isinstance(error, RetryLater) else now + wait
    again = next_look(wait, asked, failures, file.key, now)
    why = str(error) if isinstance(error, RetryLater | Rejected) else f"internal error: {type(error).__name__}: {error}"
    after = replace(watch, looked=False, next_look=again, last_look=now, failures=failures, problem=why, moved=moved or watch.moved)
    changed = bool(moved) and not watch.moved and watch.confirmed_at is not None and file.kind is not FileKind.TDMREP
    world.store.record_terms_look(source_id, after, now, reopen=changed)
    if file.kind is not FileKind.TDMREP:
        tally.problem(f"{source_id}: {file.address}: {why}")
    world.note("terms.failed", {"source": source_id, "url": file.address, "why": why, "next": again.isoformat(), "error": error})


def peek_files(pages: PageWatcher, article: Article, known: TermsKnown, now: datetime) -> TermsKnown:
    """The files an article needs, asked for without a store, beside what is known of them."""
    watches, found = dict(known.watches), dict(known.pages)
    for _ in range(_ROUNDS):
        for file in needed(article, TermsKnown(watches, found)):
            if file.key not in watches:
                watches[file.key] = watch = TermsWatch(key=file.key, address=file.address, last_look=now)
                try:
                    answer = _ask(pages, file, None, now)
                except (RetryLater, Rejected) as error:
                    watches[file.key] = replace(watch, problem=str(error))
                    continue
                if answer.moved:
                    watches[file.key] = replace(watch, problem=f"it leads to another host ({answer.url})")
                    continue
                watches[file.key] = replace(watch, looked=True, confirmed_at=now)
                if answer.text:
                    found[file.key] = _snapshot(file, answer, None, now)
    return TermsKnown(watches, found)
