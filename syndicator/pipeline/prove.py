"""prove: read each copy back as a reader would, and prove every duty on it with the code that proved the draft."""

import re
from datetime import datetime, timedelta

from syndicator.core.drift import Drift, Grade, LivePage, drifts
from syndicator.core.post import Deed, Post, PostState, Receipt
from syndicator.core.proof import By, Obligation, lacking
from syndicator.core.proof import prove as proven
from syndicator.errors import Gone, Rejected, RetryLater, StoreUnavailable
from syndicator.pipeline.mending import Look, from_the_beginning, settle
from syndicator.pipeline.originals import look_at_original, look_at_source
from syndicator.pipeline.world import Tally, World
from syndicator.ports import Page, Readable, StoredPost

_LATER, _DAILY = timedelta(hours=6), timedelta(days=1)
_PUBLISHING = (timedelta(minutes=1), timedelta(minutes=5))  # a page that was just delivered may take a while to appear
_LOOK_AGAIN = (timedelta(hours=1), timedelta(days=1))  # a page that is missing may be missing for an hour
_MISSED = re.compile(r"not there \((\d+) times seen\)")
_STILL = "still shown after that"
_TELLING = 40  # characters of a line that no other page would carry


def prove(world: World) -> Tally:
    """Prove the copies whose time has come; each proof is kept."""
    tally, troubled = Tally(), set[str]()
    for stored in world.store.proofs_due(world.clock(), world.batch):
        if world.stopping():
            break
        if stored.post.site_id in troubled:  # its other copies are still due at the next pass
            continue
        client = world.clients.get(stored.post.site_id)
        if client is None:
            _later(world, stored, f"the site {stored.post.site_id} is not in the configuration")
            continue
        if stored.receipt is None or not isinstance(client, Readable):
            _rest(world, stored, stored.state, "the copy cannot be read back")
            continue
        if not _look(world, stored, client, stored.receipt, tally):
            troubled.add(stored.post.site_id)
    return tally


def _look(world: World, stored: StoredPost, client: Readable, receipt: Receipt, tally: Tally) -> bool:
    """Read one copy back and prove it; False when its site is in trouble."""
    try:
        page = client.read_back(stored.post, receipt)
    except Gone as error:
        _is_gone(world, stored, str(error), tally)
    except Rejected as error:
        _is_closed(world, stored, str(error), tally)
    except StoreUnavailable:
        raise
    except Exception as error:  # noqa: BLE001  # whatever a plug-in raises, the copy is proven later, and the others now
        _later(world, stored, str(error), error.when if isinstance(error, RetryLater) else None)
        tally.problem(f"{stored.post.site_id}: {error}")
        world.note("post.unread", {"site": stored.post.site_id, "post": stored.post.key[:12], "error": error})
        return False
    else:
        _prove(world, stored, page, receipt, tally)
    return True


def _prove(world: World, stored: StoredPost, page: Page, receipt: Receipt, tally: Tally) -> None:
    post = stored.post
    if stored.state is PostState.WITHDRAWN:
        _still_there(world, stored, page, tally)
        return
    checks = proven(page.html, post.obligations, page.url, body=post.body)
    if lacking(checks) and not _told(post, page):
        # Nothing of the copy is visible by its inline styles: a theme that fades its content in hides no credit with it.
        checks = proven(page.html, post.obligations, page.url, tricks=False, body=post.body)
    site, live = world.sites.get(post.site_id), LivePage(page.url, page.html, page.signals)
    found = drifts(live, post, receipt.url, site, checks) if site else ()
    if stored.state is PostState.PROVEN and not lacking(checks) and (gone := look_at_original(world, stored)) is not None:
        found = (*found, gone)
    if (withheld := look_at_source(world, stored)) is not None:
        found = (*found, withheld)
    settle(world, stored, Look(page, checks, from_the_beginning(stored, found), world.clock()), tally)


def _is_gone(world: World, stored: StoredPost, why: str, tally: Tally) -> None:
    """A withdrawn copy is proven gone; one that somebody else removed is not brought back, once that was seen often enough."""
    if stored.state is PostState.WITHDRAWN:
        _rest(world, stored, PostState.WITHDRAWN, f"proven gone: {why}")
        tally.add("gone")
        return
    if stored.state is PostState.DELIVERED and -min(stored.run, 0) < len(_PUBLISHING):  # the site may still be publishing it
        again = world.clock() + _PUBLISHING[-min(stored.run, 0)]
        world.store.record_proof(stored.post.key, (), stored.state, again, f"not there yet: {why}", world.clock())
        return
    missed = _MISSED.match(stored.why)
    times = int(missed[1]) + 1 if missed else 1
    if times <= len(_LOOK_AGAIN):
        again = world.clock() + _LOOK_AGAIN[times - 1]
        told = f"not there ({times} times seen): {why}"
        gone = (Drift("not_there", Grade.DOUBT, why),)
        world.store.record_proof(stored.post.key, (), PostState.LACKING, again, told, world.clock(), drifts=gone)
        tally.problem(f"{stored.post.site_id}: {stored.post.title!r} is not there: {why}")
        return
    _rest(world, stored, PostState.WITHDRAWN, f"removed at the site: {why}")
    tally.problem(f"{stored.post.site_id}: {stored.post.title!r} was removed at the site; it is not posted again")


def _is_closed(world: World, stored: StoredPost, why: str, tally: Tally) -> None:
    """The page is kept from readers (a login, a payment, a block): a person looks; it is looked at again every day."""
    if stored.state is PostState.WITHDRAWN:
        _later(world, stored, why)
        return
    closed = (Drift("closed", Grade.DOUBT, f"readers are kept out: {why}"),)
    now = world.clock()
    world.store.record_proof(stored.post.key, (), stored.state, now + _DAILY, f"for a person: {why}", now, drifts=closed)
    tally.problem(f"{stored.post.site_id}: {stored.post.title!r}: {why}")


def _still_there(world: World, stored: StoredPost, page: Page, tally: Tally) -> None:
    """After a withdrawal an address may answer with another page (a site guesses); only the copy itself counts."""
    post = stored.post
    original = tuple(o for o in post.obligations if o.duty == "hyperlink_original")
    linked = bool(original) and not lacking(proven(page.html, original, page.url))
    if not (linked or _told(post, page)):
        _rest(world, stored, PostState.WITHDRAWN, "proven gone: the address shows something else")
        tally.add("gone")
        return
    tally.problem(f"{post.site_id}: {page.url} still shows the withdrawn copy")
    if _STILL in stored.why:  # asked twice, in vain: a person is told, and it is looked at again
        _later(world, stored, stored.why)
    else:
        world.store.queue_deed(post.key, Deed.WITHDRAW, f"{stored.why}; {_STILL}", world.clock())


def _told(post: Post, page: Page) -> bool:
    """Whether a page visibly tells some line of the copy's text that no other page would."""
    lines = (line for line in post.readable.splitlines() if len(line) > _TELLING)
    return any(check.met for check in proven(page.html, (Obligation("text", By.WORDS, line) for line in lines), page.url))


def _later(world: World, stored: StoredPost, why: str, when: datetime | None = None) -> None:
    told = stored.why if _MISSED.match(stored.why) else why  # how often a page was missed is not forgotten for another trouble
    world.store.record_proof(stored.post.key, (), stored.state, when or world.clock() + _LATER, told, world.clock())


def _rest(world: World, stored: StoredPost, state: PostState, why: str) -> None:
    world.store.record_proof(stored.post.key, (), state, None, why, world.clock())
