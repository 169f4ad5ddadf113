"""Everything the rules say over the decision table, each sentence once; python -m tests.core.saying --write keeps it anew."""

import sys
from collections.abc import Iterator
from pathlib import Path

from syndicator.core.rules import RULES, judge
from syndicator.core.verdict import Finding, Status
from tests.core.deciding import case_of, cases

FILE = Path(__file__).parent / "decisions" / "said.txt"
_SIGNS = {Status.SATISFIED: "+", Status.NOT_SATISFIED: "-", Status.UNKNOWN: "?"}
_HEAD = """\
What the rules say over the decision table: + satisfied, - not satisfied, ? unknown; what they ask for; the sentence; the remedy; what
they quote. Then what each case comes to, with the rules that stand against it. Written by: python -m tests.core.saying --write
"""


def said() -> str:
    """The sentences of every rule over all cases, and the findings of every case that are not satisfied."""
    rows = [row for row in cases() if "notice" not in row]  # how words are read is the business of other tests
    rules = tuple(dict.fromkeys(rule for form in RULES for rule in RULES[form]))
    sentences = {f"{rule.__name__} {_told(rule(case))}" for case in map(case_of, rows) for rule in rules}
    return "\n".join((_HEAD, *sorted(sentences), "", *_verdicts(rows), ""))


def _told(finding: Finding) -> str:
    quotes = "".join(f" « {quote.text} | {quote.where} »" for quote in finding.quotes)
    until = f" until {finding.until:%Y-%m-%dT%H:%M}" if finding.until else ""
    remedy = f" → {finding.remedy}" if finding.remedy else ""
    return f"{_SIGNS[finding.status]} {finding.rule} {finding.answer.name}: {finding.says}{remedy}{until}{quotes}"


def _verdicts(rows: list[dict]) -> Iterator[str]:
    for row in rows:
        verdict = judge(case_of(row))
        against = " ".join(f"{_SIGNS[f.status]}{f.rule}" for f in verdict.findings if f.status is not Status.SATISFIED)
        first = verdict.findings[0]
        times = f"{verdict.not_before or '-'} {verdict.not_after or '-'}"
        decided = f"{verdict.answer.name} {verdict.form} by {verdict.deciding.rule} ({times})"
        yield f"{row['title']} {decided}; {against}; {first.rule}: {first.says}"


if __name__ == "__main__" and "--write" in sys.argv:
    FILE.write_text(said(), encoding="utf-8")
