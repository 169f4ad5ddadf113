"""Sentences with their places in the text: the units in which permissions and prohibitions are read."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# A full stop ends a sentence before white space and something that starts one; abbreviations and initials do not. Footers part
# their statements with “•”, “·” or “|”; but “© 2026 Courier | CC BY 4.0” is one.
_END = re.compile(r"[.!?…؟]['\"’”)\]]{0,2}(?=\s)|[。！？][’”」』）]{0,2}|[;؛](?=\s)|；|\n|(?<=\S)[ \t]+(?=[•·|]\s)")
_OWN_LICENCE = re.compile(r"[•·|]\s{1,3}(?:CC|Creative Commons)\b")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|e\.g|i\.e|etc|vs|Max|No|Dr|Mr|Mrs|Ms|St|Inc|Ltd|Co|a\.s|s\.r\.o|S\.A|S\.p\.A|cf|approx|zB|z\.B|p|v|U\.S|U\.K|ст|п|т\.д|т\.п|т\.ч|напр|art|Art|Abs|bzw|ca|Nr|núm|pág|págs|cap|Sr|Sra|Dra|ex|ed|eds|op|vol)\.)$"
)
_FIRM = re.compile(r"\b(?:Inc|Ltd|Co)\.$")
_BEGINS = re.compile(r"\s+(?:No|All|None|Nothing|Unless|This|These|You|We|Please|Any)\s+[a-z]")
# A line goes on in the next where that starts in lower case, or where it ends in a word that wants another.
_GOES_ON = re.compile(r"[ \t]{0,4}[a-zß-öø-ÿāăąćčďđēęěğģīįķļłńņňőōœŕřśşšťūůűųźżžșțа-яѐ-џґ(]")
_WANTS_MORE = re.compile(
    r"(?i)(?:\w,|\b(?:the|an?|of|to|and|or|by|in|on|with|for|from|at|our|your|their|its|these|that|is|are|be|may|can|must|not|if|as|under|via))$"
)
_ADDRESS_FIRST = re.compile(r"(?i)[ \t]{0,4}(?:https?:|www\.|[\w.+-]{1,64}@|[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){1,4}(?![\w@-]))")
_ADDRESS_LAST = re.compile(
    r"(?i)(?:@[a-z0-9.-]{3,100}|(?:https?:|www\.)\S{2,200}|\b[a-z0-9-]{2,63}\.(?:com|org|net|edu|info|example|[a-z]{2})/?)$"
)
_SPACE = re.compile(r"\s+")
FOLD = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "\u00a0": " ",
        "\t": " ",
        "\u2011": "-",
    }
)
# Chinese, Japanese and Arabic marks, and the wide forms of letters and digits, are read as the marks and letters they stand for.
FOLD |= {ord(wide): plain for wide, plain in zip("「」『』？！；：，（）／－\u3000؟؛،", '""""?!;:,()/- ?;,', strict=True)}
FOLD |= {wide: chr(wide - 0xFEE0) for span in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B)) for wide in range(*span)}

LONGEST = 1500  # a sentence beyond this is cut; a cut piece never grants


class Sentence(NamedTuple):
    """One sentence: `text` as it stands, `plain` the same length with typography folded, `start` its place.

    `bullet` says whether it opens a list item, `whole` whether it was not cut for its length.
    """

    text: str
    plain: str
    start: int
    bullet: bool = False
    whole: bool = True

    @property
    def end(self) -> int:
        """The place after the last character."""
        return self.start + len(self.text)


_BULLET = re.compile(
    r"\s{0,8}(?:(?:[-–—•*·▪‣●]|\d{1,2}[.)]|[a-z][.)])\s|[（(]?[一二三四五六七八九十\d]{1,3}[、）]|[•·●](?=[\u3041-\u9fff]))"
)


def alike(text: str) -> str:
    """The text with typographic quotes, dashes and spaces made equal, its length kept."""
    return text.translate(FOLD)


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text in order; a line that clearly goes on is joined with the next, a list item is not."""
    start = 0
    for match in _END.finditer(text):
        if not _ends(text, start, match):
            continue
        yield from _cut(text, start, match.end())
        start = match.end()
    yield from _cut(text, start, len(text))


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()[0]
    if mark == "\n":
        if match.start() > start and text[match.start() - 1] == "\n":
            return True
        return not _goes_on(text[max(start, match.start() - 120) : match.start()].rstrip(), text, match.end())
    if mark in " \t" and _OWN_LICENCE.match(text, match.end()):
        line = text[max(start, match.start() - 120) : match.start()].lower()
        return "©" not in line and "(c)" not in line
    if mark == "." and text[start : match.start()].strip().isdigit():
        return False  # “3. Keep the byline”: the number of an item
    if mark == ".":
        before = max(start, match.start() - 8), match.start() + 1
        return not _ABBREVIATION.search(text, *before) or (
            _FIRM.search(text, *before) is not None and _BEGINS.match(text, match.end()) is not None
        )
    return True


def _goes_on(line: str, text: str, after: int) -> bool:
    """Whether the line that starts at `after` goes on with the one before it; an address ends a line and begins one."""
    if line[-1:] in ":;.!?-" or _BULLET.match(text, after) or text.startswith("\n", after):
        return False
    if _ADDRESS_LAST.search(line) or _ADDRESS_FIRST.match(text, after):
        return False
    return _GOES_ON.match(text, after) is not None or _WANTS_MORE.search(line) is not None


def _cut(text: str, start: int, end: int) -> Iterator[Sentence]:
    whole = end - start <= LONGEST
    for piece in range(start, end, LONGEST):
        stop = min(piece + LONGEST, end)
        raw = text[piece:stop]
        lead = len(raw) - len(raw.lstrip())
        raw = raw.strip()
        if raw:
            plain = alike(raw).replace("\n", " ")
            yield Sentence(raw, plain, piece + lead, _BULLET.match(raw + " ") is not None, whole)
