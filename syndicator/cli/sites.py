"""`syndicator sites`: the sites of the configuration, and whether they can be reached and do as they are configured."""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from syndicator.cli.common import Shell
from syndicator.cli.naming import named_sites
from syndicator.cli.output import emit_json, table
from syndicator.cli.showing import say
from syndicator.cli.sites_telling import ended, flags, own_trial, site_shape, tell_lines, tell_site, trial_shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syndicator.core.trials import Measured, Trial
    from syndicator.settings import SiteSettings
    from syndicator.wiring import Tools


@click.group()
def command() -> None:
    """List and show sites, and test whether they can be reached."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_sites(shell: Shell, as_json: bool) -> None:
    """List the sites of the configuration with the facts that verdicts rest on, and how their last trial ended."""
    from syndicator.looking import opened

    settings = shell.settings_without_secrets
    with opened(settings) as overview:
        trials = overview.trials()
    sites = [(site.facts, own_trial(trials, site.facts)) for site in settings.sites]
    if as_json:
        emit_json("sites-list", {"sites": [{**site_shape(site), "trial": trial_shape(trial)} for site, trial in sites]})
        return
    heads = ("site", "kind", "use", "facts", "forms", "tried", "address")
    rows = ((s.id, s.kind, s.use, flags(s), ", ".join(s.forms), ended(trial), s.url) for s, trial in sites)
    table(heads, rows, empty="no site is configured; add a [[site]] to the settings")


@command.command("show")
@click.argument("site_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def show_site(shell: Shell, site_id: str, as_json: bool) -> None:
    """Show one site: what was declared of it, what its last trial found, and what verdicts therefore rest on."""
    from syndicator.core.trials import as_measured
    from syndicator.looking import opened
    from syndicator.wiring import site_facts, tools

    settings = shell.settings_without_secrets
    known = {site.id: site for site in site_facts(tools(settings))}
    named_sites([site_id], known)
    with opened(settings) as overview:
        trial = own_trial(overview.trials(), known[site_id])
    site = as_measured(known[site_id], trial)
    if as_json:
        emit_json("sites-show", {"site": site_shape(site), "trial": trial_shape(trial)})
        return
    tell_site(site, trial)


@command.command("test")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def test_sites(shell: Shell, ids: tuple[str, ...], as_json: bool) -> int:
    """Say whether address, credential and abilities of sites are right (all of them where none is named).

    No reader sees anything of it: a file is tried in the folder, a specimen saved as a draft at WordPress, and both are
    removed again. What is found is kept as facts of the site: what it was seen to take away counts from then on as what
    it cannot carry. Exit code 1 where something is wrong.
    """
    from syndicator.cli.people import store_of
    from syndicator.wiring import tools

    known = {site.facts.id: site for site in shell.settings.sites}
    chosen = named_sites(ids, known) or tuple(known)
    kit = tools(shell.settings)
    found = {one: _tried(kit, known[one]) for one in chosen}
    if as_json:
        checks = {one: trial_shape(trial) for one, trial in found.items()}
        emit_json("sites-test", {"ok": all(trial.fine for trial in found.values()), "sites": checks})
    else:
        for one, trial in found.items():
            say(one, bold=True)
            tell_lines(trial)
    with store_of(shell.settings) as store:
        for trial in found.values():
            store.record_trial(trial)
    return int(not all(trial.fine for trial in found.values()))


def _tried(kit: "Tools", site: "SiteSettings") -> "Trial":
    """What the site's own test says; what stands in its way is a cross with its remedy."""
    from syndicator.core.trials import Trial
    from syndicator.wiring import utc_now

    lines, measured = _found(kit, site)
    facts = site.facts
    return Trial(site_id=facts.id, kind=facts.kind, url=facts.url, at=utc_now(), lines=tuple(lines), measured=measured)


def _found(kit: "Tools", site: "SiteSettings") -> "tuple[Sequence[tuple[bool, str]], Measured]":
    from syndicator.core.trials import Measured
    from syndicator.errors import SettingsError, SyndicatorError
    from syndicator.ports import Measuring, Testable
    from syndicator.wiring import open_sites

    nothing = Measured()
    try:
        client = open_sites(replace(kit, settings=replace(kit.settings, sites=(site,))))[site.facts.id]
        if isinstance(client, Measuring):
            return client.measure()
        if not isinstance(client, Testable):
            return [(True, f"its settings are right; a site of kind “{site.facts.kind}” has no test of its own")], nothing
        return [(good, says) for good, says in client.test()], nothing
    except SettingsError as error:
        return [(False, line) for line in error.problems], nothing
    except SyndicatorError as error:
        return [(False, str(error))], nothing
