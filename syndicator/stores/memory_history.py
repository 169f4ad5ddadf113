"""What a store in memory tells of the copies that were made: for quotas, twins and texts a site has already."""

from collections.abc import Collection, Sequence
from datetime import datetime

from syndicator.core.article import Article
from syndicator.core.recognising import Acquaintance
from syndicator.ports import StoredPost
from syndicator.stores import resting
from syndicator.stores.memory_overview import MemoryOverview


class MemoryHistory(MemoryOverview):
    """The history of copies over shelves."""

    def twin(self, article: Article, site_id: str) -> str:
        """The source (another one rather than its own) of another article of the same name whose copy is at this site; else empty."""
        with self._shelves.lock:
            standing = (place for place, row in self._shelves.posts.items() if place[1] == site_id and resting.occupies(row.stored))
            here = [self._shelves.articles[key].article for key, _ in standing]
            found = [other.source_id for other in here if other.key != article.key and not set(article.names).isdisjoint(other.names)]
            return min(found, key=lambda source_id: source_id == article.source_id, default="")

    def acquaintances(self, source_id: str, articles: Sequence[Article]) -> list[Acquaintance]:
        """What is known of this source's articles that these may be."""
        asked = {a.identity for a in articles} | {name for a in articles for name in a.names}
        dated = {(a.title, a.published) for a in articles if a.published}
        with self._shelves.lock:
            mine = [row for row in self._shelves.articles.values() if row.article.source_id == source_id]
            alike = [r for r in mine if {r.article.identity, *r.article.names} & asked or (r.article.title, r.age) in dated]
            return [Acquaintance(r.article.id, r.article.url, r.article.title, r.age) for r in alike]

    def posted_since(self, site_id: str, since: datetime) -> int:
        """How many posts were queued to be created since then."""
        with self._shelves.lock:
            return sum(place[1] == site_id and row.queued_at >= since for place, row in self._shelves.posts.items())

    def posted_of(self, source_ids: Collection[str], since: datetime) -> tuple[datetime, ...]:
        """When copies of articles of these sources were queued to be created since then."""
        with self._shelves.lock:
            mine = [row for place, row in self._shelves.posts.items() if self._shelves.articles[place[0]].article.source_id in source_ids]
            return tuple(sorted(row.queued_at for row in mine if row.queued_at > since and resting.counts(row)))

    def recent_copies(self, site_id: str, since: datetime, limit: int) -> list[tuple[str, StoredPost]]:
        """The newest copies of a site with their sources."""
        with self._shelves.lock:
            rows = [row for place, row in self._shelves.posts.items() if place[1] == site_id and row.queued_at > since]
            rows.sort(key=lambda row: row.stored.post.key)
            rows.sort(key=lambda row: row.queued_at, reverse=True)
            found = [(self._shelves.articles[row.stored.post.article_key].article.source_id, row.stored) for row in rows[:limit]]
            return [(source, stored) for source, stored in found if resting.occupies(stored)]
