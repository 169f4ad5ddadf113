"""What the demonstration prints at its end: the table, the copies with their proofs, and where everything lies."""

import sys
import textwrap
from collections import Counter, defaultdict
from pathlib import Path

from syndicator.core.post import PostState
from syndicator.ports import CaseRow, PostRow
from syndicator.settings import Settings
from syndicator.looking import opened

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
        for case in sites:
            print(f"  {case.site_id:12} {_answer(case)}")
            deciding = case.verdict.deciding if case.verdict else None
            if deciding is None:
                continue
            print(_wrapped(f"{deciding.rule}: {deciding.says}"))
            for quote in deciding.quotes[:1]:
                print(_wrapped(f"“{' '.join(quote.text.split())}” — {quote.where}"))


def _answer(case: CaseRow) -> str:
    if case.verdict is None:
        return case.state
    name = case.verdict.answer.name
    flag = "  [commercial use]" if case.verdict.commercial else ""
    form = f"  {case.verdict.form}" if case.verdict.form else ""
    return f"{_coloured(f'{name:6}', _COLOURS[name])}{form}{flag}"


def _copies(posts: list[PostRow]) -> None:
    print(f"\n{_bold('Copies')}")
    for row in sorted(posts, key=lambda r: (r.stored.post.site_id, r.stored.post.title)):
        stored = row.stored
        met = sum(c.met for c in row.checks)
        proof = f"{met} of {len(row.checks)} duties proven" if row.checks else stored.why
        print(f"  {stored.post.site_id:12} {stored.state:10} {stored.post.title}")
        print(f"  {'':12} {proof}  {stored.receipt.url if stored.receipt else ''}")


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 118, initial_indent=" " * 15, subsequent_indent=" " * 17, max_lines=3, placeholder=" …")


def _bold(text: str) -> str:
    return _coloured(text, "1")


def _coloured(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if sys.stdout.isatty() else text
