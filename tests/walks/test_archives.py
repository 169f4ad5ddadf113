"""The archive of a new source: asked for once, where somebody wants it."""

from dataclasses import replace

import pytest

from syndicator.core.places import FirstPoll
from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.pipeline import World, read
from syndicator.ports import Store
from tests.walks.fakes import SOURCE, Clock, Feeds, Town, a_world, an_article, walk

A, B = "https://src.example/2026-10", "https://src.example/2026-09"


def staged(store: Store, archives: int = 5, first: FirstPoll = FirstPoll.ALL) -> tuple[World, Feeds, Town, Clock]:
    """A feed of one article, before it two archived documents; the older one holds an older version of an article too."""
    feeds, town, clock = Feeds(holds={"src": [an_article(1)]}, earlier=A), Town("town"), Clock()
    feeds.archive = {A: ([an_article(2)], B), B: ([an_article(3), an_article(2, title="Before it was corrected")], "")}
    source = replace(SOURCE, archives=archives, first_poll=first)
    return a_world(store, feeds, {"town": town}, clock, sources={"src": source}), feeds, town, clock


def test_the_first_poll_follows_the_archive_back(store: Store):
    """Once, in order; of two versions the newer document's is taken."""
    world, feeds, town, clock = staged(store)
    walk(world, clock, passes=2)
    clock.pass_(hours=30)
    walk(world, clock, passes=1)
    assert ["Rivers rise, part 1", "Rivers rise, part 2", "Rivers rise, part 3"] == sorted(post.title for post in town.live.values())
    assert (["src", A, B], {"src"}) == (feeds.polls[:3], set(feeds.polls[3:]))


def test_without_being_asked_nobody_looks_back(store: Store):
    """The feed alone."""
    world, feeds, _town, _ = staged(store, archives=0)
    read(world)
    assert ["src"] == feeds.polls


def test_no_more_is_followed_than_was_asked_for(store: Store):
    """One document."""
    world, feeds, _town, _ = staged(store, archives=1)
    read(world)
    assert ["src", A] == feeds.polls


def test_a_circle_ends(store: Store):
    """No document is asked for twice."""
    world, feeds, _town, _ = staged(store, archives=100)
    feeds.archive[B] = ([], A)
    read(world)
    assert ["src", A, B] == feeds.polls


def test_what_is_marked_as_seen_is_marked_so_in_the_archive_too(store: Store):
    """A new source never floods."""
    world, _, town, clock = staged(store, first=FirstPoll.MARK_SEEN)
    walk(world, clock, passes=2)
    assert (3, {}) == (store.sources()[0].articles, town.live)


@pytest.mark.parametrize("error", [Rejected("it is an HTML page"), Gone("410")])
def test_an_archive_that_is_none_is_told_and_left_out(store: Store, error: Exception):
    """What was read before it stays."""
    world, feeds, _town, _clock = staged(store)
    feeds.archive[B] = error
    tally = read(world)
    assert (2, True) == (tally.counts["articles"], "its archive ends early" in tally.problems[0])


def test_an_archive_that_is_not_there_now_is_waited_for_some_time(store: Store):
    """Nothing is kept before: only the first poll asks for it. After three failures the feed goes on without it."""
    world, feeds, _town, clock = staged(store)
    feeds.archive[B] = RetryLater("busy")
    kept = []
    for _ in range(4):
        read(world)
        kept.append(store.sources()[0].articles)
        clock.pass_(hours=25)
    assert [0, 0, 0, 2] == kept
