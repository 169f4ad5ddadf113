"""What kinds of short posts share: one plain text that carries the credit, sent whole or not at all, and read back as HTML."""

import re
from html import escape

from syndicator.core.counting import counted
from syndicator.core.flavours import Flavour, as_html
from syndicator.core.markup import read
from syndicator.core.places import Carries
from syndicator.core.post import Post
from syndicator.errors import Rejected

_TAG_LIKE = re.compile(r"<(?=[A-Za-z/!?])")
_ANGLED = re.compile(r" ?<(https?://[^\s<>]+)> ?")
_BREAK = "\u200c"  # zero width non-joiner: no reader sees it, no site counts it as a character of its own (UAX #29 GB9)
_ADDED = re.compile(f"(?<=[@;]){_BREAK}")
_APART = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")


def whole_text(post: Post, carries: Carries) -> str:
    """The post as plain text; raises Rejected where it has none or is longer than the site takes: it is never cut here.

    Where the kind spreads a text over several posts, it is the kind that sees how many they are.
    """
    most = carries.max_characters if carries.parts == 1 else None
    if not post.text.strip():
        raise Rejected("the post has no plain text", "let the article be judged again: syndicator posts explain shows why")
    length = counted(post.text, carries.counting)
    if most is not None and length > most:
        raise Rejected(f"the post has {length} characters and the site takes {most}", "correct the option “characters” of the site")
    return post.text


def inert(text: str) -> str:
    """The same words, in which even a site that takes plain text for HTML finds no tag; addresses stand free, as such sites link them."""
    return _TAG_LIKE.sub(f"<{_BREAK}", re.sub(r"(?m) +$", "", _ANGLED.sub(r" \1 ", text)))


def unaddressed(text: str) -> str:
    """The same words, in which no “@name” calls on anybody: a headline must not make a site notify strangers."""
    return re.sub(r"(?<![\w/=])@(?=\w)", f"@{_BREAK}", text)


def as_meant(html: str) -> str:
    """What a site shows of a text that was made inert and unaddressed, without the signs that nobody sees."""
    return _ADDED.sub("", html)


def says_the_same(html: str, text: str) -> bool:
    """Whether a reader of the HTML meets the words of the text, however lines and addresses were dressed."""
    return _APART.sub("", read(html).text) == _APART.sub("", read(as_html(text, Flavour.TEXT)).text)


def note_page(html: str, language: str = "") -> str:
    """A note as the page a reader meets: nothing but what the note itself says."""
    lang = f' lang="{escape(language)}"' if language else ""
    return f'<!doctype html><html{lang}><head><meta charset="utf-8"></head><body>{html}</body></html>'
