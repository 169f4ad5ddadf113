"""What happens to copies after a verdict: leases and their ends, proofs, and what must follow its article."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, or_, select

from syndicator.core.article import Article
from syndicator.core.post import PostState
from syndicator.core.proof import Check
from syndicator.core.verdict import Answer, Verdict
from syndicator.ports import Claim, Ended, Followed, Page
from syndicator.stores import leases, ledger, plain, posts, recording
from syndicator.stores.newest import newest_verdict
from syndicator.stores.resting import Proof, claimed, ended, ended_as, found, proven, to_follow
from syndicator.stores.schema import articles, attempts, cases, proofs, verdicts
from syndicator.stores.schema import posts as table


def claim(connection: Connection, now: datetime, until: datetime, limit: int, turn: leases.Turn) -> list[Claim]:
    """Lease what is due, each under a fresh token; a lease that ran out is noted as an attempt."""
    rows = leases.due(connection, now, limit, turn)
    lapsed = [posts.Attempt(row, "lapsed", "the lease ran out") for row in rows if row.stored.state is PostState.CLAIMED]
    leased = [claimed(row, secrets.token_hex(16), until) for row in rows]
    posts.note_attempts(connection, lapsed, now)
    leases.write(connection, leased)
    return [Claim(found(row), lease.token) for row, lease in zip(rows, leased, strict=True)]


def end(connection: Connection, ends: Sequence[Ended], now: datetime) -> list[bool]:
    """End leases, each with its outcome in the history; False for those that another claim holds by now."""
    held = leases.of_claims(connection, (one.claim for one in ends))
    ours = [(one, held[one.claim.stored.post.key]) for one in ends if one.claim.stored.post.key in held]
    rests = [(one, before, ended(before, one, now)) for one, before in ours]
    tried = [(one, before, after, ended_as(before, after)) for one, before, after in rests if one.tried]
    posts.write_standing(connection, [after for _, _, after in rests])
    posts.note_attempts(connection, [posts.Attempt(before, outcome.value, one.why) for one, before, _, outcome in tried], now)
    records = [recording.attempted(before.stored, after.stored, outcome, one.why, now) for one, before, after, outcome in tried]
    ledger.append(connection, *records)
    return [one.claim.stored.post.key in held for one in ends]


def record_proof(connection: Connection, key: str, checks: Sequence[Check], found: Proof, page: Page | None) -> None:
    """Append a proof, and let the post rest as it found it."""
    before = posts.read(connection, key)
    said = plain.dumps(tuple[Check, ...], tuple(checks))
    connection.execute(insert(proofs).values(post_key=key, at=found.at, state=found.state.value, checks=said))
    posts.write(connection, proven(before, found), before)
    ledger.append(connection, recording.proof(before.stored, checks, found.state, found.why, found.at, page, found.drifts))


def followed(connection: Connection, now: datetime) -> list[Followed]:
    """Copies that differ from what their article, draft and newest verdict say, oldest first."""
    differs = or_(articles.c.withdrawn, verdicts.c.answer != int(Answer.ALLOW), table.c.revision != table.c.delivered_revision)
    query = (
        select(table, articles.c.packed.label("article"), verdicts.c.verdict)
        .select_from(table)
        .join(cases, posts.same_case())
        .join(articles, articles.c.key == table.c.article_key)
        .join(verdicts, verdicts.c.id == newest_verdict())
        .where(table.c.state != PostState.WITHDRAWN.value, differs)
        .order_by(table.c.created_at, table.c.key)
    )
    differing = []
    for row in connection.execute(query):
        copy, article, verdict = posts.resting(row), plain.unpack(Article, row.article), plain.loads(Verdict, row.verdict)
        if to_follow(copy, article, verdict, now):
            differing.append(Followed(copy.stored, article, verdict))
    return differing


def count_withdrawn(connection: Connection, source_ids: Collection[str], since: datetime) -> int:
    """How many copies of these sources were taken down since then."""
    query = (
        select(func.count(attempts.c.post_key.distinct()))
        .join(table, table.c.key == attempts.c.post_key)
        .join(articles, articles.c.key == table.c.article_key)
        .where(attempts.c.outcome == PostState.WITHDRAWN.value, attempts.c.at >= since, articles.c.source_id.in_(source_ids))
    )
    return int(connection.execute(query).scalar_one())
