"""Ports of WebSub: the hub that is asked, and what rests of subscriptions and of what was pushed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from syndicator.core.subscribing import Subscription

Change = Callable[[Subscription], Subscription | None]


@dataclass(frozen=True, slots=True)
class Push:
    """What a hub delivered, signed as it should be: the document of a topic, to be read as if it had been fetched.

    An empty `body` only says that the topic has news.
    """

    id: int
    source_id: str
    topic: str
    content_type: str
    body: bytes = field(repr=False)
    received_at: datetime


class Hub(Protocol):
    """Hands a request to a hub; raises RetryLater or Rejected."""

    def ask(self, hub: str, form: Mapping[str, str]) -> None: ...


class SubscriptionReading(Protocol):
    """The reading side of subscriptions."""

    def subscriptions(self) -> list[Subscription]:
        """Every subscription, by source."""


class SubscriptionWriting(Protocol):
    """What rests of subscriptions and pushes; every method is one transaction."""

    def settle_subscriptions(self, now: datetime) -> None:
        """Make the wanted subscriptions those that the kept sources' feeds offer: new ones are due now, others are to end."""

    def subscriptions_due(self, now: datetime) -> list[Subscription]:
        """Those whose hub is to be asked, or whose lease is over, the longest waiting first."""

    def subscription(self, token: str) -> Subscription | None: ...

    def change_subscription(self, token: str, change: Change, now: datetime, *, poll: bool = False) -> bool:
        """Keep what `change` makes of it; False where it is not known, or nothing is made of it. With `poll` its source is due now."""

    def drop_subscription(self, token: str) -> None: ...

    def prompt_sources(self, now: datetime) -> set[str]:
        """The sources with a subscription that may be relied on."""

    def record_missed(self, source_id: str, now: datetime) -> None:
        """A poll found what no push had told."""

    def record_push(self, token: str, content_type: str, body: bytes, now: datetime) -> bool:
        """Keep what was pushed, to be read; False where too much of its source waits already."""

    def pushes(self, limit: int) -> list[Push]:
        """What waits to be read, oldest first."""
