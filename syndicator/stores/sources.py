"""The sources' rows: which are due, and what a poll leaves behind."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from syndicator.core.places import Source
from syndicator.errors import StoreUnavailable
from syndicator.ports import DueSource, FetchMemory, Poll
from syndicator.stores import plain, polling
from syndicator.stores.polling import RestingSource
from syndicator.stores.posts import hasten_proofs
from syndicator.stores.schema import articles
from syndicator.stores.schema import sources as table


def keep(connection: Connection, sources: Sequence[Source], now: datetime) -> None:
    """Make the kept sources those of the configuration; others stay in the table, never due. Only what differs is written."""
    known = {row.id: row for row in connection.execute(select(table.c.id, table.c.feed, table.c.kept))}
    named = {source.id for source in sources}
    gone = [row.id for row in known.values() if row.kept and row.id not in named]
    if gone:
        connection.execute(update(table).where(table.c.id == bindparam("source")).values(kept=False), [{"source": one} for one in gone])
    for source in sources:
        row = known.get(source.id)
        if row is None or not row.kept or row.feed != source.feed:
            before = require(connection, source.id) if row is not None else None
            _write(connection, polling.kept(before, source, now), new=row is None)


def due(connection: Connection, now: datetime) -> list[DueSource]:
    """The sources whose time has come, the longest waiting first."""
    return [DueSource(row.id, plain.loads(FetchMemory, row.memory), row.polls) for row in connection.execute(_DUE, {"now": now})]


def record_polls(connection: Connection, polls: Sequence[Poll], now: datetime) -> None:
    """Completed polls."""
    alike = [one for one in polls if one.memory is None]
    rows = [{"source": one.source_id, "then": one.next_poll, "began": one.began or now, "at": now} for one in alike]
    kept = connection.execute(_ASKED_AGAIN, rows).rowcount if rows else 0
    others = [one for one in polls if one.memory is not None]
    if kept != len(alike):  # of some somebody told meanwhile
        others += [one for one in alike if require(connection, one.source_id).told_at is not None]
    if others:
        connection.execute(_REWRITTEN, [_renewed(polling.polled(require(connection, one.source_id), one, now)) for one in others])


def record_failure(connection: Connection, source_id: str, why: str, next_poll: datetime | None, now: datetime, *, withheld: bool) -> None:
    """A poll that failed; where the feed came to be withheld, its copies are to be looked at now."""
    row = require(connection, source_id)
    _write(connection, after := polling.unpolled(row, why, next_poll, now, withheld=withheld), new=False)
    if after.withheld_at != row.withheld_at:
        hasten_proofs(connection, source_id, now)


def withheld_since(connection: Connection, article_key: str) -> datetime | None:
    """Since when the feed of an article has been withheld."""
    query = select(table.c.withheld_at).join(articles, articles.c.source_id == table.c.id).where(articles.c.key == article_key)
    return connection.execute(query).scalar_one_or_none()


def hasten(connection: Connection, source_id: str, now: datetime) -> None:
    """Let a source be due soon, where nothing speaks against it."""
    _write(connection, polling.hastened(require(connection, source_id), now), new=False)


def record_heard(connection: Connection, source_id: str, now: datetime, *, poll: bool) -> None:
    """A push that was read; with `poll` its source is due soon, where nothing speaks against it."""
    row = polling.told(require(connection, source_id), now)
    _write(connection, polling.hastened(row, now) if poll else row, new=False)


def everything(connection: Connection) -> list[RestingSource]:
    """Every source that ever was, by id."""
    return [_resting(row) for row in connection.execute(select(table).order_by(table.c.id))]


def require(connection: Connection, source_id: str) -> RestingSource:
    """The source of this id; raises StoreUnavailable where there is none."""
    row = connection.execute(_ONE, {"source": source_id}).one_or_none()
    if row is None:
        raise StoreUnavailable(f"the store knows no source “{source_id}”")
    return _resting(row)


# Statements that are made once: to put one together costs more than to carry it out.
_ASKED_AGAIN = (
    update(table)
    .where(table.c.id == bindparam("source"), or_(table.c.told_at.is_(None), table.c.told_at < bindparam("began")))
    .values(next_poll=bindparam("then"), last_poll=bindparam("at"), polls=table.c.polls + 1, problem="", told_at=None, withheld_at=None)
)
_REWRITTEN = (
    update(table).where(table.c.id == bindparam("new_id")).values({c: bindparam(f"new_{c.name}") for c in table.c if c is not table.c.id})
)
_ONE = select(table).where(table.c.id == bindparam("source"))
_DUE = select(table).where(table.c.kept, table.c.next_poll <= bindparam("now")).order_by(table.c.next_poll, table.c.id)


def _write(connection: Connection, source: RestingSource, *, new: bool) -> None:
    connection.execute(insert(table), _values(source)) if new else connection.execute(_REWRITTEN, _renewed(source))


def _renewed(source: RestingSource) -> dict[str, object]:
    return {f"new_{name}": value for name, value in _values(source).items()}


def _values(source: RestingSource) -> dict[str, object]:
    return {
        "id": source.id,
        "feed": source.feed,
        "kept": source.kept,
        "next_poll": source.next_poll,
        "last_poll": source.last_poll,
        "polls": source.polls,
        "problem": plain.column(source.problem),
        "memory": plain.dumps(FetchMemory, source.memory),
        "hub": plain.column(source.memory.hub),
        "topic": plain.column(source.memory.topic),
        "told_at": source.told_at,
        "withheld_at": source.withheld_at,
    }


def _resting(row: Row[Any]) -> RestingSource:
    return RestingSource(
        id=row.id,
        feed=row.feed,
        kept=row.kept,
        next_poll=row.next_poll,
        last_poll=row.last_poll,
        polls=row.polls,
        problem=row.problem,
        memory=plain.loads(FetchMemory, row.memory),
        told_at=row.told_at,
        withheld_at=row.withheld_at,
    )
