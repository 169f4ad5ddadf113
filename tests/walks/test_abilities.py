"""Sites can do more or less: what the steps make of one that cannot be asked, edited, emptied or read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from syndicator.core.attribution import Attribution
from syndicator.core.flavours import Flavour
from syndicator.core.places import FirstPoll
from syndicator.core.post import Post, PostState, Receipt
from syndicator.core.trials import Measured, Trial
from syndicator.errors import Gone, RetryLater, StoreUnavailable
from syndicator.ports import Block, Page
from syndicator.rendering import JinjaRenderer
from syndicator.stores.memory import MemoryStore
from tests.walks.fakes import SOURCE, Clock, Feeds, Town, a_world, an_article, walk

EAGER = {"src": replace(SOURCE, first_poll=FirstPoll.ALL)}


class Wall:
    """Takes posts, and can do nothing else."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def publish(self, post: Post) -> Receipt:
        self.taken.append(post.title)
        return Receipt(post.slug, f"https://wall.example/{post.slug}")


class Slow(Town):
    """A site whose pages can be made to fail."""

    trouble_reading: Callable[[], None] = staticmethod(lambda: None)

    def read_back(self, post: Post, receipt: Receipt) -> Page:
        self.trouble_reading()
        return super().read_back(post, receipt)


def started(client: object, *articles: object) -> tuple:
    """A world with one such site, after its first passes."""
    clock, store, feeds = Clock(), MemoryStore(), Feeds({"src": list(articles) or [an_article()]})
    world = replace(a_world(store, feeds, {"commons": Town("commons")}, clock, sources=EAGER), clients={"commons": client})
    walk(world, clock)
    return world, store, feeds, clock


def state(store: MemoryStore) -> tuple[PostState, str]:
    stored = store.posts()[0].stored
    return stored.state, stored.why


def test_a_wall_gets_each_post_once_and_is_not_proven():
    """At most once; that it cannot be read back is said."""
    wall = Wall()
    _, store, _, _ = started(wall)

    assert ["Rivers rise, part 1"] == wall.taken
    assert (PostState.DELIVERED, "the copy cannot be read back") == state(store)


def test_a_correction_that_a_wall_cannot_take_is_for_a_person():
    """The copy rests in FAILED, with what to do."""
    wall = Wall()
    world, store, feeds, clock = started(wall)
    feeds.holds["src"] = [an_article(title="Rivers fall")]
    walk(world, clock)

    assert (1, PostState.FAILED) == (len(wall.taken), state(store)[0])
    assert "correct it there by hand" in state(store)[1]


def test_a_withdrawal_that_a_wall_cannot_do_is_for_a_person():
    """It is not forgotten."""
    world, store, feeds, clock = started(Wall())
    feeds.holds["src"], feeds.withdrawn = [], {an_article().identity: "tombstone"}
    walk(world, clock)

    assert PostState.FAILED is state(store)[0]
    assert "take it down there by hand" in state(store)[1]


def test_a_site_that_left_the_configuration_keeps_its_posts_waiting():
    """Nothing is lost, and nothing is tried: the post says what is missing."""
    clock, store = Clock(), MemoryStore()
    world = a_world(store, Feeds({"src": [an_article()]}), {"commons": Town("commons")}, clock, sources=EAGER)
    walk(replace(world, clients={}), clock, passes=2)

    assert PostState.QUEUED is state(store)[0]
    assert "not in the configuration" in state(store)[1]


def test_taken_down_already_is_taken_down():
    """Gone in answer to a withdrawal is success."""
    town = Town("commons")
    world, store, feeds, clock = started(town)
    feeds.holds["src"], feeds.withdrawn = [], {an_article().identity: "tombstone"}
    town.live.clear()
    town.trouble = _raise(Gone("410"))
    walk(world, clock)

    assert PostState.WITHDRAWN is state(store)[0]


def test_a_page_that_cannot_be_read_now_is_read_later():
    """The copy stays delivered, and is proven when the page answers again."""
    slow = Slow("commons")
    slow.trouble_reading = _raise(RetryLater("503"))
    world, store, _, clock = started(slow, an_article(1), an_article(2))
    assert {PostState.DELIVERED} == {p.stored.state for p in store.posts()}

    slow.trouble_reading = lambda: None
    clock.pass_(hours=7)
    walk(world, clock)
    assert {PostState.PROVEN} == {p.stored.state for p in store.posts()}


class Deaf(Town):
    """Says yes to its first withdrawal, and leaves the page up."""

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:
        first = ("withdraw", post.slug) not in self.accepted
        self.accepted.append(("withdraw", post.slug))
        if not first:
            self.live.pop(post.slug)


def test_a_withdrawn_copy_that_is_still_shown_is_taken_down_again():
    """A site that says yes and does nothing is asked again; it is proven gone in the end."""
    town = Deaf("commons")
    world, store, feeds, clock = started(town)
    feeds.holds["src"], feeds.withdrawn = [], {an_article().identity: "tombstone"}
    walk(world, clock)

    assert ["create", "withdraw", "withdraw"] == [deed for deed, _ in town.accepted]
    assert (PostState.WITHDRAWN, {}) == (state(store)[0], town.live)


def test_an_address_that_shows_something_else_counts_as_gone():
    """WordPress guesses another page after a deletion: only the copy itself would be a failure."""
    town = Slow("commons")
    world, store, feeds, clock = started(town)
    feeds.holds["src"], feeds.withdrawn = [], {an_article().identity: "tombstone"}
    town.read_back = lambda post, receipt: Page(receipt.url, "<p>Quite another article.</p>")
    walk(world, clock)

    assert "shows something else" in state(store)[1]


def test_a_store_that_fails_ends_the_pass():
    """No post leaves without a place to record it: the error reaches the daemon."""
    clock, store = Clock(), MemoryStore()
    town = Town("commons", _raise(StoreUnavailable("disk full")))
    world = a_world(store, Feeds({"src": [an_article()]}), {"commons": town}, clock, sources=EAGER)

    with pytest.raises(StoreUnavailable, match="disk full"):
        walk(world, clock)


def test_a_stop_between_two_posts_leaves_the_rest_queued():
    """Work in hand is finished; what was not begun rests."""
    clock, store, town = Clock(), MemoryStore(), Town("commons")
    world = a_world(store, Feeds({"src": [an_article(n) for n in range(4)]}), {"commons": town}, clock, sources=EAGER)
    walk(replace(world, stopping=lambda: len(town.accepted) >= 2), clock, passes=1)

    assert (2, 2) == (len(town.live), sum(p.stored.state is PostState.QUEUED for p in store.posts()))


def test_too_many_tries_end_with_a_person():
    """A site that never answers is given up after weeks, not for ever."""
    clock, store = Clock(), MemoryStore()
    town = Town("commons", _raise(RetryLater("refused")))
    world = a_world(store, Feeds({"src": [an_article()]}), {"commons": town}, clock, sources=EAGER)
    for _ in range(25):
        walk(world, clock, passes=1)
        clock.now += timedelta(days=2)

    assert PostState.FAILED is state(store)[0]
    assert "given up after 20 tries" in state(store)[1]


class Clumsy(JinjaRenderer):
    """A renderer with a defect that one article meets."""

    def block(self, name: str, flavour: Flavour, credit: Attribution, folders: tuple[str, ...]) -> Block:
        if credit.title.endswith("1"):
            raise ZeroDivisionError
        return super().block(name, flavour, credit, folders)


def test_a_defect_in_judging_holds_that_article_and_no_other():
    """It is noted with its trace, and the others go their way."""
    notes: list = []
    clock, store, town = Clock(), MemoryStore(), Town("commons")
    feeds = Feeds({"src": [an_article(1), an_article(2)]})
    world = a_world(store, feeds, {"commons": town}, clock, sources=EAGER, renderer=Clumsy(), note=lambda *told: notes.append(told))
    walk(world, clock, passes=1)

    assert ["Rivers rise, part 2"] == [p.title for p in town.live.values()]
    assert [ZeroDivisionError] == [type(facts["error"]) for event, facts in notes if event == "case.crashed"]
    assert ["internal"] == [c.verdict.deciding.rule for c in store.cases() if c.state == "held"]


def _raise(error: Exception) -> Callable[..., None]:
    def do(*_: object) -> None:
        raise error

    return do


class Slate(Wall):
    """Takes posts and wipes them off, but cannot change one."""

    def __init__(self) -> None:
        super().__init__()
        self.wiped: list[str] = []

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:
        self.wiped.append(why)


def test_a_text_that_may_no_longer_stand_goes_where_it_cannot_be_changed():
    """A grant that turns into silence leaves a headline and link; a site that cannot edit loses the copy instead."""
    slate = Slate()
    world, store, feeds, clock = started(slate)
    feeds.holds["src"] = [an_article(html="<p>The river rose.</p><p>All rights reserved. This article may not be republished.</p>")]
    walk(world, clock)

    assert 1 == len(slate.wiped)
    assert PostState.WITHDRAWN is state(store)[0]


def test_a_page_that_is_missing_for_an_hour_is_still_there():
    """One 404 is no removal: the copy is looked for again, and a later withdrawal still reaches it."""
    town = Town("commons")
    world, store, feeds, clock = started(town)
    away = dict(town.live)
    clock.pass_(days=2)
    town.live.clear()
    walk(world, clock, passes=1)
    town.live.update(away)
    clock.pass_(hours=2)
    walk(world, clock)
    assert PostState.PROVEN is state(store)[0]

    feeds.holds["src"], feeds.withdrawn = [], {an_article().identity: "tombstone"}
    walk(world, clock)
    assert ({}, PostState.WITHDRAWN) == (town.live, state(store)[0])


def test_a_plug_in_that_fails_to_read_starves_no_other():
    """Whatever it raises, the copy is read later; the copies of other sites are proven now."""
    clock, store, sick, well = Clock(), MemoryStore(), Slow("sick"), Town("well")
    sick.trouble_reading = _raise(KeyError("a plug-in's own"))
    world = a_world(store, Feeds({"src": [an_article()]}), {"sick": sick, "well": well}, clock, sources=EAGER)
    walk(world, clock)

    assert {"sick": PostState.DELIVERED, "well": PostState.PROVEN} == {p.stored.post.site_id: p.stored.state for p in store.posts()}


def test_a_theme_that_fades_its_content_in_keeps_its_copy():
    """Everything is without opacity until a script runs: nothing of the copy is visible, so no credit is hidden beside it."""
    town = Slow("commons")
    town.read_back = lambda post, receipt: Page(receipt.url, f'<main style="opacity: 0">{town.live[post.slug].html}</main>')
    _, store, _, _ = started(town)

    assert PostState.PROVEN is state(store)[0]


def test_a_hidden_credit_beside_a_visible_text_is_none():
    """The text is there to be read, its credit is not, whatever markup it stands in."""
    town = Slow("commons")
    town.read_back = lambda post, receipt: Page(receipt.url, town.live[post.slug].html.replace(">“", ' style="opacity:0">“'))
    started(town)

    assert ["create", "update", "withdraw"] == [deed for deed, _ in town.accepted]
    assert {} == town.live


def test_what_a_trial_found_counts_from_the_next_pass_on():
    """A daemon that runs hears of a trial made beside it: the credit would be lost, so nothing more is posted and the copy comes down."""
    clock, store, feeds = Clock(), MemoryStore(), Feeds({"src": [an_article()]})
    town = Town("commons")
    world = a_world(store, feeds, {"commons": town}, clock, sources=EAGER)
    walk(world, clock)
    assert PostState.PROVEN is state(store)[0]
    site = world.sites["commons"]
    found = Measured(lost=("original",))
    store.record_trial(Trial(site_id=site.id, kind=site.kind, url=site.url, at=clock(), lines=((True, "tried"),), measured=found))
    walk(world, clock)
    (case,) = store.cases()
    assert "refused" == case.state
    assert PostState.WITHDRAWN is state(store)[0]
    store.record_trial(Trial(site_id=site.id, kind=site.kind, url=site.url, at=clock(), lines=((True, "tried"),)))
    walk(world, clock)
    assert ("allowed", PostState.PROVEN) == (store.cases()[0].state, state(store)[0])
