"""Live copies over time: what departs is found, mended once, then held or withdrawn; good copies are looked at ever more seldom."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from syndicator.core.drift import Grade
from syndicator.core.places import FirstPoll
from syndicator.core.post import Post, PostState, Receipt
from syndicator.errors import Gone, Rejected
from syndicator.ports import Page, Store
from tests.walks.fakes import SOURCE, Clock, Feeds, Pages, Town, a_world, an_article, walk

CC_BY = (
    "<p>The river rose by two metres on Tuesday night, and the lower quay was closed to traffic.</p>"
    '<p>This work is licensed under <a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>.</p>'
)


class Theme(Town):
    """A site whose pages somebody changes: `edit` is what becomes of each page on its way to a reader."""

    edit = staticmethod(lambda html: html)
    refuses: Exception | None = None

    def read_back(self, post: Post, receipt: Receipt) -> Page:
        if self.refuses is not None:
            raise self.refuses
        page = super().read_back(post, receipt)
        return replace(page, html=self.edit(page.html))


def posted(store: Store, **source: object) -> tuple:
    """A world with one copy under CC BY 4.0, proven once."""
    clock, town, feeds = Clock(), Theme("commons"), Feeds({"src": [an_article(html=CC_BY, rights="")]})
    sources = {"src": replace(SOURCE, first_poll=FirstPoll.ALL, **source)}
    world = a_world(store, feeds, {"commons": town}, clock, sources=sources, pages=Pages({"https://src.example/1": "<p>There</p>"}))
    walk(world, clock)
    assert PostState.PROVEN is store.posts()[0].stored.state, store.posts()[0].stored
    return world, clock, town


def without_links(html: str) -> str:
    return html.replace("<a ", "<i ").replace("</a>", "</i>")


def open_kinds(store: Store) -> dict[str, Grade]:
    return {one.drift.kind: one.drift.grade for one in store.posts()[0].stored.drifts if one.cured_at is None}


def looks(world, clock, count: int, passes: int = 2, **time: float) -> None:
    for _ in range(count):
        clock.pass_(**time)
        walk(world, clock, passes=passes)


def test_a_good_copy_is_looked_at_ever_more_seldom(store):
    """After a day, a week, a month, then every three months."""
    world, clock, _ = posted(store)
    gaps = []
    for _ in range(5):
        before = _next(store)
        clock.now = before
        walk(world, clock, passes=1)
        gaps.append((_next(store) - before).days)
    assert [7, 30, 90, 90, 90] == gaps


def _next(store: Store):
    """When the only copy is due to be proven."""
    held = store._shelves if hasattr(store, "_shelves") else None
    if held is not None:
        return next(iter(held.posts.values())).proof_at
    with store._database.reading() as connection:
        from sqlalchemy import select

        from syndicator.stores.schema import posts

        return connection.execute(select(posts.c.proof_at)).scalar_one()


def test_links_that_a_theme_strips_are_repaired_once_then_the_copy_goes(store):
    """The second look waits for caches; then it is taken down, and both are in the ledger."""
    world, clock, town = posted(store)
    town.edit = without_links
    looks(world, clock, 1, days=8)
    assert Grade.BREACH is open_kinds(store)["hyperlink_original_lost"]
    looks(world, clock, 3, minutes=6)
    assert (PostState.WITHDRAWN, {}) == (store.posts()[0].stored.state, dict(town.live))
    kinds = [entry.read().kind for entry in store.ledger_about(store.posts()[0].stored.post.article_key)]
    assert 2 == kinds.count("asked")
    assert "withdrawal" == next(kind for kind in reversed(kinds) if kind != "proof")


def test_a_repair_that_helps_is_remembered_as_cured(store):
    """An editor deleted the credit; the site's own means bring it back."""
    world, clock, town = posted(store)
    (key, post), *_ = town.live.items()
    town.live[key] = replace(post, html=post.html.replace(post.block, ""))
    looks(world, clock, 2, days=8)
    stored = store.posts()[0].stored
    assert (PostState.PROVEN, {}) == (stored.state, open_kinds(store))
    assert all(one.cured_at and one.first_seen < one.cured_at for one in stored.drifts if one.drift.grade is Grade.BREACH)


def test_a_credit_whose_element_a_theme_hides_is_mended_in_other_markup(store):
    """Bare paragraphs above the text stand where a footer did not."""
    world, clock, town = posted(store)
    town.edit = lambda html: html.replace("<footer", '<footer style="display:none"')
    looks(world, clock, 1, days=8)
    looks(world, clock, 1, minutes=6)
    stored = store.posts()[0].stored
    assert (PostState.PROVEN, {}) == (stored.state, open_kinds(store))
    assert town.live[stored.post.slug].html.startswith('<p dir="ltr">“<a href=')


def test_a_page_that_a_cache_keeps_old_after_a_repair_costs_nothing(store):
    """Two looks may still see the old page."""
    world, clock, town = posted(store)
    town.edit = without_links
    looks(world, clock, 1, passes=3, days=8)
    assert (PostState.LACKING, True) == (store.posts()[0].stored.state, store.posts()[0].stored.repaired)
    town.edit = lambda html: html
    looks(world, clock, 1, passes=1, minutes=6)
    assert PostState.PROVEN is store.posts()[0].stored.state


def test_a_copy_may_wait_for_a_person_until_its_licence_ends(store):
    """`when_lacking = "hold"`: nothing is taken down, until the thirty days of Creative Commons 4.0 are over."""
    world, clock, town = posted(store, when_lacking="hold")
    town.edit = without_links
    looks(world, clock, 1, days=8)
    first = next(one.first_seen for one in store.posts()[0].stored.drifts)
    looks(world, clock, 3, minutes=6)
    assert (PostState.LACKING, 1) == (store.posts()[0].stored.state, len(town.live))
    while town.live and clock.now - first < timedelta(days=40):
        looks(world, clock, 1, days=1)
    assert timedelta(days=28) < clock.now - first <= timedelta(days=30)


@pytest.mark.parametrize(
    ("edit", "kind"),
    [
        (lambda html: html + '<ins class="adsbygoogle"></ins>', "ads"),
        (lambda html: html.replace("<a ", '<a rel="nofollow" '), "link_nofollow"),
        (lambda html: html + '<div class="paywall">Pay</div>', "paywall"),
    ],
)
def test_what_may_break_the_terms_waits_for_a_person(store, edit, kind):
    """The copy stands, and is looked at every day; once it is gone, that is cured."""
    world, clock, town = posted(store)
    town.edit = edit
    looks(world, clock, 1, days=8)
    stored = store.posts()[0].stored
    assert (PostState.PROVEN, Grade.DOUBT, True) == (stored.state, open_kinds(store)[kind], stored.why.startswith("for a person"))
    town.edit = lambda html: html
    looks(world, clock, 1, days=2)
    assert ({}, "") == (open_kinds(store), store.posts()[0].stored.why)


def test_what_a_site_did_to_the_text_from_the_first_is_no_departure(store):
    """A theme that shows teasers shows them; that is noted."""
    clock, town, feeds = Clock(), Theme("commons"), Feeds({"src": [an_article(html=CC_BY, rights="")]})
    town.edit = lambda html: html.replace("two metres", "2 m")
    world = a_world(store, feeds, {"commons": town}, clock, sources={"src": replace(SOURCE, first_poll=FirstPoll.ALL)})
    walk(world, clock)
    looks(world, clock, 2, days=8)
    assert (PostState.PROVEN, Grade.NOTE) == (store.posts()[0].stored.state, open_kinds(store)["text_changed"])


def test_a_page_that_turns_private_is_found(store):
    """Kept from readers: a person is told. Not there: seen three times, it is not brought back."""
    world, clock, town = posted(store)
    town.refuses = Rejected("the page answered with status 403")
    looks(world, clock, 1, days=8)
    assert (Grade.DOUBT, PostState.PROVEN) == (open_kinds(store)["closed"], store.posts()[0].stored.state)
    town.refuses = Gone("404")
    looks(world, clock, 1, days=2)
    assert Grade.DOUBT is open_kinds(store)["not_there"]
    looks(world, clock, 2, days=2)
    assert PostState.WITHDRAWN is store.posts()[0].stored.state


def test_a_site_that_is_still_publishing_is_given_time(store):
    """A page that is not there right after its delivery is looked for again within minutes, and nothing is said to be missing."""
    clock, town, feeds = Clock(), Theme("commons"), Feeds({"src": [an_article(html=CC_BY, rights="")]})
    town.refuses = Gone("404")
    world = a_world(store, feeds, {"commons": town}, clock, sources={"src": replace(SOURCE, first_poll=FirstPoll.ALL)})
    walk(world, clock, passes=2)
    assert (PostState.DELIVERED, {}) == (store.posts()[0].stored.state, open_kinds(store))
    town.refuses = None
    looks(world, clock, 1, minutes=6)
    assert PostState.PROVEN is store.posts()[0].stored.state


def test_the_page_that_was_read_is_kept_as_evidence(store):
    """With the very words in which the departure is seen."""
    world, clock, town = posted(store)
    town.edit = lambda html: html.replace("<a ", '<a rel="nofollow" ')
    looks(world, clock, 1, days=8)
    last = store.ledger_about(store.posts()[0].stored.post.article_key)[-1].read()
    assert b'rel="nofollow"' in store.content(last.contents["page"])
    assert "link_nofollow" in {drift["kind"] for drift in json.loads(store.content(last.contents["record"]))["drifts"]}
