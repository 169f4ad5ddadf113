"""The entries of an outgoing feed as they rest on the disk, one file each, so that the feed can be written anew at any time."""

import re
import uuid
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from syndicator.core.article import is_hyperlink
from syndicator.core.post import Post
from syndicator.sites.disk import read_json

# RFC 3987 §2.2: a scheme, a colon, and no white space or character that only hostile text would hold.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One copy as the feed serves it; all text is legal in XML, times are ISO 8601 with offset, `authors` pairs of name and address.

    `id` is the article's own id where that is an IRI (RFC 4287 §4.2.6: it must never change, also when republished).
    `posted` orders the feed; `updated` is never in the future, so that a tombstone always outranks it (RFC 6721 §3).
    `withdrawn` is the time of the tombstone, "" while the copy stands.
    """

    key: str
    slug: str
    revision: str
    id: str
    title: str
    html: str
    language: str
    authors: tuple[tuple[str, str], ...]
    publisher: str
    source_id: str
    feed_url: str
    original_url: str
    rights: str
    licence_url: str
    tags: tuple[str, ...]
    published: str
    updated: str
    posted: str
    withdrawn: str = ""
    why: str = ""

    @classmethod
    def of(cls, post: Post, now: datetime, before: Self | None) -> Self:
        """The entry of a post; `before` is what the feed held of it until now."""
        changed = before is not None and (before.revision != post.revision or bool(before.withdrawn))
        said = now if changed else min(post.updated or post.published or now, now)
        original = post.original_url if is_hyperlink(post.original_url) else ""
        return cls(
            key=post.key,
            slug=post.slug,
            revision=post.revision,
            id=before.id if before else _entry_id(post),
            title=legal(post.title),
            html=legal(post.html),
            language=legal(post.language),
            authors=tuple((legal(a.name), legal(a.url) if is_hyperlink(a.url) else "") for a in post.authors if a.name.strip()),
            publisher=legal(post.publisher),
            source_id=legal(post.feed_id) if _IRI.fullmatch(post.feed_id) else _urn(post.feed_url or post.publisher_url or post.publisher),
            feed_url=legal(post.feed_url) if is_hyperlink(post.feed_url) else "",
            original_url=legal(original),
            rights=legal(post.rights),
            licence_url=legal(post.licence_url) if is_hyperlink(post.licence_url) else "",
            tags=tuple(legal(tag) for tag in post.tags if tag.strip()),
            published=post.published.isoformat() if post.published else "",
            updated=said.isoformat(),
            posted=before.posted if before and not before.withdrawn else now.isoformat(),
        )

    def gone(self, now: datetime, why: str) -> Self:
        """The tombstone of this entry; it keeps the id, and nothing of what the article said."""
        if self.withdrawn:
            return self
        return replace(self, withdrawn=now.isoformat(), why=legal(why), title="", html="", authors=(), tags=(), revision="")

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """The entry in a file, or None where there is no (whole) one."""
        value = read_json(path)
        if value is None or {f.name for f in fields(cls)} != value.keys():
            return None
        value["authors"] = tuple((name, url) for name, url in value["authors"])
        value["tags"] = tuple(value["tags"])
        return cls(**value)

    def plain(self) -> dict[str, Any]:
        """The entry as JSON values."""
        return asdict(self)


def legal(text: str) -> str:
    """Text without the characters that no XML document may hold, however they are escaped."""
    return _ILLEGAL.sub("", text)


def _entry_id(post: Post) -> str:
    return post.original_id if _IRI.fullmatch(post.original_id) else _urn(post.key)


def _urn(name: str) -> str:
    """An IRI that is always the same for the same name (RFC 9562 §5.5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn
