"""What people see of the store: rows for commands and reports, never for the pipeline."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, delete, func, insert, or_, select, true

from syndicator.core.article import Article, same_address
from syndicator.core.post import PostState
from syndicator.core.proof import Check
from syndicator.core.verdict import Verdict
from syndicator.ports import CaseRow, Judged, PostRow, SourceRow
from syndicator.stores import plain, polling, sources
from syndicator.stores.newest import newest_verdict
from syndicator.stores.posts import resting
from syndicator.stores.resting import CASE_STATES
from syndicator.stores.schema import articles, cases, meta, posts, proofs, verdicts
from syndicator.stores.terms import is_live

_TICK = "last_tick"


def source_rows(connection: Connection) -> list[SourceRow]:
    """The sources of the configuration, by id."""
    query = select(articles.c.source_id, func.count().label("number")).group_by(articles.c.source_id)
    counted = {row.source_id: row.number for row in connection.execute(query)}
    return [s.row(counted.get(s.id, 0)) for s in sources.everything(connection) if s.kept]


def find_articles(connection: Connection, reference: str) -> list[Article]:
    """Articles by the beginning of their key, or by their id, address or identity."""
    named = plain.column(reference)
    identities = [plain.fingerprint(reference), plain.fingerprint(same_address(reference))]
    query = (
        select(articles.c.packed)
        .where(
            or_(
                func.substr(articles.c.key, 1, len(named)) == named,
                articles.c.article_id == named,
                articles.c.url == named,
                articles.c.identity.in_(identities),
            )
        )
        .order_by(articles.c.first_seen, articles.c.key)
    )
    return [plain.unpack(Article, packed) for packed in connection.execute(query).scalars()]


def case_rows(connection: Connection, article_key: str | None, site_id: str | None) -> list[CaseRow]:
    """Cases with their newest verdict, oldest article first."""
    query = (
        select(cases, articles.c.source_id, articles.c.title, articles.c.url, verdicts.c.verdict)
        .select_from(cases)
        .join(articles, articles.c.key == cases.c.article_key)
        .outerjoin(verdicts, verdicts.c.id == newest_verdict())
        .order_by(articles.c.age, cases.c.article_key, cases.c.site_id)
    )
    if article_key is not None:
        query = query.where(cases.c.article_key == article_key)
    if site_id is not None:
        query = query.where(cases.c.site_id == site_id)
    return [_case(row) for row in connection.execute(query)]


def verdict_history(connection: Connection, article_key: str, site_id: str) -> list[tuple[datetime, Verdict]]:
    """Every verdict on a case, oldest first."""
    query = select(verdicts.c.at, verdicts.c.verdict).filter_by(article_key=article_key, site_id=site_id).order_by(verdicts.c.id)
    return [(row.at, plain.loads(Verdict, row.verdict)) for row in connection.execute(query)]


def judged(connection: Connection, since: datetime, until: datetime) -> list[Judged]:
    """Every verdict of a time, oldest first."""
    query = select(verdicts.c.article_key, verdicts.c.site_id, verdicts.c.at, verdicts.c.verdict)
    query = query.where(verdicts.c.at >= since, verdicts.c.at < until).order_by(verdicts.c.at, verdicts.c.id)
    return [Judged(row.article_key, row.site_id, row.at, plain.loads(Verdict, row.verdict)) for row in connection.execute(query)]


def post_rows(connection: Connection, site_id: str | None, state: str | None) -> list[PostRow]:
    """Copies with their last proof, oldest first."""
    here = true() if site_id is None else posts.c.site_id == site_id
    return _posts(connection, here, true() if state is None else posts.c.state == state)


def live_rows(connection: Connection, source_id: str) -> list[PostRow]:
    """The copies of a source that readers may meet, oldest first."""
    return _posts(connection, is_live(source_id))


def _posts(connection: Connection, *which: ColumnElement[bool]) -> list[PostRow]:
    other = proofs.alias()
    last = select(func.max(other.c.id)).where(other.c.post_key == posts.c.key).correlate(posts).scalar_subquery()
    query = (
        select(posts, proofs.c.checks, proofs.c.at.label("proven_at"))
        .select_from(posts)
        .outerjoin(proofs, proofs.c.id == last)
        .where(*which)
        .order_by(posts.c.created_at, posts.c.key)
    )
    return [_post(row) for row in connection.execute(query)]


def counts(connection: Connection) -> dict[str, dict[str, int]]:
    """How many cases and posts rest in each state (nought included), and how the sources do."""
    return {
        "cases": dict.fromkeys(("new", *CASE_STATES.values()), 0) | _by_state(connection, cases.c.state),
        "posts": dict.fromkeys((s.value for s in PostState), 0) | _by_state(connection, posts.c.state),
        "sources": polling.source_counts(sources.everything(connection), last_tick(connection)),
    }


def last_tick(connection: Connection) -> datetime | None:
    """When the daemon last showed that it lives."""
    return connection.execute(select(meta.c.at).where(meta.c.name == _TICK)).scalar_one_or_none()


def record_tick(connection: Connection, now: datetime) -> None:
    """The daemon lives."""
    connection.execute(delete(meta).where(meta.c.name == _TICK))
    connection.execute(insert(meta).values(name=_TICK, at=now))


def _by_state(connection: Connection, state: Column[str]) -> dict[str, int]:
    query = select(state.label("name"), func.count().label("number")).group_by(state)
    return {row.name: row.number for row in connection.execute(query)}


def _case(row: Row[Any]) -> CaseRow:
    judged = row.state != "new"
    verdict = plain.loads(Verdict, row.verdict) if judged and row.verdict is not None else None
    return CaseRow(
        row.article_key, row.site_id, row.source_id, row.title, row.url, row.state, verdict, row.since if judged else None
    )  # fmt: skip


def _post(row: Row[Any]) -> PostRow:
    copy = resting(row)
    checks = plain.loads(tuple[Check, ...], row.checks) if row.checks is not None else ()
    return PostRow(copy.stored, copy.created_at, copy.delivered_at, checks, row.proven_at)
