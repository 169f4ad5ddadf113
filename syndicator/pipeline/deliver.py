"""deliver: posts that are due go to their sites, exactly once; before it creates, it asks whether the copy is there."""

from dataclasses import replace

from syndicator.core.post import Deed, PostState, Receipt
from syndicator.core.schedule import next_attempt
from syndicator.core.verdict import Form
from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater, StoreUnavailable
from syndicator.pipeline.world import Tally, World
from syndicator.ports import Batching, Claim, Searchable, SiteClient, Updatable, Withdrawable


def deliver(world: World) -> Tally:
    """Claim one post at a time and do its deed; what the site answers is stored under the claim's token.

    A site that is in trouble is left alone for the rest of the pass: one dead site must not make the others wait.
    """
    tally, troubled = Tally(), set[str]()
    for _ in range(world.batch):
        if world.stopping():
            break
        now = world.clock()
        claims = world.store.claim_posts_due(now, now + world.lease, 1, but=troubled)
        if not claims:
            break
        if not _attempt(world, claims[0], tally):
            troubled.add(claims[0].stored.post.site_id)
    _finish(world, tally)
    return tally


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


def _attempt(world: World, claim: Claim, tally: Tally) -> bool:
    """Do one deed; False when its site is in trouble (not when it refused this one post)."""
    post, deed = claim.stored.post, claim.stored.deed
    try:
        client = world.clients.get(post.site_id)
        if client is None:
            raise RetryLater(f"the site {post.site_id} is not in the configuration or could not be opened")
        receipt = _DEEDS[deed](client, claim)
    except StoreUnavailable:
        raise
    except Exception as error:  # noqa: BLE001  # each kind is told apart below; a plug-in's own defect leaves the outcome unknown
        _record_trouble(world, claim, error, tally)
        return isinstance(error, (Rejected, Gone))
    if receipt is not None and not receipt.revision:  # a site that cannot tell holds what it was just given
        receipt = replace(receipt, revision=post.revision)
    ours = world.store.record_receipt(claim, receipt, world.clock())
    tally.add(_DONE[deed] if ours else "late")
    facts = {"site": post.site_id, "post": post.key[:12], "deed": deed, "url": receipt.url if receipt else "", "ours": ours}
    world.note("post.delivered", facts)
    return True


def _create(client: SiteClient, claim: Claim) -> Receipt:
    """Look first: an earlier try may have arrived, even if its answer or our memory of it was lost."""
    post = claim.stored.post
    if not isinstance(client, Searchable):
        if claim.stored.state is PostState.CLAIMED:
            raise OutcomeUnknown("an earlier try was cut off, and the site cannot be asked")
        return client.publish(post)
    found = client.find(post)
    if found is None:
        return client.publish(post)
    if found.revision != post.revision and isinstance(client, Updatable):
        return client.update(post, found)
    return found


def _update(client: SiteClient, claim: Claim) -> Receipt:
    receipt = claim.stored.receipt
    if receipt is None:
        return _create(client, claim)
    if not isinstance(client, Updatable):
        raise Rejected("the site cannot edit a copy", "correct it there by hand")
    return client.update(claim.stored.post, receipt)


def _withdraw(client: SiteClient, claim: Claim) -> None:
    post, receipt = claim.stored.post, claim.stored.receipt
    if receipt is None and isinstance(client, Searchable):
        receipt = client.find(post)
        if receipt is None:
            return
    if receipt is None or not isinstance(client, Withdrawable):
        raise Rejected("the site cannot take a copy down", "take it down there by hand")
    try:
        client.withdraw(post, receipt, claim.stored.why)
    except Gone:
        return  # taken down already is taken down


_DEEDS = {Deed.CREATE: _create, Deed.UPDATE: _update, Deed.WITHDRAW: _withdraw}
_DONE = {Deed.CREATE: "created", Deed.UPDATE: "updated", Deed.WITHDRAW: "withdrawn"}


def _record_trouble(world: World, claim: Claim, error: Exception, tally: Tally) -> None:
    """Try later where that is safe, else rest in FAILED or UNKNOWN for a person; a claim that is not ours is left alone."""
    now, stored = world.clock(), claim.stored
    asked = error.when if isinstance(error, RetryLater) else None
    again = next_attempt(stored.attempts + 1, asked, stored.post.key, now)
    safe = isinstance(error, RetryLater) or isinstance(world.clients.get(stored.post.site_id), Searchable)
    why = str(error)
    if isinstance(error, (Rejected, Gone)):
        world.store.record_failure(claim, PostState.FAILED, why, now)
        rests = "failed"
        if stored.deed is Deed.UPDATE and (stored.repaired or stored.post.form is Form.LINK):
            # What stands there may not stand: a text that is no longer granted, or a copy without its credit.
            world.store.queue_deed(stored.post.key, Deed.WITHDRAW, f"it could not be changed there ({why})", now)
            rests = "to be withdrawn"
    elif safe and again is not None:
        world.store.record_retry(claim, why, again, now)
        rests = "later"
    elif safe:
        world.store.record_failure(claim, PostState.FAILED, f"given up after {stored.attempts + 1} tries: {why}", now)
        rests = "failed"
    else:
        world.store.record_failure(claim, PostState.UNKNOWN, f"{why}; look at the site, then decide", now)
        rests = "unknown"
    tally.problem(f"{stored.post.site_id}: {stored.post.title!r}: {why}")
    world.note("post.trouble", {"site": stored.post.site_id, "post": stored.post.key[:12], "rests": rests, "why": why, "error": error})
