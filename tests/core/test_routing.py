"""Which articles go where, and what a first poll or a burst lets through."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from syndicator.core.article import Article, Person
from syndicator.core.places import FirstPoll, Route, Source
from syndicator.core.routing import let_in, route_of, sites_for

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ARTICLE = Article(
    source_id="src",
    id="1",
    url="https://src.example/1",
    title="Rivers rise",
    html="<p>one two three four five</p>",
    authors=(Person("Ana Ruiz"),),
    published=NOW - timedelta(days=2),
    language="en-GB",
    tags=("Water",),
)
ROUTE = Route(id="r", sources=("src",), sites=("a", "b"))
SOURCE = Source(id="src", feed="https://src.example/feed", publisher="Src", burst=3)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, True),
        ({"sources": ("other",)}, False),
        ({"tags": ("water", "fire")}, True),
        ({"tags": ("fire",)}, False),
        ({"not_tags": ("WATER",)}, False),
        ({"languages": ("en",)}, True),
        ({"languages": ("de",)}, False),
        ({"authors": ("ana ruiz",)}, True),
        ({"authors": ("Bo",)}, False),
        ({"max_age": timedelta(days=3)}, True),
        ({"max_age": timedelta(days=1)}, False),
        ({"min_words": 5}, True),
        ({"min_words": 6}, False),
        ({"max_words": 4}, False),
    ],
)
def test_every_filter_must_let_an_article_pass(filters: dict, expected: bool):
    """Tags, languages, authors and ages are compared without case; a region is part of its language."""
    assert expected == bool(sites_for(ARTICLE, [replace(ROUTE, **filters)], NOW))


def test_an_article_goes_to_a_site_once():
    """Two routes to one site are one way; the first of them counts."""
    second = replace(ROUTE, id="s", sites=("b", "c"))

    assert ("a", "b", "c") == sites_for(ARTICLE, [ROUTE, second], NOW)
    assert "r" == route_of(ARTICLE, "b", [ROUTE, second], NOW).id
    assert route_of(ARTICLE, "d", [ROUTE, second], NOW) is None


def many(count: int) -> list[Article]:
    return [replace(ARTICLE, id=str(n), published=NOW - timedelta(hours=n)) for n in range(count)]


def test_a_new_source_posts_nothing_unless_told_to():
    """By default all that a new source holds is marked as seen."""
    assert set() == let_in(many(5), SOURCE, first=True)


def test_a_new_source_may_begin_with_its_latest():
    """The newest ones, by their date."""
    source = replace(SOURCE, first_poll=FirstPoll.LATEST, first_poll_count=2)

    assert {a.key for a in many(5)[:2]} == let_in(list(reversed(many(5))), source, first=True)


def test_a_new_source_may_begin_with_everything():
    """What the operator asked for in words is no burst."""
    source = replace(SOURCE, first_poll=FirstPoll.ALL)

    assert {a.key for a in many(5)} == let_in(many(5), source, first=True)


def test_later_polls_let_everything_in():
    """The brake on bursts is a rule of the judgement, not a filter: none is lost."""
    assert {a.key for a in many(9)} == let_in(many(9), SOURCE, first=False)
