"""Keeping subscriptions at hubs: asked for where a feed names one, renewed before they end, let go of when nobody wants them."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from syndicator.core.subscribing import LEASE, SUBSCRIBE, UNSUBSCRIBE, Subscription, asking, lapsed, parted, refused
from syndicator.errors import Rejected, RetryLater, StoreUnavailable
from syndicator.pipeline.world import Subscribing, Tally, World


def tend_hubs(world: World, tally: Tally) -> None:
    """Ask the hubs whose time has come. A lease that ran out lets its source be polled at once, and as often as without a hub.

    What is asked rests in the store before the request leaves: a hub may call back before it answers.
    """
    if world.subscribing is None or world.stopping():
        return
    now = world.clock()
    world.store.settle_subscriptions(now)
    due = [known for known in world.store.subscriptions_due(now) if not _ended(world, known, now)]
    asked = [known for known in due if known.next_at is not None and known.next_at <= now]
    for known, outcome in world.engine.overlap(partial(_ask, world, world.subscribing, now=now), asked):
        if isinstance(outcome, StoreUnavailable):
            raise outcome
        if world.stopping() and isinstance(outcome, Exception):
            continue  # what the end cut short is no failure of the hub
        _note(world, known, outcome if isinstance(outcome, Exception) else None, now, tally)


def _ended(world: World, known: Subscription, now: datetime) -> bool:
    """Settle what time alone has changed; whether nothing is left to ask."""
    if parted(known, now):
        world.store.drop_subscription(known.token)
        return True
    if lapsed(known, now):
        world.store.change_subscription(known.token, lambda s: _without_lease(s, now), now, poll=True)
        world.note("hub.lapsed", {"source": known.source_id, "hub": known.hub, "problem": known.problem})
    return False


def _without_lease(known: Subscription, now: datetime) -> Subscription | None:
    return replace(known, until=None) if lapsed(known, now) else None


def _ask(world: World, subscribing: Subscribing, known: Subscription, now: datetime) -> None:
    if world.stopping():
        raise RetryLater("the process is ending")
    world.store.change_subscription(known.token, lambda s: asking(s, now), now)
    mode = SUBSCRIBE if known.wanted else UNSUBSCRIBE
    form = {"hub.mode": mode, "hub.topic": known.topic, "hub.callback": f"{subscribing.callback}{known.token}"}
    if known.wanted:
        form |= {"hub.lease_seconds": str(int(LEASE.total_seconds())), "hub.secret": known.secret}
    subscribing.hub.ask(known.hub, form)


def _note(world: World, known: Subscription, error: Exception | None, now: datetime, tally: Tally) -> None:
    if error is None:
        tally.add("hubs asked")
        world.note("hub.asked", {"source": known.source_id, "hub": known.hub, "for": "pushes" if known.wanted else "an end"})
        return
    why = str(error) if isinstance(error, (RetryLater, Rejected)) else f"internal error: {type(error).__name__}: {error}"
    when = error.when if isinstance(error, RetryLater) else None
    world.store.change_subscription(known.token, lambda s: refused(s, why, when, now), now)
    tally.problem(f"{known.source_id}: {why}")
    world.note("hub.failed", {"source": known.source_id, "hub": known.hub, "why": why, "error": error})
