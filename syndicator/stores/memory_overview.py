"""What people see of a store in memory."""

from collections import Counter
from datetime import datetime

from syndicator.core.article import Article, same_address
from syndicator.core.post import PostState
from syndicator.core.verdict import Verdict
from syndicator.ports import CaseRow, Judged, Overview, PostRow, SourceRow, TermsPage, TermsWatch
from syndicator.stores.polling import source_counts
from syndicator.stores.resting import CASE_STATES, RestingPost, may_be_met
from syndicator.stores.shelves import Place, RestingCase, Shelves


class MemoryOverview(Overview):
    """Overview over shelves."""

    def __init__(self) -> None:
        self._shelves = Shelves()

    def sources(self) -> list[SourceRow]:
        """The sources of the configuration."""
        with self._shelves.lock:
            counted = Counter(a.article.source_id for a in self._shelves.articles.values())
            return [s.row(counted[s.id]) for _, s in sorted(self._shelves.sources.items()) if s.kept]

    def articles(self, reference: str) -> list[Article]:
        """Articles by the beginning of their key, or by their id, address or identity."""
        with self._shelves.lock:
            rows = sorted(self._shelves.articles.items(), key=lambda item: (item[1].first_seen, item[0]))
            return [row.article for key, row in rows if key.startswith(reference) or _named(row.article, reference)]

    def cases(self, article_key: str | None = None, site_id: str | None = None) -> list[CaseRow]:
        """Cases with their newest verdict, oldest article first."""
        with self._shelves.lock:
            rows = self._shelves.cases_by_age()
            return [self._case(p, c) for p, c in rows if article_key in (None, p[0]) and site_id in (None, p[1])]

    def verdicts(self, article_key: str, site_id: str) -> list[tuple[datetime, Verdict]]:
        """Every verdict on a case, oldest first."""
        with self._shelves.lock:
            return list(self._shelves.verdicts.get((article_key, site_id), ()))

    def judged(self, since: datetime, until: datetime) -> list[Judged]:
        """Every verdict of a time, oldest first."""
        with self._shelves.lock:
            told = [Judged(*place, at, verdict) for place, found in self._shelves.verdicts.items() for at, verdict in found]
            return sorted((one for one in told if since <= one.at < until), key=lambda one: one.at)

    def posts(self, site_id: str | None = None, state: str | None = None) -> list[PostRow]:
        """Copies with their last proof, oldest first."""
        with self._shelves.lock:
            rows = self._shelves.posts_by_age()
            return [self._post(row) for p, row in rows if site_id in (None, p[1]) and state in (None, row.stored.state.value)]

    def terms_watches(self) -> dict[str, dict[str, TermsWatch]]:
        """How the watching of documents stands, by source id and key."""
        with self._shelves.lock:
            return {source_id: dict(watches) for source_id, watches in self._shelves.terms_watches.items()}

    def terms_pages(self, source_id: str) -> dict[str, TermsPage]:
        """The newest snapshot of each document of a source, by its key."""
        with self._shelves.lock:
            return {key: pages[-1] for key, pages in self._shelves.terms_pages.get(source_id, {}).items()}

    def terms_history(self, source_id: str, key: str = "") -> list[TermsPage]:
        """Every snapshot of one document of a source, oldest first."""
        with self._shelves.lock:
            return list(self._shelves.terms_pages.get(source_id, {}).get(key, ()))

    def live_copies(self, source_id: str) -> list[PostRow]:
        """The copies of a source's articles that readers may meet."""
        with self._shelves.lock:
            rows = [row for place, row in self._shelves.posts_by_age() if self._shelves.articles[place[0]].article.source_id == source_id]
            return [self._post(row) for row in rows if may_be_met(row.stored)]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many cases and posts rest in each state (nought included), and how the sources do."""
        with self._shelves.lock:
            return {
                "cases": dict.fromkeys(("new", *CASE_STATES.values()), 0) | Counter(c.state for c in self._shelves.cases.values()),
                "posts": dict.fromkeys((s.value for s in PostState), 0)
                | Counter(row.stored.state.value for row in self._shelves.posts.values()),
                "sources": source_counts(list(self._shelves.sources.values()), self._shelves.tick),
            }

    def last_tick(self) -> datetime | None:
        """When the daemon last showed that it lives."""
        return self._shelves.tick

    def record_tick(self, now: datetime) -> None:
        """The daemon lives."""
        self._shelves.tick = now

    def _case(self, place: Place, case: RestingCase) -> CaseRow:
        article, judged = self._shelves.articles[place[0]].article, case.state != "new"
        verdict = self._shelves.verdicts[place][-1][1] if judged else None
        since = case.since if judged else None
        return CaseRow(*place, article.source_id, article.title, article.url, case.state, verdict, since)

    def _post(self, row: RestingPost) -> PostRow:
        at, checks = self._shelves.proofs.get(row.stored.post.key, (None, ()))
        return PostRow(row.stored, row.created_at, row.delivered_at, checks, at)


def _named(article: Article, reference: str) -> bool:
    return reference in (article.id, article.url) or article.identity in (reference, same_address(reference))
