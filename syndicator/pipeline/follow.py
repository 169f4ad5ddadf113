"""follow: corrections, withdrawals and changed terms reach every live copy; a storm of withdrawals waits for a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from syndicator.core.change import consequence
from syndicator.core.ledger import Record
from syndicator.core.places import Source, akin
from syndicator.core.post import Deed
from syndicator.core.storms import by_a_machine, is_storm
from syndicator.pipeline.people import agreements_of, holding
from syndicator.pipeline.world import Tally, World
from syndicator.ports import Followed, PeopleReading

_CONFIRMED = timedelta(days=1)  # how long a person's word on a storm holds
_GUSTS = timedelta(days=1)
_LASTS = timedelta(hours=1)  # since it was last seen


@dataclass(frozen=True, slots=True)
class _Due:
    """What is to be done with one copy."""

    followed: Followed
    deed: Deed
    why: str

    @property
    def held_up(self) -> bool:
        """Whether it may be part of a storm."""
        return self.deed is Deed.WITHDRAW and by_a_machine(self.why)


def follow(world: World) -> Tally:
    """Compare each copy with its article and verdict of today, and queue what follows; the deliver step does it."""
    tally, now = Tally(), world.clock()
    due = _due(world, now)
    stormy = _storms(world, due, now, tally)
    for one in due:
        post = one.followed.stored.post
        if one.held_up and one.followed.article.source_id in stormy:
            continue
        world.store.queue_deed(post.key, one.deed, one.why, now)
        tally.add(one.deed)
        world.note("post.followed", {"site": post.site_id, "post": post.key[:12], "deed": one.deed, "why": one.why})
    return tally


def _due(world: World, now: datetime) -> list[_Due]:
    agreements, found = agreements_of(world), []
    for followed in world.store.posts_to_follow(now):
        stored = followed.stored
        delivered = stored.receipt.revision if stored.receipt else ""
        said = holding(world, agreements, stored.post.article_key, stored.post.site_id, now)
        follows = consequence(followed.article, followed.verdict, stored.post, delivered, said)
        if follows is not None:
            found.append(_Due(followed, *follows))
    return found


def _storms(world: World, due: Sequence[_Due], now: datetime, tally: Tally) -> set[str]:
    """The sources of publishers of whom too many copies would go at once, and nobody has said that they may."""
    going: dict[str, int] = {}
    for one in due:
        if one.held_up:
            going[one.followed.article.source_id] = going.get(one.followed.article.source_id, 0) + 1
    stormy = set[str]()
    for source_id in going:
        family = _publisher(world, source_id)
        # Those that went lately count, too: a storm may come in gusts.
        lately = world.store.count_withdrawn(family, now - _GUSTS)
        number, live = sum(going.get(one, 0) for one in family) + lately, world.store.count_live(family) + lately
        if is_storm(number, live, world.withdraw_share) and not _confirmed(world.store, source_id, now):
            stormy.add(source_id)
            _tell(world, source_id, number, live, now, tally)
    return stormy


def _publisher(world: World, source_id: str) -> list[str]:
    """The sources of one publisher."""
    source: Source | None = world.sources.get(source_id)
    return [one.id for one in world.sources.values() if akin(source, one)] or [source_id]


def _tell(world: World, source_id: str, number: int, live: int, now: datetime, tally: Tally) -> None:
    says = f"{number} of {live} live copies would be withdrawn within a day; a person decides: syndicator posts withdraw {source_id}"
    tally.problem(f"{source_id}: {says}")
    if storm_since(world.store, source_id, now) is None:
        world.store.note_time(_name("began", source_id), now)
        world.store.record(Record(kind="storm", at=now, about=f"source:{source_id}", says={"going": number, "live": live}))
    world.store.note_time(_name("seen", source_id), now)
    world.note("storm.held", {"source": source_id, "going": number, "live": live})


def storm_since(store: PeopleReading, source_id: str, now: datetime) -> datetime | None:
    """Since when a storm of withdrawals of a source waits for a person; None where there is none."""
    seen = store.noted(_name("seen", source_id))
    waits = seen is not None and now - seen < _LASTS and not _confirmed(store, source_id, now)
    return store.noted(_name("began", source_id)) if waits else None


def confirm_storm(store: PeopleReading, source_id: str, now: datetime) -> None:
    """A person says that the copies of a source may go; for a day."""
    store.note_time(_name("confirmed", source_id), now)


def _confirmed(store: PeopleReading, source_id: str, now: datetime) -> bool:
    said = store.noted(_name("confirmed", source_id))
    return said is not None and now - said < _CONFIRMED


def _name(what: str, source_id: str) -> str:
    """A name of at most fifty characters, whatever the source is called."""
    return f"storm {what} {sha256(source_id.encode()).hexdigest()[:24]}"
