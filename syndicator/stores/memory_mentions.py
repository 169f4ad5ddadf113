"""What originals were told of their copies, in memory."""

from collections.abc import Collection
from datetime import datetime

from syndicator.core.mentions import Mention, Outcome
from syndicator.ports import MentionReading, MentionWriting, StoredPost
from syndicator.stores import recording, resting
from syndicator.stores.memory_ledger import MemoryLedger


class MemoryMentions(MemoryLedger, MentionReading, MentionWriting):
    """Webmentions over shelves."""

    def mention(self, post_key: str) -> Mention | None:
        """What the original of a copy was last told."""
        with self._shelves.lock:
            return self._shelves.mentions.get(post_key)

    def mentions_due(self, sites: Collection[str], now: datetime, limit: int) -> list[tuple[StoredPost, Mention | None]]:
        """Copies of whose newest change their original is to be told."""
        with self._shelves.lock:
            here = [row for place, row in self._shelves.posts_by_age() if place[1] in sites]
            known = [(row, self._shelves.mentions.get(row.stored.post.key)) for row in here]
            return [(row.stored, said) for row, said in known if resting.to_mention(row, said, now)][:limit]

    def record_mention(self, mention: Mention) -> None:
        """Keep what an original is, or was, told of."""
        with self._shelves.lock:
            self._shelves.mentions[mention.post_key] = mention
            if mention.outcome is not Outcome.SENDING:
                self.record(recording.mention(self._shelves.post(mention.post_key).stored, mention))
