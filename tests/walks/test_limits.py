"""Limits that hold over time and over sites: quotas, windows, texts a site has already."""

from dataclasses import replace
from datetime import timedelta

import pytest

from syndicator.core.places import FirstPoll, Site, Source
from syndicator.core.post import PostState
from syndicator.core.verdict import Answer, Form
from syndicator.pipeline import World
from syndicator.pipeline.judge import decide
from syndicator.ports import Store
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner
from tests.walks.fakes import GRANT, SOURCE, START, Clock, Feeds, Town, a_world, an_article, walk

SITE = Site(id="commons", kind="town")
EAGER = replace(SOURCE, first_poll=FirstPoll.ALL)
STORY = " ".join(f"On day {n} the river rose by {n * 7} centimetres at the bridge of Eastmere." for n in range(1, 30))


def held_by(store: Store) -> list[str]:
    return [case.verdict.deciding.rule for case in store.cases() if case.state == "held"]


def test_a_quota_is_counted_over_all_sites_and_lets_go_when_its_time_comes(store: Store):
    """Two a month, of two articles for two sites: two copies now, two when those are a month old, none lost."""
    words = f"{GRANT}<p>Please republish no more than two articles per month.</p>"
    clock, towns = Clock(), {"commons": Town("commons"), "plaza": Town("plaza")}
    feeds = Feeds({"src": [an_article(n, html=f"<p>The river rose for the {n}. time.</p>{words}") for n in (1, 2)]})
    world = a_world(store, feeds, towns, clock, sources={"src": EAGER})

    def copies() -> int:
        return sum(len(town.live) for town in towns.values())

    walk(world, clock)
    assert 2 == copies()
    clock.pass_(days=30)
    walk(world, clock)
    assert 2 == copies()
    clock.pass_(days=1)
    walk(world, clock)
    assert 4 == copies()


@pytest.mark.parametrize(("forms", "left"), [((Form.FULL,), []), ((Form.FULL, Form.LINK), [Form.LINK])])
def test_a_copy_goes_at_the_end_of_its_window(store: Store, forms: tuple[Form, ...], left: list[Form]):
    """Nobody looks, no source changes: the text is taken down on the day, and the headline stays where the site takes it."""
    clock, town = Clock(), Town("commons")
    feeds = Feeds({"src": [an_article(html=f"<p>The river rose.</p>{GRANT}<p>You may republish it within 30 days of publication.</p>")]})
    world = a_world(store, feeds, {"commons": town}, clock, sources={"src": EAGER})
    world = replace(world, sites={"commons": replace(world.sites["commons"], forms=forms)})

    walk(world, clock)
    assert [Form.FULL] == [post.form for post in town.live.values()]
    clock.pass_(days=29, hours=12)
    walk(world, clock)
    assert [Form.FULL] == [post.form for post in town.live.values()]
    clock.pass_(hours=12)
    walk(world, clock)
    assert left == [post.form for post in town.live.values()]


def test_a_window_is_kept_under_a_licence_that_cannot_be_taken_back(store: Store):
    """The licence outlives its withdrawal; the publisher's own days are kept all the same."""
    licence = '<p>This article is under <a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>.</p>'
    clock, town = Clock(), Town("commons")
    feeds = Feeds({"src": [an_article(html=f"<p>The river rose.</p>{licence}<p>You may republish it within 30 days of publication.</p>")]})
    world = a_world(store, feeds, {"commons": town}, clock, sources={"src": EAGER})
    world = replace(world, sites={"commons": replace(world.sites["commons"], forms=(Form.FULL,))})

    walk(world, clock)
    assert 1 == len(town.live)
    clock.pass_(days=30)
    walk(world, clock)
    assert ({}, [PostState.WITHDRAWN]) == (town.live, [row.stored.state for row in store.posts()])


def two_sources(store: Store, clock: Clock, first: str, second: str, town: Town) -> World:
    """Two publishers, one article each under different addresses."""
    other = Source(id="two", feed="https://two.example/feed", publisher="The Tribune", first_poll=FirstPoll.ALL, cadence=SOURCE.cadence)
    grant = GRANT.replace("Source Daily", "The Tribune")
    late = an_article(
        2, source_id="two", id="urn:two:2", url="https://two.example/2", rights="© 2026 The Tribune", html=f"<p>{second}</p>{grant}"
    )
    feeds = Feeds({"src": [an_article(1, html=f"<p>{first}</p>{GRANT}")], "two": [late]})
    world = a_world(store, feeds, {"commons": town}, clock, sources={"src": EAGER, "two": other})
    return replace(world, routes=(replace(world.routes[0], sources=("src", "two")),))


@pytest.mark.parametrize(
    ("second", "held"),
    [
        (STORY, ["duplicate"]),
        (STORY.replace("by 7 centimetres", "by 9 centimetres"), []),
        (STORY.replace("Eastmere", "Westmere"), []),
    ],
)
def test_a_text_that_the_site_has_from_somebody_else_is_held(store: Store, second: str, held: list[str]):
    """The same words are for a person; other figures, or other names throughout, are another story."""
    clock, town = Clock(), Town("commons")
    walk(two_sources(store, clock, STORY, second, town), clock)

    assert (2 - len(held), held) == (len(town.live), held_by(store))


def test_a_text_that_was_taken_down_stands_in_nobodys_way(store: Store):
    """What is remembered of a site is looked up again before it holds an article."""
    clock, town = Clock(), Town("commons")
    world = two_sources(store, clock, STORY, STORY, town)
    feeds = world.feeds
    waiting, feeds.holds["two"] = feeds.holds["two"], []
    walk(world, clock, passes=2)
    feeds.withdrawn["tag:src.example,2026:1"] = "RFC 6721 tombstone"
    walk(world, clock, passes=3)
    assert {} == town.live
    feeds.holds["two"] = waiting
    walk(world, clock)

    assert ["Rivers rise, part 2"] == [post.title for post in town.live.values()]


@pytest.mark.parametrize(
    ("changes", "held"), [({}, []), ({"title": "Rivers, once more", "published": START - timedelta(hours=5)}, ["duplicate"])]
)
def test_a_feed_that_renames_its_articles_posts_none_twice(changes: dict, held: list[str], store: Store):
    """New ids and addresses for the same words: known again by headline and date; with others it is held, for a machine cannot tell why."""
    renamed = dict.fromkeys(("id", "url"), "https://src.example/new/1")
    clock, town = Clock(), Town("commons")
    feeds = Feeds({"src": [an_article(1, html=f"<p>{STORY}</p>{GRANT}")]})
    world = a_world(store, feeds, {"commons": town}, clock, sources={"src": EAGER})
    walk(world, clock)
    feeds.holds["src"] = [an_article(1, html=f"<p>{STORY}</p>{GRANT}", **renamed, **changes)]
    walk(world, clock)

    assert (1, held) == (len(town.live), held_by(store))


def test_an_update_under_a_new_name_is_an_article_of_its_own(store: Store):
    """A source brings its story again with a paragraph more: both stand."""
    clock, town = Clock(), Town("commons")
    feeds = Feeds({"src": [an_article(1, html=f"<p>{STORY}</p>{GRANT}")]})
    world = a_world(store, feeds, {"commons": town}, clock, sources={"src": EAGER})
    walk(world, clock)
    feeds.holds["src"] = [*feeds.holds["src"], an_article(2, html=f"<p>{STORY} Since then it has fallen again.</p>{GRANT}")]
    walk(world, clock)

    assert (2, []) == (len(town.live), held_by(store))


def test_a_whole_text_shows_its_derivation():
    """Every word of the original in the copy: told, as evidence."""
    verdict = decide(an_article(), SOURCE, SITE, START, JinjaRenderer(), HtmlCleaner()).verdict

    assert ["only the format was changed"] == [f.says.partition(":")[0] for f in verdict.findings if f.rule == "derivation"]


def test_a_text_whose_words_cannot_all_be_published_is_held():
    """A copy is not shortened unseen: what it would lack is quoted."""

    class Lossy(HtmlCleaner):
        """Forgets tables."""

        def clean(self, html: str, base: str) -> str:
            return super().clean(html.replace("Eleven metres at noon.", ""), base)

    article = an_article(html=f"<p>The river rose. Eleven metres at noon.</p>{GRANT}")
    verdict = decide(article, SOURCE, SITE, START, JinjaRenderer(), Lossy()).verdict

    assert (Answer.HOLD, "derivation", "Eleven metres at noon.") == (
        verdict.answer, verdict.deciding.rule, verdict.deciding.quotes[0].text,
    )  # fmt: skip


def test_what_the_source_does_not_show_the_copy_does_not_show():
    """Styles go with cleaning; what they hid goes before."""
    html = f"<p>The river rose.</p><p style='display: none'>Subscribe now <b hidden>or never</b></p><p hidden>Nor this</p>{GRANT}"
    judged = decide(an_article(html=html), SOURCE, SITE, START, JinjaRenderer(), HtmlCleaner())

    assert Answer.ALLOW is judged.verdict.answer
    assert [] == [words for words in ("Subscribe", "never", "Nor this") if words in judged.drafted.post.html]
