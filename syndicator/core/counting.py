"""Counting the characters of a post as its site counts them; where that is not certain, never fewer."""

import re
import unicodedata
from enum import StrEnum

_ADDRESS = re.compile(r"https?://[^\s<>]*[^\s<>.,:;!?'\"()\[\]。、，”’»]")  # what may belong to the sentence counts by itself
_SHORTENED = 23  # what any address counts (docs.joinmastodon.org, “Posting toots”)
_JOINING = frozenset("\u200c\u200d")


class Counting(StrEnum):
    """How a site counts."""

    CHARACTERS = "characters"  # code points
    GRAPHEMES = "graphemes"  # what a reader takes for one character (Bluesky)
    ADDRESSES_23 = "addresses-23"  # graphemes, and 23 for every address (Mastodon)


def counted(text: str, counting: Counting) -> int:
    """How long a text is for a site."""
    if counting is Counting.CHARACTERS:
        return len(text)
    if counting is Counting.GRAPHEMES:
        return _graphemes(text)
    found = _ADDRESS.findall(text)
    return _graphemes(_ADDRESS.sub("", text)) + _SHORTENED * len(found)


def _graphemes(text: str) -> int:
    """Characters that extend none before them (UAX #29 GB9); joined emoji count each, so this is never too few."""
    return sum(1 for sign in text if sign not in _JOINING and unicodedata.category(sign) not in ("Mn", "Me"))
