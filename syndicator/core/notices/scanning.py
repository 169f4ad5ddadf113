"""One fast pass over a text for the words by which it may speak of rights, so that nothing else need be read.

The words are those of the lexicons themselves (`strong`, and the hints of every language), never a second list: what is
looked for here is what the reader asks every sentence, and a new word in a lexicon is looked for from then on. Where the
pass cannot be sure (other letters, untidy spaces, a word broken over two lines) it says so, and the whole text is read.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from syndicator.core.automata import compiled, escaped
from syndicator.core.notices.disguise import ALIKE
from syndicator.core.notices.language import HINTS
from syndicator.core.notices.lexicon import LEXICONS
from syndicator.core.notices.lexicon.form import Ready
from syndicator.core.notices.loosening import loosened
from syndicator.core.notices.sentences import FOLD
from syndicator.core.notices.strangers import STEMS
from syndicator.core.notices.tidying import DRAWN, NOTHING

_ENGLISH = "en"  # notices in English stand under texts of every language
# White space as Python's `re` sees it, but for the line feed.
_WHITE = r"\t\x0b-\r\x1c-\x20\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
# What the words are searched for under: quotes, spaces and hyphens as they are written. Any other folded letter is strange.
_KNOWN = "‘’“”„«»\u00a0\t\u2011"
_BEYOND_LATIN = r"\x{370}-\x{1dff}\x{3040}-\x{d7ff}\x{f900}-\x{fdff}\x{fe70}-\x{feff}"
# A sign that takes the place of a letter, a word spelt out, an accent: in these a refusal may be disguised (`disguise`).
_PLAIN_SIGNS = "‘’“”„«»–—…©®™°·•€£\u00a0\u2011"  # of which none is a letter with an accent
_SIGN, _BETWEEN = "[0-9@$!|]", r"[ \n\t.\-_*·\x{a0}\x{2011}]"
_DISGUISED = (
    rf"[a-z]{_SIGN}|{_SIGN}[a-z]|(?:^|[^a-z0-9])[a-z]{_BETWEEN}[a-z]{_BETWEEN}[a-z](?:$|[^a-z0-9])"
    rf"|[^\x00-\x7f{_PLAIN_SIGNS}]"
)
_MARKS = ("@", "[at]", "(at)", "(c)")  # of addresses and copyright lines, which speak of rights only beside other words


def _letters(codes: Iterable[int]) -> str:
    return "".join(rf"\x{{{code:x}}}" for code in sorted(codes))


# Whatever `tidied` would change, what is folded to a letter a word may hold, and letters that are two in lower case.
_STRANGE = compiled(
    rf"[{_WHITE}]{{2}}|\r|\n[{_WHITE}]|[{_WHITE}]\n|[{_BEYOND_LATIN}{NOTHING}{DRAWN}{ALIKE}\x{{300}}-\x{{36f}}\x{{130}}"
    rf"\x0b\x0c\x{{85}}\x{{2028}}\x{{2029}}\x{{2000}}-\x{{200a}}\x{{202f}}\x{{205f}}{_letters(set(FOLD) - set(map(ord, _KNOWN)))}]",
    cased=True,
)


def plain(text: str) -> bytes | None:
    """The text in UTF-8 where it is tidy and in Latin letters; None where it has to be looked at with more care."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return None
    return None if _STRANGE.search(data) else data


class Found(NamedTuple):
    """Where words of rights stand, the first of each line, and where marks of addresses and copyright do; offsets in UTF-8."""

    words: list[int]
    marks: list[int]


class Scan:
    """The words of one language, of English, and the hints of all, searched for in one pass that is linear in the text.

    Whatever else may say something without any of them can be asked for: what matches the `wary` patterns, or is disguised.
    """

    def __init__(self, words: Iterable[str], wary: Iterable[re.Pattern[str]] = ()) -> None:
        self._words = frozenset(words)
        if any(mark in word for word in self._words for mark in ("\n", "@", "[", "(")):
            raise ValueError("a word of a lexicon holds a line break or a mark of an address")
        self._pattern = compiled("|".join((*(_written(word) for word in sorted(self._words)), *map(escaped, _MARKS))), cased=False)
        self._wary = compiled("|".join((_DISGUISED, *(loosened(pattern, _ways) for pattern in wary))), cased=False)

    def found(self, data: bytes) -> Found | None:
        """All of a text; None where a word stands there that is one only once its letters are folded."""
        words: list[int] = []
        marks: list[int] = []
        place = 0
        while match := self._pattern.search(data, place):
            said = match.group().decode().lower()
            place = match.end()
            if said in _MARKS:
                marks.append(match.start())
                continue
            if said not in self._words:
                return None
            words.append(match.start())
            place = data.find(b"\n", place) + 1
            if not place:
                break
        return Found(words, marks)

    def is_suspect(self, words: str) -> bool:
        """Whether a stretch of a plain text may hold a refusal that has none of the words; False is sure."""
        return self._wary.search(words.encode()) is not None

    def may_speak(self, words: str) -> bool:
        """Whether a few words may hold any of the words looked for; False is sure."""
        return self._pattern.search(words.encode("utf-8", "surrogatepass")) is not None


def _written(word: str) -> str:
    """A pattern for every way a word may be written before its typography is folded; a blank may be the end of a line."""
    return "".join(_ways(letter) for letter in word)


@cache
def _ways(letter: str) -> str:
    ways = [ord(letter), *(code for code, folded in FOLD.items() if folded == letter and chr(code) in _KNOWN)]
    return rf"[{_letters([*ways, 10] if letter == ' ' else ways)}]"


@cache
def scan_of(language: str) -> Scan | None:
    """The scan for a text in a language, "" where it is not known; None where the language is not read."""
    lexicon = LEXICONS.get(language or _ENGLISH)
    return Scan(_words(lexicon.ready), (pattern for _, pattern in lexicon.ready.wary)) if lexicon else None


def _words(ready: Ready) -> set[str]:
    return {*ready.strong, *LEXICONS[_ENGLISH].ready.strong, *HINTS, *STEMS}
