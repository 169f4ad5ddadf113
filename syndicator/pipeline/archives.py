"""The archive of a feed, read once: when its source is new, and somebody asked for it (RFC 5005 §4)."""

from dataclasses import replace
from datetime import datetime

from syndicator.core.places import Source
from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.pipeline.world import World
from syndicator.ports import Reading

_PATIENCE = 3  # polls; an archive that cannot be had by then is told, and the feed goes on without it


def with_archives(world: World, source: Source, reading: Reading, failures: int, now: datetime) -> Reading:
    """The reading with the articles of the archived documents before it, at most `source.archives` of them, one after another.

    Of several versions of an article the newest document's counts (§4.3), a withdrawal like any other. A document that is not
    there now makes the whole poll wait, for it is the only one that asks for it; after some polls it is left out.
    """
    known, digests = {a.identity: a for a in reading.articles}, dict(reading.digests)
    withdrawn, problems = dict(reading.withdrawn), list(reading.problems)
    there, seen = reading.earlier, {source.feed, reading.memory.url}
    for _ in range(source.archives):
        if not there or there in seen:
            break
        if world.stopping():
            raise RetryLater("the process is ending")
        seen.add(there)
        try:
            older = world.feeds.archived(source, there, now)
        except (RetryLater, Rejected, Gone) as error:
            if isinstance(error, RetryLater) and failures < _PATIENCE:
                raise
            problems.append(f"its archive ends early: {error}")
            break
        standing = [a for a in older.articles if a.identity not in known and a.identity not in withdrawn]
        known |= {a.identity: a for a in standing}
        digests |= {a.identity: older.digest(a) for a in standing if a.identity in older.digests}
        withdrawn |= {identity: signal for identity, signal in older.withdrawn.items() if identity not in known}
        problems += older.problems
        there = older.earlier
    return replace(reading, articles=tuple(known.values()), digests=digests, withdrawn=withdrawn, problems=tuple(problems))
