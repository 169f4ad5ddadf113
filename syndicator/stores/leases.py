"""Whose turn it is, and who holds a post meanwhile. The statements are made once: to make them anew costs more than to run them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, and_, bindparam, func, not_, or_, select

from syndicator.core.post import Deed, Post, PostState, recalled
from syndicator.ports import Claim
from syndicator.stores import plain
from syndicator.stores.posts import OF_KEY, resting, same_case
from syndicator.stores.resting import RestingPost
from syndicator.stores.schema import cases
from syndicator.stores.schema import posts as table


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is: not that of `but`, of `one_of` one each, of `gathered` no fresh creation, or `only` the creations of one site."""

    but: Collection[str]
    one_of: Collection[str]
    gathered: Collection[str]
    only: str


def _among(name: str) -> BindParameter[Sequence[str]]:
    return bindparam(name, expanding=True)


_now: BindParameter[datetime] = bindparam("now")
_only: BindParameter[str] = bindparam("only")
_first = func.coalesce(table.c.claimed_until, table.c.next_at)
_queued = and_(table.c.state == PostState.QUEUED.value, table.c.next_at <= _now)
_lapsed = and_(table.c.state == PostState.CLAIMED.value, table.c.claimed_until <= _now)
_mends = and_(table.c.deed == Deed.UPDATE.value, table.c.repaired)
_creates = table.c.deed == Deed.CREATE.value
_fresh = and_(table.c.state == PostState.QUEUED.value, _creates)
_waiting = (
    select(
        table.c.key,
        table.c.site_id,
        _first.label("first"),
        func.row_number().over(partition_by=table.c.site_id, order_by=(_first, table.c.key)).label("place"),
    )
    .join(cases, same_case())
    .where(or_(_queued, _lapsed), or_(cases.c.state == "allowed", table.c.deed == Deed.WITHDRAW.value, _mends))
    .where(table.c.site_id.not_in(_among("but")), or_(_only == "", and_(table.c.site_id == _only, _creates)))
    .where(not_(and_(table.c.site_id.in_(_among("gathered")), _fresh)))
    .subquery()
)
_TURN = (
    select(_waiting.c.key)
    .where(or_(_waiting.c.place == 1, _waiting.c.site_id.not_in(_among("one_of"))))
    .order_by(_waiting.c.first, _waiting.c.key)
    .limit(bindparam("most"))
)
_OF_KEYS = table.c.key.in_(_among("keys"))
_WHOLE = select(table).where(_OF_KEYS)
_HELD = select(*(column for column in table.c if column is not table.c.packed)).where(_OF_KEYS, table.c.state == PostState.CLAIMED.value)


def due(connection: Connection, now: datetime, limit: int, whose: Turn) -> list[RestingPost]:
    """Posts somebody may work on now (`resting.may_leave` says why not all that are queued), the longest waiting first."""
    sites = {"but": list(whose.but), "one_of": list(whose.one_of), "gathered": list(whose.gathered), "only": whose.only}
    turn = {"now": now, "most": limit, **sites}
    keys = connection.execute(_TURN, turn).scalars().all()
    found = {row.key: resting(row, _draft(row)) for row in connection.execute(_WHOLE, {"keys": keys})} if keys else {}
    return [found[key] for key in keys]


def _draft(row: Row[Any]) -> Post:
    """What is to be sent, under the revision that it was queued as."""
    return recalled(plain.unpack(Post, row.packed), row.revision)


def of_claims(connection: Connection, claims: Iterable[Claim]) -> dict[str, RestingPost]:
    """The posts that these claims still hold, by key; a draft that came since is not looked at, and not written."""
    by_key = {claim.stored.post.key: claim for claim in claims}
    rows = connection.execute(_HELD, {"keys": list(by_key)}) if by_key else ()
    return {row.key: resting(row, claim.stored.post) for row in rows if (claim := by_key[row.key]).token == row.token}


def write(connection: Connection, rows: Sequence[RestingPost]) -> None:
    """Keep who holds posts, and until when: all that a lease changes."""
    lines = [
        {
            "of": row.stored.post.key,
            "state": row.stored.state.value,
            "claimed_until": row.stored.claimed_until,
            "token": row.token,
            "attempts": row.stored.attempts,
        }
        for row in rows
    ]
    if lines:
        connection.execute(OF_KEY, lines)
