"""follow: corrections, withdrawals and changed terms reach every live copy."""

from syndicator.core.agreements import in_force, named
from syndicator.core.change import consequence
from syndicator.pipeline.world import Tally, World


def follow(world: World) -> Tally:
    """Compare each copy with its article and verdict of today, and queue what follows; the deliver step does it."""
    tally, now = Tally(), world.clock()
    for followed in world.store.posts_to_follow(now):
        stored = followed.stored
        delivered = stored.receipt.revision if stored.receipt else ""
        site = world.sites.get(stored.post.site_id)
        holding = {named(a, use) for a in in_force(world.agreements, site, now.date()) for use in a.uses} if site else set()
        due = consequence(followed.article, followed.verdict, stored.post, delivered, holding)
        if due is None:
            continue
        deed, why = due
        world.store.queue_deed(stored.post.key, deed, why, now)
        tally.add(deed)
        world.note("post.followed", {"site": stored.post.site_id, "post": stored.post.key[:12], "deed": deed, "why": why})
    return tally
