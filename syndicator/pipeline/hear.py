"""hear: read what hubs pushed, as if it had been fetched; what a push cannot settle, the next poll does, soon."""

from dataclasses import replace

from syndicator.core.article import Article
from syndicator.core.places import Source
from syndicator.errors import Gone, Rejected, RetryLater, StoreUnavailable
from syndicator.pipeline.read import admitted, with_pages
from syndicator.pipeline.recognising import recognise
from syndicator.pipeline.watching import watch_terms
from syndicator.pipeline.watching_files import watch_files
from syndicator.pipeline.world import Tally, World
from syndicator.ports import Push, Reading


def hear(world: World) -> Tally:
    """Read every push that waits, oldest first, each kept and let go of in one transaction; then what its articles' terms rest on."""
    tally, fresh = Tally(), dict[str, Source]()
    for push in world.store.pushes(world.batch):
        if world.stopping():
            break
        if _hear(world, push, tally):
            fresh[push.source_id] = world.sources[push.source_id]
    if fresh and not world.stopping():  # no others are looked after here: what was pushed is in a hurry
        near = replace(world, sources=fresh)
        watch_terms(near, tally, fresh)
        watch_files(near, tally)
    return tally


def _hear(world: World, push: Push, tally: Tally) -> bool:
    """Read one push; whether anything in it was new or changed."""
    now, source = world.clock(), world.sources.get(push.source_id)
    if source is None:
        world.store.record_heard(push, (), {}, now, poll=False)
        return False
    try:
        reading = _read(world, source, push)
    except StoreUnavailable:
        raise
    except Exception as error:  # noqa: BLE001  # whatever a push holds, it must not stand in the way of the next one
        why = str(error) if isinstance(error, (Rejected, Gone, RetryLater)) else f"internal error: {type(error).__name__}: {error}"
        tally.problem(f"{source.id}: pushed, but {why}")
        world.note("source.deaf", {"source": source.id, "why": why, "error": error})
        reading = None
    taken, unsure = _taken(world, source, reading) if reading else (None, True)
    kept = admitted(world, source, taken, first=False) if taken and taken.articles else []
    poll = unsure or bool(reading and reading.problems)
    world.store.record_heard(push, kept, reading.withdrawn if reading else {}, now, poll=poll)
    tally.add("pushed")
    if poll:
        tally.add("to poll")
    tally.add("articles", len(kept))
    world.note("source.heard", {"source": source.id, "articles": len(kept), "poll": poll})
    return bool(kept)


def _read(world: World, source: Source, push: Push) -> Reading | None:
    """The reading of a push; None where it only says that there is news."""
    if not push.body:
        return None
    reading = world.feeds.heard(source, push, world.clock())
    return with_pages(world, source, reading, first=False) if source.read_page and reading.articles else reading


def _taken(world: World, source: Source, reading: Reading) -> tuple[Reading, bool]:
    """What is taken from a push, and whether the feed is to be asked for the rest.

    A push may come late, after a poll has seen newer words: what is new is taken, and so is a change that says it
    is newer than what is known; for any other change the feed itself is asked. So it is for what seems to be known by
    another name: a push may hold a part of the feed, in which nobody can tell.
    """
    sure = {a.identity for a in recognise(world, source, reading).articles}
    known = world.store.known_articles(source.id, [a.identity for a in reading.articles])
    changed = [a for a in reading.articles if a.identity in known and known[a.identity] != reading.digest(a)]
    before = world.store.stored_articles(source.id, [a.identity for a in changed]) if changed else {}
    doubtful = {a.identity for a in changed if not _newer(a, before.get(a.identity))}
    doubtful |= {a.identity for a in reading.articles} - sure
    return replace(reading, articles=tuple(a for a in reading.articles if a.identity not in doubtful)), bool(doubtful)


def _newer(article: Article, before: Article | None) -> bool:
    return before is not None and before.updated is not None and article.updated is not None and article.updated > before.updated
