"""What inline styles hide a text with; style sheets are not read: a page that hides by class is taken for honest."""

import re

_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
# Styles are compared in lower case and without white space.
_HIDDEN = re.compile(r"(?:^|;)(?:display:none|visibility:hidden)")
_ZERO = r":0*(?:\.0*)?(?:[a-z]{1,4}|%)?(?:!|;|$)"
_TRICKS = re.compile(
    r"(?:^|;)(?:visibility:collapse|content-visibility:hidden|color:transparent|(?:left|right|top|text-indent|margin-left|margin-top):-\d{4,}"
    rf"|clip:rect\([0pxem,]*\)|clip-path:inset\((?:50|100)%|(?:opacity|font-size){_ZERO})"
)
_NO_ROOM = re.compile(rf"(?:^|;)(?:max-)?(?:width|height){_ZERO}")
_STRUCK = re.compile(r"(?:^|;)text-decoration(?:-line)?:[^;]*line-through")
_CLIPPED = re.compile(r"(?:^|;)overflow(?:-[xy])?:(?:hidden|clip)")


def hides(written: str, *, tricks: bool) -> bool:
    """Whether a `style` attribute keeps an element from being displayed; with `tricks` also whether nobody could read it."""
    style = "".join(_COMMENT.sub("", written).lower().split())
    return _HIDDEN.search(style) is not None or (tricks and _made_invisible(style))


def strikes(written: str) -> bool:
    """Whether a `style` attribute strikes the words out."""
    return _STRUCK.search("".join(_COMMENT.sub("", written).lower().split())) is not None


def _made_invisible(style: str) -> bool:
    return bool(_TRICKS.search(style) or (_NO_ROOM.search(style) and _CLIPPED.search(style)))
