"""Settings → everything: the only room that knows every other."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from syndicator import __version__, observing
from syndicator.core.places import Policy, Site, within
from syndicator.engines.embedded import Threads
from syndicator.errors import InputError, SettingsError
from syndicator.feeds import HttpFeedReader, HttpHub, HttpPageReader, Workers, open_extractor
from syndicator.feeds.logins import logins
from syndicator.feeds.robots import Robots
from syndicator.feeds.sitemaps import HttpSitemaps
from syndicator.feeds.transport import Manners, Transport
from syndicator.looking import store_file
from syndicator.messages import Address, ByMail, Smtp, open_services
from syndicator.pipeline.checkpointing import Notary
from syndicator.pipeline.specimen import template_problems
from syndicator.pipeline.world import Subscribing, World
from syndicator.ports import UNREAD, Carrying, Extractor, Mailer, Notifier, Overview, PageWatcher, SiteClient, SiteTools, Store
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner
from syndicator.settings import Settings, load_policies
from syndicator.shipped import shipped
from syndicator.signing import make_key, open_key
from syndicator.signing.laying import replace_file
from syndicator.sites import open_site
from syndicator.stores import open_store
from syndicator.stores.lock import hold


def utc_now() -> datetime:
    """The one clock of a running process (UTC, aware)."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Tools:
    """What reads and renders, without a store: enough for `check`, `preview` and `sites test`."""

    settings: Settings
    transport: Transport  # to the sources
    reader: Transport  # to live copies, as any reader
    feeds: HttpFeedReader
    pages: PageWatcher
    hub: HttpHub
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
        feeds=HttpFeedReader(transport, parser, logins(settings.sources, _told(settings))),
        pages=HttpPageReader(transport, respect_robots=True),
        hub=HttpHub(transport),
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


def site_tools(kit: Tools) -> SiteTools:
    """What every kind of site may use. A reader's view of a copy asks no robots.txt: the copy is the operator's own."""
    reader = HttpPageReader(kit.reader, respect_robots=False, fresh=True)
    fetch = kit.settings.fetch
    file = kit.settings.file
    return SiteTools(
        kit.renderer,
        reader,
        fetch.user_agent,
        utc_now,
        fetch.allow_private,
        home=file.parent if file else Path(),
        mailer=mailer(kit.settings),
    )


def open_sites(kit: Tools) -> dict[str, SiteClient]:
    """A client for every configured site; every wrong option of every site is reported in one SettingsError."""
    clients: dict[str, SiteClient] = {}
    problems: list[str] = []
    shared = site_tools(kit)
    for site in kit.settings.sites:
        secret = site.secret.get_secret_value() if site.secret else ""
        try:
            clients[site.facts.id] = open_site(site.facts, site.options, secret, shared)
        except SettingsError as error:
            problems += [f"{kit.settings.file or 'settings'}: {line}" for line in error.problems]
    if problems:
        raise SettingsError(*problems)
    return clients


def check_templates(settings: Settings) -> None:
    """Draft a specimen with the templates in force; raises SettingsError where one fails or loses a duty."""
    kit = tools(settings)
    if problems := template_problems(kit.renderer, kit.cleaner, (site.facts for site in settings.sites), settings.sources):
        raise SettingsError(*problems)


@dataclass(frozen=True, slots=True)
class Application:
    """A running instance: the world of the steps, and the reading side of its store."""

    settings: Settings
    world: World
    store: Store
    overview: Overview
    cut: Callable[[], None]  # ends every fetch that is under way
    notifiers: Mapping[str, Notifier]  # who is told what waits for a person, by name
    notary: Notary  # who signs the ledger's checkpoints


@contextmanager
def running(settings: Settings, *, stopping: Callable[[], bool] = lambda: False) -> Iterator[Application]:
    """Hold the data directory and open everything; on leaving, leases are given back and the store is closed."""
    parser = Workers(settings.fetch.parsers)
    kit = tools(settings, parser)
    clients, told = open_sites(kit), notifiers(settings)

    def cut() -> None:
        kit.cut()
        parser.cut()

    with hold(settings.data):
        store = open_store(store_file(settings))
        signing_for = notary(settings)
        try:
            yield Application(settings, _world(settings, kit, store, clients, stopping), store, store, cut, told, signing_for)
            store.release_claims(utc_now())
        finally:
            store.close()
            parser.close()


@dataclass(frozen=True, slots=True)
class Desk:
    """A person's desk: the world, to judge in, and the reading side of its store."""

    world: World
    overview: Overview


@contextmanager
def desk(settings: Settings) -> Iterator[Desk]:
    """The store beside the daemon, to judge by the same road; nothing is fetched, and no site is asked.

    Raises StoreUnavailable, and InputError before the first run.
    """
    file = store_file(settings)
    if not file.exists():
        raise InputError("there is nothing to decide yet; the daemon reads and judges: syndicator run")
    store = open_store(file, upgrade=False)
    try:
        kit = tools(settings)
        yield Desk(_world(settings, kit, store, _known_sites(kit), lambda: False), store)
    finally:
        store.close()


def _known_sites(kit: Tools) -> dict[str, SiteClient]:
    """A client for every site, to see what its kind can do and never to post: credentials need not be at hand.

    A site that cannot be opened is left out, as the daemon would leave it.
    """
    clients: dict[str, SiteClient] = {}
    for site in kit.settings.sites:
        with suppress(SettingsError):
            secret = site.secret.get_secret_value() if site.secret else UNREAD
            clients[site.facts.id] = open_site(site.facts, site.options, secret, site_tools(kit))
    return clients


def site_facts(kit: Tools) -> tuple[Site, ...]:
    """The facts of every configured site, with no more abilities than its kind has; no credential is needed, and no site asked."""
    return _as_carried(kit.settings, _known_sites(kit))


def _as_carried(settings: Settings, clients: Mapping[str, SiteClient]) -> tuple[Site, ...]:
    known = ((site.facts, clients.get(site.facts.id)) for site in settings.sites)
    return tuple(within(facts, client.carries) if isinstance(client, Carrying) else facts for facts, client in known)


def notary(settings: Settings) -> Notary:
    """Who signs the ledger's checkpoints; the key is made on first use, and raises SettingsError where it cannot be used."""
    file = settings.ledger_key
    if not file.exists():
        make_key(file)
    open_key(file)
    return Notary(lambda: open_key(file), settings.ledger.every, lambda note: replace_file(settings.ledger_checkpoint, note))


def mailer(settings: Settings) -> Mailer | None:
    """The server that letters are handed to; None where none is configured."""
    mail = settings.mail
    if mail is None:
        return None
    return Smtp(
        host=mail.host,
        port=mail.port,
        way=mail.security,
        sender=Address(mail.sender, mail.name),
        user=mail.user,
        password=mail.password.get_secret_value() if mail.password else "",
        timeout=mail.timeout.total_seconds(),
    )


def notifiers(settings: Settings) -> dict[str, Notifier]:
    """Who is told what waits for a person; raises SettingsError where a service is not understood."""
    found: dict[str, Notifier] = {}
    post = mailer(settings)
    if post is not None and settings.notify.email:
        found["mail"] = ByMail(post, settings.notify.email)
    if settings.notify.urls:
        found["services"] = open_services([url.get_secret_value() for url in settings.notify.urls])
    return found


def _world(settings: Settings, kit: Tools, store: Store, clients: Mapping[str, SiteClient], stopping: Callable[[], bool]) -> World:
    return World(
        store=store,
        feeds=kit.feeds,
        pages=kit.pages,
        renderer=kit.renderer,
        cleaner=kit.cleaner,
        engine=Threads(settings.fetch.workers),
        clients=clients,
        sources={s.id: s for s in settings.sources},
        sites={site.id: site for site in _as_carried(settings, clients)},
        routes=settings.routes,
        agreements=settings.agreements,
        policies=policies(settings),
        edition=f"{__version__} {kit.renderer.digest()}",
        lease=settings.daemon.lease,
        batch=settings.daemon.batch,
        terms_every=settings.fetch.terms_every,
        withdraw_share=settings.daemon.withdraw_share,
        slowest=settings.fetch.slowest,
        subscribing=Subscribing(kit.hub, settings.web.callback, settings.web.pushed_cadence) if settings.web else None,
        extractor=kit.extractor,
        clock=utc_now,
        note=observing.note,
        stopping=stopping,
    )


def policies(settings: Settings) -> tuple[Policy, ...]:
    """The publisher library: the operator's own folder first, then the shipped one."""
    folders = [settings.policies, shipped("config") / "publishers"]
    return load_policies([folder for folder in folders if folder is not None and folder.is_dir()])


def _told(settings: Settings) -> dict[str, str]:
    return {name: secret.get_secret_value() for name, secret in settings.credentials.items()}


def observe(settings: Settings) -> None:
    """Logging, and Sentry where a DSN is set: once a process; every configured secret is cut from both."""
    secrets = [site.secret.get_secret_value() for site in settings.sites if site.secret]
    secrets += [part for told in _told(settings).values() for part in (told, told.partition(":")[2])]
    secrets += [url.get_secret_value() for url in settings.notify.urls]
    secrets += [settings.mail.password.get_secret_value()] if settings.mail and settings.mail.password else []
    observing.configure(settings.log.level, settings.log.format, sys.stderr, secrets)
    dsn = settings.sentry.dsn.get_secret_value() if settings.sentry.dsn else None
    observing.start_sentry(dsn, settings.sentry.environment, __version__, secrets)
