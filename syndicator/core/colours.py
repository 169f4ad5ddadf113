"""Colours of inline styles, as far as it takes to see that words have the colour of their ground (CSS Color 4 §5, §6.1)."""

import re

Colour = tuple[int, int, int] | str

_NAMED = {
    "white": (255, 255, 255), "snow": (255, 250, 250), "ivory": (255, 255, 240), "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245), "floralwhite": (255, 250, 240), "azure": (240, 255, 255), "black": (0, 0, 0),
    "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192), "red": (255, 0, 0), "blue": (0, 0, 255),
    "green": (0, 128, 0), "yellow": (255, 255, 0), "navy": (0, 0, 128),
}  # fmt: skip
_UNKNOWN = frozenset("inherit initial unset revert currentcolor none auto transparent".split())
_RGB = re.compile(r"rgba?\((\d{1,3})[,\s]*(\d{1,3})[,\s]*(\d{1,3})")
_HEX = re.compile(r"#([0-9a-f]{3,8})(?![0-9a-f])")
_APART = 24  # of 255 in every channel: below that nobody tells two colours apart


def colour_of(value: str) -> Colour | None:
    """The colour a value in lower case gives; its own word where it is another name, None where none can be told."""
    if "url(" in value or "gradient(" in value or "var(" in value:
        return None
    if found := _HEX.search(value):
        digits = found[1]
        pairs = [digits[i] * 2 for i in range(3)] if len(digits) < 6 else [digits[i : i + 2] for i in (0, 2, 4)]
        return int(pairs[0], 16), int(pairs[1], 16), int(pairs[2], 16)
    if found := _RGB.search(value):
        return int(found[1]), int(found[2]), int(found[3])
    word = value.partition(" ")[0]
    return None if word in _UNKNOWN or not word.isalpha() else _NAMED.get(word, word)


def alike(one: Colour, other: Colour) -> bool:
    """Whether no eye tells two colours apart."""
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return all(abs(a - b) < _APART for a, b in zip(one, other, strict=True))
