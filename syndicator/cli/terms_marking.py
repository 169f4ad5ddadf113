"""Quoted words in the sentence they stand in, and the rule that read them in plain words."""

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import click

from syndicator.cli.output import plain
from syndicator.core.comparing import words
from syndicator.core.evidence import Evidence

_STOP = re.compile(r"[.!?。؟।…]+[\"'“”‘’»«)\]]*\s+|[。！？]+")
_FURTHEST = 240
_AT_MOST = 5
PIPED = 100  # characters a line, where the output is no terminal
_ON, _OFF = "\x02", "\x03"  # `plain` leaves neither in what comes from outside
# What a family of rules looks for; a rule's name begins with its family.
FAMILIES = {
    "grant": "a sentence that permits reposting",
    "denial": "a sentence that forbids it",
    "need": "a sentence by which permission has to be asked for",
    "void": "a permission that is none for this use",
    "doubt": "a sentence that takes back or doubts what others say",
    "conditional": "a permission that hangs on something unknown",
    "reserved": "a reservation of rights, which counts where nothing permits",
    "licence": "a licence that is named for the text",
    "says": "a sentence that sets a condition",
    "covers": "the body whose articles a permission names",
    "contact": "an address to write to",
    "copyright": "a copyright line",
    "credit": "a credit line that is prescribed",
    "original": "a credit to another publisher",
    "language": "words in a language that is not read",
    "text": "the text as a whole",
    "metadata": "what the page declares to machines",
    "feed": "what the feed declares to machines",
    "rights": "what the feed declares to machines",
    "odrl": "an ODRL policy, written for machines",
    "rsl": "an RSL licence, written for machines",
    "signal": "a signal to machines",
    "policy": "the library of publishers' policies",
    "agreement": "an agreement that somebody recorded",
    "package": "the page's own tool for republishing",
    "wire": "a sign of whose copy it is",
}
# Rules that say more than their family does, by how their names begin.
RULES = {
    "reserved.reposted": "leave that somebody gave for this one copy",
    "reserved.only-": "a permission for something else than the text",
    "original.not-covered": "a credit to somebody whom the permission does not name",
    "original.linked": "a link to the original, at another address",
    "metadata.syndicated": "the address of the original, told to search engines",
    "covers.others": "a body that is not the one whose page this is",
    "package.withheld": "the site's tool for republishing, whose button is left out here",
    "wire.byline": "a news agency where the author is named",
    "wire.dateline": "a news agency in the dateline",
    "wire.signed": "a news agency that signs the text, or holds the rights in it",
    "metadata.canonical": "the address that the page calls its original",
    "metadata.based-on": "the work that the page says it is based on",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Quoted words with what stands before and after them in their sentence ("" where they have no place in a text)."""

    before: str
    words: str
    after: str
    where: str
    start: int | None
    end: int | None
    line: int | None
    rule: str
    rule_says: str


def marked(e: Evidence, text: str) -> Mark:
    """The words of a piece of evidence in `text`, where they are at their offsets; else by themselves."""
    start, end = e.quote.start, e.quote.end
    placed = start is not None and end is not None and text[start:end] == e.quote.text
    before, after = _around(text, start or 0, end or 0) if placed else ("", "")
    line = text.count("\n", 0, start) + 1 if placed else None
    return Mark(before, e.quote.text, after, e.quote.where, start, end, line, e.rule, rule_says(e.rule))


def rule_says(rule: str) -> str:
    """What a rule looks for, in plain words; its name where it is of no known family."""
    if rule.startswith("licence:"):
        return f"what follows from the licence {words.licence_name(rule.partition(':')[2])}"
    if rule == "policy.person":
        return "the library leaves the decision to a person"
    exact = next((says for name, says in RULES.items() if rule.startswith(name)), None)
    return exact or FAMILIES.get(rule.partition(".")[0], rule)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence on both sides, not further than some words of the same line.

    Never more than those words are looked at, so that a mark costs the same in a text of any length.
    """
    nearest, furthest = max(0, start - _FURTHEST), min(len(text), end + _FURTHEST)
    broken = text.rfind("\n", nearest, start) + 1
    left = max(nearest, broken)
    stops = [left + stop.end() for stop in _STOP.finditer(text[left:start])]
    first = stops[-1] if stops else left
    cut = not stops and not broken and left > 0 and text[left - 1] != "\n"
    right = text.find("\n", end, furthest)
    right = right if right >= 0 else furthest
    ended = end > start and _STOP.search(text[end - 1 : end] + " ")
    stop = None if ended else _STOP.search(text, end, right)
    last = end if ended else stop.end() if stop else right
    goes_on = not ended and not stop and right == furthest and text[right : right + 1] not in ("", "\n")
    return f"{'…' if cut else ''}{text[first:start]}", f"{text[end:last].rstrip()}{'…' if goes_on else ''}"


def first_marks(evidence: Sequence[Evidence], text: str) -> tuple[tuple[Mark, ...], int]:
    """(the marks of the first pieces of evidence, how many more there are)."""
    return tuple(marked(e, text) for e in evidence[:_AT_MOST]), max(0, len(evidence) - _AT_MOST)


class Marks:
    """Shows marks, numbered, so that a sentence that says five things stands in full once."""

    def __init__(self, *, verbose: bool = False) -> None:
        self._numbers: dict[tuple[object, ...], int] = {}
        self._verbose = verbose

    def show(self, mark: Mark, indent: int) -> None:
        """The sentence with its words lifted out (between « and » where there is no colour), its place and what it is.

        The rule's name and the characters are for those who look into the reader; they are shown with `verbose`.
        """
        key = (mark.words, mark.where, mark.start)
        known = key in self._numbers
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        rule = f"{mark.rule_says} [{plain(mark.rule)}]" if self._verbose else mark.rule_says
        if known:
            _print(f"({number}) above: {rule}", indent, coloured=False)
            return
        coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        opened, closed = (_ON, _OFF) if coloured else ("«", "»")
        _print(f"({number}) {plain(mark.before)}{opened}{plain(mark.words)}{closed}{plain(mark.after)}", indent, coloured=coloured)
        line = f", line {mark.line}" if mark.line else ""
        placed = self._verbose and mark.start is not None and mark.end is not None
        span = f", characters {mark.start}–{mark.end}" if placed else ""
        _print(f"{plain(mark.where)}{line}{span}: {rule}", indent + 4, coloured=False)


def _print(text: str, indent: int, *, coloured: bool) -> None:
    width, lead = max(40, shutil.get_terminal_size().columns) if sys.stdout.isatty() else PIPED, " " * indent
    text = textwrap.fill(text, width, initial_indent=lead, subsequent_indent=lead, break_long_words=False, break_on_hyphens=False)
    if not coloured:
        click.echo(text)
        return
    dim, _, rest = text.partition(_ON)
    lifted, _, after = rest.partition(_OFF)
    click.echo("".join((click.style(dim, dim=True), click.style(lifted, fg="yellow", bold=True), click.style(after, dim=True))))
