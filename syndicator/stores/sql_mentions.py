"""What originals were told of their copies, in an SQLite file; each method is one transaction."""

from collections.abc import Collection
from datetime import datetime

from syndicator.core.mentions import Mention
from syndicator.ports import MentionReading, MentionWriting, StoredPost
from syndicator.stores import mentions
from syndicator.stores.database import Database


class SqlMentions(MentionReading, MentionWriting):
    """Webmentions, as they rest."""

    _database: Database

    def mention(self, post_key: str) -> Mention | None:
        """What the original of a copy was last told."""
        with self._database.reading() as connection:
            return mentions.one(connection, post_key)

    def mentions_due(self, sites: Collection[str], now: datetime, limit: int) -> list[tuple[StoredPost, Mention | None]]:
        """Copies of whose newest change their original is to be told."""
        with self._database.reading() as connection:
            return mentions.due(connection, sites, now, limit)

    def record_mention(self, mention: Mention) -> None:
        """Keep what an original is, or was, told of."""
        with self._database.writing() as connection:
            mentions.record(connection, mention)
