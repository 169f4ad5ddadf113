"""Auditing pages whose defects are known: precision and recall of every question, and pages a second against the bare parse, on one core.

    make bench (python -m bench.audit [--pages N] [--seed N] [--show QUESTION])

The pages are those of bench/copies.py. The original of each is looked for among a hundred, as in the publisher's view; speed is that of
finding it and answering every question, after the originals were read once.
"""

import argparse
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from selectolax.lexbor import LexborHTMLParser

from bench.copies import QUESTIONS, Invented, Made, pages
from syndicator.audit.shelf import Shelf
from syndicator.core.auditing import Audit, Copy, Original, Outcome, Text, audit
from syndicator.pipeline.dossier import dossier
from syndicator.pipeline.terms import NO_SITE_TERMS
from syndicator.ports import Page
from syndicator.targets.whose import article_of, attributed

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
_BAD = (Outcome.LACKING, Outcome.OPEN)
_SEEN = {"ads_seen": "ads are shown", "paywall_seen": "there is a paywall"}


@dataclass(slots=True)
class Counts:
    """How often a question was answered badly: rightly, wrongly, and not although it should have been."""

    right: int = 0
    false: int = 0
    missed: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """How much of what was said is true."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """How much of what is true was said."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def original(made: Invented) -> Original:
    """An invented page as the tool reads any original."""
    article, facts = article_of(Page(made.url, made.html), "", made.url, marked_up=True)
    source, article = attributed(article, facts.publisher, made.url, ())
    known = dossier(article, source, (), NO_SITE_TERMS, None)
    return Original(known.article, known.source, known.terms, known.holder)


def audited(made: Made, shelf: Shelf) -> Audit | None:
    """The page beside the original it has most of; None where it has nothing of any."""
    copy = Copy(made.url, made.html)
    text = Text(copy.page.text)
    found = shelf.nearest(copy, text)
    return audit(copy, text, found, NOW) if found else None


def said(found: Audit | None) -> frozenset[str]:
    """The questions that were answered badly."""
    if found is None or not found.overlap.kind.copied:
        return frozenset()
    bad = {point.question for point in found.points if point.outcome in _BAD}
    bad |= {point.question for point in found.points if point.says == _SEEN.get(point.question)}
    return frozenset(bad | {"copied"})


def measure(made: tuple[Made, ...], shelf: Shelf) -> tuple[dict[str, Counts], Counter[tuple[str, str]]]:
    """Each question over all pages, and how often a kind was taken for another."""
    counts = {question: Counts() for question in QUESTIONS}
    kinds: Counter[tuple[str, str]] = Counter()
    for one in made:
        found = audited(one, shelf)
        kinds[one.kind, found.overlap.kind if found else "none"] += 1
        told = said(found)
        for question, count in counts.items():
            if question in told and question in one.lacking:
                count.right += 1
            elif question in told:
                count.false += 1
                count.examples.append(f"said, and not so: {one.kind} {one.url}")
            elif question in one.lacking:
                count.missed += 1
                count.examples.append(f"missed: {one.kind} {one.url}")
    return counts, kinds


def speed(made: tuple[Made, ...], shelf: Shelf) -> tuple[float, float]:
    """Pages a second of the audit, and of the bare parse: the best of three rounds each."""
    ours = floor = 0.0
    for _ in range(3):
        start = time.process_time()
        for one in made:
            audited(one, shelf)
        ours = max(ours, len(made) / (time.process_time() - start))
        start = time.process_time()
        for one in made:
            LexborHTMLParser(one.html)
        floor = max(floor, len(made) / (time.process_time() - start))
    return ours, floor


def main() -> None:
    """Measure, and print a line each."""
    parser = argparse.ArgumentParser(description="Audit of pages with known defects.")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--show", default="", help="print the pages on which a question was answered wrongly")
    told = parser.parse_args()
    ours, made = pages(told.seed, told.pages)
    shelf = Shelf(original(one) for one in ours)
    counts, kinds = measure(made, shelf)
    for question, count in counts.items():
        print(f"{question:20} precision {count.precision:6.3f}  recall {count.recall:6.3f}  of {count.right + count.missed}")
        if question == told.show:
            print("\n".join(count.examples[:20]))
    for (was, taken), number in sorted(kinds.items()):
        print(f"{was:10} told as {taken:10} {number}")
    audits, parses = speed(made, shelf)
    size = sum(len(one.html) for one in made) / len(made) / 1000
    print(f"{audits:.0f} pages/s audited, {parses:.0f} parsed ({size:.1f} KB each): {audits / parses:.1%} of the floor")


if __name__ == "__main__":
    main()
