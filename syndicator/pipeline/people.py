"""What people left in the store, as the steps need it: permissions as agreements, and the approval a draft rests on."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from syndicator.core.agreements import in_force, named
from syndicator.core.approvals import Choice, Decision
from syndicator.core.approvals import in_force as holds
from syndicator.core.permissions import Permission
from syndicator.core.places import Agreement
from syndicator.core.rules.case import Case
from syndicator.pipeline.draft import Drafted
from syndicator.pipeline.world import World


def agreements_of(world: World) -> tuple[Agreement, ...]:
    """Every agreement: those of the settings, and the permissions that stand in the store."""
    return (*world.agreements, *as_agreements(world.store.permissions()))


def as_agreements(permissions: Iterable[Permission]) -> tuple[Agreement, ...]:
    """Permissions as evidence beside the agreements of the settings; one that was revoked is none."""
    return tuple(
        replace(p.agreement, where=f"permission {p.number}, recorded by {p.by} on {p.at:%Y-%m-%d}") for p in permissions if not p.revoked
    )


def resting_on(drafted: Drafted, case: Case) -> Drafted:
    """The draft, with the approval that its permission may rest on beside the agreements."""
    if case.decision is None or case.decision.choice is not Choice.APPROVE:
        return drafted
    names = (*drafted.post.agreements, case.decision.name)
    return replace(drafted, post=replace(drafted.post, agreements=names))


def holding(world: World, agreements: Iterable[Agreement], article_key: str, site_id: str, now: datetime) -> set[str]:
    """The names of everything people said that holds today for a copy: agreements of its site, and the approval that stands."""
    site = world.sites.get(site_id)
    names = {named(a, use) for a in in_force(agreements, site, now.date()) for use in a.uses} if site else set()
    last = _last(world.store.decisions(article_key, site_id))
    return names | {last.name} if last is not None and last.choice is Choice.APPROVE and holds(last, now) else names


def _last(decisions: list[Decision]) -> Decision | None:
    """The decision that counts: a delay does not take an approval back."""
    return next((d for d in reversed(decisions) if d.choice is not Choice.DEFER), None)
