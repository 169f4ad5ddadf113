"""The rows of what originals were told of their copies."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, and_, case, insert, or_, select, update

from syndicator.core.mentions import GONE, Mention, Outcome
from syndicator.core.post import PostState
from syndicator.ports import StoredPost
from syndicator.stores import ledger, plain, posts, recording
from syndicator.stores.schema import mentions as table
from syndicator.stores.schema import posts as copies


def one(connection: Connection, post_key: str) -> Mention | None:
    """What the original of a copy was last told."""
    found = connection.execute(select(table.c.mention).where(table.c.post_key == post_key)).scalar_one_or_none()
    return plain.loads(Mention, found) if found is not None else None


def due(connection: Connection, sites: Collection[str], now: datetime, limit: int) -> list[tuple[StoredPost, Mention | None]]:
    """Copies of whose newest change their original is to be told (`resting.to_mention`)."""
    state = copies.c.state
    public = and_(state == PostState.PROVEN.value, copies.c.delivered_revision.is_not(None))
    gone = and_(state == PostState.WITHDRAWN.value, copies.c.proof_at.is_(None), table.c.posted_at.is_not(None))
    change = case((state == PostState.WITHDRAWN.value, GONE), else_=copies.c.delivered_revision)
    news = or_(table.c.post_key.is_(None), table.c.change != change, table.c.next_at <= now)
    query = (
        select(copies, table.c.mention)
        .outerjoin(table, table.c.post_key == copies.c.key)
        .where(copies.c.site_id.in_(sites), or_(public, gone), news)
        .order_by(copies.c.created_at, copies.c.key)
        .limit(limit)
    )
    return [
        (posts.resting(row).stored, plain.loads(Mention, row.mention) if row.mention is not None else None)
        for row in connection.execute(query)
    ]


def record(connection: Connection, mention: Mention) -> None:
    """Keep one; its end is written into the ledger."""
    said = {"change": mention.change, "next_at": mention.next_at, "posted_at": mention.posted_at, "mention": plain.dumps(Mention, mention)}
    kept = connection.execute(update(table).where(table.c.post_key == mention.post_key).values(said))
    if not kept.rowcount:
        connection.execute(insert(table).values(post_key=mention.post_key, **said))
    if mention.outcome is not Outcome.SENDING:
        ledger.append(connection, recording.mention(posts.read(connection, mention.post_key).stored, mention))
