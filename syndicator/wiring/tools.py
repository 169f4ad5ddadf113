"""What reads and renders, built from the settings; nothing is opened and nothing is fetched yet."""

from dataclasses import dataclass
from datetime import UTC, datetime

from syndicator.engines.crew import Load
from syndicator.engines.embedded import Threads
from syndicator.feeds import HttpFeedReader, HttpHub, HttpMentions, HttpPageReader, HttpPictures, Workers, open_extractor
from syndicator.feeds.logins import logins
from syndicator.feeds.robots import Robots
from syndicator.feeds.sitemaps import HttpSitemaps
from syndicator.feeds.transport import Manners, Transport
from syndicator.ports import Extractor, PageWatcher
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner
from syndicator.settings import Settings

_PARSERS_BUSY = 0.75  # of all their time: more threads would only wait for them


def utc_now() -> datetime:
    """The one clock of a running process (UTC, aware)."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Tools:
    """What reads and renders, without a store: enough for `check`, `preview` and `sites test`."""

    settings: Settings
    transport: Transport  # to the sources
    reader: Transport  # to live copies, as any reader
    engine: Threads
    feeds: HttpFeedReader
    pages: PageWatcher
    hub: HttpHub
    mentions: HttpMentions
    pictures: HttpPictures
    renderer: JinjaRenderer
    cleaner: HtmlCleaner
    extractor: Extractor | None

    def cut(self) -> None:
        """End every fetch that is under way: the process was asked to end."""
        self.transport.cut()
        self.reader.cut()


def tools(settings: Settings, parser: Workers | None = None) -> Tools:
    """Build the readers and the renderer; nothing is opened and nothing is fetched yet. Without `parser` feeds are parsed right here."""
    transport = Transport(manners(settings))
    return Tools(
        settings=settings,
        transport=transport,
        reader=Transport(manners(settings)),
        engine=Threads(settings.fetch.workers, [Load(parser.spent, _PARSERS_BUSY * settings.fetch.parsers)] if parser else ()),
        feeds=HttpFeedReader(transport, parser, logins(settings.sources, told(settings))),
        pages=HttpPageReader(transport, respect_robots=True),
        hub=HttpHub(transport),
        mentions=HttpMentions(transport),
        pictures=HttpPictures(transport),
        renderer=JinjaRenderer(settings.templates),
        cleaner=HtmlCleaner(),
        extractor=open_extractor(),
    )


def manners(settings: Settings) -> Manners:
    """How this operator fetches."""
    fetch = settings.fetch
    return Manners(
        user_agent=fetch.user_agent,
        timeout=fetch.timeout.total_seconds(),
        deadline=fetch.deadline.total_seconds(),
        max_bytes=fetch.max_bytes,
        allow_private=fetch.allow_private,
    )


def sitemap_reader(kit: Tools) -> HttpSitemaps:
    """What lists the pages of other people's sites, with the manners of the poller."""
    return HttpSitemaps(kit.transport, Robots(kit.transport, utc_now))


def told(settings: Settings) -> dict[str, str]:
    """The secrets of the sources, in the clear."""
    return {name: secret.get_secret_value() for name, secret in settings.credentials.items()}
