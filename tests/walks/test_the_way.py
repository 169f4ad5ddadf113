"""One article walks the whole way, over the memory store and over SQLite."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from syndicator.core.places import FirstPoll, Source
from syndicator.core.post import PostState
from syndicator.core.verdict import Answer, Form
from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.ports import Store
from syndicator.stores import open_store
from syndicator.stores.memory import MemoryStore
from tests.walks.fakes import SOURCE, START, Clock, Feeds, Pages, Town, a_world, an_article, walk

EAGER = {"sources": {"src": replace(SOURCE, first_poll=FirstPoll.ALL)}}


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    store = MemoryStore() if request.param == "memory" else open_store(tmp_path / "syndicator.sqlite")
    yield store
    store.close()


def test_a_granted_article_is_posted_once_and_proven(store: Store):
    """Over many passes there is one copy, and its duties are proven on it."""
    clock, town = Clock(), Town("commons")
    world = a_world(store, Feeds({"src": [an_article()]}), {"commons": town}, clock, **EAGER)

    walk(world, clock)

    row = store.posts()[0]
    assert 1 == len(town.accepted) == len(store.posts())
    assert (PostState.PROVEN, True) == (row.stored.state, all(c.met for c in row.checks))
    assert {"title", "source_credit", "hyperlink_original", "source_link", "copyright_notice"} <= {c.obligation.duty for c in row.checks}


def test_a_new_source_never_floods(store: Store):
    """By default what a new source holds is seen, not posted; what comes after is."""
    clock, town, feeds = Clock(), Town("commons"), Feeds({"src": [an_article(1), an_article(2)]})
    world = a_world(store, feeds, {"commons": town}, clock)

    walk(world, clock)
    feeds.holds["src"] = [an_article(1), an_article(2), an_article(3)]
    walk(world, clock)

    assert ["Rivers rise, part 3"] == [p.title for p in town.live.values()]


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


def test_one_bad_source_hurts_no_other(store: Store):
    """A refusal, a dead server and a defect are recorded for their own source."""
    clock, town = Clock(), Town("commons")
    troubles = {"a": RetryLater("timed out"), "b": Rejected("not a feed"), "c": ZeroDivisionError("ours"), "d": Gone("410")}
    sources = {name: Source(id=name, feed=f"https://{name}.example/", publisher=name) for name in troubles}
    feeds = Feeds({**troubles, "src": [an_article()]})
    world = a_world(store, feeds, {"commons": town}, clock, sources={**sources, **EAGER["sources"]})

    walk(world, clock)

    problems = {row.id: row.problem for row in store.sources()}
    assert 1 == len(town.accepted)
    for name, words in {"a": "timed out", "b": "not a feed", "c": "ZeroDivisionError", "d": "410"}.items():
        assert words in problems[name]


def test_a_gone_feed_is_never_asked_again(store: Store):
    """HTTP 410 is for good (RFC 9110 §15.5.11)."""
    clock, feeds = Clock(), Feeds({"src": Gone("410")})
    world = a_world(store, feeds, {"commons": Town("commons")}, clock)

    walk(world, clock)
    clock.pass_(days=30)
    walk(world, clock)

    assert ["src"] == feeds.polls


def test_the_page_gives_text_and_terms_where_the_source_says_so(store: Store):
    """`text = "page"`: the article's own page is read; a page that is missing is no reason to post a teaser."""
    clock, town = Clock(), Town("commons")
    page = (
        f"<html><body><nav>x</nav><article><p>The whole story of the river.</p></article><footer>{an_article().html}</footer></body></html>"
    )
    sources = {"src": replace(SOURCE, first_poll=FirstPoll.ALL, read_page=True)}
    feeds = Feeds({"src": [an_article(1, html="<p>Teaser.</p>", complete=False), an_article(2, html="<p>Teaser.</p>", complete=False)]})
    world = a_world(store, feeds, {"commons": town}, clock, sources=sources, pages=Pages({"https://src.example/1": page}))

    walk(world, clock)

    assert ["Rivers rise, part 1"] == [p.title for p in town.live.values()]
    assert "The whole story of the river." in next(iter(town.live.values())).html


def test_a_new_source_that_reads_pages_asks_for_none_it_only_marks_as_seen(store: Store):
    """A page that cannot be had on the first day does not make its article new on the second."""
    clock, town, feeds = Clock(), Town("commons"), Feeds({"src": [an_article(1), an_article(2)]})
    pages = Pages({})
    world = a_world(store, feeds, {"commons": town}, clock, sources={"src": replace(SOURCE, read_page=True)}, pages=pages)
    walk(world, clock)
    pages.html = {f"https://src.example/{n}": f"<article>{an_article(n).html}</article>" for n in (1, 2, 3)}
    feeds.holds["src"] = [an_article(1), an_article(2), an_article(3)]

    walk(world, clock)

    assert ["Rivers rise, part 3"] == [p.title for p in town.live.values()]
    assert ["https://src.example/3"] == pages.asked


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


@pytest.mark.parametrize(
    "twin",
    [
        {"id": "tag:src.example,2026:1", "url": "https://elsewhere.example/x"},
        {"id": "17", "url": "http://www.src.example/1?utm_source=feed"},
    ],
)
def test_the_same_article_from_two_sources_is_one_copy(store: Store, twin: dict):
    """By its global id or by its address: the second source's is refused, and says whose the copy is."""
    clock, town = Clock(), Town("commons")
    second = Source(id="two", feed="https://src.example/other", publisher="Source Daily", first_poll=FirstPoll.ALL, cadence=SOURCE.cadence)
    feeds = Feeds({"src": [an_article()], "two": [an_article(source_id="two", **twin)]})
    world = a_world(store, feeds, {"commons": town}, clock, sources={**EAGER["sources"], "two": second})
    walk(replace(world, routes=(replace(world.routes[0], sources=("src", "two")),)), clock)

    assert 1 == len(town.live)
    assert ["once"] == [c.verdict.deciding.rule for c in store.cases() if c.state == "refused"]


def test_a_burst_is_held_until_a_person_raises_the_bar(store: Store):
    """More new articles at once than `burst`: all are held; the remedy that the finding names lets them go."""
    clock, town, feeds = Clock(), Town("commons"), Feeds({"src": [an_article(1)]})
    careful = replace(SOURCE, burst=3)
    world = a_world(store, feeds, {"commons": town}, clock, sources={"src": careful})
    walk(world, clock)
    feeds.holds["src"] = [an_article(n) for n in range(1, 6)]
    walk(world, clock)

    held = [c for c in store.cases() if c.state == "held"]
    assert (4, []) == (len(held), town.accepted)
    assert "burst = 4" in held[0].verdict.deciding.remedy

    walk(replace(world, sources={"src": replace(careful, burst=4)}), clock)
    assert 4 == len(town.live)


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


def test_a_stop_is_not_counted_against_a_source(store: Store):
    """What was not read when the process was asked to end stays due, without a failure."""
    clock, feeds = Clock(), Feeds({"src": [an_article()]})
    world = a_world(store, feeds, {"commons": Town("commons")}, clock, **EAGER)
    walk(replace(world, stopping=lambda: True), clock, passes=1)

    assert [] == feeds.polls
    assert [("", 0)] == [(row.problem, row.failures) for row in store.sources()]


def _always(error: Exception):
    def raise_it(moment: str) -> None:
        raise error

    return raise_it
