"""The cases' rows: which are to be judged, what was decided, and what makes them new again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, insert, or_, select, update

from syndicator.core.approvals import Decision
from syndicator.core.article import Article
from syndicator.core.post import Post
from syndicator.core.verdict import Answer, Verdict
from syndicator.errors import StoreUnavailable
from syndicator.ports import DueCase
from syndicator.stores import ledger, plain, posts, recording
from syndicator.stores.newest import newest_answer
from syndicator.stores.resting import CASE_STATES, TIMED, disallowed, drafted, judged_again
from syndicator.stores.schema import articles, decisions, verdicts
from syndicator.stores.schema import cases as table
from syndicator.stores.schema import posts as posts_table


def due(connection: Connection, now: datetime, limit: int) -> list[DueCase]:
    """New cases, and those whose time has come or is over, oldest article first, each with its post where there is one.

    An article is one object for all its sites, so that what is found out about it need not be found out again.
    """
    query = _to_judge().where(or_(table.c.state == "new", and_(table.c.state.in_(TIMED), table.c.next_at <= now)))
    query = query.order_by(articles.c.age, table.c.article_key, table.c.site_id).limit(limit)
    known: dict[bytes, Article] = {}
    found: list[DueCase] = []
    for row in connection.execute(query):
        article = known.get(row.article) or known.setdefault(row.article, plain.unpack(Article, row.article))
        found.append(_due(row, article))
    return found


def one(connection: Connection, article_key: str, site_id: str) -> DueCase | None:
    """One case as it would be judged now."""
    query = _to_judge().where(table.c.article_key == article_key, table.c.site_id == site_id)
    row = connection.execute(query).one_or_none()
    return _due(row, plain.unpack(Article, row.article)) if row is not None else None


def _to_judge() -> Select[Any]:
    columns = (articles.c.packed.label("article"), articles.c.first_seen, table.c.site_id.label("site"), table.c.among)
    return (
        select(*columns, decisions.c.decision, posts_table)
        .select_from(table)
        .join(articles, articles.c.key == table.c.article_key)
        .outerjoin(decisions, decisions.c.id == newest_answer())
        .outerjoin(posts_table, and_(posts_table.c.article_key == table.c.article_key, posts_table.c.site_id == table.c.site_id))
    )


def _due(row: Row[Any], article: Article) -> DueCase:
    post = posts.resting(row).stored if row.key else None
    decision = plain.loads(Decision, row.decision) if row.decision is not None else None
    return DueCase(article, row.site, row.among, row.first_seen, post, decision)


def reopen(connection: Connection, sites: Mapping[str, str], policies: str, now: datetime) -> int:
    """Make rested cases new again that were judged under other facts than these; how many."""
    changed = 0
    for site_id, facts in sites.items():
        stale = (table.c.site_id == site_id, table.c.state != "new", table.c.judged_under != f"{facts}:{policies}")
        changed += connection.execute(update(table).where(*stale).values(state="new", since=now, next_at=None)).rowcount
    return changed


def record_verdict(
    connection: Connection, article_key: str, site_id: str, digest: str, verdict: Verdict, post: Post | None, now: datetime
) -> None:
    """The verdict, appended to its history, and what it makes of case and post; a draft counts only with ALLOW."""
    place = {"article_key": article_key, "site_id": site_id}
    state = {"state": CASE_STATES[verdict.answer], "since": now, "next_at": judged_again(verdict, now), "judged_under": digest}
    if not connection.execute(update(table).filter_by(**place).values(**state)).rowcount:
        raise StoreUnavailable(f"the store knows no case of article {article_key} for site “{site_id}”")
    said = plain.dumps(Verdict, verdict)
    connection.execute(insert(verdicts).values(**place, at=now, digest=digest, answer=int(verdict.answer), verdict=said))
    packed = connection.execute(select(articles.c.packed).where(articles.c.key == article_key)).scalar_one_or_none() if post else None
    article = plain.unpack(Article, packed) if packed is not None else None
    ledger.append(connection, recording.verdict(article_key, site_id, digest, verdict, post, article, now))
    before = posts.of_case(connection, article_key, site_id)
    if post is not None and verdict.answer is Answer.ALLOW:
        posts.write(connection, drafted(before, post, now), before)
    elif before is not None:
        posts.write(connection, disallowed(before, now), before)
