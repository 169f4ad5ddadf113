"""How verdicts and their evidence look on a terminal; words from outside are made plain and never read as markup."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from datetime import datetime

import click

from syndicator.cli.output import plain
from syndicator.core.article import Article
from syndicator.core.evidence import Quote, Topic
from syndicator.core.proof import Check, Obligation
from syndicator.core.provenance import Provenance
from syndicator.core.terms import Terms
from syndicator.core.verdict import Answer, Finding, Status, Verdict

_COLOURS = {Answer.ALLOW: "green", Answer.WAIT: "cyan", Answer.HOLD: "yellow", Answer.REFUSE: "red"}
_LONGEST_QUOTE, _KNOWN_QUOTE = 500, 60
_LABEL = 14
_WIDE = 100


def say(text: str = "", indent: int = 0, *, hanging: int = 0, colour: str | None = None, bold: bool = False, piped: int = 0) -> None:
    """Print one plain paragraph, wrapped to the terminal; `hanging` indents its further lines more.

    Elsewhere it is wrapped at `piped` characters (0: not at all, for programs that read lines).
    """
    line = plain(text)
    width = max(40, shutil.get_terminal_size().columns) if sys.stdout.isatty() else piped
    if width:
        line = textwrap.fill(
            line,
            width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hanging),
            break_long_words=False,
            break_on_hyphens=False,
        )
    else:
        line = " " * indent + line
    click.echo(line if os.environ.get("NO_COLOR") or not (colour or bold) else click.style(line, fg=colour, bold=bold or None))


def heading(text: str) -> None:
    """A heading, after an empty line."""
    click.echo()
    say(text, bold=True)


def labelled(label: str, text: str, *, colour: str | None = None) -> None:
    """A line «label  text» under a heading."""
    say(f"{label:<{_LABEL}} {text}", 2, hanging=_LABEL + 1, colour=colour)


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: “1 entry”, “2 entries”; without `many` the noun takes an s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def moment(when: datetime | None) -> str:
    """A time as people read it, in UTC; a dash where there is none."""
    return f"{when:%Y-%m-%d %H:%M} UTC" if when else "-"


def mark(met: bool | None) -> str:
    """A tick, a cross, or a question mark for what cannot be told."""
    return "?" if met is None else "✓" if met else "✗"


class Notes:
    """Numbers quotes and remembers findings, so that a sentence that says five things stands in full once."""

    def __init__(self) -> None:
        self._numbers: dict[Quote, int] = {}
        self.findings: list[Finding] = []

    def show(self, quotes: Iterable[Quote], indent: int) -> None:
        """The quoted words, each with its place; those that were shown before by number and first words."""
        for quote in _once(quotes):
            words = plain(quote.text)
            known = quote in self._numbers
            number = self._numbers.setdefault(quote, len(self._numbers) + 1)
            if known:
                say(f"[{number}] “{_cut(words, _KNOWN_QUOTE)}”", indent, hanging=4)
                continue
            say(f"[{number}] “{_cut(words, _LONGEST_QUOTE)}” ({placed(quote)})", indent, hanging=4)


def _once(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Quotes without those whose very words stand at a first place too (a page repeats its article)."""
    first: dict[str, Quote] = {}
    for quote in quotes:
        first.setdefault(quote.text, quote)
    return tuple(first.values())


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else f"{words[:length].rstrip()}…"


def show_article(article: Article, publisher: str, where: str) -> None:
    """Who an article is, in two lines."""
    say(article.title or "(no title)", bold=True)
    date = f"{article.published:%Y-%m-%d}" if article.published else "no date"
    authors = ", ".join(person.name for person in article.authors) or "no author named"
    say(f"{publisher} · {authors} · {date} · {article.url or 'no address'}", 2, hanging=2)
    if where != article.url:
        say(f"read from {where}", 2)


def show_terms(terms: Terms, notes: Notes) -> None:
    """What the terms allow, ask and forbid; each with the words it was read from."""
    heading("Terms")
    for label, topic, value in (
        ("republish", Topic.REPUBLISH, str(terms.republish)),
        ("licence", Topic.LICENCE, terms.licence),
        ("commercial", Topic.COMMERCIAL, str(terms.commercial)),
        ("derivatives", Topic.DERIVATIVES, str(terms.derivatives)),
        ("audience", Topic.AUDIENCE, terms.audience),
        ("covers", Topic.COVERS, ", ".join(terms.covers)),
        ("contact", Topic.CONTACT, terms.contact),
        ("copyright", Topic.COPYRIGHT, terms.copyright_line),
        ("credit", Topic.CREDIT, terms.credit),
        ("disclaimer", Topic.DISCLAIMER, " ".join(terms.disclaimers)),
        ("media", Topic.MEDIA, ", ".join(terms.media)),
        ("meaning", Topic.MEANING, ", ".join(terms.meanings)),
        ("change", Topic.CHANGE, ", ".join(f"{name} {answer}" for name, answer in terms.changes)),
        ("removal", Topic.REMOVAL, terms.removal),
        ("reserved", Topic.RESERVATION, ", ".join(terms.reservations)),
        ("language", Topic.LANGUAGE, f"not read: {terms.unread}" if terms.unread else ""),
    ):
        if value:
            labelled(label, value)
            notes.show((e.quote for e in terms.because(topic)), 6)
    for duty in terms.duties:
        labelled("duty", duty)
        notes.show((e.quote for e in terms.because(Topic.DUTY, duty)), 6)
    for name, figure in terms.limits:
        labelled("limit", f"{name} ({figure})" if figure else name)
        notes.show((e.quote for e in terms.because(Topic.LIMIT, name)), 6)
    for conflict in terms.conflicts:
        labelled("conflict", conflict, colour="yellow")


def show_holder(holder: Provenance, publisher: str, notes: Notes) -> None:
    """Whose article it is."""
    heading("Whose article")
    whose = {True: f"{publisher}'s own", False: holder.holder or "a third party's", None: "cannot be told"}[holder.own]
    address = f" ({holder.holder_url})" if holder.own is False and holder.holder_url else ""
    say(f"{mark(holder.own)} {whose}{address}: {holder.why}" if holder.why else f"{mark(holder.own)} {whose}", 2, hanging=2)
    notes.show(holder.quotes, 6)


def show_findings(title: str, findings: Iterable[Finding], notes: Notes) -> None:
    """Findings under a heading, met and unmet alike."""
    heading(title)
    for finding in findings:
        show_finding(finding, notes)


def show_finding(finding: Finding, notes: Notes, indent: int = 2) -> None:
    """One finding: tick or cross, rule, words, quotes, and what would change it."""
    met = {Status.SATISFIED: True, Status.NOT_SATISFIED: False, Status.UNKNOWN: None}[finding.status]
    asks, colour = "" if finding.answer is Answer.ALLOW else f" [{finding.answer.name}]", None if met else _COLOURS[finding.answer]
    if finding in notes.findings:
        say(f"{mark(met)} {finding.rule}: as above{asks}", indent, colour=colour)
        return
    notes.findings.append(finding)
    say(f"{mark(met)} {finding.rule}: {finding.says}{asks}", indent, hanging=2, colour=colour)
    notes.show(finding.quotes, indent + 4)
    if finding.remedy and finding.answer is not Answer.ALLOW:
        say(f"→ {finding.remedy}", indent + 4, hanging=2)


def show_verdict(verdict: Verdict, site: str, notes: Notes, *, every: bool = False) -> None:
    """The answer for one site, and the findings that stand against it (all of them with `every`)."""
    form = f" ({verdict.form})" if verdict.form else ""
    until = f", not before {moment(verdict.not_before)}" if verdict.not_before else ""
    flag = " · commercial use" if verdict.commercial else ""
    say(f"{verdict.answer.name}{form}{until}{flag} · {site}", 2, hanging=2, colour=_COLOURS[verdict.answer], bold=True)
    deciding = verdict.deciding
    if deciding:
        say(f"because {deciding.rule}: {deciding.says}", 4, hanging=2)
    shown = [f for f in verdict.findings if every or f.answer is not Answer.ALLOW]
    again = [f.rule for f in shown if f.status is Status.SATISFIED and f in notes.findings]
    if again:
        say(f"✓ as above: {', '.join(again)}", 4, hanging=2)
    for finding in shown:
        if finding.rule not in again:
            show_finding(finding, notes, 4)


def show_checks(checks: Iterable[Check], notes: Notes) -> None:
    """Each obligation and where it is met; one that is met in several places takes one line a place."""
    for check in checks:
        say(f"{mark(check.met)} {check.obligation.duty}: {check.why}", 2, hanging=2, colour=None if check.met else "red")
        if check.quote:
            notes.show((check.quote,), 6)


def show_draft_checks(checks: Iterable[Check]) -> None:
    """Each obligation once, with every place of the draft that meets it, and each place that does not."""
    grouped: dict[Obligation, list[Check]] = {}
    for check in checks:
        grouped.setdefault(check.obligation, []).append(check)
    for obligation, found in grouped.items():
        missing = [check for check in found if not check.met]
        say(f"{mark(not missing)} {obligation.duty}: {found[0].why}", 2, hanging=2, colour="red" if missing else None)
        places = [placed(check.quote) for check in found if check.met and check.quote]
        if places:
            say(f"in {'; '.join(places)}", 6, hanging=2)
        for check in missing:
            say(f"→ {check.why}", 6, hanging=2)


def placed(quote: Quote) -> str:
    """Where a quote stands."""
    span = f", characters {quote.start}–{quote.end}" if quote.start is not None and quote.end is not None else ""
    return f"{quote.where}{span}"


def show_block(text: str, indent: int = 2) -> None:
    """Lines as they stand, indented; each made plain."""
    for line in text.splitlines():
        click.echo(f"{' ' * indent}{plain(line)}".rstrip())


def side_by_side(left: tuple[str, str], right: tuple[str, str]) -> None:
    """Two texts with their headings: in two columns on a wide terminal, one under the other elsewhere."""
    columns = shutil.get_terminal_size().columns
    if not sys.stdout.isatty() or columns < _WIDE:
        for title, text in (left, right):
            heading(title)
            show_block(text)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, expand=True, header_style="bold", padding=(1, 2, 0, 0))
    for title, _ in (left, right):
        grid.add_column(Text(plain(title)), ratio=1, overflow="fold")
    # Text, not str: articles may hold rich's own markup.
    grid.add_row(*(Text("\n".join(plain(line) for line in text.splitlines())) for _, text in (left, right)))
    Console(highlight=False, width=columns).print(grid)
