# ruff: noqa: E501 - a table of spellings is read best a kind a line
"""Licence names in prose: every way people write them, read token by token (elements, version, port)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from syndicator.core.licences.table import CC0, OGL, PDM, VERSIONS, Licence, creative_commons

# Words a port is written with; the codes are those of the addresses.
_PORTS = {
    "argentina": "ar", "australia": "au", "austria": "at", "belgium": "be", "brazil": "br", "brasil": "br", "canada": "ca", "chile": "cl",
    "china": "cn", "colombia": "co", "costa rica": "cr", "croatia": "hr", "czech republic": "cz", "denmark": "dk", "ecuador": "ec",
    "england & wales": "uk", "england and wales": "uk", "españa": "es", "estonia": "ee", "finland": "fi", "france": "fr", "germany": "de",
    "greece": "gr", "guatemala": "gt", "hong kong": "hk", "hungary": "hu", "igo": "igo", "india": "in", "ireland": "ie", "israel": "il",
    "italia": "it", "italy": "it", "japan": "jp", "malaysia": "my", "mexico": "mx", "méxico": "mx", "netherlands": "nl", "new zealand": "nz",
    "norway": "no", "peru": "pe", "philippines": "ph", "poland": "pl", "portugal": "pt", "puerto rico": "pr", "romania": "ro",
    "scotland": "scotland", "serbia": "rs", "singapore": "sg", "slovenia": "si", "south africa": "za", "south korea": "kr", "spain": "es",
    "sweden": "se", "switzerland": "ch", "taiwan": "tw", "thailand": "th", "uganda": "ug", "uk": "uk", "united states": "us", "us": "us",
    "usa": "us", "venezuela": "ve", "vietnam": "vn", "deutschland": "de", "österreich": "at", "schweiz": "ch", "chili": "cl",
}  # fmt: skip
_CODES = (
    "AR AT AU BE BR CA CH CL CN CO CR CZ DE DK EC EE ES FI FR GR GT HK HR HU IE IL IN IT JP KR LU MX MY NL NO NZ PE PH PL PT RO RS".split()
)

_SPELLINGS = {
    "anchor": r"creative[ \u00a0-]commons(?:['’]s?)?|\bcc\b",
    "nc": r"\bnon?[- ]?(?:comm?erc\w{2,8})\b(?: use)?|\bnc\b|\bnicht[- ]?kommerziell\b|\bpas d['’]utilisation commerciale\b|非商业性使用|非商業性",
    "nd": r"\bno[- ]?deriv\w{1,8}(?: works?)?\b|\bnd\b|\bsin(?:obra)?derivad\w{1,2}\b|\bsem deriva\w{1,6}\b|\bkeine bearbeitung\w{0,3}\b"
    r"|\bpas de modification\b|\btanpa turunan\b|禁止演绎|禁止改作",
    "sa": r"\bshare[- ]?alike\b|\bsa\b|\bcompartir ?igual\b|\bcompartilha ?igual\b|\bpartage dans les mêmes conditions\b"
    r"|\bweitergabe unter gleichen bedingungen\b|الترخيص بالمثل",
    "by": r"\battribution(?:[- ]only)?\b|\bby\b|\batribuci[oó]n\b|\breconocimiento\b|\batribuição\b|\bnamensnennung\b|\batribuire\b|\batribusi\b"
    r"|\battribuzione\b|\bnaamsvermelding\b|署名|姓名标示|姓名標示",
    "version": r"\b[1-4]\.[015]\b|(?<=\d)[1-4]\.[015](?=\D)",
    "port": "|".join(rf"\b{re.escape(name)}\b" for name in sorted(_PORTS, key=len, reverse=True)),
    "code": "|".join(rf"\b{code}\b" for code in _CODES),
    "filler": r"\b(?:v\.?(?=\d)|version|international\w?|internacional|unported|generic|licen[cs]es?|lizenz|licencia|licença|lisensi|public|works?|the)\b",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _SPELLINGS.items()), re.IGNORECASE)
_BETWEEN = re.compile(r"[\s\-–—/,+&()\[\]“”\"'’‘:|]{0,4}")
_OTHERS = (
    (re.compile(r"(?i)\bCC[- ]?(?:0|zero)\b(?:[- ]1\.0)?|\bcreative commons zero\b"), CC0),
    (re.compile(r"(?i)\bpublic domain mark\b(?: 1\.0)?"), PDM),
    (re.compile(r"(?i)\bopen government licen[cs]e v?(?:ersion )?3(?:\.0)?\b"), OGL),
)
_MARKS = ("by", "nc", "nd", "sa")


@dataclass
class _Group:
    """Tokens that stand side by side: one candidate for a name."""

    start: int
    end: int
    anchored: bool = False
    marks: list[str] = field(default_factory=list)
    version: str = ""
    port: str = ""


def named(text: str) -> list[tuple[Licence, int, int]]:
    """The licences a text names, each with the offsets (code points) of its name, in order of appearance.

    A name without a version gives an `…-unversioned` licence; “a Creative Commons licence” alone names none (see `mentions`).
    """
    found = [(licence, g.start, g.end) for g in _groups(text) if (licence := _licence(g))]
    found += [(licence, m.start(), m.end()) for pattern, licence in _OTHERS for m in pattern.finditer(text)]
    return sorted(found, key=lambda entry: entry[1])


def mentions(text: str) -> list[tuple[int, int]]:
    """Where a text speaks of Creative Commons, with or without saying which licence."""
    return [(g.start, g.end) for g in _groups(text) if g.anchored]


def _licence(group: _Group) -> Licence | None:
    marks = set(group.marks)
    enough = group.anchored or (len(marks) > 1 and group.version)
    if not enough or "by" not in marks or {"nd", "sa"} <= marks:
        return None
    unit = "-".join(mark for mark in _MARKS if mark in marks)
    unit = "by-nd-nc" if unit == "by-nc-nd" and group.version == "1.0" else unit
    return creative_commons(unit, group.version, group.port if group.version else "")


def _groups(text: str) -> Iterator[_Group]:
    group: _Group | None = None
    tokens = [m for m in _TOKEN.finditer(text) if not _mere_by(text, m)]
    for before, token in pairwise([None, *tokens]):
        if token is None:
            continue
        apart = before is None or not _BETWEEN.fullmatch(text, before.end(), token.start())
        if group is None or apart or _complete(group, token):
            if group is not None:
                yield group
            group = None if token.lastgroup == "filler" else _Group(token.start(), token.end())
        if group is None:
            continue
        _add(group, token)
    if group is not None:
        yield group


def _add(group: _Group, token: re.Match[str]) -> None:
    kind, word = token.lastgroup, token.group()
    if kind == "anchor":
        group.anchored = True
    elif kind == "version" and not group.version and word in VERSIONS:
        group.version = word
    elif kind in ("port", "code") and group.version and not group.port:
        group.port = _PORTS.get(word.lower(), word.lower())
    elif kind in _MARKS and kind not in group.marks:
        group.marks.append(str(kind))
    group.end = token.end()


def _complete(group: _Group, token: re.Match[str]) -> bool:
    """Whether a token starts the next name: a second version, or elements again after a version was given."""
    again = token.lastgroup == "version" or (token.lastgroup in _MARKS and token.lastgroup in group.marks)
    return bool(group.version and again)


def _mere_by(text: str, token: re.Match[str]) -> bool:
    """Whether a “by” is the preposition: in lower case it names the element only where joined to another (cc-by, by-nc)."""
    word = token.group()
    if word in ("us", "no", "in", "at"):
        return True
    if word.lower() in ("sa", "nd", "nc") and not word.isupper():
        return text[token.start() - 1 : token.start()] not in ("-", " ", "/")
    if word not in ("by", "By"):
        return False
    before, after = text[max(0, token.start() - 3) : token.start()].lower(), text[token.end() : token.end() + 4].lower()
    joined = after[:1] in ("-", "/") or after[1:3] in ("nc", "nd", "sa") or re.match(r" \d\.\d", after) is not None
    return not joined and before != "cc-"
