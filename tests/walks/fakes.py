"""Fakes that keep the ports' promises, for walks through the whole way without a network."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from syndicator.core.article import Article
from syndicator.core.places import Route, Site, Source
from syndicator.core.post import Post, Receipt
from syndicator.errors import Gone, OutcomeUnknown, RetryLater
from syndicator.pipeline import STEPS, World
from syndicator.ports import FetchMemory, Page, Push, Reading, Store, Validators
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner

START = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Clock:
    """A clock that only moves when told."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Feeds:
    """What each source holds now; an exception in its place is raised."""

    holds: dict[str, list[Article] | Exception] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)
    polls: list[str] = field(default_factory=list)

    hubs: dict[str, tuple[str, str]] = field(default_factory=dict)  # source → hub and topic its feed names
    pushed: dict[bytes, list[Article] | Exception] = field(default_factory=dict)  # what a body that is pushed holds

    archive: dict[str, tuple[list[Article], str] | Exception] = field(default_factory=dict)  # address → articles, the one before
    earlier: str = ""
    complete: bool = False

    def archived(self, source: Source, url: str, now: datetime) -> Reading:
        self.polls.append(url)
        held = self.archive[url]
        if isinstance(held, Exception):
            raise held
        return Reading(tuple(held[0]), FetchMemory(), earlier=held[1])

    def heard(self, source: Source, push: Push, now: datetime) -> Reading:
        held = self.pushed[push.body]
        if isinstance(held, Exception):
            raise held
        return Reading(tuple(held), FetchMemory(), withdrawn=dict(self.withdrawn))

    def read(self, source: Source, memory: FetchMemory, now: datetime) -> Reading:
        self.polls.append(source.id)
        hub, topic = self.hubs.get(source.id, ("", ""))
        held = self.holds.get(source.id, [])
        if isinstance(held, Exception):
            raise held
        new = replace(memory, etag='"1"', hub=hub, topic=topic)
        return Reading(tuple(held), new, withdrawn=dict(self.withdrawn), earlier=self.earlier, complete=self.complete)


@dataclass
class Pages:
    """Pages by address; what every host is asked for about rights is counted apart."""

    html: dict[str, str | Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)  # what was asked for with validators

    def page(self, url: str) -> Page:
        (self.files if url.endswith(("/robots.txt", "/.well-known/tdmrep.json", ".rsl")) else self.asked).append(url)
        held = self.html.get(url, Gone(f"{url}: 404"))
        if isinstance(held, Exception):
            raise held
        return Page(url, held, validators=Validators(hashlib.sha256(held.encode()).hexdigest()))

    def changed(self, url: str, known: Validators) -> Page | None:
        if known != Validators():
            self.conditions.append(url)
        page = self.page(url)
        return None if page.validators == known else page


class Town:
    """A site that keeps every post it ever accepted, and can be told to lose its answers or to refuse.

    `trouble` is asked before and after each acceptance with "before" or "after"; what it raises, the caller gets.
    """

    def __init__(self, site_id: str, trouble: Callable[[str], None] = lambda moment: None) -> None:
        self.site_id = site_id
        self.trouble = trouble
        self.accepted: list[tuple[str, str]] = []  # (deed, slug): the judge's own record
        self.live: dict[str, Post] = {}
        self.strips = ""
        self.reasons: list[str] = []  # why each copy was taken down

    def publish(self, post: Post) -> Receipt:
        self.trouble("before")
        self.accepted.append(("create", post.slug))
        self.live[post.slug] = post
        self.trouble("after")
        return self._receipt(post)

    def find(self, post: Post) -> Receipt | None:
        held = self.live.get(post.slug)
        return self._receipt(held) if held else None

    def update(self, post: Post, receipt: Receipt) -> Receipt:
        self.trouble("before")
        self.accepted.append(("update", post.slug))
        self.live[post.slug] = post
        self.trouble("after")
        return self._receipt(post)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:
        self.trouble("before")
        self.accepted.append(("withdraw", post.slug))
        self.reasons.append(why)
        self.live.pop(post.slug, None)
        self.trouble("after")

    def read_back(self, post: Post, receipt: Receipt) -> Page:
        if post.slug not in self.live:
            raise Gone(f"{receipt.url}: 404")
        held = self.live[post.slug]
        return Page(receipt.url, held.html.replace(self.strips, "") if self.strips else held.html)

    def created(self) -> list[str]:
        """Slugs in the order they were created: a slug twice is a copy too many."""
        return [slug for deed, slug in self.accepted if deed == "create"]

    def _receipt(self, post: Post) -> Receipt:
        return Receipt(post.slug, f"https://{self.site_id}.example/{post.slug}", post.revision)


class InLine:
    """An engine without threads: one after the other, so that a test sees the same order every time."""

    def overlap(self, work: Callable, items: Iterable, lane: Callable | None = None) -> Iterator[tuple]:
        for item in items:
            try:
                yield item, work(item)
            except Exception as error:  # noqa: BLE001  # the port's promise: an exception is a result
                yield item, error


SOURCE = Source(
    id="src", feed="https://src.example/feed", publisher="Source Daily", publisher_url="https://src.example/", cadence=timedelta(minutes=5)
)
GRANT = "<p>You are free to republish this article on your website, provided you credit Source Daily and link to the original article.</p>"


def an_article(number: int = 1, **changes: object) -> Article:
    """An article of SOURCE that grants reposting in words."""
    facts: dict = {
        "source_id": "src",
        "id": f"tag:src.example,2026:{number}",
        "url": f"https://src.example/{number}",
        "title": f"Rivers rise, part {number}",
        "html": f"<p>The river rose for the {number}. time this year.</p>{GRANT}",
        "published": START - timedelta(hours=number),
        "language": "en",
        "rights": "© 2026 Source Daily",
    }
    return Article(**{**facts, **changes})


def a_world(store: Store, feeds: Feeds, towns: Mapping[str, Town], clock: Clock, **changes: object) -> World:
    """A world of one source and some towns, on the shipped templates."""
    facts: dict = {
        "store": store,
        "feeds": feeds,
        "pages": Pages(),
        "renderer": JinjaRenderer(),
        "cleaner": HtmlCleaner(),
        "engine": InLine(),
        "clients": dict(towns),
        "sources": {"src": SOURCE},
        "sites": {id_: Site(id=id_, kind="town") for id_ in towns},
        "routes": (Route(id="all", sources=("src",), sites=tuple(towns)),),
        "clock": clock,
        "note": lambda event, facts: None,
    }
    return World(**{**facts, **changes})


def walk(world: World, clock: Clock, passes: int = 6) -> None:
    """Some passes of all steps, minutes apart."""
    for _ in range(passes):
        for step in STEPS.values():
            step(world)
        clock.pass_(minutes=11)


TROUBLES = {"before": RetryLater("busy"), "after": OutcomeUnknown("the answer was lost")}
