"""Withdrawals: a single one goes everywhere at once, a storm waits for a person, and how long each took is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from syndicator.core.article import Article
from syndicator.core.drift import Grade
from syndicator.core.places import FirstPoll
from syndicator.core.post import PostState
from syndicator.core.storms import by_a_machine, is_storm
from syndicator.errors import Gone, Rejected, RetryLater, Withheld
from syndicator.pipeline.follow import confirm_storm, storm_since
from syndicator.pipeline.timing import taken_down
from syndicator.ports import Store, Validators
from tests.walks.fakes import SOURCE, Clock, Feeds, Pages, Town, a_world, an_article, walk

EAGER = {"src": replace(SOURCE, first_poll=FirstPoll.ALL, burst=99)}
WORDS = "Aster Birch Cedar Dahlia Elm Fir Gorse Hazel Iris Juniper Kelp Larch Maple Nettle Oak Pine Quince Rowan Sage Thyme".split()


def story(number: int) -> Article:
    """Articles that are not alike."""
    words = " ".join(f"{WORDS[(number * 7 + place * (number + 3)) % 20]} {number}{place}" for place in range(30))
    return an_article(number, html=f"<p>{words}.</p>{an_article().html}", title=f"{WORDS[number % 20]} {number}")


def posted(store: Store, count: int, *towns: str) -> tuple:
    """A world with so many copies on each site, proven."""
    clock, pages = Clock(), Pages({f"https://src.example/{n}": "<title>There</title>" for n in range(1, count + 1)})
    sites = {name: Town(name) for name in towns or ("commons",)}
    feeds = Feeds({"src": [story(number) for number in range(1, count + 1)]})
    world = a_world(store, feeds, sites, clock, sources=EAGER, pages=pages)
    walk(world, clock, 2)
    assert [count] * len(sites) == [len(town.live) for town in sites.values()], {c.state: c.verdict for c in store.cases()}
    return world, clock, sites, feeds


def test_a_single_withdrawal_takes_the_copy_down_on_all_sites(store):
    """In the pass after the signal; the time from signal to takedown is in the ledger, copy by copy."""
    world, clock, sites, feeds = posted(store, 10, "commons", "plaza", "square")
    feeds.withdrawn = {story(3).identity: "RFC 6721 tombstone"}
    feeds.holds["src"] = [story(number) for number in range(1, 11) if number != 3]
    clock.pass_(hours=2)
    walk(world, clock, 2)

    assert [9, 9, 9] == [len(town.live) for town in sites.values()]
    found = taken_down(store.ledger_about(story(3).key))
    assert ["commons", "plaza", "square"] == sorted(one.site for one in found)
    assert all(one.signal == "article" and one.took <= timedelta(minutes=11) and one.gone_at is not None for one in found)


def test_a_storm_of_withdrawals_waits_for_a_person(store):
    """A source that takes everything back at once: nothing goes, it is told, and it is written down once."""
    world, clock, sites, feeds = posted(store, 20)
    feeds.withdrawn, feeds.holds["src"] = {story(n).identity: "RFC 6721 tombstone" for n in range(1, 21)}, []
    walk(world, clock, 3)

    assert (20, True) == (len(sites["commons"].live), storm_since(store, "src", clock.now) is not None)
    entries = [entry.read() for entry in store.ledger_about("source:src")]
    assert [{"going": 20, "live": 20}] == [dict(one.says) for one in entries if one.kind == "storm"]


def test_a_storm_passes_when_a_person_says_so(store):
    """All go then, and the next storm waits again."""
    world, clock, sites, feeds = posted(store, 20)
    feeds.withdrawn, feeds.holds["src"] = {story(n).identity: "RFC 6721 tombstone" for n in range(1, 21)}, []
    walk(world, clock, 1)
    confirm_storm(store, "src", clock.now)
    walk(world, clock, 2)
    assert (0, None) == (len(sites["commons"].live), storm_since(store, "src", clock.now))


def test_a_storm_that_blows_over_leaves_everything_in_place(store):
    """The source lists its articles again: nothing was lost."""
    world, clock, sites, feeds = posted(store, 20)
    feeds.withdrawn, held = {story(n).identity: "RFC 6721 tombstone" for n in range(1, 21)}, feeds.holds["src"]
    feeds.holds["src"] = []
    walk(world, clock, 2)
    feeds.withdrawn, feeds.holds["src"] = {}, held
    clock.pass_(hours=2)
    walk(world, clock, 3)
    assert (20, None) == (len(sites["commons"].live), storm_since(store, "src", clock.now))
    assert 20 == len(sites["commons"].created())


def test_a_storm_that_comes_in_gusts_is_held_up_too(store):
    """Four at each poll: the first few go, and then a person is asked."""
    world, clock, sites, feeds = posted(store, 20)
    for gust in range(1, 5):
        gone = range(1, gust * 4 + 1)
        feeds.withdrawn = {story(n).identity: "RFC 6721 tombstone" for n in gone}
        feeds.holds["src"] = [story(n) for n in range(1, 21) if n not in gone]
        clock.pass_(hours=2)
        walk(world, clock, 1)
    assert (16, True) == (len(sites["commons"].live), storm_since(store, "src", clock.now) is not None)


@pytest.mark.parametrize(
    ("going", "live", "storm"),
    [(5, 5, False), (6, 6, True), (6, 30, False), (7, 30, True), (20, 100, False), (21, 100, True), (1, 0, False)],
)
def test_what_a_storm_is(going, live, storm):
    """More than five, and more than a fifth of what stands."""
    assert storm is is_storm(going, live, 20)


def test_a_persons_word_is_never_held_up():
    """Nor the end of a time or of an agreement."""
    assert by_a_machine("the source withdrew it: RFC 6721 tombstone")
    assert by_a_machine("the terms no longer allow it: refused")
    assert not by_a_machine("Ana Ruiz rejected it on 2026-11-22")
    assert not by_a_machine("its time is over: 30 days")
    assert not by_a_machine("what it rested on no longer holds: a letter")


# ------------------------------------------------------------------------------------------------ the original's own page


def look(world, clock, days: float = 8) -> None:
    clock.pass_(days=days)
    walk(world, clock, 2)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Gone("https://src.example/1 is not there (410)"), "410"),
        (Rejected("https://src.example/1 answered with status 451"), "legal"),
        ("<title>RETRACTED: Rivers rise</title>", "RETRACTED"),
        ('<meta name="citation_retracted" content="true"><title>Rivers</title>', "retracted"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","creativeWorkStatus":"Withdrawn"}</script>', "withdrawn"),
    ],
)
def test_an_original_that_is_gone_for_good_takes_its_copy_with_it(store, answer, words):
    """410, 451, and the page's own word; and the feed, which still lists it, does not bring it back."""
    world, clock, sites, _ = posted(store, 1)
    look(world, clock)
    world.pages.html["https://src.example/1"] = answer
    look(world, clock)
    stored, signal = store.posts()[0].stored, store.articles(story(1).key)[0].withdrawn.signal
    assert (PostState.WITHDRAWN, {}, True) == (stored.state, sites["commons"].live, words in signal)
    look(world, clock)
    assert (PostState.WITHDRAWN, 1) == (store.posts()[0].stored.state, len(sites["commons"].created()))


def test_an_original_that_is_as_it_was_is_not_sent_again(store):
    """Its validators are kept once it was seen to stand; a page that changed is read, and one that is retracted is never taken for seen."""
    world, clock, sites, _ = posted(store, 1)
    address = "https://src.example/1"
    look(world, clock)
    first = [*world.pages.conditions]
    look(world, clock, days=40)
    assert ([], [address]) == (first, world.pages.conditions)
    assert store.original_seen(story(1).key) != Validators()
    world.pages.html[address] = "<title>RETRACTED: Rivers rise</title>"
    look(world, clock, days=100)
    assert (PostState.WITHDRAWN, {}) == (store.posts()[0].stored.state, sites["commons"].live)


def test_an_original_that_is_not_found_is_looked_at_again_first(store):
    """404 may pass: the copy goes when it was missing two days on."""
    world, clock, sites, _ = posted(store, 1)
    look(world, clock)
    world.pages.html["https://src.example/1"] = Gone("https://src.example/1 is not there (404)")
    look(world, clock)
    assert (PostState.PROVEN, 1) == (store.posts()[0].stored.state, len(sites["commons"].live))
    assert {"source_gone": Grade.NOTE} == {d.drift.kind: d.drift.grade for d in store.posts()[0].stored.drifts if d.cured_at is None}
    for _ in range(3):
        look(world, clock, days=1)
    assert (PostState.WITHDRAWN, 0) == (store.posts()[0].stored.state, len(sites["commons"].live))


@pytest.mark.parametrize("answer", [RetryLater("503"), Rejected("robots.txt keeps us out"), "<title>Withdrawn troops return</title>"])
def test_an_original_that_says_nothing_of_the_kind_changes_nothing(store, answer):
    """A server in trouble, a door, a headline with the word in it."""
    world, clock, sites, _ = posted(store, 1)
    look(world, clock)
    world.pages.html["https://src.example/1"] = answer
    for _ in range(3):
        look(world, clock, days=40)
    assert (PostState.PROVEN, 1) == (store.posts()[0].stored.state, len(sites["commons"].live))


def test_a_feed_that_is_withheld_has_its_copies_looked_at_by_a_person(store):
    """451 for the feed: its live copies are looked at at once and flagged, none is taken down, and a feed that is read again ends it."""
    world, clock, sites, feeds = posted(store, 2)
    look(world, clock)
    feeds.holds["src"] = Withheld("src.example answered 451: it is withheld for legal reasons")
    clock.pass_(days=2)
    walk(world, clock, 1)
    flagged = [[(d.drift.kind, d.drift.grade) for d in row.stored.drifts if d.cured_at is None] for row in store.posts()]
    assert ([[("source_withheld", Grade.DOUBT)]] * 2, 2) == (flagged, len(sites["commons"].live))
    assert all("for a person" in row.stored.why and "since 20" in row.stored.why for row in store.posts())
    feeds.holds["src"] = RetryLater("a bad hour")
    look(world, clock, days=2)
    assert ["source_withheld"] == [d.drift.kind for d in store.posts()[0].stored.drifts if d.cured_at is None]
    feeds.holds["src"] = [story(number) for number in (1, 2)]
    look(world, clock, days=2)
    look(world, clock, days=2)
    assert [] == [d for row in store.posts() for d in row.stored.drifts if d.cured_at is None]


def test_a_source_that_answers_410_for_every_page_trips_the_breaker(store):
    """Every original is gone at one look: nothing is taken down before a person said so."""
    world, clock, sites, _ = posted(store, 12)
    look(world, clock)
    for number in range(1, 13):
        world.pages.html[f"https://src.example/{number}"] = Gone("not there (410)")
    look(world, clock)
    assert (12, True) == (len(sites["commons"].live), storm_since(store, "src", clock.now) is not None)
    confirm_storm(store, "src", clock.now)
    walk(world, clock, 2)
    assert 0 == len(sites["commons"].live)
