"""A running instance, and a person's desk beside it: the store, and the world of the steps."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from syndicator import __version__, observing
from syndicator.core.places import Policy
from syndicator.errors import InputError
from syndicator.feeds import Workers, server
from syndicator.looking import has_store, store_file
from syndicator.pipeline.checkpointing import Notary
from syndicator.pipeline.world import Mentioning, Subscribing, World
from syndicator.ports import Notifier, Overview, SiteClient, Store
from syndicator.settings import Settings, load_policies
from syndicator.shipped import shipped
from syndicator.stores import open_store
from syndicator.stores.lock import hold
from syndicator.wiring.clients import as_carried, known_sites, open_sites
from syndicator.wiring.services import notary, notifiers
from syndicator.wiring.tools import Tools, tools, utc_now


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
    """Hold the data directory and open everything; on leaving, the store is closed."""
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
    if not has_store(settings):
        raise InputError("there is nothing to decide yet; the daemon reads and judges: syndicator run")
    store = open_store(store_file(settings), upgrade=False)
    try:
        kit = tools(settings)
        yield Desk(_world(settings, kit, store, known_sites(kit), lambda: False), store)
    finally:
        store.close()


def _world(settings: Settings, kit: Tools, store: Store, clients: Mapping[str, SiteClient], stopping: Callable[[], bool]) -> World:
    return World(
        store=store,
        feeds=kit.feeds,
        pages=kit.pages,
        renderer=kit.renderer,
        cleaner=kit.cleaner,
        engine=kit.engine,
        clients=clients,
        sources={s.id: s for s in settings.sources},
        sites={site.id: site for site in as_carried(settings, clients)},
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
        pictures=kit.pictures,
        mentioning=Mentioning(kit.mentions, frozenset(site.facts.id for site in settings.sites if site.webmention)),
        extractor=kit.extractor,
        clock=utc_now,
        note=observing.note,
        stopping=stopping,
        server=server,
    )


def policies(settings: Settings) -> tuple[Policy, ...]:
    """The publisher library: the operator's own folder first, then the shipped one."""
    folders = [settings.policies, shipped("config") / "publishers"]
    return load_policies([folder for folder in folders if folder is not None and folder.is_dir()])
