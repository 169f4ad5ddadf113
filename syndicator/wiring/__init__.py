"""Settings → everything: the only room that knows every other."""

from syndicator.wiring.clients import check_templates, open_sites, site_facts, site_tools
from syndicator.wiring.running import Application, Desk, desk, policies, running
from syndicator.wiring.services import mailer, notary, notifiers, observe
from syndicator.wiring.tools import Tools, manners, sitemap_reader, tools, utc_now

__all__ = [
    "Application",
    "Desk",
    "Tools",
    "check_templates",
    "desk",
    "mailer",
    "manners",
    "notary",
    "notifiers",
    "observe",
    "open_sites",
    "policies",
    "running",
    "site_facts",
    "site_tools",
    "sitemap_reader",
    "tools",
    "utc_now",
]
