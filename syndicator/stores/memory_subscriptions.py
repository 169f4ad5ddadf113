"""Subscriptions and pushes in memory."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from syndicator.core.article import Article
from syndicator.core.subscribing import Subscription, pushed
from syndicator.ports import Change, Push, SubscriptionReading, SubscriptionWriting
from syndicator.stores import polling
from syndicator.stores.callbacks import MOST_WAITING, unguessable
from syndicator.stores.shelves import Shelves


class MemorySubscriptions(SubscriptionReading, SubscriptionWriting):
    """What rests of subscriptions at hubs, and of what they pushed, over shelves."""

    _shelves: Shelves

    def subscriptions(self) -> list[Subscription]:
        """Every subscription, by source."""
        with self._shelves.lock:
            return sorted(self._shelves.subscriptions.values(), key=lambda s: (s.source_id, s.hub, s.topic, s.token))

    def settle_subscriptions(self, now: datetime) -> None:
        """Make the wanted subscriptions those that the kept sources' feeds offer."""
        with self._shelves.lock:
            sources = [s for s in self._shelves.sources.values() if s.kept and s.memory.hub and s.next_poll is not None]
            offered = {(s.id, s.memory.hub, s.memory.topic) for s in sources}
            wanted = {(s.source_id, s.hub, s.topic): s for s in self._shelves.subscriptions.values() if s.wanted}
            for place, known in wanted.items():
                if place not in offered:
                    self._keep(replace(known, wanted=False, pending="", failures=0, next_at=now))
            for source_id, hub, topic in sorted(offered - set(wanted)):
                self._keep(Subscription(token=unguessable(), source_id=source_id, hub=hub, topic=topic, secret=unguessable(), next_at=now))

    def subscriptions_due(self, now: datetime) -> list[Subscription]:
        """Those whose hub is to be asked, or whose lease is over."""
        with self._shelves.lock:
            due = [s for s in self._shelves.subscriptions.values() if any(at is not None and at <= now for at in (s.next_at, s.until))]
            return sorted(due, key=lambda s: (s.next_at or now, s.token))

    def subscription(self, token: str) -> Subscription | None:
        """The subscription whose callback ends so."""
        with self._shelves.lock:
            return self._shelves.subscriptions.get(token)

    def change_subscription(self, token: str, change: Change, now: datetime, *, poll: bool = False) -> bool:
        """Keep what `change` makes of it; with `poll` its source is due now."""
        with self._shelves.lock:
            known = self._shelves.subscriptions.get(token)
            changed = change(known) if known else None
            if changed is None:
                return False
            self._keep(changed)
            if poll:
                self._hasten(changed.source_id, now)
            return True

    def drop_subscription(self, token: str) -> None:
        """Forget a subscription."""
        with self._shelves.lock:
            self._shelves.subscriptions.pop(token, None)

    def prompt_sources(self, now: datetime) -> set[str]:
        """The sources with a subscription that may be relied on."""
        with self._shelves.lock:
            return {s.source_id for s in self._shelves.subscriptions.values() if s.prompt(now)}

    def record_missed(self, source_id: str, now: datetime) -> None:
        """A poll found what no push had told."""
        with self._shelves.lock:
            for known in [s for s in self._shelves.subscriptions.values() if s.source_id == source_id and s.wanted]:
                self._keep(replace(known, missed=now))

    def record_push(self, token: str, content_type: str, body: bytes, now: datetime) -> bool:
        """Keep what was pushed; False where too much of its source waits already."""
        with self._shelves.lock:
            known = self._shelves.subscriptions.get(token)
            if known is None or sum(push.source_id == known.source_id for push in self._shelves.pushes) >= MOST_WAITING:
                return False
            self._keep(pushed(known, now))
            self._shelves.pushed += 1
            self._shelves.pushes.append(Push(self._shelves.pushed, known.source_id, known.topic, content_type, body, now))
            return True

    def pushes(self, limit: int) -> list[Push]:
        """What waits to be read, oldest first."""
        with self._shelves.lock:
            return self._shelves.pushes[:limit]

    def stored_articles(self, source_id: str, identities: Iterable[str]) -> dict[str, Article]:
        """Identity → the article as it is known."""
        with self._shelves.lock:
            found = {identity: self._shelves.identities.get((source_id, identity)) for identity in identities}
            return {identity: self._shelves.articles[key].article for identity, key in found.items() if key}

    def _heard(self, source_id: str, now: datetime, *, poll: bool) -> None:
        row = polling.told(self._shelves.source(source_id), now)
        self._shelves.sources[source_id] = polling.hastened(row, now) if poll else row

    def _hasten(self, source_id: str, now: datetime) -> None:
        self._shelves.sources[source_id] = polling.hastened(self._shelves.source(source_id), now)

    def _keep(self, known: Subscription) -> None:
        self._shelves.subscriptions[known.token] = known
