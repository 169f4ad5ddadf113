"""What must follow a live copy, in memory."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from syndicator.core.article import Article, Withdrawal
from syndicator.core.post import Deed
from syndicator.ports import Followed, Following, Validators
from syndicator.stores import polling, recording, resting
from syndicator.stores.memory_ledger import MemoryLedger
from syndicator.stores.shelves import RestingArticle


class MemoryFollowing(MemoryLedger, Following):
    """Corrections, withdrawals, and what asks for them, over shelves."""

    def posts_to_follow(self, now: datetime) -> list[Followed]:
        """Copies that differ from what their article, draft and newest verdict say, oldest first."""
        with self._shelves.lock:
            found = []
            for place, row in self._shelves.posts_by_age():
                article, verdict = self._shelves.articles[place[0]].article, self._shelves.verdicts[place][-1][1]
                if resting.to_follow(row, article, verdict, now):
                    found.append(Followed(row.stored, article, verdict))
            return found

    def queue_deed(self, post_key: str, deed: Deed, why: str, now: datetime, *, repair: bool = False) -> None:
        """Queue a deed, due now; a post on which somebody works stays theirs."""
        with self._shelves.lock:
            row = self._shelves.post(post_key)
            self._shelves.keep(after := resting.asked(row, deed, why, now, repair=repair))
            if after is not row:
                self.record(recording.asked(row.stored, deed, why, now, repair=repair))

    def record_withdrawal(self, article_key: str, withdrawal: Withdrawal, now: datetime) -> bool:
        """Mark an article as withdrawn; False where it is unknown, or was withdrawn before."""
        with self._shelves.lock:
            known = self._shelves.articles.get(article_key)
            if known is None or known.article.withdrawn is not None:
                return False
            self._change(known, replace(known.article, withdrawn=withdrawal), now)
            return True

    def _change(self, known: RestingArticle, article: Article, now: datetime) -> None:
        digest = article.digest
        if digest == known.digest or polling.stays_down(known.article, article):
            return
        self.record(recording.changed(article, digest, now))
        self._shelves.articles[article.key] = replace(known, article=article, digest=digest)
        for place, case in self._shelves.cases.items():
            if place[0] == article.key:
                self._shelves.cases[place] = replace(case, state="new", since=now, next_at=None)

    def withheld_since(self, article_key: str) -> datetime | None:
        """Since when the feed of an article has been withheld."""
        with self._shelves.lock:
            known = self._shelves.articles.get(article_key)
            source = self._shelves.sources.get(known.article.source_id) if known else None
            return source.withheld_at if source else None

    def original_seen(self, article_key: str) -> Validators:
        """What to ask for an article's page with."""
        with self._shelves.lock:
            return self._shelves.originals.get(article_key, Validators())

    def record_original_seen(self, article_key: str, validators: Validators) -> None:
        """Remember how an article's page stood there."""
        with self._shelves.lock:
            self._shelves.originals[article_key] = validators

    def _hasten_proofs(self, source_id: str, now: datetime) -> None:
        """Have the copies of a source's articles looked at now."""
        for place, row in self._shelves.posts.items():
            if self._shelves.articles[place[0]].article.source_id == source_id and row.stored.state in resting.LIVE:
                self._shelves.posts[place] = replace(row, proof_at=now)

    def live_identities(self, source_id: str) -> list[str]:
        """The identities of a source's articles that stand, and of which readers may meet a copy."""
        with self._shelves.lock:
            met = {place[0] for place, row in self._shelves.posts.items() if resting.may_be_met(row.stored)}
            known = (self._shelves.articles[key].article for key in sorted(met))
            return [one.identity for one in known if one.source_id == source_id and one.withdrawn is None]

    def count_live(self, source_ids: Collection[str]) -> int:
        """How many copies of these sources' articles readers may meet."""
        with self._shelves.lock:
            mine = {key for key, row in self._shelves.articles.items() if row.article.source_id in source_ids}
            return sum(place[0] in mine and resting.may_be_met(row.stored) for place, row in self._shelves.posts.items())

    def count_withdrawn(self, source_ids: Collection[str], since: datetime) -> int:
        """How many copies of these sources' articles were taken down since then."""
        with self._shelves.lock:
            mine = {key for key, row in self._shelves.articles.items() if row.article.source_id in source_ids}
            told = (entry.read() for entry in self._shelves.ledger if entry.about in mine)
            return len({(one.about, one.site) for one in told if one.kind == "withdrawal" and one.at >= since})
