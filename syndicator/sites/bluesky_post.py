"""A post as a record (lexicon app.bsky.feed.post): its key made of the post's own, its links by bytes, its card, and back to HTML."""

import hashlib
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from syndicator.core.flavours import Flavour, as_html
from syndicator.core.markup import read
from syndicator.core.post import Post
from syndicator.errors import Rejected
from syndicator.sites.json_api import dig, text_of

BYTES = 3_000
_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_FIRST = 1_704_067_200_000_000  # 2024-01-01, in microseconds
_YEAR = 31_536_000_000_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LINK = "app.bsky.richtext.facet#link"
_EXTERNAL = "app.bsky.embed.external"


def record_key(key: str) -> str:
    """A TID (atproto.com/specs/tid) that depends on the post's key alone: a time within 2024 and a clock, both out of its digest.

    No time of the article is in it: that may change between two tries.
    """
    digest = hashlib.sha256(key.encode()).digest()
    moment = _FIRST + int.from_bytes(digest[:8]) % _YEAR
    number, signs = moment << 10 | int.from_bytes(digest[8:10]) & 1023, ""
    for _ in range(13):
        signs = _ALPHABET[number & 31] + signs
        number >>= 5
    return signs


def as_record(post: Post, text: str, created: str, tags: tuple[str, ...]) -> dict[str, object]:
    """The record of a post; `created` is when it was first posted (RFC 3339). Raises Rejected beyond 3,000 bytes."""
    if len(text.encode()) > BYTES:
        raise Rejected(f"the post has {len(text.encode())} bytes and the site takes {BYTES}")
    record: dict[str, object] = {"text": text, "createdAt": created}
    if facets := _facets(text):
        record["facets"] = facets
    if _LANGUAGE.fullmatch(post.language):
        record["langs"] = [post.language]
    if post.original_url:
        # The excerpt is empty where the terms let no part be shown beside the text.
        card = {"uri": post.original_url, "title": post.title, "description": post.excerpt}
        record["embed"] = {"$type": _EXTERNAL, "external": card}
    kept = dict.fromkeys(tag.strip().lstrip("#") for tag in tags if 0 < len(tag.strip()) <= 64 and len(tag.encode()) <= 640)
    return record | ({"tags": [tag for tag in kept if tag][:8]} if kept else {})


def _facets(text: str) -> list[dict[str, object]]:
    """Where the addresses stand, in bytes of UTF-8: exactly those that a proof of the text takes for links."""
    found: list[dict[str, object]] = []
    after = 0
    for link in read(as_html(text, Flavour.TEXT)).links:
        start = text.find(link.href, after)
        if start < 0:
            continue
        after = start + len(link.href)
        index = {"byteStart": len(text[:start].encode()), "byteEnd": len(text[:after].encode())}
        found.append({"index": index, "features": [{"$type": _LINK, "uri": link.href}]})
    return found


def shown(value: Mapping[str, Any]) -> str:
    """A record as an app shows it: its text with the links of its facets, and its card below."""
    raw, pieces, last = text_of(value, "text").encode(), [], 0
    facets = value.get("facets")
    for start, end, uri in sorted(filter(None, map(_link, facets if isinstance(facets, list) else []))):
        if last <= start <= end <= len(raw):
            pieces += [_words(raw[last:start]), f'<a href="{escape(uri)}">{_words(raw[start:end])}</a>']
            last = end
    html = f"<p>{''.join([*pieces, _words(raw[last:])])}</p>"
    card = dig(value, "embed", "external")
    if isinstance(card, dict):
        uri, title, more = (text_of(card, name) for name in ("uri", "title", "description"))
        html += f'<aside><a href="{escape(uri)}">{escape(title)}</a> {escape(more)}</aside>'
    return html


def _link(facet: object) -> tuple[int, int, str] | None:
    start, end, features = dig(facet, "index", "byteStart"), dig(facet, "index", "byteEnd"), dig(facet, "features")
    uris = [text_of(one, "uri") for one in features if dig(one, "$type") == _LINK] if isinstance(features, list) else []
    if not isinstance(start, int) or not isinstance(end, int) or not uris or not uris[0].startswith(("http://", "https://")):
        return None
    return start, end, uris[0]


def _words(raw: bytes) -> str:
    return escape(raw.decode("utf-8", "replace")).replace("\n", "<br>")
