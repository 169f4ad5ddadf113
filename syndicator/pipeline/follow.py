"""follow: corrections, withdrawals and changed terms reach every live copy."""

from syndicator.core.change import consequence
from syndicator.pipeline.people import agreements_of, holding
from syndicator.pipeline.world import Tally, World


def follow(world: World) -> Tally:
    """Compare each copy with its article and verdict of today, and queue what follows; the deliver step does it."""
    tally, now = Tally(), world.clock()
    agreements = agreements_of(world)
    for followed in world.store.posts_to_follow(now):
        stored = followed.stored
        delivered = stored.receipt.revision if stored.receipt else ""
        said = holding(world, agreements, stored.post.article_key, stored.post.site_id, now)
        due = consequence(followed.article, followed.verdict, stored.post, delivered, said)
        if due is None:
            continue
        deed, why = due
        world.store.queue_deed(stored.post.key, deed, why, now)
        tally.add(deed)
        world.note("post.followed", {"site": stored.post.site_id, "post": stored.post.key[:12], "deed": deed, "why": why})
    return tally
