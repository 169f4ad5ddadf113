"""Sites, opened by the name of their kind: ours and anyone's come by the same door, the entry points `syndicator.sites`."""

from collections.abc import Mapping
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points

from syndicator.core.places import Site
from syndicator.errors import SettingsError, SyndicatorError
from syndicator.ports import OpenSite, SiteClient, SiteTools

GROUP = "syndicator.sites"


def kinds() -> dict[str, EntryPoint]:
    """Every kind of site that is installed, by name; nothing is imported yet."""
    return {point.name: point for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)}


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> SiteClient:
    """The client for one site; `options` are the settings its kind understands, `secret` its credential ("" without).

    Raises SettingsError for an unknown kind (naming the known ones), a plug-in that cannot be loaded, or options that
    the kind cannot use.
    """
    known = kinds()
    if site.kind not in known:
        near = get_close_matches(site.kind, known, n=1)
        guess = f"; did you mean “{near[0]}”?" if near else ""
        raise SettingsError(f"site “{site.id}”: there is no kind “{site.kind}”; installed: {', '.join(known) or 'none'}{guess}")
    return _loaded(known[site.kind], site)(site, options, secret, tools)


def _loaded(point: EntryPoint, site: Site) -> OpenSite:
    try:
        opener: OpenSite = point.load()
    except SyndicatorError:
        raise
    except Exception as error:  # a plug-in's module may fail in any way; it is told in one line, with its cause
        raise SettingsError(
            f"site “{site.id}”: the plug-in of kind “{point.name}” ({point.value}) cannot be loaded: {type(error).__name__}: {error}"
        ) from error
    return opener
