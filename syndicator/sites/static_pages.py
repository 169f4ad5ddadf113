"""What the templates of the static site are given: one documented, frozen context a template, and the records behind them."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from syndicator.core.places import Site
from syndicator.core.post import Post
from syndicator.sites.disk import read_json


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """The context of `site/page.html`: a copy, or the notice that stands where one was withdrawn.

    `html` is complete and clean and goes into the page as it is; everything else is text. `canonical` is "" for a page
    without an address of its own; `ads` asks for the marked place of an advertisement. `withdrawn` is the day the copy
    was withdrawn (None while it stands) and `why` the reason; title, html and excerpt are then empty.
    """

    site_name: str
    title: str
    html: str
    excerpt: str
    language: str
    canonical: str
    noindex: bool
    published: datetime | None
    updated: datetime | None
    publisher: str
    original_url: str
    ads: bool
    withdrawn: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteItem:
    """One line of the index; `address` is relative to it, `published` the day shown."""

    address: str
    title: str
    excerpt: str
    language: str
    publisher: str
    published: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteIndex:
    """The context of `site/index.html`: the standing copies, newest first."""

    site_name: str
    canonical: str
    ads: bool
    items: tuple[SiteItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteStyle:
    """The context of `site/style.css`."""

    site_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What rests beside a page so that the index can be rebuilt from the disk; times are ISO 8601 with offset."""

    key: str
    slug: str
    revision: str
    title: str
    excerpt: str
    language: str
    publisher: str
    original_url: str
    published: str
    withdrawn: str = ""
    why: str = ""

    @classmethod
    def of(cls, post: Post, now: datetime) -> Self:
        """The record of a standing copy; an article without a date counts as published now."""
        return cls(
            key=post.key, slug=post.slug, revision=post.revision, title=post.title, excerpt=post.excerpt,
            language=post.language, publisher=post.publisher, original_url=post.original_url,
            published=(post.published or now).isoformat(),
        )  # fmt: skip

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """The record in a file, or None where there is no (whole) one."""
        value = read_json(path)
        try:
            record = cls(**value) if value else None
            if record:
                datetime.fromisoformat(record.published)
        except (TypeError, ValueError):
            return None
        return record

    def plain(self) -> dict[str, Any]:
        """The record as JSON values."""
        return asdict(self)

    def item(self) -> SiteItem:
        """The record as a line of the index."""
        return SiteItem(
            address=f"{self.slug}.html", title=self.title, excerpt=self.excerpt, language=self.language,
            publisher=self.publisher, published=datetime.fromisoformat(self.published),
        )  # fmt: skip


def site_name(site: Site) -> str:
    """What the site is called: its name, else its host, else its id."""
    return site.name or urlsplit(site.url).hostname or site.id


def page_of(post: Post, site: Site, own_address: str) -> SitePage:
    """The page of a standing copy."""
    return SitePage(
        site_name=site_name(site), title=post.title, html=post.html, excerpt=post.excerpt, language=post.language,
        canonical=post.canonical or own_address, noindex=post.noindex, published=post.published, updated=post.updated,
        publisher=post.publisher, original_url=post.original_url, ads=site.ads,
    )  # fmt: skip


def tombstone_of(record: Record, site: Site) -> SitePage:
    """The notice for a withdrawn copy: it names the day, the reason and the original, and repeats nothing of the article."""
    return SitePage(
        site_name=site_name(site), title="", html="", excerpt="", language="", canonical="", noindex=True, published=None,
        updated=None, publisher=record.publisher, original_url=record.original_url, ads=False,
        withdrawn=date.fromisoformat(record.withdrawn[:10]), why=record.why,
    )  # fmt: skip
