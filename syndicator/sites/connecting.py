"""From a site's settings to its HTTP client, with the problems of an address told as those of a setting."""

from dataclasses import replace

from syndicator.core.places import Site
from syndicator.errors import SettingsError
from syndicator.ports import SiteTools
from syndicator.sites.client import HttpClient
from syndicator.sites.credentials import Credential
from syndicator.sites.wire import Bounds


def connected(
    site: Site, tools: SiteTools, auth: Credential | None = None, base: str = "", *, lasting: bool = True, size: int = 0
) -> HttpClient:
    """A client for the site's address, or for `base` where its API stands elsewhere; nothing is sent yet.

    Not `lasting` is for kinds that cannot be asked what they hold: each request has a connection of its own.
    `size` (bytes) bounds an answer where it is not the usual: protocols that list whole articles need more.
    Raises SettingsError for no address, a wrong one, and one that would send the credential in the clear.
    """
    if not (base or site.url):
        raise SettingsError(f"site “{site.id}” ({site.kind}): an address is required")
    bounds = Bounds(read=tools.patience, whole=tools.patience * 1.5)
    bounds = replace(bounds, size=size) if size else bounds
    try:
        return HttpClient(
            base or site.url, tools.user_agent, tools.now, auth=auth, allow_private=tools.allow_private, bounds=bounds, lasting=lasting
        )
    except SettingsError as error:
        raise SettingsError(*(f"site “{site.id}” ({site.kind}): {problem}" for problem in error.problems)) from error
