"""The sources' rows: which are due, and what a poll leaves behind."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from syndicator.core.places import Source
from syndicator.errors import StoreUnavailable
from syndicator.ports import DueSource, FetchMemory, Unchanged
from syndicator.stores import plain, polling
from syndicator.stores.polling import RestingSource
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
    query = select(table).where(table.c.kept, table.c.next_poll <= now).order_by(table.c.next_poll, table.c.id)
    return [_resting(row).due_source() for row in connection.execute(query)]


def record_poll(connection: Connection, source_id: str, memory: FetchMemory, next_poll: datetime, now: datetime) -> None:
    """A completed poll."""
    _write(connection, polling.polled(require(connection, source_id), memory, next_poll, now), new=False)


def record_unchanged(connection: Connection, polls: Sequence[Unchanged], now: datetime) -> None:
    """Completed polls that brought nothing; each source stands in `polls` once."""
    rows = [
        {
            "source": one.source_id,
            "resting": plain.dumps(FetchMemory, replace(one.memory, failures=0) if one.memory.failures else one.memory),
            "then": one.next_poll,
            "named": plain.column(one.memory.hub),
            "about": plain.column(one.memory.topic),
        }
        for one in polls
    ]
    advanced = {"memory": bindparam("resting"), "next_poll": bindparam("then"), "last_poll": now, "polls": table.c.polls + 1, "problem": ""}
    advanced |= {"hub": bindparam("named"), "topic": bindparam("about")}
    done = connection.execute(update(table).where(table.c.id == bindparam("source")).values(advanced), rows) if rows else None
    if done is not None and done.rowcount != len(rows):
        for one in polls:
            require(connection, one.source_id)


def record_failure(connection: Connection, source_id: str, why: str, next_poll: datetime | None, now: datetime) -> None:
    """A poll that failed."""
    _write(connection, polling.unpolled(require(connection, source_id), why, next_poll, now), new=False)


def hasten(connection: Connection, source_id: str, now: datetime) -> None:
    """Let a source be due soon, where nothing speaks against it."""
    _write(connection, polling.hastened(require(connection, source_id), now), new=False)


def record_heard(connection: Connection, source_id: str, now: datetime, *, poll: bool) -> None:
    """A push that was read; with `poll` its source is due soon, where nothing speaks against it."""
    row = polling.told(require(connection, source_id))
    _write(connection, polling.hastened(row, now) if poll else row, new=False)


def everything(connection: Connection) -> list[RestingSource]:
    """Every source that ever was, by id."""
    return [_resting(row) for row in connection.execute(select(table).order_by(table.c.id))]


def require(connection: Connection, source_id: str) -> RestingSource:
    """The source of this id; raises StoreUnavailable where there is none."""
    row = connection.execute(select(table).where(table.c.id == source_id)).one_or_none()
    if row is None:
        raise StoreUnavailable(f"the store knows no source “{source_id}”")
    return _resting(row)


def _write(connection: Connection, source: RestingSource, *, new: bool) -> None:
    values = {
        "feed": source.feed,
        "kept": source.kept,
        "next_poll": source.next_poll,
        "last_poll": source.last_poll,
        "polls": source.polls,
        "problem": plain.column(source.problem),
        "memory": plain.dumps(FetchMemory, source.memory),
        "hub": plain.column(source.memory.hub),
        "topic": plain.column(source.memory.topic),
    }
    connection.execute(
        insert(table).values(id=source.id, **values) if new else update(table).where(table.c.id == source.id).values(**values)
    )


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
    )
