"""From a site's settings to its HTTP client, with the problems of an address told as those of a setting."""

from syndicator.core.places import Site
from syndicator.errors import SettingsError
from syndicator.ports import SiteTools
from syndicator.sites.client import Bounds, HttpClient
from syndicator.sites.credentials import Credential


def connected(site: Site, tools: SiteTools, auth: Credential | None = None, base: str = "") -> HttpClient:
    """A client for the site's address, or for `base` where its API stands elsewhere; nothing is sent yet.

    Raises SettingsError for no address, a wrong one, and one that would send the credential in the clear.
    """
    if not (base or site.url):
        raise SettingsError(f"site “{site.id}” ({site.kind}): an address is required")
    bounds = Bounds(read=tools.patience, whole=tools.patience * 1.5)
    try:
        return HttpClient(base or site.url, tools.user_agent, tools.now, auth=auth, allow_private=tools.allow_private, bounds=bounds)
    except SettingsError as error:
        raise SettingsError(*(f"site “{site.id}” ({site.kind}): {problem}" for problem in error.problems)) from error
