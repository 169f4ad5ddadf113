"""Clean HTML as BBCode: the tags that forums agree on, and words for the rest."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from syndicator.rendering.escaping import bbcode_address, bbcode_escaped

_SPACE = re.compile(r"\s+")
_MARKS = {
    **dict.fromkeys(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "th"), "b"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "i"),
    **dict.fromkeys(("s", "del"), "s"),
    **dict.fromkeys(("u", "ins"), "u"),
    **dict.fromkeys(("pre", "code", "kbd", "samp"), "code"),
    "blockquote": "quote",
}
_BLOCKS = frozenset("p div h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre figure figcaption hr".split())
_LINES = frozenset("br li tr dt dd caption".split())
_DEEPEST = 200  # elements; what is nested deeper is given as its words


def bbcode(html: str) -> str:
    """The words of clean HTML with their links, emphasis, quotations and lists."""
    body = LexborHTMLParser(html).body
    text = _inside(body, 0) if body is not None else ""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", text)).strip()


def _inside(node: LexborNode, depth: int) -> str:
    parts: list[str] = []
    child = node.child
    while child is not None:
        parts.append(_one(child, depth + 1))
        child = child.next
    return "".join(parts)


def _one(node: LexborNode, depth: int) -> str:
    tag = node.tag or ""
    if tag == "-text":
        return _words(node.text_content or "")
    if depth > _DEEPEST:
        return _words(node.text(deep=True))
    inside = _inside(node, depth)
    if tag == "a":
        target = node.attributes.get("href") or ""
        inside = f"[url={bbcode_address(target)}]{inside.strip()}[/url]" if target and inside.strip() else inside
    elif tag in _MARKS and inside.strip():
        mark = _MARKS[tag]
        inside = f"[{mark}]{inside.strip()}[/{mark}]"
    elif tag == "li":
        inside = f"• {inside.strip()}"
    if tag in _BLOCKS:
        return f"\n\n{inside}\n\n"
    return f"\n{inside}" if tag in _LINES else inside


def _words(text: str) -> str:
    """Words with their outer spaces, none of them a tag."""
    folded = _SPACE.sub(" ", text)
    plain = bbcode_escaped(folded)
    return f"{' ' if folded[:1] == ' ' else ''}{plain}{' ' if plain and folded[-1:] == ' ' else ''}"
