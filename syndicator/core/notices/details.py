# ruff: noqa: E501 - a pattern is read best unbroken
"""The details of a notice: whom to write to, copyright lines, prescribed credits, and whose article it was first."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from syndicator.core.evidence import Evidence, Level, Topic
from syndicator.core.notices.lexicon.form import Ready
from syndicator.core.notices.masking import Masked
from syndicator.core.notices.place import Place

_EMAIL = re.compile(
    r"(?<![\w.+-])([A-Za-z0-9._%+-]{1,64})(?:@| ?\[at\] ?| ?\(at\) ?)([A-Za-z0-9-]{1,63}(?:(?:\.| ?\[dot\] ?| ?\(dot\) ?)[A-Za-z0-9-]{1,63}){1,4})"
)
_COPYRIGHT = re.compile(r"(?i)(?:©|\(c\)|\bcopyright\b)[:\s]{0,3}(?:©|\(c\))?\s{0,2}(?:by )?[^\n]{0,40}?\b(?:19|20)\d\d\b[^\n]{0,120}")
_COPYRIGHT_END = re.compile(r"(?i)[.,;|–—-]?\s{0,3}\ball rights\b|(?<=[\w)])\.(?=\s|$)")
_NAME_END = re.compile(
    r"(?<!\b[A-Z])[.,;:|)\"\]](?=\s|$)|[;|)(\[\]\"]| - | – | — | (?:and|under|with|as|where|when|but|which|is|here|in (?:19|20)\d\d|on (?=[A-Z][a-z]+ \d|\d))\b"
)
_OF_ISSUE = re.compile(r"(?i)^the (?:[\w/-]+,? ){1,4}(?:issue|edition|number|volume) of (?=[A-Z]|the )")
_LONGEST = 250  # code points a copyright line may go on beyond the line it begins in
_MOST_LINES = 50  # a text with more copyright lines is a list of other people's
_A_DAY = re.compile(r"(?i)^(?:\d|(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday"
                    r"|friday|saturday|sunday|this|that|permission|an?\b|its?\b|their\b|our\b|us\b|my\b|your?\b))")  # fmt: skip

Parts = Sequence[tuple[int, int]]


def contacts(place: Place, near: Sequence[re.Pattern[str]], parts: Parts | None = None) -> Iterator[Evidence]:
    """E-mail addresses, the ones standing near words about permission first; `parts` are the lines that may hold one."""
    found = []
    for match in chain.from_iterable(_EMAIL.finditer(place.text, start, end) for start, end in _parts(place, parts)):
        host = re.sub(r"(?i) ?[\[(]dot[\])] ?", ".", match.group(2))
        words = sum(len(pattern.findall(place.text, max(0, match.start() - 160), match.end() + 80)) for pattern in near)
        found.append((-words, match.start(), match.end(), f"{match.group(1)}@{host}".rstrip(".-")))
    for _, start, end, address in sorted(found)[:1]:
        yield place.evidence(Topic.CONTACT, address, start, end, "contact.e-mail")


def copyright_lines(place: Place, parts: Parts | None = None) -> Iterator[Evidence]:
    """The copyright lines with a year, as they stand; `parts` are the lines in which one may begin."""
    for match in islice(_copyrights(place.text, _parts(place, parts)), _MOST_LINES):
        line = match.group()
        stop = _COPYRIGHT_END.search(line, 8)
        line = (line[: stop.start()] if stop else line).strip(" \t-–—|,")
        if line:
            yield place.evidence(Topic.COPYRIGHT, line, match.start(), match.start() + len(line), "copyright.line")


def _copyrights(text: str, parts: Parts) -> Iterator[re.Match[str]]:
    last = 0
    for start, end in parts:
        for match in _COPYRIGHT.finditer(text, max(start, last), end + _LONGEST):
            if match.start() >= end:
                break
            last = match.end()
            yield match


def _parts(place: Place, parts: Parts | None) -> Parts:
    return ((0, len(place.text)),) if parts is None else parts


def prescribed_credits(place: Place, masked: Masked, ready: Ready) -> Iterator[Evidence]:
    """A credit sentence the notice wants word for word."""
    match = ready.prescribes.search(masked.plain)
    if match:
        start = masked.sentence.start + match.start("sentence")
        end = masked.sentence.start + match.end("sentence")
        yield place.evidence(Topic.CREDIT, place.text[start:end], start, end, "credit.prescribed")


def upstream(place: Place, masked: Masked, ready: Ready) -> Iterator[Evidence]:
    """Where the article first appeared, when the sentence tells of this article and does not instruct others what to write."""
    if ready.not_originals.search(masked.plain):
        return
    for pattern in ready.originals:
        match = pattern.search(masked.plain)
        if not match:
            continue
        raw = match["name"].replace("·", ".").lstrip("[\"' ")
        stop = _NAME_END.search(raw)
        name = re.sub(r"^(?:the|The) (?=[a-z])", "", raw[: stop.start()] if stop else raw).strip(" .,'\"")
        name = re.sub(r"^the (?=[A-Z])", "The ", _OF_ISSUE.sub("", name))
        if name and not _A_DAY.match(name) and ((name[0].isalnum() and not name[0].islower()) or "." in name):
            start, end = masked.sentence.start, masked.sentence.end
            yield place.evidence(Topic.ORIGINAL, name, start, end, "original.credited", level=Level.ARTICLE)
            return
