"""Who an article is, and what it says."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from syndicator.core.article import Article, Withdrawal, is_hyperlink, same_address

ARTICLE = Article(source_id="src", id="", url="https://src.example/a", title="Rivers rise", html="<p>They do.</p>")


@pytest.mark.parametrize(
    "twin",
    [
        "http://src.example/a",
        "https://www.src.example/a/",
        "https://SRC.example:443/a",
        "https://src.example/a?utm_source=rss&fbclid=9",
        " https://src.example/a ",
    ],
)
def test_twins_of_an_address_are_one_article(twin: str):
    """Scheme, www, default port, fragment, last slash and tracking parameters do not make another article."""
    assert ARTICLE.key == replace(ARTICLE, url=twin).key


@pytest.mark.parametrize(
    "other",
    [
        "https://src.example/a?id=2",
        "https://src.example/a?ref=2",
        "https://src.example/a#part-2",
        "https://src.example/A",
        "https://other.example/a",
        "https://src.example:8443/a",
    ],
)
def test_other_addresses_are_other_articles(other: str):
    """What may name another document does."""
    assert ARTICLE.key != replace(ARTICLE, url=other).key


def test_the_id_of_the_feed_goes_first():
    """An article whose address changes stays the same as long as its id does."""
    first, moved = replace(ARTICLE, id="tag:src.example,2026:1"), replace(ARTICLE, id="tag:src.example,2026:1", url="https://src.example/b")

    assert first.key == moved.key


def test_a_source_cannot_claim_the_article_of_another():
    """The same id in another source is another article: no feed can occupy the identity of a stranger's."""
    assert ARTICLE.key != replace(ARTICLE, source_id="mallory").key


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Rivers fall"},
        {"html": "<p>They do not.</p>"},
        {"html": '<p><a href="https://x.example/">They do.</a></p>'},
        {"rights": "© 2026 Src"},
        {"withdrawn": Withdrawal("tombstone")},
    ],
)
def test_what_a_reader_sees_changes_the_digest(change: dict):
    """A new title, text, link, rights line or withdrawal is a new version."""
    assert ARTICLE.digest != replace(ARTICLE, **change).digest


@pytest.mark.parametrize(
    "same", [{"html": "<div><p>They\n do.</p></div>"}, {"updated": datetime(2026, 1, 1, tzinfo=UTC)}, {"page": "<p>x</p>"}]
)
def test_what_no_reader_sees_does_not(same: dict):
    """Markup, dates of the feed and the page around the article are no new version."""
    assert ARTICLE.digest == replace(ARTICLE, **same).digest


@pytest.mark.parametrize(
    "dead", ["", "#", "#top", "/a", "a.html", "javascript:alert(1)", "mailto:a@b.example", "http://", "http://[::1", "ftp://a.example/"]
)
def test_what_cannot_be_followed_is_no_hyperlink(dead: str):
    """Only http(s) with a host leads a reader to a document."""
    assert not is_hyperlink(dead)


def test_broken_addresses_are_compared_as_text():
    """An address urllib refuses is its own key and never raises."""
    assert "http://[::1" == same_address(" http://[::1 ")
