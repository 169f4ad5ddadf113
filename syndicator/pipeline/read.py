"""read: poll the sources that are due, and keep what is new or changed; then look at the terms pages that are due."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from syndicator.core.article import Article
from syndicator.core.places import Source
from syndicator.core.polling import Pace, Polled, Rhythm, next_poll
from syndicator.core.routing import let_in, sites_for
from syndicator.errors import Gone, Rejected, RetryLater, StoreUnavailable, Withheld
from syndicator.pipeline.absence import with_absent
from syndicator.pipeline.archives import with_archives
from syndicator.pipeline.hubs import tend_hubs
from syndicator.pipeline.recognising import recognise
from syndicator.pipeline.watching import watch_terms
from syndicator.pipeline.watching_files import watch_files
from syndicator.pipeline.world import Tally, World
from syndicator.ports import Admitted, DueSource, FetchMemory, Page, Poll, Reading, Validators

_TOGETHER, _PATIENCE = 200, timedelta(seconds=2)


class _NotNow(Exception):
    """The process was asked to end, or the feed skips this hour: what was not read stays due, and nothing is counted against its source."""


def read(world: World) -> Tally:
    """Poll every due source (overlapped), and keep what they brought, many in one transaction. Then terms pages."""
    tally, now, fresh = Tally(), world.clock(), set[str]()
    world.store.keep_sources(tuple(world.sources.values()), now)
    due = [d for d in world.store.sources_due(now) if d.source_id in world.sources]
    prompt = world.store.prompt_sources(now) if world.subscribing and due else set()
    done = _Done(world)
    for item, outcome in world.engine.overlap(lambda d: _fetch(world, d), due, lambda d: _server(world, d)):
        source = world.sources[item.source_id]
        if isinstance(outcome, _NotNow) or (isinstance(outcome, RetryLater) and world.stopping()):
            continue  # what the end cut short is no failure of the source
        if isinstance(outcome, _Answer):
            if _record(world, source, item, outcome, tally, done, prompt=item.source_id in prompt):
                fresh.add(source.id)
        else:
            _record_failure(world, source, item, outcome, tally)
    done.record()
    if not world.stopping():
        watch_terms(world, tally, fresh)
        watch_files(world, tally)
    tend_hubs(world, tally)
    return tally


def _server(world: World, due: DueSource) -> str:
    """Whom a source is asked of: a server is asked for one thing at a time, so its sources wait for each other."""
    return world.server(due.memory.url or world.sources[due.source_id].feed)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a source said, and when it was asked."""

    reading: Reading
    began: datetime


def _fetch(world: World, due: DueSource) -> _Answer:
    source = world.sources[due.source_id]
    now = world.clock()  # a pass may take minutes: what a server says counts from its own answer
    if world.stopping() or due.memory.hints.allowed(now) != now:
        raise _NotNow
    reading = world.feeds.read(source, due.memory, now)
    if source.archives and due.polls == 0:
        reading = with_archives(world, source, reading, due.memory.failures, now)
    reading = with_absent(world, source, recognise(world, source, reading), now)
    reading = with_pages(world, source, reading, first=due.polls == 0) if source.read_page and reading.articles else reading
    return _Answer(reading, now)


def with_pages(world: World, source: Source, reading: Reading, *, first: bool) -> Reading:
    """Fetch the page of every article that will be judged; one whose page must wait is left for the next poll.

    What is only marked as seen needs no page: asking for it would be rude, and leaving it out would make it new later.
    """
    known = world.store.known_articles(source.id, [a.identity for a in reading.articles])
    altered = [a.identity for a in reading.articles if a.identity in known and known[a.identity] != reading.digest(a)]
    before = world.store.stored_articles(source.id, altered) if altered else {}
    wanted = let_in([a for a in reading.articles if a.identity not in known], source, first=first)
    articles: list[Article] = []
    problems: list[str] = []
    for article in reading.articles:
        if article.identity not in before and article.key not in wanted:
            articles.append(article)
            continue
        if world.stopping():
            raise _NotNow
        try:
            articles.append(_with_page(world, article, before.get(article.identity)))
        except (Rejected, Gone) as error:  # it may never be read: the judgement sees the page missing, and holds
            articles.append(article)
            problems.append(f"{article.url}: {error}")
        except RetryLater as error:
            problems.append(f"{article.url}: {error}; the next poll tries again")
    # Without validators the next poll gets the whole feed again, and with it the articles left out here.
    waiting = len(articles) < len(reading.articles)
    memory = replace(reading.memory, etag="", last_modified="", body_sha256="", known="") if waiting else reading.memory
    return replace(reading, articles=tuple(articles), memory=memory, problems=(*reading.problems, *problems))


def _with_page(world: World, article: Article, before: Article | None) -> Article:
    """The article with its page, which is not sent again where it is as it was; validators rest with the page they belong to."""
    known = before if before is not None and before.page and before.url == article.url else None
    if known is None:
        return _bearing(article, world.pages.page(article.url))
    page = world.pages.changed(article.url, Validators(known.page_etag, known.page_modified))
    if page is not None:
        return _bearing(article, page)
    return replace(
        article,
        page=known.page,
        page_url=known.page_url,
        page_signals=known.page_signals,
        page_etag=known.page_etag,
        page_modified=known.page_modified,
    )


def _bearing(article: Article, page: Page) -> Article:
    given = page.validators
    return replace(
        article, page=page.html, page_url=page.url, page_signals=page.signals, page_etag=given.etag, page_modified=given.last_modified
    )


class _Done:
    """Polls that were made, recorded many in one transaction: what a crash loses of them is asked again, validators and all, no more."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._polls: list[Poll] = []
        self._articles = 0
        self._since = world.clock()

    def add(self, poll: Poll, now: datetime) -> None:
        """Keep one; what has waited long enough, or grown large, is recorded with it."""
        self._since = self._since if self._polls else now
        self._polls.append(poll)
        self._articles += len(poll.admitted)
        if max(len(self._polls), self._articles) >= _TOGETHER or now - self._since >= _PATIENCE:
            self.record()

    def record(self) -> None:
        """Record what waits."""
        if self._polls:
            self._world.store.record_polls(self._polls, self._world.clock())
            self._polls, self._articles = [], 0


def _record(world: World, source: Source, due: DueSource, answer: _Answer, tally: Tally, done: _Done, *, prompt: bool) -> bool:
    """Keep a reading; whether anything in it was new or changed."""
    now, reading = world.clock(), answer.reading
    kept = admitted(world, source, reading, first=due.polls == 0) if reading.articles else []
    memory = reading.memory if reading.unchanged else replace(reading.memory, rhythm=_rhythm(due.memory.rhythm, reading, kept, now))
    poll = next_poll(_polled(world, source, memory, reading.wait_until, first=due.polls == 0, prompt=prompt), now)
    done.add(Poll(source.id, memory if memory != due.memory else None, poll, kept, reading.withdrawn, answer.began), now)
    if memory.hub and due.polls and any(one.among for one in kept):
        world.store.record_missed(source.id, now)
    if memory.url != due.memory.url:
        world.note("source.moved", {"source": source.id, "from": due.memory.url or source.feed, "to": memory.url})
    tally.add("unchanged" if reading.unchanged else "polled")
    tally.add("articles", len(kept))
    for problem in reading.problems:
        tally.problem(f"{source.id}: {problem}")
    if not reading.unchanged:  # the step's own line counts the others
        world.note("source.read", {"source": source.id, "articles": len(kept), "next": poll.isoformat()})
    return bool(kept)


def _rhythm(before: Rhythm, reading: Reading, admitted: Sequence[Admitted], now: datetime) -> Rhythm:
    """How often the feed has news, from its dates; a new article without one came now."""
    dates = [a.published or a.updated for a in reading.articles]
    dates += [now for new in admitted if not (new.article.published or new.article.updated)]
    return before.heard([date for date in dates if date], len(reading.articles) + reading.beside, now)


def _polled(
    world: World, source: Source, memory: FetchMemory, wait_until: datetime | None, *, first: bool = False, prompt: bool = False
) -> Polled:
    """This poll, as the next one depends on it; a source whose hub tells of news, and did not fail to, is asked far less, but some time."""
    fastest = max(source.cadence, world.subscribing.cadence) if prompt and world.subscribing else source.cadence
    return Polled(
        name=source.id,
        pace=Pace(fastest, max(fastest, world.slowest)),
        rhythm=memory.rhythm,
        hints=memory.hints,
        cheap=bool(memory.etag or memory.last_modified) or not memory.body_sha256,  # nothing came yet: nothing is known
        first=first,
        failures=memory.failures,
        wait_until=wait_until,
    )


def admitted(world: World, source: Source, reading: Reading, *, first: bool) -> list[Admitted]:
    """New and changed articles; only new ones are led to sites, and only those the first poll and the brake let in."""
    articles = {a.identity: a for a in reading.articles}
    known = world.store.known_articles(source.id, articles)
    fresh = [a for identity, a in articles.items() if identity not in known]
    changed = [a for identity, a in articles.items() if identity in known and known[identity] != reading.digest(a)]
    wanted = let_in(fresh, source, first=first)
    among = 0 if first else len(fresh)
    now = world.clock()
    new = [Admitted(a, sites_for(a, world.routes, now) if a.key in wanted else (), among, reading.digest(a)) for a in fresh]
    return [*new, *(Admitted(a, (), digest=reading.digest(a)) for a in changed)]


def _record_failure(world: World, source: Source, due: DueSource, error: Exception, tally: Tally) -> None:
    """Whatever went wrong is recorded for this source alone; a defect of ours is noted with its trace."""
    if isinstance(error, StoreUnavailable):
        raise error
    now = world.clock()
    asked = error.when if isinstance(error, RetryLater) else None
    failed = replace(due.memory, failures=due.memory.failures + 1)
    poll = next_poll(_polled(world, source, failed, asked), now)
    why = str(error) if isinstance(error, (RetryLater, Rejected, Gone)) else f"internal error: {type(error).__name__}: {error}"
    world.store.record_failed_reading(source.id, why, None if isinstance(error, Gone) else poll, now, withheld=isinstance(error, Withheld))
    tally.problem(f"{source.id}: {why}")
    facts = {"source": source.id, "why": why, "next": "never" if isinstance(error, Gone) else poll.isoformat()}
    world.note("source.failed", {**facts, "error": error})
