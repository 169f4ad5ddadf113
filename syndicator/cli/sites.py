"""`syndicator sites`: the sites of the configuration, and whether they can be reached as they are configured."""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json, table
from syndicator.cli.showing import mark, say

if TYPE_CHECKING:
    from syndicator.core.places import Site
    from syndicator.settings import SiteSettings
    from syndicator.wiring import Tools

_FLAGS = ("nonprofit", "ads", "paywall", "keeps_pixels", "sets_canonical", "sets_noindex", "news")


@click.group()
def command() -> None:
    """List sites and test whether they can be reached."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_sites(shell: Shell, as_json: bool) -> None:
    """List the sites of the configuration with the facts that verdicts rest on."""
    sites = [site.facts for site in shell.settings_without_secrets.sites]
    if as_json:
        emit_json("sites-list", {"sites": [_shape(site) for site in sites]})
        return
    rows = ((s.id, s.kind, s.use, ", ".join(f for f in _FLAGS if getattr(s, f)) or "-", ", ".join(s.forms), s.url) for s in sites)
    table(("site", "kind", "use", "facts", "forms", "address"), rows, empty="no site is configured; add a [[site]] to the settings")


@command.command("test")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def test_sites(shell: Shell, ids: tuple[str, ...], as_json: bool) -> int:
    """Say whether address, credential and abilities of sites are right (all of them where none is named).

    No reader sees anything of it: a file is tried in the folder, a specimen saved as a draft at WordPress, and both are
    removed again. Exit code 1 where something is wrong.
    """
    from syndicator.errors import InputError
    from syndicator.wiring import tools

    known = {site.facts.id: site for site in shell.settings.sites}
    strange = [one for one in ids if one not in known]
    if strange:
        raise InputError(f"there is no site {', '.join(strange)}; configured: {', '.join(known) or 'none'}")
    kit = tools(shell.settings)
    found = {one: _tested(kit, known[one]) for one in ids or known}
    wrong = any(not good for lines in found.values() for good, _ in lines)
    if as_json:
        checks = {one: [{"ok": good, "says": says} for good, says in lines] for one, lines in found.items()}
        emit_json("sites-test", {"ok": not wrong, "sites": checks})
        return int(wrong)
    for one, lines in found.items():
        say(one, bold=True)
        for good, says in lines:
            say(f"{mark(good)} {says}", 2, hanging=2, colour=None if good else "red")
    return int(wrong)


def _tested(kit: "Tools", site: "SiteSettings") -> list[tuple[bool, str]]:
    """What the site's own test says; what stands in its way is a cross with its remedy."""
    from syndicator.errors import SettingsError, SyndicatorError
    from syndicator.ports import Testable
    from syndicator.wiring import open_sites

    try:
        client = open_sites(replace(kit, settings=replace(kit.settings, sites=(site,))))[site.facts.id]
        if not isinstance(client, Testable):
            return [(True, f"its settings are right; a site of kind “{site.facts.kind}” has no test of its own")]
        return [(good, says) for good, says in client.test()]
    except SettingsError as error:
        return [(False, line) for line in error.problems]
    except SyndicatorError as error:
        return [(False, str(error))]


def _shape(site: "Site") -> dict[str, object]:
    return {
        "id": site.id,
        "kind": site.kind,
        "name": site.name,
        "url": site.url,
        "use": site.use,
        **{flag: getattr(site, flag) for flag in _FLAGS},
        "languages": list(site.languages),
        "forms": list(site.forms),
        "medium": site.medium,
        "bots": site.bots,
        "max_words": site.max_words,
        "licences": list(site.licences),
        "own_licence": site.own_licence,
    }
