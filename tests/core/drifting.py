"""A copy and the page that shows it, to let them drift apart."""

import random
from datetime import UTC, datetime

from syndicator.core.drift import Drift, LivePage, drifts
from syndicator.core.places import Site
from syndicator.core.post import Post, post_key, post_slug
from syndicator.core.proof import By, Obligation, prove
from syndicator.core.verdict import Form

ORIGINAL = "https://src.example/rivers-rise"
ADDRESS = "https://commons.example/2026/11/rivers-rise/"
LINES = (
    "The river rose by two metres on Tuesday night, and the lower quay was closed to traffic until the morning.",
    "“We have seen worse,” said the harbour master, who has kept the gauge since the spring of 1998.",
    "Engineers checked the three sluices — all of them held — and the schools stayed open as on any other day.",
    "By Thursday the water is expected to fall again, the weather service wrote in its bulletin at noon.",
)
BLOCK = (
    '<footer><p>This article by Ana Ruiz was first published by <a href="https://src.example/">Source Daily</a> as '
    f'<a href="{ORIGINAL}">Rivers rise again</a>, and is republished under '
    '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>. © 2026 Source Daily. '
    "Views are the author’s own.</p>"
    '<img src="https://count.src.example/p.gif?id=7" width="1" height="1" alt=""></footer>'
)
SITE = Site(id="commons", kind="journal", url="https://commons.example")
DUTIES = (
    Obligation("hyperlink_original", By.LINK, ORIGINAL),
    Obligation("link_to_site", By.LINK, "https://src.example/"),
    Obligation("byline", By.WORDS, "Ana Ruiz"),
    Obligation("source_credit", By.WORDS, "Source Daily"),
    Obligation("copyright_notice", By.WORDS, "© 2026 Source Daily"),
    Obligation("licence_notice", By.LINK, "https://creativecommons.org/licenses/by/4.0/"),
    Obligation("disclaimer", By.WORDS, "Views are the author’s own."),
    Obligation("pixel", By.IMAGE, "https://count.src.example/p.gif?id=7"),
    Obligation("canonical", By.CANONICAL, ORIGINAL),
    Obligation("noindex", By.NOINDEX, ""),
)


def copy(lines: tuple[str, ...] = LINES, title: str = "Rivers rise again", block: str = BLOCK, **changes: object) -> Post:
    """The post as it was sent."""
    key = post_key("commons", "a" * 64)
    body = "".join(f"<p>{line}</p>" for line in lines)
    facts: dict = {
        "key": key, "site_id": "commons", "article_key": "a" * 64, "slug": post_slug(key, "rivers-rise"), "form": Form.FULL, "title": title,
        "html": body + block, "text": "", "markdown": "", "excerpt": "", "original_id": "", "original_url": ORIGINAL, "authors": (),
        "publisher": "Source Daily", "publisher_url": "https://src.example/", "feed_url": "", "feed_id": "",
        "published": datetime(2026, 11, 20, tzinfo=UTC), "updated": None, "language": "en", "tags": (), "rights": "",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/", "canonical": ORIGINAL, "noindex": True, "obligations": DUTIES,
        "block": block,
    }  # fmt: skip
    return Post(**{**facts, **changes})


def page(post: Post, chance: random.Random | None = None) -> str:
    """A theme's page around a post; with chance, one of many themes, none of which takes anything away."""
    content = post.html if chance is None else _retouched(post.html, chance)
    extras = _EXTRAS if chance is None else chance.sample(_EXTRAS, chance.randrange(len(_EXTRAS) + 1))
    head = "".join(e for e in extras if e.startswith(("<meta", "<link", "<script", "<style")))
    around = [e for e in extras if not e.startswith(("<meta", "<link", "<script", "<style"))]
    cut = len(around) // 2
    return (
        f'<!doctype html><html lang="en"><head><title>{post.title} – Commons</title><link rel="canonical" href="{ORIGINAL}">'
        f'<meta name="robots" content="noindex, follow">{head}</head><body><header><a href="/">Commons</a></header>'
        f'{"".join(around[:cut])}<main><article class="post"><h1>{post.title}</h1>'
        f'<div class="entry-content">{content}</div></article></main>{"".join(around[cut:])}'
        '<footer class="site">© 2026 Commons</footer></body></html>'
    )


_EXTRAS = [
    '<meta name="generator" content="WordPress 6.9">',
    '<link rel="shortlink" href="https://commons.example/?p=12">',
    '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":true}</script>',
    "<style>.ad-free{color:red} .paywall{display:none}</style>",
    '<script src="https://stats.commons.example/matomo.js"></script>',
    '<nav class="menu"><a rel="nofollow" href="/login">Log in</a> <a href="/advertise">Advertising rates</a></nav>',
    '<aside class="related"><h2>Read on</h2><a href="/2026/10/another-story/">Another story about rivers</a></aside>',
    '<section class="comments"><p>A reader: this link is <a rel="ugc nofollow" href="https://spam.example/">mine</a>.</p></section>',
    '<div class="share"><a href="https://share.example/?u=https%3A%2F%2Fcommons.example%2F">Share</a></div>',
    '<form role="search"><input type="search" name="s"></form>',
    '<p class="subscribe">Subscribe to our newsletter; the premium content of members stays where it is.</p>',
    '<div class="badge heading gradient headline shadow">Read more of what we advertise for free</div>',
    '<iframe src="https://video.example/embed/7"></iframe>',
    '<div class="cookie">We use cookies. <button>Fine</button></div>',
    '<div class="widget"><h3>Licence</h3>All texts keep their licences.</div>',
]


def _retouched(html: str, chance: random.Random) -> str:
    """What themes and editors' software do to a text without taking anything away."""
    for deed in chance.sample(_RETOUCHES, chance.randrange(len(_RETOUCHES) + 1)):
        html = deed(html)
    return html


_RETOUCHES = [
    lambda html: html.replace(" — ", "—"),
    lambda html: html.replace("“", '"').replace("”", '"').replace("’", "'"),
    lambda html: html.replace("<p>", '\n<p class="wp-block-paragraph">'),
    lambda html: html.replace("<a href", '<a target="_blank" rel="noopener noreferrer" href'),
    lambda html: html.replace("<footer>", '<div class="credit">').replace("</footer>", "</div>"),
    lambda html: html.replace(" and ", "  and\n"),
    lambda html: html.replace("<p>", "<p><span>").replace("</p>", "</span></p>"),
    lambda html: html.replace("©", "&copy;").replace("“", "&ldquo;"),
    lambda html: html.replace("<p>The river", '<p class="has-drop-cap"><span>T</span>he river'),
    lambda html: html.replace('alt=""', 'alt="" loading="lazy" decoding="async"'),
]


def found(post: Post, html: str, site: Site = SITE, url: str = ADDRESS, signals: tuple[tuple[str, str], ...] = ()) -> tuple[Drift, ...]:
    """What has drifted on a page."""
    checks = prove(html, post.obligations, url, body=post.body)
    return drifts(LivePage(url, html, signals), post, ADDRESS, site, checks)
