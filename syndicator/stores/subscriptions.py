"""The rows of subscriptions and of what hubs pushed."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, exists, func, insert, or_, select, update

from syndicator.core.subscribing import Subscription, pushed
from syndicator.ports import Change, Push
from syndicator.stores import plain
from syndicator.stores.callbacks import MOST_WAITING, unguessable
from syndicator.stores.schema import pushes, sources
from syndicator.stores.schema import subscriptions as table


def everything(connection: Connection) -> list[Subscription]:
    """Every subscription, by source."""
    return _all(connection.execute(select(table).order_by(table.c.source_id, table.c.hub, table.c.topic, table.c.token)))


def settle(connection: Connection, now: datetime) -> None:
    """Add what feeds of kept sources offer and nobody asked for; let what is no longer offered end."""
    offers = and_(sources.c.id == table.c.source_id, sources.c.hub == table.c.hub, sources.c.topic == table.c.topic)
    offered = and_(sources.c.kept, sources.c.hub != "", sources.c.next_poll.is_not(None))
    gone = and_(table.c.wanted, ~exists().where(offers, offered))
    connection.execute(update(table).where(gone).values(wanted=False, pending="", failures=0, next_at=now))
    missing = and_(offered, ~exists().where(offers, table.c.wanted))
    for row in connection.execute(select(sources.c.id, sources.c.hub, sources.c.topic).where(missing)).all():
        fresh = Subscription(token=unguessable(), source_id=row.id, hub=row.hub, topic=row.topic, secret=unguessable(), next_at=now)
        connection.execute(insert(table).values(asdict(fresh)))


def due(connection: Connection, now: datetime) -> list[Subscription]:
    """Those whose hub is to be asked, or whose lease is over."""
    query = select(table).where(or_(table.c.next_at <= now, table.c.until <= now)).order_by(table.c.next_at, table.c.token)
    return _all(connection.execute(query))


def one(connection: Connection, called: str) -> Subscription | None:
    """The subscription whose callback ends so."""
    return next(iter(_all(connection.execute(select(table).where(table.c.token == plain.column(called))))), None)


def change(connection: Connection, called: str, made: Change) -> Subscription | None:
    """Keep what is made of a subscription; None where there is none, or nothing is made of it."""
    known = one(connection, called)
    changed = made(known) if known else None
    if changed is not None:
        values = asdict(changed) | {"problem": plain.column(changed.problem)}
        connection.execute(update(table).where(table.c.token == changed.token).values(values))
    return changed


def drop(connection: Connection, called: str) -> None:
    """Forget a subscription."""
    connection.execute(delete(table).where(table.c.token == called))


def prompt(connection: Connection, now: datetime) -> set[str]:
    """The sources with a subscription that may be relied on (`Subscription.prompt`)."""
    reliable = or_(table.c.missed.is_(None), table.c.missed < table.c.last_push)
    query = select(table.c.source_id).where(table.c.wanted, table.c.until > now, table.c.last_push.is_not(None), reliable)
    return set(connection.execute(query).scalars())


def record_missed(connection: Connection, source_id: str, now: datetime) -> None:
    """A poll found what no push had told."""
    connection.execute(update(table).where(table.c.source_id == source_id, table.c.wanted).values(missed=now))


def record_push(connection: Connection, called: str, content_type: str, body: bytes, now: datetime) -> bool:
    """Keep what was pushed, unless too much waits already."""
    known = one(connection, called)
    waits = select(func.count()).select_from(pushes).where(pushes.c.source_id == known.source_id) if known else None
    if known is None or waits is None or connection.execute(waits).scalar_one() >= MOST_WAITING:
        return False
    change(connection, called, lambda one: pushed(one, now))
    values = {"source_id": known.source_id, "topic": known.topic, "content_type": plain.column(content_type)}
    connection.execute(insert(pushes).values(values | {"received_at": now, "body": body}))
    return True


def waiting(connection: Connection, limit: int) -> list[Push]:
    """What waits to be read, oldest first."""
    rows = connection.execute(select(pushes).order_by(pushes.c.id).limit(limit))
    return [Push(row.id, row.source_id, row.topic, row.content_type, row.body, row.received_at) for row in rows]


def let_go(connection: Connection, push: Push) -> None:
    """Forget a push that was read."""
    connection.execute(delete(pushes).where(pushes.c.id == push.id))


def _all(rows: Iterable[Row[Any]]) -> list[Subscription]:
    return [Subscription(**row._mapping) for row in rows]  # noqa: SLF001  # SQLAlchemy's documented way to a row's names
