"""The sites of the configuration, opened; and what each can carry."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from syndicator.core.places import Site, within
from syndicator.errors import SettingsError
from syndicator.feeds import HttpPageReader
from syndicator.pipeline.specimen import template_problems
from syndicator.ports import UNREAD, Carrying, SiteClient, SiteTools
from syndicator.settings import Settings, standing_at
from syndicator.sites import kinds, open_site
from syndicator.wiring.services import mailer
from syndicator.wiring.tools import Tools, tools, utc_now


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
    for number, site in enumerate(kit.settings.sites):
        secret = site.secret.get_secret_value() if site.secret else ""
        try:
            clients[site.facts.id] = open_site(site.facts, site.options, secret, shared)
        except SettingsError as error:
            at = standing_at(kit.settings.file, ("site", number, "options" if site.facts.kind in kinds() else "kind"))
            problems += [f"{at}: {line}" for line in error.problems]
    if problems:
        raise SettingsError(*problems)
    return clients


def check_templates(settings: Settings) -> None:
    """Draft a specimen with the templates in force; raises SettingsError where one fails or loses a duty."""
    kit = tools(settings)
    if problems := template_problems(kit.renderer, kit.cleaner, (site.facts for site in settings.sites), settings.sources):
        raise SettingsError(*problems)


def known_sites(kit: Tools) -> dict[str, SiteClient]:
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
    return as_carried(kit.settings, known_sites(kit))


def as_carried(settings: Settings, clients: Mapping[str, SiteClient]) -> tuple[Site, ...]:
    """The facts of the sites, with no more abilities than their kinds have."""
    known = ((site.facts, clients.get(site.facts.id)) for site in settings.sites)
    return tuple(within(facts, client.carries) if isinstance(client, Carrying) else replace(facts, images=False) for facts, client in known)
