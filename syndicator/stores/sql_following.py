"""What must follow a live copy, in an SQLite file; each method is one transaction."""

from collections.abc import Collection
from datetime import datetime

from syndicator.core.article import Withdrawal
from syndicator.core.post import Deed
from syndicator.ports import Followed, Following, Validators
from syndicator.stores import articles, copies, ledger, posts, recording, sources, terms
from syndicator.stores.database import Database
from syndicator.stores.resting import asked


class SqlFollowing(Following):
    """Corrections, withdrawals, and what asks for them."""

    _database: Database

    def posts_to_follow(self, now: datetime) -> list[Followed]:
        """Copies that differ from what their article, draft and newest verdict say."""
        with self._database.reading() as connection:
            return copies.followed(connection, now)

    def queue_deed(self, post_key: str, deed: Deed, why: str, now: datetime, *, repair: bool = False) -> None:
        """Queue a deed, due now; a post on which somebody works stays theirs."""
        with self._database.writing() as connection:
            row = posts.read(connection, post_key)
            posts.write(connection, after := asked(row, deed, why, now, repair=repair), row)
            if after is not row:
                ledger.append(connection, recording.asked(row.stored, deed, why, now, repair=repair))

    def record_withdrawal(self, article_key: str, withdrawal: Withdrawal, now: datetime) -> bool:
        """Mark an article as withdrawn; False where it is unknown, or was withdrawn before."""
        with self._database.writing() as connection:
            return articles.withdraw(connection, article_key, withdrawal, now)

    def withheld_since(self, article_key: str) -> datetime | None:
        """Since when the feed of an article has been withheld."""
        with self._database.reading() as connection:
            return sources.withheld_since(connection, article_key)

    def live_identities(self, source_id: str) -> list[str]:
        """The identities of a source's articles that stand, and of which readers may meet a copy."""
        with self._database.reading() as connection:
            return terms.live_identities(connection, source_id)

    def original_seen(self, article_key: str) -> Validators:
        """What to ask for an article's page with."""
        with self._database.reading() as connection:
            return articles.original_seen(connection, article_key)

    def record_original_seen(self, article_key: str, validators: Validators) -> None:
        """Remember how an article's page stood there."""
        with self._database.writing() as connection:
            articles.record_original_seen(connection, article_key, validators)

    def count_live(self, source_ids: Collection[str]) -> int:
        """How many copies of these sources' articles readers may meet."""
        with self._database.reading() as connection:
            return terms.count_live(connection, source_ids)

    def count_withdrawn(self, source_ids: Collection[str], since: datetime) -> int:
        """How many copies of these sources' articles were taken down since then."""
        with self._database.reading() as connection:
            return copies.count_withdrawn(connection, source_ids, since)
