"""deliver: posts that are due go to their sites, exactly once, in batches that are leased and ended by one commit each.

Every intent is on the disk before its call. A crash takes the receipts of a batch: its leases run out, and each site is
asked what it holds. Of a site that cannot be asked one post is under way at a time, so that a person has one to look at.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from syndicator.core.post import Deed, PostState
from syndicator.core.schedule import host, next_attempt
from syndicator.core.verdict import Form
from syndicator.errors import Gone, Rejected, RetryLater, StoreUnavailable
from syndicator.pipeline.deeds import do, is_open, may_be_repeated, mending
from syndicator.pipeline.gathering import due_edition, edition_made, gatherers, publish_together, together_again
from syndicator.pipeline.picturing import NotYet, with_places
from syndicator.pipeline.world import Tally, World
from syndicator.ports import Batching, Claim, Ended, Gathering

_FRESH = timedelta(seconds=15)  # a claim relies on its verdict; one not begun by then is given back, and the verdict asked for anew
_DONE = {Deed.CREATE: "created", Deed.UPDATE: "updated", Deed.WITHDRAW: "withdrawn"}

Attempt = Callable[[Claim], Ended]


def deliver(world: World) -> Tally:
    """Claim what is due and do its deeds, those for one host one after the other; what came of it is stored under the claims' tokens.

    A site that is in trouble is left alone for the rest of the pass, and one that asks for patience until its time: one
    dead site must not make the others wait.
    """
    tally, troubled, left = Tally(), set[str](), world.batch
    cannot_be_asked = [name for name, client in world.clients.items() if not may_be_repeated(client)]
    gathered = gatherers(world)
    while left > 0 and not world.stopping():
        now = world.clock()
        resting = troubled | {name for name, until in world.quiet.items() if until > now}
        claims = world.store.claim_posts_due(now, now + world.lease, left, but=resting, one_of=cannot_be_asked, gathered=gathered)
        if not claims:
            break
        left -= len(claims)
        _batch(world, claims, _attempting(world, now + _FRESH, troubled), tally)
    for name, gathering in gathered.items():
        _edition(world, name, gathering, tally)
    _finish(world, tally)
    return tally


def _edition(world: World, name: str, client: Gathering, tally: Tally) -> None:
    """Make the edition of a site that is due, in as many parts as it takes; trouble of the site leaves it open for a later pass."""
    edition = due_edition(world, name, client, world.clock())
    while edition is not None and not world.stopping():
        now = world.clock()
        claims = world.store.claim_posts_due(now, now + world.lease, min(client.most, world.batch), only=name)
        if not claims:
            edition_made(world, name, edition)
            return
        outcomes = publish_together(world, client, claims)
        later = next((outcome for outcome in outcomes if isinstance(outcome, RetryLater)), None)
        again = together_again(name, claims, later, now) if later else None
        _record(world, list(zip(claims, outcomes, strict=True)), tally, again)
        if again is not None:
            world.quiet[name] = again
            return


def _batch(world: World, claims: Sequence[Claim], attempt: Attempt, tally: Tally) -> None:
    """Do the deeds, and record together what became of them."""
    found = [(claim, outcome) for claim, outcome in world.engine.overlap(attempt, claims, lambda claim: _host(world, claim))]
    _record(world, found, tally)


def _record(world: World, found: Sequence[tuple[Claim, Ended | Exception]], tally: Tally, again: datetime | None = None) -> None:
    """Record together what became of claims; `again` is when those come back that are to be tried together."""
    now = world.clock()
    told = [
        (_trouble(world, claim, outcome, now, again), outcome) if isinstance(outcome, Exception) else (outcome, None)
        for claim, outcome in found
        if not isinstance(outcome, StoreUnavailable)
    ]
    ours = world.store.record_ends([end for end, _ in told], now)
    for (end, error), mine in zip(told, ours, strict=True):
        _tell(world, end, error, tally, ours=mine)
    for _, outcome in found:
        if isinstance(outcome, StoreUnavailable):
            raise outcome


def _attempting(world: World, until: datetime, troubled: set[str]) -> Attempt:
    """How a claim of this batch is attempted; `troubled` grows by the sites that fall into trouble (not by one refused post)."""

    def attempt(claim: Claim) -> Ended:
        post, deed = claim.stored.post, claim.stored.deed
        client = world.clients.get(post.site_id)
        if (post.site_id in troubled or world.stopping() or world.clock() >= until) and not is_open(client, claim):
            return Ended.untouched(claim)
        try:
            if client is None:
                raise RetryLater(f"the site {post.site_id} is not in the configuration or could not be opened")
            if deed is not Deed.WITHDRAW and not is_open(client, claim):
                claim = with_places(world, client, claim)
                if world.clock() >= until:  # pictures took their time: the verdict is asked for anew, and they are there by now
                    return Ended.untouched(claim)
            receipt = do(client, mending(claim))
        except Exception as error:
            if not isinstance(error, (Rejected, Gone, NotYet)):
                troubled.add(post.site_id)
            if isinstance(error, RetryLater) and error.when is not None and not isinstance(error, NotYet):
                world.quiet[post.site_id] = error.when
            raise
        if receipt is not None and not receipt.revision:  # a site that cannot tell holds what it was just given
            receipt = replace(receipt, revision=post.revision)
        return Ended.done(claim, receipt)

    return attempt


def _host(world: World, claim: Claim) -> str:
    """Whose patience a deed asks for: two sites of one host share it."""
    site = world.sites.get(claim.stored.post.site_id)
    return host(site.url) if site and site.url else claim.stored.post.site_id


def _trouble(world: World, claim: Claim, error: Exception, now: datetime, together: datetime | None) -> Ended:
    """Try later where that is safe, else rest in FAILED or UNKNOWN for a person; a plug-in's own defect leaves the outcome unknown."""
    tries, why = claim.stored.attempts + 1, str(error)
    asked = error.when if isinstance(error, RetryLater) else None
    again = together or next_attempt(tries, asked, claim.stored.post.key, now)
    if isinstance(error, (Rejected, Gone)):
        return Ended.resting(claim, PostState.FAILED, why)
    if not isinstance(error, RetryLater) and not may_be_repeated(world.clients.get(claim.stored.post.site_id)):
        return Ended.resting(claim, PostState.UNKNOWN, f"{why}; look at the site, then decide")
    if again is None:
        return Ended.resting(claim, PostState.FAILED, f"given up after {tries} tries: {why}")
    return Ended.later(claim, why, again)


def _tell(world: World, end: Ended, error: Exception | None, tally: Tally, *, ours: bool) -> None:
    """Count and note what became of a claim; a copy that may not stand as it is, and could not be changed, is to go."""
    stored = end.claim.stored
    post, deed = stored.post, stored.deed
    if error is None and end.tried:
        tally.add(_DONE[deed] if ours else "late")
        url = end.receipt.url if end.receipt else ""
        world.note("post.delivered", {"site": post.site_id, "post": post.key[:12], "deed": deed, "url": url, "ours": ours})
    if error is None:
        return
    rests = "later" if end.state is PostState.QUEUED else end.state.value
    if isinstance(error, (Rejected, Gone)) and deed is Deed.UPDATE and (stored.repaired or post.form is Form.LINK):
        # What stands there may not stand: a text that is no longer granted, or a copy without its credit.
        world.store.queue_deed(post.key, Deed.WITHDRAW, f"it could not be changed there ({end.why})", world.clock())
        rests = "to be withdrawn"
    tally.problem(f"{post.site_id}: {post.title!r}: {error}")
    world.note("post.trouble", {"site": post.site_id, "post": post.key[:12], "rests": rests, "why": str(error), "error": error})


def _finish(world: World, tally: Tally) -> None:
    """Let sites put through what they took, in this pass or in one that was cut off."""
    for name, client in world.clients.items():
        if not isinstance(client, Batching):
            continue
        try:
            client.finish()
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001  # whatever one site's batch meets, the next pass tries it again, and the others go on
            tally.problem(f"{name}: {error}")
            world.note("site.unfinished", {"site": name, "error": error})
