"""What keeps words from being seen: elements that show nothing, and inline styles that hide.

Style sheets are not read: a page that hides by class is taken for honest.
"""

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborNode

from syndicator.core.automata import compiled
from syndicator.core.colours import Colour, alike, colour_of

UNSEEN = frozenset("script style template noscript head iframe object svg math datalist select textarea video audio canvas".split())
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
# Styles are compared in lower case and without white space.
_HIDDEN = re.compile(r"(?:^|;)(?:display:none|visibility:hidden)")
_ZERO = r":0*(?:\.0*)?(?:[a-z]{1,4}|%)?(?:!|;|$)"
_FAINT = r":(?:0*\.0\d*|0*[0-4]%)(?:!|;|$)"
_TINY = r":(?:[0-2](?:\.\d*)?px|0?\.[01]\d*r?em)(?:!|;|$)"
_TRICKS = re.compile(
    r"(?:^|;)(?:visibility:collapse|content-visibility:hidden|color:transparent|(?:left|right|top|text-indent|margin-left|margin-top):-\d{4,}"
    r"|(?:left|right|top|text-indent):-\d{3,}(?:vw|vh|%)|transform:[^;]*(?:scale[xy3d]{0,2}\(0[,)]|translate[xy]?\(-\d{4,})"
    rf"|clip:rect\([0pxem,]*\)|clip-path:inset\((?:50|100)%|(?:opacity|font-size){_ZERO}|opacity{_FAINT}|font-size{_TINY})"
)
_MAY_TRICK = compiled("style|color|<details", cased=False)
_NO_ROOM = re.compile(rf"(?:^|;)(?:max-)?(?:width|height){_ZERO}")
_STRUCK = re.compile(r"(?:^|;)text-decoration(?:-line)?:[^;]*line-through")
_CLIPPED = re.compile(r"(?:^|;)overflow(?:-[xy])?:(?:hidden|clip)")
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_GROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_WHITE = (255, 255, 255)  # what a page is, where nothing says otherwise


def hides(written: str, *, tricks: bool) -> bool:
    """Whether a `style` attribute keeps an element from being displayed; with `tricks` also whether nobody could read it."""
    style = _plain(written)
    return _HIDDEN.search(style) is not None or (tricks and _made_invisible(style))


def may_trick(html: str) -> bool:
    """Whether anything in an HTML text could make displayed words invisible: without style, colour or details nothing can."""
    return _MAY_TRICK.search(html.encode("utf-8", "replace")) is not None


def strikes(written: str) -> bool:
    """Whether a `style` attribute strikes the words out."""
    return _STRUCK.search(_plain(written)) is not None


def unseen(node: LexborNode, tag: str, *, tricks: bool) -> bool:
    """Whether an element shows no words; with `tricks` also where they have the colour of their ground, or wait in closed `<details>`."""
    if tag in UNSEEN:
        return True
    said = node.attributes
    if tricks and tag != "summary" and _in_closed_details(node):
        return True
    if not said:
        return tag == "dialog"
    if "hidden" in said or "popover" in said or (tag == "dialog" and "open" not in said):
        return True
    written = said.get("style")
    if written is not None and hides(written, tricks=tricks):
        return True
    return tricks and _declares_colour(said) and _alike(node)


def _in_closed_details(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and parent.tag == "details" and "open" not in parent.attributes


def _plain(written: str) -> str:
    return "".join(_COMMENT.sub("", written).lower().split())


def _made_invisible(style: str) -> bool:
    return bool(_TRICKS.search(style) or (_NO_ROOM.search(style) and _CLIPPED.search(style)))


def _declares_colour(said: Mapping[str, str | None]) -> bool:
    style = (said.get("style") or "").lower()
    return "color" in style or "background" in style or "color" in said or "bgcolor" in said


def _alike(node: LexborNode) -> bool:
    """Whether the words of an element have the colour of what they stand on, by what it and the elements around it declare."""
    ink = next((colour for one in _around(node) if (colour := _declared(one, _COLOUR, "color"))), None)
    ground = next((colour for one in _around(node) if (colour := _declared(one, _GROUND, "bgcolor"))), _WHITE)
    return ink is not None and alike(ink, ground)


def _around(node: LexborNode | None) -> Iterator[LexborNode]:
    while node is not None:
        yield node
        node = node.parent


def _declared(node: LexborNode, pattern: re.Pattern[str], attribute: str) -> Colour | None:
    said = node.attributes
    written = said.get("style")
    found = pattern.search(_plain(written)) if written else None
    value = found[1] if found else said.get(attribute)
    return colour_of(value.strip().lower()) if value else None
