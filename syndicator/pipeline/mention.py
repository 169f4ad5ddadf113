"""mention: originals are told of their copies by Webmention, where the operator wants it: once public, when changed, when gone."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from syndicator.core.mentions import GONE, Mention, Outcome, aimed, begun, ended, is_web_address, put_off
from syndicator.core.post import Post, PostState
from syndicator.core.schedule import host
from syndicator.errors import Rejected, RetryLater, StoreUnavailable
from syndicator.pipeline.world import Tally, World
from syndicator.ports import Mentions, StoredPost

_LINK = "hyperlink_original"


@dataclass(frozen=True, slots=True)
class _Due:
    """One copy of whose change its original is to be told."""

    stored: StoredPost
    known: Mention | None

    @property
    def target(self) -> str:
        """The address of the original, exactly as the copy was proven to link to it (§3.2.2: the receiver looks for it)."""
        return next((owed.value for owed in self.stored.post.obligations if owed.duty == _LINK), "")


def mention(world: World) -> Tally:
    """Tell the originals of what became of their copies; each try rests in the store before it leaves, and so does its end."""
    tally, mentioning = Tally(), world.mentioning
    if mentioning is None or not mentioning.sites:
        return tally
    now = world.clock()
    due = [_Due(*one) for one in world.store.mentions_due(mentioning.sites, now, world.batch)]
    work = partial(_tell, world, mentioning.mentions, now=now)
    for one, outcome in world.engine.overlap(work, due, lambda one: host(one.target)):
        if isinstance(outcome, Exception):
            raise outcome  # the store's, or a defect: what is on its way is tried again
        if outcome is not None:
            _note(world, one.stored.post, outcome, tally)
    return tally


def _tell(world: World, mentions: Mentions, one: _Due, now: datetime) -> Mention | None:
    """Tell of one change; what it came to, or None where the process is ending."""
    if world.stopping():
        return None
    receipt, gone = one.stored.receipt, one.stored.state is PostState.WITHDRAWN
    # A copy that is gone is told of by the address it had when its original last heard of it.
    source = one.known.source if gone and one.known is not None else receipt.url if receipt else ""
    change = GONE if gone else receipt.revision if receipt else ""
    target = one.known.target if gone and one.known is not None else one.target
    trying = begun(one.known, one.stored.post.key, source, target, change, now)
    if why := _nothing_to_tell(source, target):
        outcome = ended(trying, Outcome.NOWHERE, now, why=why)
    else:
        world.store.record_mention(trying)
        outcome = _sent(world, mentions, trying)
    world.store.record_mention(outcome)
    return outcome


def _nothing_to_tell(source: str, target: str) -> str:
    if not is_web_address(source):
        return "the copy has no address on the web"
    if not is_web_address(target):
        return "the copy links to no original"
    return "the copy stands at the address of the original" if source == target else ""


def _sent(world: World, mentions: Mentions, trying: Mention) -> Mention:
    """Discover the endpoint anew (§3.1.4: also for an update), and send."""
    try:
        endpoint = mentions.endpoint(trying.target)
        if not endpoint:
            return ended(trying, Outcome.NOWHERE, world.clock(), why="the original names no place that takes Webmentions")
        trying = aimed(trying, endpoint, world.clock())
        world.store.record_mention(trying)
        location = mentions.tell(endpoint, trying.source, trying.target)
    except RetryLater as error:
        return put_off(trying, str(error), error.when, world.clock())
    except Rejected as error:
        return ended(trying, Outcome.REFUSED, world.clock(), why=str(error))
    except StoreUnavailable:
        raise
    except Exception as error:  # noqa: BLE001  # a defect met on one original must not keep the others from being told
        world.note("mention.crashed", {"post": trying.post_key[:12], "error": error})
        return put_off(trying, f"internal error: {type(error).__name__}: {error}", None, world.clock())
    return ended(trying, Outcome.TOLD, world.clock(), location=location)


def _note(world: World, post: Post, outcome: Mention, tally: Tally) -> None:
    tally.add(outcome.outcome.value)
    facts = {"site": post.site_id, "post": post.key[:12], "outcome": outcome.outcome.value, "why": outcome.why}
    world.note("post.mentioned", facts | {"change": outcome.change[:12], "endpoint": outcome.endpoint})
