"""Exactly one copy per article and site, nothing lost: whatever dies, wherever, whenever."""

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from syndicator.core.places import FirstPoll
from syndicator.core.post import Post, PostState, Receipt
from syndicator.errors import OutcomeUnknown, RetryLater
from syndicator.pipeline import STEPS, deliver
from syndicator.stores import open_store
from tests.walks.fakes import SOURCE, Clock, Feeds, Town, a_world, an_article, walk

EAGER = {"src": replace(SOURCE, first_poll=FirstPoll.ALL)}


class Killed(BaseException):
    """The process is gone: nothing catches it, nothing is tidied up."""


class Fuse:
    """Counts moments, and kills at one of them."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.count = 0

    def burn(self, *_: object) -> None:
        self.count += 1
        if self.count == self.at:
            raise Killed


class Mortal:
    """A store before and after each of whose calls the process may die."""

    def __init__(self, store: object, fuse: Fuse) -> None:
        self._store = store
        self._fuse = fuse

    def __getattr__(self, name: str) -> Callable:
        method = getattr(self._store, name)

        def call(*args: object, **kwargs: object) -> object:
            self._fuse.burn()
            answer = method(*args, **kwargs)
            self._fuse.burn()
            return answer

        return call


def lives(path: Path, town: Town, feeds: Feeds, clock: Clock, fuse: Fuse) -> None:
    """One life of the process: it opens the store, walks, and may be killed."""
    store = open_store(path)
    try:
        walk(a_world(Mortal(store, fuse), feeds, {"commons": town}, clock, sources=EAGER), clock, passes=3)
    except Killed:
        pass
    finally:
        store.close()


def test_killed_at_every_moment_there_is_one_copy(tmp_path: Path):
    """For i = 1, 2, 3 … until a life ends by itself: kill at moment i, restart, and count the copies."""
    empty = tmp_path / "empty.sqlite"
    open_store(empty).close()  # hundreds of lives begin with it; its tables are made once
    at, ended = 0, False
    while not ended:
        at += 1
        town, clock, fuse = Town("commons"), Clock(), Fuse(at)
        town.trouble = fuse.burn
        feeds, path = Feeds({"src": [an_article()]}), tmp_path / f"{at}.sqlite"
        shutil.copy(empty, path)
        lives(path, town, feeds, clock, fuse)
        ended = fuse.count < at
        lives(path, town, feeds, clock, Fuse(-1))

        assert 1 == len(town.created()) == len(town.live), f"killed at moment {at}"
    assert at > 30


def test_killed_again_and_again_there_is_one_copy(tmp_path: Path):
    """Ten lives, each killed a moment later than the one before."""
    town, clock, feeds = Town("commons"), Clock(), Feeds({"src": [an_article(n) for n in range(3)]})
    for at in range(5, 60, 5):
        fuse = Fuse(at)
        town.trouble = fuse.burn
        lives(tmp_path / "one.sqlite", town, feeds, clock, fuse)
    town.trouble = lambda moment: None
    lives(tmp_path / "one.sqlite", town, feeds, clock, Fuse(-1))

    assert 3 == len(set(town.created())) == len(town.created()) == len(town.live)


@pytest.mark.parametrize(
    "error", [OutcomeUnknown("the answer was lost"), RetryLater("connection refused"), ZeroDivisionError("a plug-in's own")]
)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_lost_answers_make_no_second_copy(tmp_path: Path, error: Exception, moment: str):
    """Refused before, or accepted and never answered: the site is asked before it is told again."""
    town, clock, feeds, store = Town("commons"), Clock(), Feeds({"src": [an_article()]}), open_store(tmp_path / "s.sqlite")
    left = [3]

    def trouble(now: str) -> None:
        if now == moment and left[0]:
            left[0] -= 1
            raise error

    town.trouble = trouble
    walk(a_world(store, feeds, {"commons": town}, clock, sources=EAGER), clock, passes=12)

    assert (1, 1) == (len(town.created()), len(town.live))
    assert PostState.PROVEN is store.posts()[0].stored.state
    store.close()


class Mute:
    """A site that takes posts and can never be asked about them."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def publish(self, post: object) -> object:
        self.taken.append(post.slug)
        raise OutcomeUnknown("the answer was lost")


def test_where_the_site_cannot_be_asked_a_person_decides(tmp_path: Path):
    """At most once: an unknown outcome rests, and is never sent again by itself."""
    mute, clock, store = Mute(), Clock(), open_store(tmp_path / "s.sqlite")
    world = a_world(store, Feeds({"src": [an_article()]}), {"commons": Town("commons")}, clock, sources=EAGER)
    walk(replace(world, clients={"commons": mute}), clock, passes=12)

    assert 1 == len(mute.taken)
    assert PostState.UNKNOWN is store.posts()[0].stored.state
    store.close()


class Wall:
    """A site that takes posts and can never be asked about them; `trouble` as a town's."""

    def __init__(self, trouble: Callable[[str], None]) -> None:
        self.trouble = trouble
        self.taken: list[str] = []

    def publish(self, post: Post) -> Receipt:
        self.trouble("before")
        self.taken.append(post.slug)
        self.trouble("after")
        return Receipt(post.slug, f"https://wall.example/{post.slug}")


def town_and_wall(fuse: Fuse) -> dict[str, Town | Wall]:
    return {"commons": Town("commons", fuse.burn), "wall": Wall(fuse.burn)}


def queued(path: Path, count: int) -> None:
    """A store with so many articles judged for both sites, and nothing delivered."""
    store, clock = open_store(path), Clock()
    world = a_world(store, Feeds({"src": [an_article(n) for n in range(count)]}), town_and_wall(Fuse(-1)), clock, sources=EAGER)
    for step in ("read", "judge"):
        STEPS[step](world)
    store.close()


def test_killed_between_any_two_statements_of_a_batch_there_is_one_copy(tmp_path: Path):
    """Three posts for a site that can be asked: one copy each. Three for one that cannot: none twice, and one at most for a person."""
    queued(tmp_path / "queued.sqlite", 3)
    at, ended = 0, False
    while not ended:
        at += 1
        clock, fuse, path = Clock(), Fuse(at), tmp_path / f"{at}.sqlite"
        sites = town_and_wall(fuse)
        shutil.copy(tmp_path / "queued.sqlite", path)
        for life in (fuse, Fuse(-1)):
            store = open_store(path)
            for moment in ("before_cursor_execute", "commit"):
                event.listen(store._database.engine, moment, life.burn)
            world = a_world(store, Feeds(), sites, clock, sources=EAGER)
            with suppress(Killed):
                for _ in range(3):
                    deliver(world)
                    clock.pass_(minutes=3)
            ended, fuse.at = fuse.count < at, -1
            states = Counter((row.stored.post.site_id, row.stored.state.value) for row in store.posts())
            store.close()

        town, wall = sites["commons"], sites["wall"]
        assert 3 == len(set(town.created())) == len(town.created()) == states["commons", "delivered"], f"killed at moment {at}"
        assert len(set(wall.taken)) == len(wall.taken), f"killed at moment {at}"
        assert 3 == states["wall", "delivered"] + states["wall", "unknown"]
        assert states["wall", "unknown"] <= 1
    assert at > 30
