"""How a copy that lost its credit is given it once more: in markup that any site keeps, and where the first one did not stand."""

import re
from dataclasses import replace

from syndicator.core.post import Post
from syndicator.core.proof import By

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<said>(?:\s[^<>]*)?)>")
_HREF = re.compile(r'\shref="[^"]*"')
_DIRECTION = re.compile(r'\sdir="[a-z]{3,4}"')  # without it, names run into each other where scripts of two directions meet
_KEPT = frozenset({"p", "br", "em", "strong"})  # bare; a link keeps its target, an image (the pixel) everything


def repaired(post: Post) -> Post:
    """The post as it is sent to mend a copy: the same words, links and pixel in bare paragraphs, at the other end of the text.

    Themes and sanitisers that take a credit away mostly know it by its element, its class or its place. Where the terms ask for
    the credit above the text, it stays there. What the copy owes, and its revision, are those of the draft.
    """
    if not post.block:
        return post
    opening = _DIRECTION.search(post.block.partition(">")[0])  # of the whole credit
    plain = _TAG.sub(_bare, post.block).strip().replace("<p>", f"<p{opening[0] if opening else ''}>")
    body = post.body
    above = any(one.by is By.ABOVE for one in post.obligations) or not post.html.startswith(post.block)
    html = f"{plain}\n{body.strip()}" if above else f"{body.strip()}\n{plain}"
    return replace(post, html=html, block=plain, drafted_as=post.revision)


def _bare(tag: re.Match[str]) -> str:
    name = tag["name"].lower()
    if name == "img":
        return tag[0]
    if name == "a":
        said = (pattern.search(tag["said"]) for pattern in (_HREF, _DIRECTION))
        return "</a>" if tag["end"] else f"<a{''.join(found[0] for found in said if found)}>"
    return f"<{tag['end']}{name}>" if name in _KEPT else ""
