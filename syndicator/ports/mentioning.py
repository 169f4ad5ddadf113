"""Ports of Webmention: what tells an original of its copies, and what rests of that."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from syndicator.core.mentions import Mention

if TYPE_CHECKING:
    from syndicator.ports.storing import StoredPost


class Mentions(Protocol):
    """Finds where an original takes Webmentions, and sends them; raises RetryLater (it may be repeated) or Rejected."""

    def endpoint(self, target: str) -> str:
        """The endpoint that an original names, "" where it names none."""

    def tell(self, endpoint: str, source: str, target: str) -> str:
        """Send one; the address where the receiver says how it takes it, or ""."""


class MentionReading(Protocol):
    """The reading side of Webmentions."""

    def mention(self, post_key: str) -> Mention | None:
        """What the original of a copy was last told; None: nothing was to be told yet."""


class MentionWriting(Protocol):
    """What rests of Webmentions; every method is one transaction."""

    def mentions_due(self, sites: Collection[str], now: datetime, limit: int) -> "list[tuple[StoredPost, Mention | None]]":
        """Copies at these sites whose original is to be told of their newest change, or is to be told again: the oldest first.

        Public ones, each duty of which is proven, and those that are proven gone after anything was sent for them.
        """

    def record_mention(self, mention: Mention) -> None:
        """Keep what an original is, or was, told of; with its entry in the ledger, unless it is only on its way."""
