"""What the tests of the sites share: a post with every duty in it, a reader of public pages, a clock that is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

import requests

from syndicator.core.article import Person
from syndicator.core.pictures import Picture
from syndicator.core.places import Site
from syndicator.core.post import Post, post_key, post_slug
from syndicator.core.proof import By, Obligation
from syndicator.core.verdict import Form
from syndicator.errors import Gone, RetryLater
from syndicator.ports import Page, SiteTools
from syndicator.rendering import JinjaRenderer

NOW = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)
ORIGINAL = "https://harbour.example/news/2026/eels?page=1&part=2"
LICENCE = "https://creativecommons.org/licenses/by-nc/4.0/"
PICTURE, PICTURE_LICENCE = "https://harbour.example/eel.png", "https://creativecommons.org/licenses/by/4.0/"
HTML = (
    "<p>The eels are back in the <a href='https://harbour.example/map[1]'>inner basin</a> [gallery ids=\"1\"].</p>"
    "<p>https://video.example/watch?v=1</p>"
    '<footer class="syndicator-attribution" lang="en"><p>“<a href="https://harbour.example/news/2026/eels?page=1&amp;part=2">Eels</a>” by '
    '<span class="p-author">Ada Ferro</span>, first published by <a href="https://harbour.example/">The Harbour</a>. '
    f'Licensed under <a rel="license" href="{LICENCE}">CC BY-NC 4.0</a>.</p></footer>'
)
TEXT = (  # short enough for every site with a limit
    'The eels are back in the inner basin [gallery ids="1"].\n\nhttps://video.example/watch?v=1\n\n'
    f"Ada Ferro, CC BY-NC 4.0 {LICENCE} {ORIGINAL}"
)
MARKDOWN = (
    'The eels are back in the [inner basin](https://harbour.example/map%5B1%5D) \\[gallery ids="1"\\].\n\n'
    "<https://video.example/watch?v=1>\n\n"
    f"“[Eels]({ORIGINAL})” by Ada Ferro, first published by [The Harbour](https://harbour.example/). "
    f"Licensed under [CC BY-NC 4.0]({LICENCE})."
)
OBLIGATIONS = (
    Obligation("hyperlink_original", By.LINK, ORIGINAL),
    Obligation("byline", By.WORDS, "Ada Ferro"),
    Obligation("licence_notice", By.LINK, LICENCE),
    Obligation("title", By.WORDS, "Eels & “weirs”"),
)


class Clock:
    """The time as it is told; `on` moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def on(self, **step: float) -> None:
        self.now += timedelta(**step)


class Pages:
    """Reads a public page over real HTTP as a reader does: no credentials, redirects followed."""

    def page(self, url: str) -> Page:
        answer = requests.get(url, timeout=20, headers={"Connection": "close"})
        if answer.status_code in (404, 410):
            raise Gone(f"{url} answered {answer.status_code}")
        if answer.status_code != 200:
            raise RetryLater(f"{url} answered {answer.status_code}")
        return Page(url=answer.url, html=answer.content.decode("utf-8"))


def make_tools(clock: Callable[[], datetime] | None = None, patience: float = 60) -> SiteTools:
    """Tools as the wiring makes them, with the shipped templates and a loopback that is meant."""
    return SiteTools(
        renderer=JinjaRenderer(None),
        pages=Pages(),
        user_agent="syndicator-tests/1",
        now=clock or Clock(),
        allow_private=("127.0.0.1",),
        patience=patience,
    )


def make_site(kind: str, **facts: Any) -> Site:
    """A site of a kind."""
    return Site(id=f"my-{kind}", kind=kind, name=facts.pop("name", "Quay & Friends"), **facts)


def make_post(article: str = "eels", **changes: Any) -> Post:
    """A post of an article; equal arguments make equal posts."""
    key = post_key("my-site", article)
    post = Post(
        key=key,
        site_id="my-site",
        article_key=article,
        slug=post_slug(key, f"harbour.example/news/{article}"),
        form=Form.FULL,
        title="Eels & “weirs”",
        html=HTML,
        text=TEXT,
        markdown=MARKDOWN,
        excerpt="The eels are back in the inner basin.",
        original_id="https://harbour.example/?p=7",
        original_url=ORIGINAL,
        authors=(Person("Ada Ferro", "https://harbour.example/ada"),),
        publisher="The Harbour",
        publisher_url="https://harbour.example/",
        feed_url="https://harbour.example/feed",
        feed_id="https://harbour.example/feed",
        published=datetime(2026, 3, 4, 8, 0, tzinfo=UTC),
        updated=None,
        language="en",
        tags=("fish & fowl", "harbour"),
        rights="© 2026 The Harbour",
        licence_url=LICENCE,
        canonical="",
        noindex=False,
        obligations=OBLIGATIONS,
    )
    post = replace(post, **changes)
    post = post if "text" in changes else replace(post, text=f"{post.title}\n\n{TEXT}")
    return post if article == "eels" else _elsewhere(post, article)


def make_pictured(place: str, number: str, article: str = "eels") -> Post:
    """The post with a picture that is at its site already: in a figure, whose caption names its photographer and leads to its licence."""
    caption = f'Eels. Photo: Jo Bell, <a href="{PICTURE_LICENCE}">CC BY 4.0</a>'
    figure = f'<figure><img src="{escape(place)}" alt="An “eel” &amp; more"><figcaption>{caption}</figcaption></figure>'
    picture = Picture(PICTURE, "An “eel” & more", "Jo Bell", PICTURE_LICENCE, place=place, number=number)
    owed = (Obligation("image_credit", By.WORDS, "Jo Bell"), Obligation("image_licence", By.LINK, PICTURE_LICENCE))
    return make_post(article, html=f"{figure}{HTML}", pictures=(picture,), obligations=(*OBLIGATIONS, *owed))


def _elsewhere(post: Post, article: str) -> Post:
    """The post of an article at an address of its own."""

    def there(text: str) -> str:
        return text.replace("news/2026/eels", f"news/2026/{article}")

    owed = tuple(replace(one, value=there(one.value)) for one in post.obligations)
    said = {name: there(getattr(post, name)) for name in ("html", "text", "markdown", "original_url")}
    return replace(post, obligations=owed, **said)


def corrected(post: Post, title: str = "Eels corrected") -> Post:
    """The post after a correction of its title and one of its words, in every flavour."""
    flavours = {
        name: getattr(post, name).replace("inner basin", "outer basin") for name in ("html", "text", "markdown", "bbcode", "excerpt")
    }
    flavours["text"] = flavours["text"].replace(post.title, title)
    owed = tuple(replace(one, value=title) if one.duty == "title" else one for one in post.obligations)
    return replace(post, title=title, obligations=owed, **flavours)


def all_files(folder: Path) -> set[str]:
    """Every file below a folder, by its relative path."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
