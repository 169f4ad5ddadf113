"""What the demonstration prints at its end: the table, the copies with their proofs, and where everything lies."""

import os
import sys
import textwrap
from collections import Counter, defaultdict
from pathlib import Path

from syndicator.core.post import PostState
from syndicator.core.verdict import Finding
from syndicator.looking import opened
from syndicator.ports import CaseRow, PostRow
from syndicator.settings import Settings

_COLOURS = {"ALLOW": "32", "WAIT": "36", "HOLD": "33", "REFUSE": "31"}


def tell(settings: Settings, out: Path, done: dict[str, Counter[str]], seconds: float) -> None:
    """Print the story of this run."""
    with opened(settings) as overview:
        cases, posts = overview.cases(), overview.posts()
    _table(cases)
    _copies(posts)
    print()
    for name, counts in done.items():
        deeds = ", ".join(f"{counts[word]} {word}" for word in ("created", "updated", "withdrawn"))
        print(f"{name:8}  {counts['articles']} new or changed articles; copies: {deeds}; {counts['problems']} problems")
    print(f"\ncommunity site   {out / 'sites/riverside/index.html'}")
    print(f"commercial site  {out / 'sites/marketplace/index.html'}")
    print(f"outgoing feed    {out / 'sites/wire/feed.atom'}")
    print(f"report           {out / 'report.html'}")
    print(f"\n{len(cases)} answers, {sum(p.stored.state is PostState.PROVEN for p in posts)} live copies proven, in {seconds:.1f} s")


def _table(cases: list[CaseRow]) -> None:
    rows: dict[tuple[str, str], list[CaseRow]] = defaultdict(list)
    for case in cases:
        rows[case.source_id, case.title].append(case)
    for (source, title), sites in sorted(rows.items()):
        print(f"\n{_bold(title or '(no title)')}  ·  {source}")
        alike: dict[tuple[str, Finding | None], list[str]] = defaultdict(list)
        for case in sites:
            alike[_answer(case), case.verdict.deciding if case.verdict else None].append(case.site_id)
        for (answer, deciding), names in alike.items():
            print(f"  {answer}  {', '.join(names)}")
            if deciding is not None:
                _because(deciding)


def _because(deciding: Finding) -> None:
    print(_wrapped(f"{deciding.rule}: {deciding.says}"))
    for quote in deciding.quotes[:1]:
        print(_wrapped(f"“{' '.join(quote.text.split())}” — {quote.where}"))


def _answer(case: CaseRow) -> str:
    if case.verdict is None:
        return case.state
    name = case.verdict.answer.name
    flag = "[commercial use]" if case.verdict.commercial else ""
    return f"{_coloured(f'{name:6}', _COLOURS[name])} {case.verdict.form or '':7}{flag:16}"


def _copies(posts: list[PostRow]) -> None:
    print(f"\n{_bold('Copies')}")
    for row in sorted(posts, key=lambda r: (r.stored.post.site_id, r.stored.post.title)):
        stored = row.stored
        met = sum(c.met for c in row.checks)
        proof = f"{met} of {len(row.checks)} duties proven" if row.checks else stored.why
        print(f"  {stored.post.site_id:12} {stored.state:10} {stored.post.title}")
        print(f"  {'':12} {proof}  {stored.receipt.url if stored.receipt else ''}")


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 118, initial_indent=" " * 9, subsequent_indent=" " * 11, max_lines=3, placeholder=" …")


def _bold(text: str) -> str:
    return _coloured(text, "1")


def _coloured(text: str, code: str) -> str:
    wanted = (sys.stdout.isatty() and not os.environ.get("NO_COLOR")) or os.environ.get("FORCE_COLOR")
    return f"\x1b[{code}m{text}\x1b[0m" if wanted else text
