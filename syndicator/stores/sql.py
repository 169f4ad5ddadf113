"""The store in an SQLite file; each method is one transaction, each subject has a room beside this one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from syndicator.core.article import Article
from syndicator.core.drift import Drift
from syndicator.core.places import Source
from syndicator.core.post import Post, PostState
from syndicator.core.proof import Check
from syndicator.core.verdict import Verdict
from syndicator.ports import (
    CaseRow,
    Claim,
    DueCase,
    DueSource,
    Ended,
    Judged,
    Overview,
    Page,
    Poll,
    PostRow,
    SourceRow,
    Store,
    StoredPost,
    TermsChange,
    TermsPage,
    TermsWatch,
)
from syndicator.stores import articles, cases, copies, leases, overview, posts, sources, terms
from syndicator.stores.opening import open_database
from syndicator.stores.resting import Proof
from syndicator.stores.sources import keep
from syndicator.stores.sql_following import SqlFollowing
from syndicator.stores.sql_ledger import SqlLedger
from syndicator.stores.sql_mentions import SqlMentions
from syndicator.stores.sql_people import SqlPeople
from syndicator.stores.sql_pictures import SqlPictures
from syndicator.stores.sql_subscriptions import SqlSubscriptions
from syndicator.stores.sql_trials import SqlTrials


class SqlStore(SqlPeople, SqlLedger, SqlFollowing, SqlSubscriptions, SqlMentions, SqlTrials, SqlPictures, Store, Overview):
    """Store and Overview over one database file; safe to use from several threads. Raises StoreUnavailable."""

    def __init__(self, path: Path, patience: float, *, upgrade: bool = True) -> None:
        self._database = open_database(path, patience, upgrade=upgrade)
        self._kept: tuple[Source, ...] | None = None

    # ------------------------------------------------------------------------------------------------ read

    def keep_sources(self, sources: Sequence[Source], now: datetime) -> None:
        """Make the kept sources those of the configuration; asked again for the same, it knows."""
        if self._kept == (asked := tuple(sources)):
            return
        with self._database.writing() as connection:
            keep(connection, sources, now)
        self._kept = asked

    def sources_due(self, now: datetime) -> list[DueSource]:
        """Kept sources whose time has come, the longest waiting first."""
        with self._database.reading() as connection:
            return sources.due(connection, now)

    def known_articles(self, source_id: str, identities: Iterable[str]) -> dict[str, str]:
        """Identity → digest of those that are known."""
        with self._database.reading() as connection:
            return articles.known(connection, source_id, identities)

    def record_polls(self, polls: Sequence[Poll], now: datetime) -> None:
        """Keep what is new, changed or withdrawn, and advance the sources."""
        with self._database.writing() as connection:
            sources.record_polls(connection, polls, now)
            for one in polls:
                if one.admitted or one.withdrawn:
                    articles.record(connection, one.source_id, one.admitted, one.withdrawn, now)

    def record_failed_reading(self, source_id: str, why: str, next_poll: datetime | None, now: datetime, *, withheld: bool = False) -> None:
        """Count a failed poll; None stops the source until its address changes."""
        with self._database.writing() as connection:
            sources.record_failure(connection, source_id, why, next_poll, now, withheld=withheld)

    # ------------------------------------------------------------------------------------------------ terms pages

    def terms_watches(self) -> dict[str, dict[str, TermsWatch]]:
        """How the watching of documents stands, by source id and key."""
        with self._database.reading() as connection:
            return terms.standing(connection)

    def terms_pages(self, source_id: str) -> dict[str, TermsPage]:
        """The newest snapshot of each document of a source, by its key."""
        with self._database.reading() as connection:
            return terms.newest(connection, source_id)

    def newest_articles(self, source_id: str, limit: int) -> list[Article]:
        """The articles of a source that were kept last, newest first."""
        with self._database.reading() as connection:
            return articles.newest(connection, source_id, limit)

    def record_terms_look(self, source_id: str, watch: TermsWatch, now: datetime, *, reopen: bool = False, rule: str = "") -> int:
        """Keep how the watching stands; with `reopen` its source's rested cases are new again."""
        with self._database.writing() as connection:
            terms.record_look(connection, source_id, watch)
            return terms.reopen(connection, source_id, now, rule) if reopen else 0

    def record_terms_page(
        self, source_id: str, watch: TermsWatch, page: TermsPage, now: datetime, *, reopen: bool = False, rule: str = ""
    ) -> TermsChange:
        """Keep what the page says now; where that is something else, its source's rested cases are new again."""
        with self._database.writing() as connection:
            return terms.record_page(connection, source_id, watch, page, now, always=reopen, rule=rule)

    # ------------------------------------------------------------------------------------------------ judge

    def cases_due(self, now: datetime, limit: int) -> list[DueCase]:
        """Cases to judge, oldest article first."""
        with self._database.reading() as connection:
            return cases.due(connection, now, limit)

    def case(self, article_key: str, site_id: str) -> DueCase | None:
        """One case as it would be judged now."""
        with self._database.reading() as connection:
            return cases.one(connection, article_key, site_id)

    def reopen_cases(self, sites: Mapping[str, str], policies: str, now: datetime) -> int:
        """Make rested cases new that were judged under other digests than `site:policies`; how many."""
        with self._database.writing() as connection:
            return cases.reopen(connection, sites, policies, now)

    def record_verdict(self, article_key: str, site_id: str, digest: str, verdict: Verdict, post: Post | None, now: datetime) -> None:
        """Store a verdict and what it makes of case and post; a draft counts only with ALLOW."""
        with self._database.writing() as connection:
            cases.record_verdict(connection, article_key, site_id, digest, verdict, post, now)

    def twin(self, article: Article, site_id: str) -> str:
        """The source of another article of the same name whose copy is at this site; else empty."""
        with self._database.reading() as connection:
            return posts.twin(connection, article, site_id)

    def posted_since(self, site_id: str, since: datetime) -> int:
        """How many posts were queued to be created since then."""
        with self._database.reading() as connection:
            return posts.queued_since(connection, site_id, since)

    def posted_of(self, source_ids: Collection[str], since: datetime) -> tuple[datetime, ...]:
        """When copies of articles of these sources were queued to be created since then."""
        with self._database.reading() as connection:
            return posts.queued_of(connection, source_ids, since)

    def recent_copies(self, site_id: str, since: datetime, limit: int) -> list[tuple[str, StoredPost]]:
        """The newest copies of a site with their sources."""
        with self._database.reading() as connection:
            return posts.recent(connection, site_id, since, limit)

    # ------------------------------------------------------------------------------------------------ deliver

    def claim_posts_due(
        self,
        now: datetime,
        lease_until: datetime,
        limit: int,
        *,
        but: Collection[str] = (),
        one_of: Collection[str] = (),
        gathered: Collection[str] = (),
        only: str = "",
    ) -> list[Claim]:
        """Lease posts that are due; copies are only made or changed while their case is allowed."""
        with self._database.writing() as connection:
            return copies.claim(connection, now, lease_until, limit, leases.Turn(but, one_of, gathered, only))

    def record_ends(self, ended: Sequence[Ended], now: datetime) -> list[bool]:
        """What became of claims; False for each that is no longer ours."""
        with self._database.writing() as connection:
            return copies.end(connection, ended, now)

    # ------------------------------------------------------------------------------------------------ prove and follow

    def proofs_due(self, now: datetime, limit: int) -> list[StoredPost]:
        """Copies whose page is to be looked at."""
        with self._database.reading() as connection:
            return posts.proofs_due(connection, now, limit)

    def record_proof(
        self,
        post_key: str,
        checks: Sequence[Check],
        state: PostState,
        next_at: datetime | None,
        why: str,
        now: datetime,
        *,
        page: Page | None = None,
        drifts: Sequence[Drift] | None = None,
    ) -> None:
        """Append a proof, with its page; a post that was queued meanwhile keeps its state."""
        with self._database.writing() as connection:
            copies.record_proof(connection, post_key, checks, Proof(state, next_at, why, now, bool(checks), drifts), page)

    def close(self) -> None:
        """Close the connections; leases stay until they run out."""
        self._database.close()

    # ------------------------------------------------------------------------------------------------ overview

    def sources(self) -> list[SourceRow]:
        """The sources of the configuration."""
        with self._database.reading() as connection:
            return overview.source_rows(connection)

    def articles(self, reference: str) -> list[Article]:
        """Articles by the beginning of their key, or by their id, address or identity."""
        with self._database.reading() as connection:
            return overview.find_articles(connection, reference)

    def cases(self, article_key: str | None = None, site_id: str | None = None) -> list[CaseRow]:
        """Cases with their newest verdict, oldest article first."""
        with self._database.reading() as connection:
            return overview.case_rows(connection, article_key, site_id)

    def verdicts(self, article_key: str, site_id: str) -> list[tuple[datetime, Verdict]]:
        """Every verdict on a case, oldest first."""
        with self._database.reading() as connection:
            return overview.verdict_history(connection, article_key, site_id)

    def judged(self, since: datetime, until: datetime) -> list[Judged]:
        """Every verdict of a time, oldest first."""
        with self._database.reading() as connection:
            return overview.judged(connection, since, until)

    def posts(self, site_id: str | None = None, state: str | None = None) -> list[PostRow]:
        """Copies with their last proof, oldest first."""
        with self._database.reading() as connection:
            return overview.post_rows(connection, site_id, state)

    def terms_history(self, source_id: str, key: str = "") -> list[TermsPage]:
        """Every snapshot of one document of a source, oldest first."""
        with self._database.reading() as connection:
            return terms.history(connection, source_id, key)

    def live_copies(self, source_id: str) -> list[PostRow]:
        """The copies of a source's articles that readers may meet."""
        with self._database.reading() as connection:
            return overview.live_rows(connection, source_id)

    def counts(self) -> dict[str, dict[str, int]]:
        """How many cases and posts rest in each state (nought included), and how the sources do."""
        with self._database.reading() as connection:
            return overview.counts(connection)

    def last_tick(self) -> datetime | None:
        """When the daemon last showed that it lives."""
        with self._database.reading() as connection:
            return overview.last_tick(connection)

    def record_tick(self, now: datetime) -> None:
        """The daemon lives."""
        with self._database.writing() as connection:
            overview.record_tick(connection, now)
