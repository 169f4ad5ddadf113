"""Editions: posts that leave together in one, when it is due, each with its own receipt; what a crash cuts off waits for a person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from syndicator.core.schedule import next_attempt
from syndicator.errors import OutcomeUnknown, Rejected, RetryLater
from syndicator.pipeline.deeds import is_open
from syndicator.pipeline.world import World
from syndicator.ports import Claim, Ended, Gathering


def gatherers(world: World) -> Mapping[str, Gathering]:
    """The sites whose posts leave together."""
    return {name: client for name, client in world.clients.items() if isinstance(client, Gathering)}


def due_edition(world: World, name: str, client: Gathering, now: datetime) -> datetime | None:
    """The edition of a site that is to be made now, None where there is none; a new site waits for its first whole one."""
    edition, known = client.edition(now), world.store.noted(_name(name))
    if known is None:
        world.store.note_time(_name(name), now)
    return edition if known is not None and known < edition and world.quiet.get(name, now) <= now else None


def edition_made(world: World, name: str, edition: datetime) -> None:
    """Nothing of this edition is left: what comes from now on waits for the next."""
    world.store.note_time(_name(name), edition)


def publish_together(world: World, client: Gathering, claims: Sequence[Claim]) -> list[Ended | Exception]:
    """Publish the posts of these claims in one; the end of each, or what stands in its way. None of them is published twice."""
    fresh = [claim for claim in claims if not is_open(world.clients.get(_site(claim)), claim)]
    found: dict[str, Ended | Exception] = {}
    try:
        receipts = client.publish_together([claim.stored.post for claim in fresh]) if fresh else ()
        for claim, receipt in zip(fresh, receipts, strict=True):
            found[claim.token] = receipt if isinstance(receipt, Rejected) else Ended.done(claim, receipt)
    except Exception as error:  # noqa: BLE001  # each kind is told apart by whoever records it; a plug-in's own defect leaves the outcome unknown
        found = {claim.token: error for claim in fresh}
    cut_off = OutcomeUnknown("an earlier try was cut off, and the site cannot be asked")
    return [found.get(claim.token, cut_off) for claim in claims]


def together_again(name: str, claims: Sequence[Claim], error: RetryLater, now: datetime) -> datetime | None:
    """When all of them are tried again: at one time, so that they stay together. None: no more tries."""
    return next_attempt(max(claim.stored.attempts for claim in claims) + 1, error.when, name, now)


def _site(claim: Claim) -> str:
    return claim.stored.post.site_id


def _name(site_id: str) -> str:
    """A name of at most fifty characters, whatever the site is called."""
    return f"edition {sha256(site_id.encode()).hexdigest()[:24]}"
