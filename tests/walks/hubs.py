"""A hub, and a world with a source whose feed names it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from syndicator.pipeline import STEPS, callback
from syndicator.pipeline.world import Subscribing, World
from syndicator.ports import Store
from tests.walks.fakes import Clock, Feeds, Town, a_world

HUB, TOPIC = "https://hub.example/", "https://src.example/feed.atom"
SLOWLY = timedelta(hours=12)


@dataclass
class TheHub:
    """A hub that does what it is told: it verifies at once (before it answers), later, or never."""

    store: Store
    clock: Clock
    verifies: bool = True
    lease: str = "864000"
    trouble: Exception | None = None
    asked: list[Mapping[str, str]] = field(default_factory=list)
    replies: list[callback.Reply] = field(default_factory=list)

    def ask(self, hub: str, form: Mapping[str, str]) -> None:
        self.asked.append(form)
        if self.trouble:
            raise self.trouble
        if self.verifies:
            self.replies.append(self.verify(form))

    def verify(self, form: Mapping[str, str]) -> callback.Reply:
        said = {"hub.mode": form["hub.mode"], "hub.topic": form["hub.topic"], "hub.challenge": "1", "hub.lease_seconds": self.lease}
        return callback.ask(self.store, form["hub.callback"].rpartition("/")[2], said, self.clock())

    def modes(self) -> list[str]:
        return [form["hub.mode"] for form in self.asked]


@dataclass
class Stage:
    """A world with a source whose feed names a hub."""

    world: World
    feeds: Feeds
    hub: TheHub
    town: Town
    clock: Clock

    def push(self, body: bytes, *articles: object) -> None:
        """The hub pushes a document with these articles (or one that fails)."""
        self.feeds.pushed[body] = articles[0] if articles and isinstance(articles[0], Exception) else list(articles)
        known = next(s for s in self.world.store.subscriptions() if s.wanted)
        assert self.world.store.record_push(known.token, "", body, self.clock())

    def heard(self) -> None:
        """What a push wakes: every step but read."""
        for name, step in STEPS.items():
            if name != "read":
                step(self.world)

    @property
    def subscription(self):
        (known,) = self.world.store.subscriptions()
        return known


def on_stage(store: Store) -> Stage:
    """A world of one source, whose feed names a hub, and one town."""
    clock = Clock()
    feeds, town, hub = Feeds(hubs={"src": (HUB, TOPIC)}), Town("town"), TheHub(store, clock)
    subscribing = Subscribing(hub, "https://us.example/websub/", SLOWLY)
    return Stage(a_world(store, feeds, {"town": town}, clock, subscribing=subscribing), feeds, hub, town, clock)
