"""Articles that a feed no longer lists: nothing follows, unless it says that it lists everything, and stays by it (RFC 5005 §2)."""

import pytest

from syndicator.pipeline.follow import storm_since
from tests.walks.fakes import walk
from tests.walks.test_storms import posted, story


def polls(world, clock, *, days: float) -> None:
    clock.pass_(days=days)
    walk(world, clock, 2)


@pytest.fixture
def ten(store):
    """Ten live copies of a feed that says that it lists everything."""
    world, clock, sites, feeds = posted(store, 10)
    feeds.complete = True
    return world, clock, sites["commons"].live, feeds


def lists(feeds, *, without: set[int]) -> None:
    feeds.holds["src"] = [story(number) for number in range(1, 11) if number not in without]


def test_an_article_missing_from_a_complete_feed_goes_when_it_stays_away(store, ten):
    """Not at the first poll that misses it, but after a day; the note says since when."""
    world, clock, live, feeds = ten
    lists(feeds, without={3})
    polls(world, clock, days=0.5)
    assert (10, False) == (len(live), store.articles(story(3).key)[0].withdrawn is not None)
    polls(world, clock, days=0.5)
    polls(world, clock, days=0.6)
    assert (9, True) == (len(live), "lists everything (RFC 5005)" in store.articles(story(3).key)[0].withdrawn.signal)


def test_a_feed_is_fetched_whole_until_that_is_sure(store, ten):
    """No “not modified” may stand for a second look."""
    world, clock, _, feeds = ten
    lists(feeds, without={3})
    polls(world, clock, days=0.5)
    (due,) = [one for one in store.sources_due(clock.now.replace(year=clock.now.year + 1)) if one.source_id == "src"]
    assert "" == due.memory.etag
    for _ in range(3):
        polls(world, clock, days=0.6)
    (due,) = [one for one in store.sources_due(clock.now.replace(year=clock.now.year + 1)) if one.source_id == "src"]
    assert '"1"' == due.memory.etag


def test_an_article_that_comes_back_in_between_stays(store, ten):
    """And when it goes missing again later, the day begins anew."""
    world, clock, live, feeds = ten
    for without in ({3}, set(), {3}):
        lists(feeds, without=without)
        polls(world, clock, days=1.1)
    assert 10 == len(live)
    polls(world, clock, days=1.1)
    assert 9 == len(live)


def test_a_feed_that_lists_only_its_newest_takes_nothing_back(store, ten):
    """Every usual feed."""
    world, clock, live, feeds = ten
    feeds.complete = False
    lists(feeds, without={1, 2, 3})
    for _ in range(4):
        polls(world, clock, days=2)
    assert 10 == len(live)


def test_an_empty_feed_says_nothing(store, ten):
    """However complete it calls itself."""
    world, clock, live, feeds = ten
    lists(feeds, without=set(range(1, 11)))
    for _ in range(4):
        polls(world, clock, days=2)
    assert (10, None) == (len(live), storm_since(store, "src", clock.now))


def test_many_at_once_wait_for_a_person(store, ten):
    """The circuit breaker holds them up as it does tombstones."""
    world, clock, live, feeds = ten
    lists(feeds, without=set(range(1, 10)))
    for _ in range(4):
        polls(world, clock, days=0.6)
    assert (10, True) == (len(live), storm_since(store, "src", clock.now) is not None)
