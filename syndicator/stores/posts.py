"""The posts' rows: one a copy, read and written whole; `resting` holds what becomes of them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, func, insert, not_, or_, select, update

from syndicator.core.article import Article
from syndicator.core.drift import OpenDrift
from syndicator.core.post import Deed, Post, PostState, Receipt
from syndicator.errors import StoreUnavailable
from syndicator.ports import StoredPost
from syndicator.stores import plain
from syndicator.stores.resting import LIVE, PROVABLE, RestingPost, occupies
from syndicator.stores.schema import articles, attempts, cases, names
from syndicator.stores.schema import posts as table

_NO_DRIFTS = "[]"  # of nearly every post; not worth a parser
OF_KEY = update(table).where(table.c.key == bindparam("of"))  # for many at once


def read(connection: Connection, key: str) -> RestingPost:
    """The post of this key; raises StoreUnavailable where there is none."""
    row = connection.execute(select(table).where(table.c.key == key)).one_or_none()
    if row is None:
        raise StoreUnavailable(f"the store knows no post {key}")
    return resting(row)


def of_case(connection: Connection, article_key: str, site_id: str) -> RestingPost | None:
    """The post of an article on a site, where there is one."""
    row = connection.execute(select(table).where(table.c.article_key == article_key, table.c.site_id == site_id)).one_or_none()
    return resting(row) if row is not None else None


def proofs_due(connection: Connection, now: datetime, limit: int) -> list[StoredPost]:
    """Posts whose page is to be looked at, the longest waiting first."""
    states = [state.value for state in PROVABLE]
    query = select(table).where(table.c.state.in_(states), table.c.proof_at <= now).order_by(table.c.proof_at, table.c.key).limit(limit)
    return [row.stored for row in _all(connection.execute(query))]


def hasten_proofs(connection: Connection, source_id: str, now: datetime) -> None:
    """Have the copies of a source's articles looked at now."""
    mine = select(articles.c.key).where(articles.c.source_id == source_id)
    live = table.c.state.in_([state.value for state in LIVE])
    connection.execute(update(table).where(table.c.article_key.in_(mine), live).values(proof_at=now))


def twin(connection: Connection, article: Article, site_id: str) -> str:
    """The source (another one rather than its own) of another article of the same name whose copy is at a site; else empty."""
    alike = [plain.fingerprint(name) for name in article.names]
    failed = and_(table.c.state == PostState.FAILED.value, table.c.delivered_revision.is_(None))
    standing = and_(table.c.state != PostState.WITHDRAWN.value, not_(failed))
    # What somebody removed at the site does not come back through another source.
    removed = and_(table.c.state == PostState.WITHDRAWN.value, table.c.deed != Deed.WITHDRAW.value, table.c.delivered_revision.is_not(None))
    query = (
        select(articles.c.source_id)
        .join(names, names.c.article_key == articles.c.key)
        .join(table, table.c.article_key == articles.c.key)
        .where(names.c.name.in_(alike), articles.c.key != article.key)
        .where(table.c.site_id == site_id, or_(standing, removed))
        .order_by(articles.c.source_id == article.source_id, articles.c.first_seen)
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none() or ""


def queued_since(connection: Connection, site_id: str, since: datetime) -> int:
    """How many posts were queued to be created for a site since then, that moment included."""
    query = select(func.count()).select_from(table).where(table.c.site_id == site_id, table.c.queued_at >= since)
    return int(connection.execute(query).scalar_one())


def queued_of(connection: Connection, source_ids: Collection[str], since: datetime) -> tuple[datetime, ...]:
    """When copies of the articles of some sources were queued to be created, at any site, oldest first (`resting.counts`)."""
    taken_back = and_(table.c.state == PostState.WITHDRAWN.value, table.c.delivered_revision.is_(None), table.c.attempts == 0)
    query = (
        select(table.c.queued_at)
        .join(articles, articles.c.key == table.c.article_key)
        .where(articles.c.source_id.in_(source_ids), table.c.queued_at > since, not_(taken_back))
        .order_by(table.c.queued_at)
    )
    return tuple(connection.execute(query).scalars())


def recent(connection: Connection, site_id: str, since: datetime, limit: int) -> list[tuple[str, StoredPost]]:
    """The copies of a site that were queued since then and occupy their place, newest first, each with its source."""
    query = (
        select(articles.c.source_id.label("of"), table)
        .join(articles, articles.c.key == table.c.article_key)
        .where(table.c.site_id == site_id, table.c.queued_at > since)
        .order_by(table.c.queued_at.desc(), table.c.key)
        .limit(limit)
    )
    rows = [(row.of, resting(row).stored) for row in connection.execute(query)]
    return [(source, stored) for source, stored in rows if occupies(stored)]


def write(connection: Connection, row: RestingPost, before: RestingPost | None) -> None:
    """Keep a post; its draft is only written where it is another one than before."""
    post, values = row.stored.post, _standing(row)
    if before is None or before.stored.post is not post:
        values |= {"revision": post.revision, "packed": plain.pack(Post, post)}
    if before is None:
        place = {"key": post.key, "article_key": post.article_key, "site_id": post.site_id}
        connection.execute(insert(table).values(created_at=row.created_at, **place, **values))
    else:
        connection.execute(update(table).where(table.c.key == post.key).values(**values))


def write_standing(connection: Connection, rows: Sequence[RestingPost]) -> None:
    """Keep how posts stand, by one statement for all of them; their drafts are left as they are."""
    if rows:
        connection.execute(OF_KEY, [{"of": row.stored.post.key, **_standing(row)} for row in rows])


def _standing(row: RestingPost) -> dict[str, object]:
    """The columns of a post but for its place and its draft."""
    stored = row.stored
    return {
        "state": stored.state.value,
        "deed": stored.deed.value,
        "attempts": stored.attempts,
        "next_at": stored.next_at,
        "claimed_until": stored.claimed_until,
        "token": row.token,
        "why": plain.column(stored.why),
        "repaired": stored.repaired,
        "revive": row.revive,
        "run": stored.run,
        "drifts": plain.dumps(tuple[OpenDrift, ...], stored.drifts) if stored.drifts else _NO_DRIFTS,
        "queued_at": row.queued_at,
        "delivered_at": row.delivered_at,
        "proof_at": row.proof_at,
        "delivered_revision": stored.receipt.revision if stored.receipt else None,
        "receipt": plain.dumps(Receipt, stored.receipt) if stored.receipt else None,
    }


@dataclass(frozen=True, slots=True)
class Attempt:
    """A line in the history of a post: the state it came to, or "lapsed"."""

    post: RestingPost
    outcome: str
    why: str


def note_attempts(connection: Connection, noted: Sequence[Attempt], now: datetime) -> None:
    """Append to the history of posts."""
    lines = [
        {
            "post_key": one.post.stored.post.key,
            "deed": one.post.stored.deed.value,
            "outcome": one.outcome,
            "why": plain.column(one.why),
            "at": now,
        }
        for one in noted
    ]
    if lines:
        connection.execute(insert(attempts), lines)


def resting(row: Row[Any], post: Post | None = None) -> RestingPost:
    """A post out of a row that holds the table's columns; or all but its draft, which then is `post`."""
    stored = StoredPost(
        post or plain.unpack(Post, row.packed),
        PostState(row.state),
        Deed(row.deed),
        row.attempts,
        plain.loads(Receipt, row.receipt) if row.receipt is not None else None,
        row.next_at,
        row.why,
        row.repaired,
        row.claimed_until,
        row.run,
        plain.loads(tuple[OpenDrift, ...], row.drifts) if row.drifts != _NO_DRIFTS else (),
    )
    return RestingPost(
        stored=stored,
        created_at=row.created_at,
        queued_at=row.queued_at,
        delivered_at=row.delivered_at,
        proof_at=row.proof_at,
        token=row.token,
        revive=row.revive,
    )


def same_case() -> ColumnElement[bool]:
    """The join of a post with its case."""
    return and_(cases.c.article_key == table.c.article_key, cases.c.site_id == table.c.site_id)


def _all(rows: Iterable[Row[Any]]) -> list[RestingPost]:
    return [resting(row) for row in rows]
