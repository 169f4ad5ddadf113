"""One article walks the whole way, over the memory store and over SQLite."""

from dataclasses import replace
from datetime import timedelta

from syndicator.core.places import FirstPoll
from syndicator.core.post import PostState
from syndicator.core.verdict import Answer, Form
from syndicator.errors import RetryLater
from syndicator.ports import Store
from tests.walks.fakes import SOURCE, START, Clock, Feeds, Town, a_world, an_article, walk

EAGER = {"sources": {"src": replace(SOURCE, first_poll=FirstPoll.ALL)}}


def test_a_granted_article_is_posted_once_and_proven(store: Store):
    """Over many passes there is one copy, and its duties are proven on it."""
    clock, town = Clock(), Town("commons")
    world = a_world(store, Feeds({"src": [an_article()]}), {"commons": town}, clock, **EAGER)

    walk(world, clock)

    row = store.posts()[0]
    assert 1 == len(town.accepted) == len(store.posts())
    assert (PostState.PROVEN, True) == (row.stored.state, all(c.met for c in row.checks))
    assert {"title", "source_credit", "hyperlink_original", "source_link", "copyright_notice"} <= {c.obligation.duty for c in row.checks}


def test_an_article_without_terms_is_only_linked(store: Store):
    """Silence grants nothing: headline and link, none of the text."""
    clock, town = Clock(), Town("commons")
    world = a_world(
        store, Feeds({"src": [an_article(html="<p>Secret words of the author.</p>", rights="")]}), {"commons": town}, clock, **EAGER
    )

    walk(world, clock)

    post = next(iter(town.live.values()))
    assert Form.LINK is post.form
    assert "Secret words" not in post.html + post.text + post.markdown + post.excerpt
    assert 'href="https://src.example/1"' in post.html


def test_a_denied_article_never_leaves(store: Store):
    """«All rights reserved», and a site that takes full texts only: nothing is sent."""
    clock, town = Clock(), Town("commons")
    article = an_article(html="<p>News.</p><p>All rights reserved. No part of this article may be republished without permission.</p>")
    world = a_world(store, Feeds({"src": [article]}), {"commons": town}, clock, **EAGER)
    world = replace(world, sites={"commons": replace(world.sites["commons"], forms=(Form.FULL,))})

    walk(world, clock)

    assert [] == town.accepted
    assert ["refused"] == [c.state for c in store.cases()]


def test_a_correction_updates_the_copy_in_place(store: Store):
    """A new version reaches the same copy; the slug stays."""
    clock, town, feeds = Clock(), Town("commons"), Feeds({"src": [an_article()]})
    world = a_world(store, feeds, {"commons": town}, clock, **EAGER)
    walk(world, clock)

    feeds.holds["src"] = [an_article(title="Rivers fall", html=an_article().html.replace("rose", "fell"))]
    walk(world, clock)

    assert ["create", "update"] == [deed for deed, _ in town.accepted]
    assert ["Rivers fall"] == [p.title for p in town.live.values()]
    assert PostState.PROVEN is store.posts()[0].stored.state


def test_a_withdrawal_takes_the_copy_down_and_it_is_proven_gone(store: Store):
    """A tombstone at the source ends the copy; later polls do not bring it back."""
    clock, town, feeds = Clock(), Town("commons"), Feeds({"src": [an_article()]})
    world = a_world(store, feeds, {"commons": town}, clock, **EAGER)
    walk(world, clock)

    feeds.holds["src"], feeds.withdrawn = [], {an_article().identity: "RFC 6721 tombstone"}
    walk(world, clock)

    row = store.posts()[0]
    assert ({}, ["create", "withdraw"]) == (town.live, [deed for deed, _ in town.accepted])
    assert PostState.WITHDRAWN is row.stored.state
    assert "gone" in row.stored.why


def test_an_article_withdrawn_before_it_was_posted_never_is(store: Store):
    """The signal may come between judgement and delivery."""
    clock, town, feeds = Clock(), Town("commons", _always(RetryLater("busy"))), Feeds({"src": [an_article()]})
    world = a_world(store, feeds, {"commons": town}, clock, **EAGER)
    walk(world, clock, passes=1)
    feeds.holds["src"], feeds.withdrawn = [], {an_article().identity: "RFC 6721 tombstone"}
    town.trouble = lambda moment: None

    walk(world, clock)

    assert [] == town.created()


def test_changed_terms_take_a_revocable_copy_down(store: Store):
    """A grant in words that turns into a denial ends the copy."""
    clock, town, feeds = Clock(), Town("commons"), Feeds({"src": [an_article()]})
    world = a_world(store, feeds, {"commons": town}, clock, **EAGER)
    world = replace(world, sites={"commons": replace(world.sites["commons"], forms=(Form.FULL,))})
    walk(world, clock)

    feeds.holds["src"] = [an_article(html="<p>The river rose.</p><p>All rights reserved. This article may not be republished.</p>")]
    walk(world, clock)

    assert {} == town.live


def test_a_licence_that_is_no_longer_stated_leaves_the_copy_it_made(store: Store):
    """An irrevocable licence missing from one reading neither shrinks nor withdraws the copy; a person is told."""
    clock, town = Clock(), Town("commons")
    licensed = an_article(
        html='<p>The river rose.</p><p>Licensed under <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>.</p>'
    )
    feeds = Feeds({"src": [licensed]})
    world = a_world(store, feeds, {"commons": town}, clock, **EAGER)
    walk(world, clock)
    assert ["create"] == [deed for deed, _ in town.accepted]

    feeds.holds["src"] = [an_article(html="<p>The river rose.</p>", rights="")]
    walk(world, clock)

    assert ["create"] == [deed for deed, _ in town.accepted]
    assert ["licence_kept"] == [c.verdict.deciding.rule for c in store.cases()]


def test_a_site_that_strips_the_credit_is_repaired_once_then_withdrawn(store: Store):
    """A live copy without what it owes may not stand."""
    clock, town = Clock(), Town("commons")
    town.strips = 'href="https://src.example/1"'
    world = a_world(store, Feeds({"src": [an_article()]}), {"commons": town}, clock, **EAGER)

    walk(world, clock, passes=10)

    assert ["create", "update", "withdraw"] == [deed for deed, _ in town.accepted]
    assert {} == town.live


def test_a_copy_removed_at_the_site_is_not_posted_again(store: Store):
    """A moderator's word is final."""
    clock, town = Clock(), Town("commons")
    world = a_world(store, Feeds({"src": [an_article()]}), {"commons": town}, clock, **EAGER)
    walk(world, clock)
    town.live.clear()
    clock.pass_(days=8)

    walk(world, clock, passes=10)

    assert 1 == len(town.accepted)


def test_an_answer_is_kept_with_its_history(store: Store):
    """Every verdict stays, oldest first."""
    clock, feeds = Clock(), Feeds({"src": [an_article(html="<p>Nothing about rights.</p>", rights="")]})
    world = a_world(store, feeds, {"commons": Town("commons")}, clock, **EAGER)
    walk(world, clock)
    feeds.holds["src"] = [an_article()]
    walk(world, clock)

    verdicts = [v for _, v in store.verdicts(an_article().key, "commons")]
    assert [(Answer.ALLOW, Form.LINK), (Answer.ALLOW, Form.FULL)] == [(v.answer, v.form) for v in verdicts]


def test_a_quota_makes_the_rest_wait_not_vanish(store: Store):
    """Two a day: the third comes the next day."""
    clock, town = Clock(), Town("commons")
    feeds = Feeds({"src": [an_article(n) for n in (1, 2, 3)]})
    world = a_world(store, feeds, {"commons": town}, clock, **EAGER)
    world = replace(world, routes=(replace(world.routes[0], per_day=2),))

    walk(world, clock)
    before = len(town.live)
    clock.now = START + timedelta(days=1, hours=2)
    walk(world, clock)

    assert (2, 3) == (before, len(town.live))


def test_one_dead_site_is_asked_once_a_pass_and_holds_up_no_other(store: Store):
    """Five posts for a dead site cost one try a pass; the other site has its five at once."""
    clock, dead, well = Clock(), Town("dead"), Town("well")
    tries = []

    def refuse(moment: str) -> None:
        tries.append(moment)
        raise RetryLater("timed out")

    dead.trouble = refuse
    feeds = Feeds({"src": [an_article(n) for n in range(5)]})
    walk(a_world(store, feeds, {"dead": dead, "well": well}, clock, **EAGER), clock, passes=1)

    assert (1, 5) == (len(tries), len(well.live))


def _always(error: Exception):
    def raise_it(moment: str) -> None:
        raise error

    return raise_it
