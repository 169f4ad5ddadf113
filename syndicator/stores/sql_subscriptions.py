"""Subscriptions and pushes in an SQLite file; each method is one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from syndicator.core.article import Article
from syndicator.core.recognising import Acquaintance
from syndicator.core.subscribing import Subscription
from syndicator.ports import Admitted, Change, Push, SubscriptionReading, SubscriptionWriting
from syndicator.stores import articles as kept
from syndicator.stores import sources, subscriptions
from syndicator.stores.database import Database


class SqlSubscriptions(SubscriptionReading, SubscriptionWriting):
    """What rests of subscriptions at hubs, and of what they pushed."""

    _database: Database

    def subscriptions(self) -> list[Subscription]:
        """Every subscription, by source."""
        with self._database.reading() as connection:
            return subscriptions.everything(connection)

    def settle_subscriptions(self, now: datetime) -> None:
        """Make the wanted subscriptions those that the kept sources' feeds offer."""
        with self._database.writing() as connection:
            subscriptions.settle(connection, now)

    def subscriptions_due(self, now: datetime) -> list[Subscription]:
        """Those whose hub is to be asked, or whose lease is over."""
        with self._database.reading() as connection:
            return subscriptions.due(connection, now)

    def subscription(self, token: str) -> Subscription | None:
        """The subscription whose callback ends so."""
        with self._database.reading() as connection:
            return subscriptions.one(connection, token)

    def change_subscription(self, token: str, change: Change, now: datetime, *, poll: bool = False) -> bool:
        """Keep what `change` makes of it; with `poll` its source is due now."""
        with self._database.writing() as connection:
            changed = subscriptions.change(connection, token, change)
            if changed is not None and poll:
                sources.hasten(connection, changed.source_id, now)
            return changed is not None

    def drop_subscription(self, token: str) -> None:
        """Forget a subscription."""
        with self._database.writing() as connection:
            subscriptions.drop(connection, token)

    def prompt_sources(self, now: datetime) -> set[str]:
        """The sources with a subscription that may be relied on."""
        with self._database.reading() as connection:
            return subscriptions.prompt(connection, now)

    def record_missed(self, source_id: str, now: datetime) -> None:
        """A poll found what no push had told."""
        with self._database.writing() as connection:
            subscriptions.record_missed(connection, source_id, now)

    def record_push(self, token: str, content_type: str, body: bytes, now: datetime) -> bool:
        """Keep what was pushed; False where too much of this source waits already."""
        with self._database.writing() as connection:
            return subscriptions.record_push(connection, token, content_type, body, now)

    def pushes(self, limit: int) -> list[Push]:
        """What waits to be read, oldest first."""
        with self._database.reading() as connection:
            return subscriptions.waiting(connection, limit)

    def record_heard(self, push: Push, admitted: Sequence[Admitted], withdrawn: Mapping[str, str], now: datetime, *, poll: bool) -> None:
        """Keep what a push brought, and let go of it."""
        with self._database.writing() as connection:
            kept.record(connection, push.source_id, admitted, withdrawn, now)
            subscriptions.let_go(connection, push)
            sources.record_heard(connection, push.source_id, now, poll=poll)

    def stored_articles(self, source_id: str, identities: Iterable[str]) -> dict[str, Article]:
        """Identity → the article as it is known."""
        with self._database.reading() as connection:
            return kept.stored(connection, source_id, identities)

    def acquaintances(self, source_id: str, articles: Sequence[Article]) -> list[Acquaintance]:
        """What is known of this source's articles that these may be."""
        with self._database.reading() as connection:
            return kept.acquaintances(connection, source_id, articles)
