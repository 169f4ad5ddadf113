"""Hubs in the whole way: subscribed, renewed, heard, relied on, let go."""

from dataclasses import replace
from datetime import timedelta

import pytest

from syndicator.core.subscribing import SUBSCRIBE
from syndicator.errors import Rejected, RetryLater
from syndicator.pipeline import hear, read
from syndicator.ports import Store
from tests.walks.fakes import SOURCE, START, an_article, walk
from tests.walks.hubs import SLOWLY, TOPIC, Stage, on_stage


@pytest.fixture
def stage(store: Store) -> Stage:
    return on_stage(store)


def test_a_feed_that_names_a_hub_is_subscribed_to(stage: Stage):
    """With a callback of its own, a secret, the topic and a lease; a hub that verifies before it answers is believed."""
    read(stage.world)
    (form,) = stage.hub.asked
    known = stage.subscription
    assert {
        "hub.mode": SUBSCRIBE, "hub.topic": TOPIC, "hub.callback": f"https://us.example/websub/{known.token}",
        "hub.lease_seconds": "864000", "hub.secret": known.secret,
    } == form  # fmt: skip
    assert known.alive(START)


def test_without_a_callback_no_hub_is_asked(stage: Stage):
    """Whoever cannot be called back asks for nothing."""
    read(replace(stage.world, subscribing=None))
    assert ([], []) == (stage.hub.asked, stage.world.store.subscriptions())


def test_a_push_becomes_a_post_without_any_poll(stage: Stage):
    """Read, judged and posted in one go; the feed was asked once, at the beginning."""
    read(stage.world)
    stage.push(b"1", an_article(1))
    stage.heard()
    assert (1, ["src"], []) == (len(stage.town.live), stage.feeds.polls, stage.world.store.pushes(10))


def test_the_poll_after_a_push_posts_nothing_twice(stage: Stage):
    """The same article by both ways is one."""
    read(stage.world)
    stage.push(b"1", an_article(1))
    stage.heard()
    stage.feeds.holds["src"] = [an_article(1)]
    stage.clock.pass_(hours=13)
    walk(stage.world, stage.clock)
    assert 1 == len(stage.town.created())


def test_a_push_that_rests_after_a_crash_is_read_by_the_next_pass(stage: Stage):
    """It was kept before the hub heard that it was taken."""
    read(stage.world)
    stage.push(b"1", an_article(1))
    walk(stage.world, stage.clock, passes=1)
    assert 1 == len(stage.town.live)


def test_a_late_push_takes_nothing_back(stage: Stage):
    """A poll saw newer words: the old ones a hub delivers late do not replace them; the feed is asked."""
    old, new = an_article(1, html=an_article(1).html + "<p>Old.</p>"), an_article(1, html=an_article(1).html + "<p>New.</p>")
    read(stage.world)
    stage.push(b"1", old)
    stage.heard()
    stage.feeds.holds["src"] = [new]
    stage.clock.pass_(hours=13)
    walk(stage.world, stage.clock)
    polls = len(stage.feeds.polls)
    stage.clock.pass_(minutes=5)
    stage.push(b"2", old)
    stage.heard()
    (copy,) = stage.town.live.values()
    assert (True, False) == ("New." in copy.html, "Old." in copy.html)
    walk(stage.world, stage.clock, passes=1)
    assert polls + 1 == len(stage.feeds.polls)


def test_a_push_that_is_newer_corrects_at_once(stage: Stage):
    """Its date says so."""
    read(stage.world)
    stage.push(b"1", an_article(1, updated=START))
    stage.heard()
    stage.push(b"2", an_article(1, updated=START + timedelta(minutes=1), html=an_article(1).html + "<p>Corrected.</p>"))
    stage.heard()
    (copy,) = stage.town.live.values()
    assert ("Corrected." in copy.html, ["src"]) == (True, stage.feeds.polls)


def test_a_tombstone_that_is_pushed_takes_the_copy_down(stage: Stage):
    """At once."""
    read(stage.world)
    stage.push(b"1", an_article(1))
    stage.heard()
    stage.feeds.withdrawn = {an_article(1).identity: "RFC 6721 tombstone"}
    stage.push(b"2")
    stage.heard()
    assert {} == stage.town.live


@pytest.mark.parametrize("held", [Rejected("it is an HTML page"), ValueError("a defect of ours")])
def test_a_push_that_cannot_be_read_stands_in_nobodys_way(stage: Stage, held: Exception):
    """It is told and let go of, the next one is read, and the feed is asked soon."""
    read(stage.world)
    stage.clock.pass_(minutes=2)
    stage.push(b"1", held)
    stage.push(b"2", an_article(2))
    tally = hear(stage.world)
    assert (1, []) == (len(tally.problems), stage.world.store.pushes(10))
    assert ["src"] == [due.source_id for due in stage.world.store.sources_due(stage.clock())]


def test_a_push_without_a_body_asks_the_feed(stage: Stage):
    """Of a hub whose secret others may know."""
    read(stage.world)
    stage.clock.pass_(minutes=2)
    stage.push(b"")
    hear(stage.world)
    assert ["src"] == [due.source_id for due in stage.world.store.sources_due(stage.clock())]


def polled_after(stage: Stage) -> timedelta:
    """How long after a poll now the next one is due."""
    before = len(stage.feeds.polls)
    read(stage.world)
    assert before + 1 == len(stage.feeds.polls), "it was not due"
    for minutes in range(1, 24 * 60):
        if stage.world.store.sources_due(stage.clock() + timedelta(minutes=minutes)):
            return timedelta(minutes=minutes)
    raise AssertionError("polls have stopped")


def test_a_hub_is_relied_on_once_it_has_pushed_and_until_it_keeps_something_back(stage: Stage):
    """The cadence of the source, then half a day, then the source's again; but polls never end."""
    assert polled_after(stage) < 2 * SOURCE.cadence
    stage.push(b"1", an_article(1))
    stage.heard()
    stage.clock.pass_(hours=1)
    assert SLOWLY * 0.9 <= polled_after(stage) <= SLOWLY * 1.1
    stage.clock.pass_(hours=14)
    stage.feeds.holds["src"] = [an_article(2)]  # nobody told us
    read(stage.world)
    stage.clock.pass_(hours=14)
    assert polled_after(stage) < 2 * SOURCE.cadence


def test_a_lease_is_renewed_before_it_ends(stage: Stage):
    """At three quarters; the callback and the secret stay."""
    stage.hub.lease = "86400"
    read(stage.world)
    stage.clock.pass_(hours=17)
    read(stage.world)
    assert 1 == len(stage.hub.asked)
    stage.clock.pass_(hours=2)
    read(stage.world)
    assert (2, True, stage.hub.asked[0]) == (
        len(stage.hub.asked),
        stage.subscription.alive(START + timedelta(days=1.5)),
        stage.hub.asked[1],
    )


def test_a_lease_that_ends_gives_the_feed_back_to_polling(stage: Stage):
    """The hub is gone: the source is due at once, however slowly it was polled."""
    stage.hub.lease = "86400"
    read(stage.world)
    stage.push(b"1", an_article(1))
    stage.heard()
    stage.hub.trouble = RetryLater("no answer")
    for _ in range(8):
        stage.clock.pass_(hours=3, minutes=1)
        read(stage.world)
    assert not stage.subscription.alive(stage.clock())
    stage.clock.pass_(minutes=15)
    assert polled_after(stage) < 2 * SOURCE.cadence


def test_a_refusal_is_told_and_tried_again(stage: Stage):
    """The source is polled meanwhile."""
    stage.hub.trouble = Rejected("the hub answered with status 400")
    tally = read(stage.world)
    assert (["src: the hub answered with status 400"], "the hub answered with status 400") == (tally.problems, stage.subscription.problem)
    stage.clock.pass_(minutes=11)
    stage.hub.trouble = None
    read(stage.world)
    assert (2, True, "") == (len(stage.hub.asked), stage.subscription.alive(stage.clock()), stage.subscription.problem)


def test_a_hub_that_never_verifies_is_asked_again_later(stage: Stage):
    """It said yes, and then nothing: ten minutes, half an hour, and so on."""
    stage.hub.verifies = False
    for _ in range(12):
        read(stage.world)
        stage.clock.pass_(minutes=10)
    assert 3 == len(stage.hub.asked)


def test_a_source_that_is_removed_lets_its_hub_go(stage: Stage):
    """Asked without a secret; once the hub has verified it, nothing is left."""
    read(stage.world)
    gone = replace(stage.world, sources={})
    read(gone)
    form = stage.hub.asked[-1]
    assert ("unsubscribe", TOPIC, "hub.secret" in form) == (form["hub.mode"], form["hub.topic"], False)
    read(gone)
    assert [] == gone.store.subscriptions()


def test_a_feed_that_moves_to_another_hub_is_followed(stage: Stage):
    """The new one is asked, the old one is let go."""
    read(stage.world)
    stage.feeds.hubs["src"] = ("https://other.example/", TOPIC)
    stage.clock.pass_(minutes=15)
    read(stage.world)
    assert ["subscribe", "subscribe", "unsubscribe"] == sorted(stage.hub.modes())


def test_what_waits_of_a_source_that_is_gone_is_let_go(stage: Stage):
    """Nothing of it is read."""
    read(stage.world)
    stage.push(b"1", an_article(1))
    hear(replace(stage.world, sources={}))
    assert ([], []) == (stage.world.store.pushes(10), stage.world.store.cases())


def test_a_stop_leaves_pushes_where_they_are(stage: Stage):
    """They rest in the store."""
    read(stage.world)
    stage.push(b"1", an_article(1))
    hear(replace(stage.world, stopping=lambda: True))
    assert 1 == len(stage.world.store.pushes(10))


def test_a_known_article_under_another_id_is_left_to_the_poll(stage: Stage):
    """A push may hold a part of the feed: who is who is told by the whole of it."""
    read(stage.world)
    stage.push(b"1", an_article(1))
    stage.heard()
    stage.clock.pass_(minutes=5)
    stage.push(b"2", an_article(1, id="anew"), an_article(2))
    stage.heard()
    assert (2, ["src"]) == (len(stage.town.live), [due.source_id for due in stage.world.store.sources_due(stage.clock())])
    stage.feeds.holds["src"] = [an_article(1, id="anew"), an_article(2)]
    walk(stage.world, stage.clock, passes=1)
    assert 2 == len(stage.town.created())
