"""The rows of terms pages and files about rights: snapshots, how their watching stands, and which cases and copies rest on them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select, update

from syndicator.core.article import Article
from syndicator.core.post import PostState
from syndicator.ports import TermsChange, TermsPage, TermsWatch
from syndicator.stores import ledger, plain, recording, sources
from syndicator.stores.resting import LIVE
from syndicator.stores.schema import articles, cases, posts, verdicts
from syndicator.stores.schema import terms_pages as pages
from syndicator.stores.schema import terms_watches as watches


def standing(connection: Connection) -> dict[str, dict[str, TermsWatch]]:
    """How the watching stands, by source id and key of the document."""
    found: dict[str, dict[str, TermsWatch]] = {}
    for row in connection.execute(select(watches).order_by(watches.c.source_id, watches.c.key)):
        watch = plain.loads(TermsWatch, row.watch)
        found.setdefault(row.source_id, {})[watch.key] = watch
    return found


def newest(connection: Connection, source_id: str) -> dict[str, TermsPage]:
    """The newest snapshot of each document of a source, by its key as it was written."""
    last = select(func.max(pages.c.id)).where(pages.c.source_id == source_id).group_by(pages.c.key)
    query = select(pages.c.key, pages.c.packed).where(pages.c.id.in_(last)).order_by(pages.c.id)
    return {row.key: plain.unpack(TermsPage, row.packed) for row in connection.execute(query)}


def history(connection: Connection, source_id: str, key: str) -> list[TermsPage]:
    """Every snapshot of one document of a source, oldest first."""
    query = select(pages.c.packed).where(pages.c.source_id == source_id, pages.c.key == plain.column(key)).order_by(pages.c.id)
    return [plain.unpack(TermsPage, packed) for packed in connection.execute(query).scalars()]


def record_look(connection: Connection, source_id: str, watch: TermsWatch) -> None:
    """How the watching of one document of a known source stands now."""
    sources.require(connection, source_id)
    said, key = plain.dumps(TermsWatch, watch), plain.column(watch.key)
    row = (watches.c.source_id == source_id, watches.c.key == key)
    if not connection.execute(update(watches).where(*row).values(watch=said)).rowcount:
        connection.execute(insert(watches).values(source_id=source_id, key=key, watch=said))


def record_page(
    connection: Connection, source_id: str, watch: TermsWatch, page: TermsPage, now: datetime, *, always: bool, rule: str
) -> TermsChange:
    """The page as it is now; where it says something else than before (or `always`) its source's rested cases are made new again."""
    record_look(connection, source_id, watch)
    values = {
        "address": plain.column(page.address),
        "sha256": page.sha256,
        "fetched_at": page.fetched_at,
        "packed": plain.pack(TermsPage, page),
    }
    mine = (pages.c.source_id == source_id, pages.c.key == plain.column(watch.key))
    query = select(pages.c.id, pages.c.address, pages.c.sha256).where(*mine).order_by(pages.c.id.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    if last is not None and (last.address, last.sha256) == (values["address"], page.sha256):
        connection.execute(update(pages).where(pages.c.id == last.id).values(**values))
        return TermsChange(reopen(connection, source_id, now, rule)) if always else TermsChange()
    connection.execute(insert(pages).values(source_id=source_id, key=plain.column(watch.key), **values))
    ledger.append(connection, recording.terms(source_id, watch.key, page, now))
    reopened = reopen(connection, source_id, now)
    query_live = select(posts.c.key).where(is_live(source_id)).order_by(posts.c.created_at, posts.c.key)
    return TermsChange(reopened, tuple(connection.execute(query_live).scalars()))


def reopen(connection: Connection, source_id: str, now: datetime, rule: str = "") -> int:
    """Make every rested case of a source new again, with a `rule` those whose newest verdict has a finding of it; how many."""
    mine = cases.c.article_key.in_(select(articles.c.key).where(articles.c.source_id == source_id))
    wanted = [mine, cases.c.state != "new"]
    if rule:
        of_case = (verdicts.c.article_key == cases.c.article_key, verdicts.c.site_id == cases.c.site_id)
        newest_of = select(verdicts.c.verdict).where(*of_case).order_by(verdicts.c.id.desc()).limit(1)
        wanted.append(newest_of.correlate(cases).scalar_subquery().contains(f'"{rule}"', autoescape=True))
    return connection.execute(update(cases).where(*wanted).values(state="new", since=now, next_at=None)).rowcount


def is_live(source_id: str) -> ColumnElement[bool]:
    """Whether a post is a copy of this source that readers may meet; `resting.may_be_met` says it for a store in memory."""
    mine = posts.c.article_key.in_(select(articles.c.key).where(articles.c.source_id == source_id))
    held = and_(posts.c.receipt.is_not(None), posts.c.state != PostState.WITHDRAWN.value)
    return and_(mine, held | posts.c.state.in_([state.value for state in LIVE]))


def live_identities(connection: Connection, source_id: str) -> list[str]:
    """The identities of a source's articles that are not withdrawn and have a copy that readers may meet."""
    mine = and_(articles.c.source_id == source_id, ~articles.c.withdrawn)
    query = select(articles.c.packed).where(mine, articles.c.key.in_(select(posts.c.article_key).where(is_live(source_id))))
    return [plain.unpack(Article, packed).identity for packed in connection.execute(query.order_by(articles.c.key)).scalars()]


def count_live(connection: Connection, source_ids: Collection[str]) -> int:
    """How many posts are copies of these sources that readers may meet."""
    return sum(
        int(connection.execute(select(func.count()).select_from(posts).where(is_live(source_id))).scalar_one()) for source_id in source_ids
    )
