"""A text as its reader sees it: letters composed, nothing invisible, one space where there are many; and the way back."""

import re
import unicodedata
from dataclasses import dataclass

from syndicator.core.notices.disguise import ALIKE, one_script

# Control characters, soft hyphens, fillers, zero-width and direction marks, variants of signs, Arabic and Hebrew vowel
# signs and the Arabic stretcher say nothing.
NOTHING = (
    "\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670"
)
# Letters drawn bold, in a circle or as one piece are the letters they show.
DRAWN = "\u24b6-\u24e9\ufb00-\ufb06\U0001d400-\U0001d7ff\U0001f130-\U0001f149\U0001f170-\U0001f189"
_PAIR = rf"(?:[A-Za-z][{ALIKE}]|[{ALIKE}][A-Za-z])"
_MIXED = re.compile(_PAIR)
_SINGLE = (
    rf"(?P<nothing>[{NOTHING}]+)"
    r"|(?P<letter>[^\W\d_][\u0300-\u036f\u3099\u309a]+|[\u1100-\u11ff]{2,})"
    rf"|(?P<drawn>[{DRAWN}]+)"
    r"|(?P<line>[^\S\r\n]*(?:\r\n?|\n)[^\S\r\n]+|\r\n?|[^\S\r\n]+(?=[\r\n]))"
    r"|(?P<space>[^\S\n]{2,}|[\u2000-\u200a\u202f\u205f])"
)
_UNTIDY = re.compile(_SINGLE)
# words longer than that are none; the bound keeps the search in proportion to the text
_UNTIDY_WORDS = re.compile(rf"(?P<mixed>(?<!\w)\w{{0,40}}?{_PAIR}\w{{0,40}})|{_SINGLE}")
_MARKS = re.compile("[\u0300-\u036f]+")
STRUCK_OUT = re.compile("[\u0334-\u0338]")  # combining overlays


@dataclass(frozen=True, slots=True)
class Tidied:
    """The tidy text; `starts` and `ends` give, for each of its characters, the place in the text it was made from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the first text that a stretch of the tidy one was made from."""
        return (self.starts[start], self.ends[end - 1]) if start < end else (0, 0)


def tidied(text: str) -> Tidied | None:
    """The tidy form of a text; None where it is tidy already."""
    untidy = _UNTIDY if text.isascii() or _MIXED.search(text) is None else _UNTIDY_WORDS
    if untidy.search(text) is None:
        return None
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def keep(piece: str, start: int, end: int) -> None:
        pieces.append(piece)
        starts.extend(range(start, end) if len(piece) == end - start else [start] * len(piece))
        ends.extend(range(start + 1, end + 1) if len(piece) == end - start else [end] * len(piece))

    last = 0
    for match in untidy.finditer(text):
        keep(text[last : match.start()], last, match.start())
        keep(_instead(match), match.start(), match.end())
        last = match.end()
    keep(text[last:], last, len(text))
    return Tidied("".join(pieces), tuple(starts), tuple(ends))


def _instead(match: re.Match[str]) -> str:
    kind, words = match.lastgroup, match.group()
    if kind == "letter":  # a mark that no letter of any language takes is decoration
        return _MARKS.sub("", unicodedata.normalize("NFC", words))
    if kind == "drawn":
        return unicodedata.normalize("NFKC", words)
    if kind == "mixed":
        return one_script(words)
    if kind == "line":
        return "\n" if "\n" in words or "\r" in words else ""
    return " " if kind == "space" else ""
