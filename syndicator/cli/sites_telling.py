"""How `syndicator sites` tells of a site and of its last trial."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from syndicator.cli.showing import labelled, mark, moment, say

if TYPE_CHECKING:
    from syndicator.core.places import Site
    from syndicator.core.trials import Measured, Trial

_FLAGS = ("nonprofit", "ads", "paywall", "keeps_pixels", "sets_canonical", "sets_noindex", "news")


def own_trial(trials: "Mapping[str, Trial]", site: "Site") -> "Trial | None":
    """The trial that speaks of this site as it is configured now."""
    from syndicator.core.trials import speaks_of

    trial = trials.get(site.id)
    return trial if speaks_of(trial, site) else None


def flags(site: "Site") -> str:
    """The facts that hold of a site, by their names in the settings."""
    return ", ".join(name for name in _FLAGS if getattr(site, name)) or "-"


def ended(trial: "Trial | None") -> str:
    """How the last trial ended, and on which day."""
    return f"{mark(trial.fine)} {trial.at:%Y-%m-%d}" if trial else "-"


def tell_lines(trial: "Trial") -> None:
    """What a trial says, a line each."""
    for good, says in trial.lines:
        say(f"{mark(good)} {says}", 2, hanging=2, colour=None if good else "red")


def tell_site(site: "Site", trial: "Trial | None") -> None:
    """A site as verdicts know it, and its last trial."""
    say(site.id, bold=True)
    labelled("kind", site.kind)
    labelled("address", site.url or "-")
    labelled("use", site.use)
    labelled("facts", flags(site))
    labelled("forms", ", ".join(site.forms) or "none")
    if site.max_characters is not None:
        spread = f", whole articles over up to {site.parts} posts" if site.parts > 1 else ""
        labelled("characters", f"{site.max_characters} ({site.counting}){spread}")
    if site.title_characters is not None:
        labelled("headline", f"{site.title_characters} characters")
    if trial is None:
        say(f"It was not tried as it is configured now: syndicator sites test {site.id}", 2)
        return
    say(f"Tried on {moment(trial.at)}", 2)
    tell_lines(trial)
    for label, says in _measured(trial.measured):
        labelled(label, says)


def _measured(found: "Measured") -> list[tuple[str, str]]:
    from syndicator.core.trials import PARTS

    able = {True: "yes", False: "no", None: ""}
    told = [
        ("server", found.server),
        ("longest post", f"{found.max_characters} characters" if found.max_characters else ""),
        ("longest title", f"{found.title_characters} characters" if found.title_characters else ""),
        ("keeps", ", ".join(PARTS.get(part, part) for part in found.kept)),
        ("takes away", ", ".join(PARTS.get(part, part) for part in found.lost)),
        ("canonical", able[found.canonical]),
        ("noindex", able[found.noindex]),
    ]
    return [(label, says) for label, says in told if says]


def site_shape(site: "Site") -> dict[str, object]:
    """A site, for JSON."""
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
        "max_characters": site.max_characters,
        "parts": site.parts,
        "title_characters": site.title_characters,
        "strips": list(site.strips),
        "licences": list(site.licences),
        "own_licence": site.own_licence,
    }


def trial_shape(trial: "Trial | None") -> dict[str, object] | None:
    """A trial, for JSON; null where there was none."""
    if trial is None:
        return None
    found = trial.measured
    return {
        "ok": trial.fine,
        "at": trial.at.isoformat(),
        "checks": [{"ok": good, "says": says} for good, says in trial.lines],
        "measured": {
            "server": found.server,
            "max_characters": found.max_characters,
            "title_characters": found.title_characters,
            "kept": list(found.kept),
            "lost": list(found.lost),
            "canonical": found.canonical,
            "noindex": found.noindex,
        },
    }
