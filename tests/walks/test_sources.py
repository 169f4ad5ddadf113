"""What comes in: first polls, bursts, pages, twins, and sources in trouble."""

from dataclasses import replace

import pytest

from syndicator.core.places import FirstPoll, Source
from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.pipeline.read import read
from syndicator.ports import Store
from tests.walks.fakes import SOURCE, Clock, Feeds, Pages, Town, a_world, an_article, walk

EAGER = {"sources": {"src": replace(SOURCE, first_poll=FirstPoll.ALL)}}


def test_a_new_source_never_floods(store: Store):
    """By default what a new source holds is seen, not posted; what comes after is."""
    clock, town, feeds = Clock(), Town("commons"), Feeds({"src": [an_article(1), an_article(2)]})
    world = a_world(store, feeds, {"commons": town}, clock)

    walk(world, clock)
    feeds.holds["src"] = [an_article(1), an_article(2), an_article(3)]
    walk(world, clock)

    assert ["Rivers rise, part 3"] == [p.title for p in town.live.values()]


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


def test_the_page_of_a_changed_article_is_asked_for_with_conditions(store: Store):
    """It comes again only where it changed; else the page that is known stays with the article, validators and all."""
    clock, address = Clock(), "https://src.example/1"
    pages = Pages({address: f"<article>{an_article(1).html}</article>"})
    feeds = Feeds({"src": [an_article(1)]})
    sources = {"src": replace(SOURCE, first_poll=FirstPoll.ALL, read_page=True)}
    world = a_world(store, feeds, {"commons": Town("commons")}, clock, sources=sources, pages=pages)
    walk(world, clock)
    (before,) = store.articles(address)
    feeds.holds["src"] = [an_article(1, title="Rivers rise again")]
    clock.pass_(days=2)
    read(world)
    (after,) = store.articles(address)
    assert ([address], "Rivers rise again") == (pages.conditions, after.title)
    assert replace(after, title=before.title) == before
    assert before.page_etag
    pages.html[address] = f"<article>{an_article(1).html}<p>More.</p></article>"
    feeds.holds["src"] = [an_article(1, title="Rivers fall")]
    clock.pass_(days=2)
    read(world)
    (last,) = store.articles(address)
    assert ([address] * 2, True, True) == (pages.conditions, "More." in last.page, last.page_etag != before.page_etag)


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


def test_a_stop_is_not_counted_against_a_source(store: Store):
    """What was not read when the process was asked to end stays due, without a failure."""
    clock, feeds = Clock(), Feeds({"src": [an_article()]})
    world = a_world(store, feeds, {"commons": Town("commons")}, clock, **EAGER)
    walk(replace(world, stopping=lambda: True), clock, passes=1)

    assert [] == feeds.polls
    assert [("", 0)] == [(row.problem, row.failures) for row in store.sources()]
