# ruff: noqa: E501 - patterns are read best unbroken
"""Lines of a text: which one a statement stands in, and whether that line speaks of the text it stands under."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import accumulate, repeat
from operator import add

from syndicator.core.evidence import Evidence
from syndicator.core.notices.language import guess
from syndicator.core.notices.lexicon import LEXICONS, Lexicon

_MORE = re.compile(
    r"(?i)\b(?:this|our|my|these|all) (?:[\w-]+ ){0,2}?(?:article|articles|story|stories|piece|pieces|post|posts|text|texts|essay|column|work|works|"
    r"content|contents|site|website|blog|publication|journalism|reporting|page|interview|translation)\b"
    r"|\b(?:unless|except where|except when|except as) (?:otherwise )?(?:noted|stated|indicated|marked|specified)|\ball rights reserved\b|©"
)
# A line that names its licence and nothing else whose licence that could be.
_BARE = re.compile(
    r"(?i)^\W*(?:(?:texts?|words|contents?|articles?|stor(?:y|ies)|licen[cs]e|lizenz|licencia|licence|licença|licenza|terms|copyright)\b\s{0,2}[:—–-]"
    r"|licen[cs]ed (?:under|by|as)|(?:published|released|available|shared|republished|reprinted|cross-?posted|re-?posted)\b[^.;]{0,60}? (?:under|with|by|from)\b|cc[ -](?:by|0)|cc0|creative commons|"
    r"(?:text|article|story|this|content) (?:is )?licen[cs]ed|feel free to (?:re-?publish|re-?post)|republish (?:this|our|freely))"
)
_CREDIT = re.compile(
    r"(?i)^\W*(?:this|it|originally|first|initially|previously|re-?(?:published|posted|printed)|cross-?posted|syndicated|courtesy|source|via|provided|distributed|"
    r"supplied|produced|reprinted|by permission|(?:article|story|content|text) (?:provided|supplied|distributed)|read|see|view|find|an? (?:\w+ ){0,2}version|the original|(?:the|an) (?:above|following) )\b"
    r"|^\W*(?:the|an) (?:article|story|piece|post|essay|interview|op-?ed|column|commentary)\b|©|copyright"
)
_LONGEST_BARE = 220  # code points
_PIECE = 2_000  # code points of a line that is looked at as one
_OF_SITE = re.compile(
    r"(?i)\bour\b|\b(?:web)?sites?\b|\ball (?:of )?(?:the )?(?:content|contents|articles|texts|stories|posts)\b|\bcontents? (?:on|of)\b|\b(?:un(?:less|til)|except)\b"
)
_IDEOGRAMS = 0x2E80  # from here on words are written without spaces
_HOUSE = re.compile(r"(?i)\b(?:we|us|our)\b|@")
_REUSE = re.compile(
    r"(?i)\b(?:re-?print|re-?use|re-?publi|re-?post|syndicat|reproduc|reproduk|republi|reimpr|reproduz|riprodu|ripubblic|nachdruck|abdruck|authors?\b|the editors?\b|autor)|перепечат|репост"
)
_WORKS = re.compile(
    r"(?i)\b(?:licen[cs]\w*|lizenz\w*|permission to|all rights|copyright\w*|cop(?:y|i|ied)\w*|publi\w+|kopi\w+|vervielf\w+|veröffentlich\w*|weiterverbreit\w*|genehmig\w+"
    r"|autori[sz]\w+|derechos|direitos|droits|diritti|rechte|creative commons|cc by)\b"
)
_LATIN = re.compile(r"[A-Za-z]{3}")
# Sentences on visitors, their data and their mail: what they consent to or cannot do there is nothing on the texts.
_VISITS = re.compile(
    r"(?i)\bcookies?\b|\btracking technolog|\b(?:personal (?:data|information)|personenbezogene\w* daten|données (?:personnelles|à caractère personnel)|datos personales|dati personali|dados pessoais)\b"
    r"|\b(?:by|per|via|par|por|pelo|tramite) (?:e-?mail|courriel|correo)\b"
)
_BEYOND = 1 << 62  # a place after the end of any text
_SPEECH = re.compile(r"^\W{0,3}[\"“„«‘]")


class Lines:
    """The lines of a text by their offsets; `marked` are the stretches that its markup links as the licence of the page."""

    def __init__(self, text: str, marked: tuple[tuple[int, int], ...] = ()) -> None:
        self.text = text
        self.marked = sorted(marked)

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins."""
        lengths = map(add, map(len, self.text.split("\n")), repeat(1))
        return list(accumulate(lengths, initial=0))[:-1]

    def number(self, at: int) -> int:
        """The number of the line a place stands in."""
        return bisect_right(self.starts, at) - 1

    def of(self, e: Evidence) -> str:
        """The whole lines a statement stands in; of one too long to be of one piece, the part around it."""
        start, end = e.quote.start or 0, e.quote.end or 0
        left, right = self.bounds(start, end)
        if right - left > 2 * _PIECE:
            left, right = max(left, start - start % _PIECE), min(right, max(end, start - start % _PIECE + 2 * _PIECE))
        return self.text[left:right]

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """Where the line begins that holds `start`, and where the one ends that holds `end`."""
        last = bisect_left(self.starts, max(end, start + 1), lo=1) if len(self.starts) > 1 else 1
        return self.starts[self.number(start)], self.starts[last] - 1 if last < len(self.starts) else len(self.text)

    def above(self, start: int, most: int) -> list[str]:
        """Up to so many lines with words above the one that begins at `start`, the nearest first, each cut where it is long."""
        found: list[str] = []
        for number in range(self.number(start) - 1, max(-1, self.number(start) - 2 * most - 1), -1):
            line = self.text[self.starts[number] : self.starts[number + 1]][:_PIECE].strip()
            if line and len(found) < most:
                found.append(line)
        return found

    def licensed(self, e: Evidence) -> bool:
        """Whether the markup itself links the licence in a statement as that of the page (HTML `rel=license`)."""
        start, end = e.quote.start or 0, e.quote.end or 0
        first = bisect_left(self.marked, (start, start))
        return any(left < right <= end for left, right in self.marked[first : bisect_right(self.marked, (end, end))])


class Spans:
    """Stretches of a text that do not overlap, found in logarithmic time."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(set(spans))

    def hold(self, at: int) -> bool:
        """Whether a place stands in one of them."""
        found = bisect_right(self._spans, (at, _BEYOND)) - 1
        return found >= 0 and at < max(self._spans[found][1], self._spans[found][0] + 1)


@lru_cache(maxsize=1024)
def of_this(line: str) -> bool:
    """Whether a line speaks of this very article."""
    return any(lexicon.ready.this.search(line) for lexicon in _lexicons(line))


@lru_cache(maxsize=1024)
def of_itself(sentence: str) -> bool:
    """Whether a sentence speaks of the text it stands under, not of somebody else's; direct speech does not."""
    if _SPEECH.match(sentence):
        return False
    if _MORE.search(sentence):
        return True
    return any(_telling(m.group()) for lexicon in _lexicons(sentence) for m in lexicon.ready.itself.finditer(sentence))


def speech(sentence: str) -> bool:
    """Whether a sentence begins as direct speech."""
    return _SPEECH.match(sentence) is not None


def credit_line(sentence: str) -> bool:
    """Whether a sentence at the edge of a story tells where the story comes from, not the book or study it is about."""
    return len(sentence) <= _LONGEST_BARE and (_CREDIT.match(sentence) is not None or guess(sentence) not in ("en", ""))


def bare(line: str) -> bool:
    """Whether a short line only says under which licence, or from where, the text stands there."""
    return len(line) <= _LONGEST_BARE and _BARE.match(line) is not None


def squashed(name: str) -> str:
    """A name without case, spaces and punctuation, as it may stand in a host."""
    return re.sub(r"[\W_]", "", name.casefold())


def of_house(line: str) -> bool:
    """Whether the publisher speaks of itself in a line, or names an address to write to."""
    return _HOUSE.search(line) is not None


def of_reuse(line: str) -> bool:
    """Whether a short line names reprinting, or the author to ask: no story tells that in a line of its own."""
    return len(line) <= _LONGEST_BARE and not speech(line) and _REUSE.search(line) is not None


def of_visits(sentence: str) -> bool:
    """Whether a sentence tells visitors of cookies, their data or sharing by mail, and says nothing of reprinting a text."""
    return _VISITS.search(sentence) is not None and not of_works(sentence)


def of_works(sentence: str) -> bool:
    """Whether a sentence names reprinting, copying or rights, or is in letters in which nobody looked for such words."""
    return _REUSE.search(sentence) is not None or _WORKS.search(sentence) is not None or "©" in sentence or not _LATIN.search(sentence)


def of_site(line: str) -> bool:
    """Whether a line speaks of all that a site publishes."""
    return _OF_SITE.search(line) is not None


def _telling(words: str) -> bool:
    """“This article” tells; a licence's or a verb's name alone may be told of anybody."""
    return words == "©" or (words.lower() != "creative commons" and (" " in words or ord(words[0]) > _IDEOGRAMS))


def _lexicons(text: str) -> list[Lexicon]:
    found = {guess(text), "en"}
    return [LEXICONS[code] for code in found if code in LEXICONS]
