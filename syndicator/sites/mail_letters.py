"""A letter of many articles: how it is laid out, and the proof of each of them on the letter as it would be read."""

import email
from collections.abc import Iterable, Sequence
from email.message import EmailMessage
from email.policy import default
from html import escape

from syndicator.core.flavours import Flavour
from syndicator.core.markup import elements, one_line
from syndicator.core.post import Post
from syndicator.core.proof import By, Check, lacking, prove, prove_text

_IN_HEAD = (By.CANONICAL, By.NOINDEX)
_RULE = "\n\n" + "-" * 72 + "\n\n"


def subject(posts: Sequence[Post], label: str) -> str:
    """The first headline, and how many more."""
    first, more = one_line(posts[0].title), len(posts) - 1
    said = f"{first} – and {more} more" if more else first
    return f"[{label}] {said}" if label else said


def as_html(posts: Sequence[Post], title: str) -> str:
    """The letter for programs that show HTML: each article in an element of its own."""
    body = "<hr>".join(f'<article id="{_id(post)}"{_lang(post)}><h2>{escape(post.title)}</h2>{post.html}</article>' for post in posts)
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def as_text(posts: Sequence[Post]) -> str:
    """The same in words."""
    return _RULE.join(_section(post) for post in posts) + "\n"


def unproven(posts: Iterable[Post], letter: bytes) -> dict[str, str]:
    """What each article lacks on the letter as it is read back, by its key; those that lack nothing are not in it.

    Each is proven in its own part, so that no other lends it a name or a link, and in the whole, so that none hides it.
    """
    read = email.message_from_bytes(letter, policy=default)
    html, words = _part(read, "html"), _part(read, "plain").replace("\r\n", "\n")
    found = {post.key: "; ".join(_missing(post, html, words)) for post in posts}
    return {key: why for key, why in found.items() if why}


def _missing(post: Post, html: str, words: str) -> list[str]:
    owed = [o for o in post.obligations if o.by not in _IN_HEAD]
    parts = elements(html, f'article[id="{_id(post)}"]')
    checks: list[Check] = []
    for text in (*(part.inner for part in parts), html):
        checks += prove(text, owed, "letter", body=post.body)
    section = _section(post)
    checks += prove_text(section, [o for o in owed if o.by in (By.WORDS, By.LINK)], "letter (words)", Flavour.TEXT)
    why = [f"{check.obligation.duty}: {check.why}" for check in lacking(checks)]
    why += [] if len(parts) == 1 else ["it has no part of its own in the letter"]
    return list(dict.fromkeys(why if section in words else [*why, "its words are not in the letter as they are"]))


def _part(letter: EmailMessage, kind: str) -> str:
    found = letter.get_body((kind,))
    return str(found.get_content()) if found is not None else ""


def _section(post: Post) -> str:
    return f"{post.title}\n\n{post.text}".replace("\r\n", "\n").strip()


def _id(post: Post) -> str:
    return f"copy-{post.key[:16]}"


def _lang(post: Post) -> str:
    return f' lang="{escape(post.language)}"' if post.language else ""
