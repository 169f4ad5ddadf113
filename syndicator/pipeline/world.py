"""What the steps work with: the ports, the operator's facts, and the limits of one pass."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from syndicator.core.likeness import Copies
from syndicator.core.places import Agreement, Policy, Route, Site, Source
from syndicator.core.schedule import host
from syndicator.core.trials import as_measured
from syndicator.ports import Cleaner, Engine, Extractor, FeedReader, Hub, Mentions, PageWatcher, PictureReader, Renderer, SiteClient, Store


@dataclass(slots=True)
class Shelf:
    """The texts of one site's copies: since when they are collected, up to when they were read, and the texts."""

    since: datetime
    upto: datetime
    copies: Copies = field(default_factory=Copies)


@dataclass(frozen=True, slots=True)
class Subscribing:
    """How hubs are asked: `callback` begins the addresses they call back, `cadence` is how often a source with a hub is polled."""

    hub: Hub
    callback: str
    cadence: timedelta


@dataclass(frozen=True, slots=True)
class Mentioning:
    """What tells originals of their copies, and for which sites the operator wants that."""

    mentions: Mentions
    sites: frozenset[str]


Note = Callable[[str, Mapping[str, object]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything a step needs; built once, by wiring (or by a test, from fakes)."""

    store: Store
    feeds: FeedReader
    pages: PageWatcher
    renderer: Renderer
    cleaner: Cleaner
    engine: Engine
    clients: Mapping[str, SiteClient]
    sources: Mapping[str, Source]
    sites: Mapping[str, Site]
    routes: tuple[Route, ...]
    agreements: tuple[Agreement, ...] = ()
    policies: tuple[Policy, ...] = ()
    edition: str = ""  # what made the drafts: version and templates; when it changes, rested cases are judged again
    lease: timedelta = timedelta(minutes=2)
    batch: int = 250
    terms_every: timedelta = timedelta(days=1)
    withdraw_share: int = 20  # per cent of a publisher's live copies that may be withdrawn at once without a person
    slowest: timedelta = timedelta(days=1)  # how long a feed that seldom has news is left alone at most
    quiet: dict[str, datetime] = field(default_factory=dict)  # until when sites want to be left alone, as they said
    copies: dict[str, Shelf] = field(default_factory=dict)  # what is remembered of the texts that sites have
    subscribing: Subscribing | None = None  # None: hubs cannot call back, so none is asked
    pictures: PictureReader | None = None  # None: copies go without pictures
    mentioning: Mentioning | None = None  # None: originals are told nothing
    extractor: Extractor | None = None  # finds the main text of pages that do not mark it; None: nothing does
    clock: Callable[[], datetime]
    note: Note
    stopping: Callable[[], bool] = lambda: False
    server: Callable[[str], str] = host  # whom an address is asked of: no two requests at once


def tried(world: World) -> World:
    """The world in which a site has no more abilities than its last trial found."""
    trials = world.store.trials()
    return replace(world, sites={name: as_measured(site, trials.get(name)) for name, site in world.sites.items()}) if trials else world


@dataclass(slots=True)
class Tally:
    """What one pass of one step did: counts by word, and a line for each thing that went wrong."""

    counts: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, word: str, n: int = 1) -> None:
        """Count n more of something."""
        self.counts[word] = self.counts.get(word, 0) + n

    def problem(self, line: str) -> None:
        """Keep one line about something that went wrong, and count it."""
        self.problems.append(line)
        self.add("problems")

    @property
    def done(self) -> int:
        """How many things were done (problems included)."""
        return sum(self.counts.values())
