"""What a feed no longer lists although it says that it lists everything: a weak sign that an article was taken back (RFC 5005 §2)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from syndicator.core.places import Source
from syndicator.pipeline.world import World
from syndicator.ports import Reading

_SURE = timedelta(days=1)  # between the poll that misses it first and the one that is believed
_THERE = datetime(1970, 1, 1, tzinfo=UTC)  # noted of what is listed again


def with_absent(world: World, source: Source, reading: Reading, now: datetime) -> Reading:
    """The reading of a complete feed, with those live articles as withdrawn that it has not listed for a day, poll after poll.

    An empty feed says nothing: whoever takes everything back has other words for it. While something is missed, the next poll
    fetches the feed whole, so that it is a second look and no “not modified”.
    """
    if not reading.complete or not reading.articles:
        return reading
    listed = {article.identity for article in reading.articles} | set(reading.withdrawn)
    missed, gone = 0, dict[str, str]()
    for identity in world.store.live_identities(source.id):
        since = _missed_since(world, source, identity)
        if identity in listed:
            if since is not None:
                world.store.note_time(_name(source, identity), _THERE)
        elif since is None:
            missed += 1
            world.store.note_time(_name(source, identity), now)
            world.note("article.missed", {"source": source.id, "article": identity})
        elif now - since < _SURE:
            missed += 1
        else:
            gone[identity] = f"its feed, which lists everything (RFC 5005), has not listed it since {since:%Y-%m-%d}"
    return _looked(reading, gone, whole=missed > 0)


def _looked(reading: Reading, gone: Mapping[str, str], *, whole: bool) -> Reading:
    memory = replace(reading.memory, etag="", last_modified="", body_sha256="") if whole else reading.memory
    return replace(reading, withdrawn={**gone, **reading.withdrawn}, memory=memory)


def _missed_since(world: World, source: Source, identity: str) -> datetime | None:
    noted = world.store.noted(_name(source, identity))
    return noted if noted is not None and noted > _THERE else None


def _name(source: Source, identity: str) -> str:
    """A name of at most fifty characters."""
    return f"missed {sha256(f'{source.id} {identity}'.encode()).hexdigest()[:32]}"
