"""A post to test with."""

from datetime import UTC, datetime

from syndicator.core.article import Person
from syndicator.core.post import Post, post_key, post_slug
from syndicator.core.proof import By, Obligation
from syndicator.core.verdict import Form


def a_post(site_id: str = "commons", article_key: str = "a" * 64, **changes: object) -> Post:
    """A small post with a link and a byline to prove."""
    key = post_key(site_id, article_key)
    facts: dict = {
        "key": key,
        "site_id": site_id,
        "article_key": article_key,
        "slug": post_slug(key, "src.example/rivers-rise"),
        "form": Form.FULL,
        "title": "Rivers rise",
        "html": '<p>They rise.</p><footer><a href="https://src.example/a">Rivers rise</a> by Ana Ruiz</footer>',
        "text": "They rise.\nRivers rise by Ana Ruiz https://src.example/a",
        "markdown": "They rise.\n\n[Rivers rise](https://src.example/a) by Ana Ruiz",
        "excerpt": "They rise.",
        "original_id": "tag:src.example,2026:1",
        "original_url": "https://src.example/a",
        "authors": (Person("Ana Ruiz"),),
        "publisher": "Source Daily",
        "publisher_url": "https://src.example/",
        "feed_url": "https://src.example/feed",
        "feed_id": "https://src.example/feed",
        "published": datetime(2026, 11, 20, tzinfo=UTC),
        "updated": None,
        "language": "en",
        "tags": ("water",),
        "rights": "© 2026 Source Daily",
        "licence_url": "",
        "canonical": "",
        "noindex": False,
        "obligations": (Obligation("hyperlink_original", By.LINK, "https://src.example/a"), Obligation("byline", By.WORDS, "Ana Ruiz")),
    }
    return Post(**{**facts, **changes})
