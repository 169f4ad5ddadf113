"""What is handed to a site, under a key that stays the same over every retry and restart, and what the site answers."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from urllib.parse import unquote

from syndicator.core.article import Person
from syndicator.core.markup import read
from syndicator.core.pictures import Picture, hosted
from syndicator.core.proof import Obligation
from syndicator.core.verdict import Form


class PostState(StrEnum):
    """Where a post rests (docs/states.md draws the arrows)."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    DELIVERED = "delivered"
    PROVEN = "proven"
    LACKING = "lacking"
    UNKNOWN = "unknown"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class Deed(StrEnum):
    """What a queued post asks of its site."""

    CREATE = "create"
    UPDATE = "update"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, kw_only=True)
class Post:
    """One article, drafted for one site, with every duty in it.

    `html` is complete and clean (article and attribution block), `text` the same in words; `markdown` and `bbcode` are the
    same for the sites that take them, "" for others. `block` is the attribution block alone, as it stands in `html`.
    `revision` is the sha256 of what is sent, so that an unchanged draft is never sent twice; it is made once. Times are aware (UTC).
    """

    key: str
    site_id: str
    article_key: str
    slug: str
    form: Form
    title: str
    html: str
    text: str
    markdown: str
    excerpt: str
    original_id: str  # the article's own id, for feeds that must keep it (RFC 4287 §4.2.6)
    original_url: str
    authors: tuple[Person, ...]
    publisher: str
    publisher_url: str
    feed_url: str
    feed_id: str
    published: datetime | None
    updated: datetime | None
    language: str
    tags: tuple[str, ...]
    rights: str
    licence_url: str
    canonical: str  # the address to declare as canonical, "" for the site's own
    noindex: bool
    obligations: tuple[Obligation, ...]
    agreements: tuple[str, ...] = ()  # the recorded agreements that the permission may rest on
    words: str = ""  # digest of the words of the article alone, to know it again under another name (core.likeness)
    bbcode: str = ""
    block: str = ""
    pictures: tuple[Picture, ...] = ()  # that stand in `html`
    drafted_as: str = ""  # the revision of the draft, where `html` shows its pictures at their place at the site

    @property
    def body(self) -> str:
        """The article's own text in `html`, without the attribution block; "" where the block is not known."""
        if not self.block:
            return ""
        return self.html.removesuffix(self.block) if self.html.endswith(self.block) else self.html.removeprefix(self.block)

    @property
    def readable(self) -> str:
        """The words a reader meets: the plain text, or those of the HTML where none was drafted."""
        return self.text or read(self.html).text

    @cached_property
    def revision(self) -> str:
        """sha256 (hex) of everything a site would show; where its pictures are kept makes no difference."""
        if self.drafted_as:
            return self.drafted_as
        said = (
            self.form, self.title, self.html, self.text, self.excerpt, self.original_url, self.canonical, self.noindex, self.tags,
            self.authors, self.rights, self.language, self.published,
        )  # fmt: skip
        return hashlib.sha256(repr(said).encode("utf-8", "replace")).hexdigest()


def recalled(post: Post, revision: str) -> Post:
    """A post out of a store that kept its revision beside it, which then is not made anew."""
    vars(post)["revision"] = revision
    return post


@dataclass(frozen=True, slots=True)
class Receipt:
    """A site's answer: its own id for the copy, the public address, and which revision it holds (if it is known)."""

    remote_id: str
    url: str
    revision: str = ""


def at_their_place(post: Post, places: Mapping[str, tuple[str, str]]) -> Post:
    """The post as the site is given it: each picture at its address there; `places` maps addresses with the original to address and id."""
    pictures = tuple(replace(p, place=places[p.src][0], number=places[p.src][1]) if p.src in places else p for p in post.pictures)
    addresses = {src: place for src, (place, _) in places.items()}
    return replace(post, html=hosted(post.html, addresses), pictures=pictures, drafted_as=post.revision)


def post_key(site_id: str, article_key: str) -> str:
    """sha256 (hex) of site and article: the one name of a copy, made before the first network call."""
    return hashlib.sha256(f"{site_id}\n{article_key}".encode()).hexdigest()


def post_slug(key: str, identity: str) -> str:
    """A readable path segment that only depends on the article's identity and the key, never on what it says today."""
    return f"{_stem(identity)}-{key[:12]}"


@lru_cache(maxsize=64)  # an article goes to many sites
def _stem(identity: str) -> str:
    last = re.split(r"[/:]", unquote(identity).partition("?")[0].rstrip("/"))[-1]
    plain = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"\.(html?|php|aspx?)$", "", plain)
    words = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:60].strip("-")
    return words or "article"
