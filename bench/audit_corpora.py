"""Auditing real texts and hostile markup, from folders of feeds and of HTML that somebody keeps beside the project.

    python -m bench.audit_corpora --feeds FOLDER --html FOLDER

Of every article of the feeds with 120 words or more pages are made: a good copy, one without a link, one with a word changed,
an excerpt where it is long enough; and each good copy is looked at once with its own original taken from the shelf. Printed
is how often what was said is so. Each piece of hostile markup then stands below the credit of a good copy, which must not
change the answers.
"""

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from bench.hostile import documents
from syndicator.audit.shelf import Shelf
from syndicator.core.article import Article
from syndicator.core.auditing import Audit, Copy, Original, Outcome, Text, audit
from syndicator.core.markup import read
from syndicator.core.notices import read_notice
from syndicator.core.places import Source
from syndicator.core.provenance import provenance
from syndicator.core.terms import combine
from syndicator.errors import SyndicatorError
from syndicator.feeds.feedreader import read_bytes

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SOURCE = Source(id="s", feed="https://paper.example/feed", publisher="The Corpus Paper", publisher_url="https://paper.example/")
NOTICE = "This article is licensed under a Creative Commons Attribution-NoDerivatives 4.0 International License."
_LEAST, _LONG = 120, 250  # words


def originals(folder: Path) -> list[Original]:
    """Every article of the feeds that is long enough, each text once, under terms of ours."""
    found: dict[str, Article] = {}
    for file in sorted(one for one in folder.rglob("*") if one.is_file() and one.suffix != ".json"):
        try:
            articles = read_bytes(file.read_bytes(), SOURCE.feed, "application/xml", SOURCE, NOW).articles
        except SyndicatorError:  # most of a corpus is broken on purpose
            continue
        for article in articles:
            text = read(article.html).text
            if len(text.split()) >= _LEAST:
                found.setdefault(" ".join(text.split()[:40]), article)
    return [_original(article, number) for number, article in enumerate(found.values())]


def _original(article: Article, number: int) -> Original:
    known = replace(article, url=f"https://paper.example/{number}", authors=(), evidence=(), rights="", origin=None)
    terms = combine(read_notice(NOTICE, known.url))
    return Original(known, SOURCE, terms, provenance(replace(known, html=""), SOURCE, terms))


def page(original: Original, body: str, *, link: bool = True, below: str = "") -> Copy:
    """A copy as a small site makes it."""
    url = original.article.url
    deed = '<a href="https://creativecommons.org/licenses/by-nd/4.0/">CC BY-ND</a>'
    way = f'<a href="{url}">Read it there</a>' if link else "Read it there"
    title = escape(original.article.title)
    credit = f"<p>First published by The Corpus Paper. {way}. {deed}</p>"
    html = f"<title>{title}</title><main><h1>{title}</h1>{body}{credit}{below}</main><footer><p>© 2026 A Town</p></footer>"
    return Copy(f"https://town.example/{url.rpartition('/')[2]}", html)


def made(original: Original, chance: random.Random) -> Iterator[tuple[str, Copy, set[str]]]:
    """Pages of one original: what they are called, and the questions to which their answer is bad."""
    body = original.article.html
    yield "good", page(original, body), set()
    yield "no link", page(original, body, link=False), {"hyperlink_original"}
    words = list(re.finditer(r"(?<=[a-zа-я] )[a-zа-я]{5,12}(?= [a-zа-я])", read(body).text))
    if words:
        changed = body.replace(f" {chance.choice(words)[0]} ", " otherwiseword ", 1)
        if "otherwiseword" in read(changed).text:  # not where the word stood in an attribute first
            yield "changed", page(original, changed), {"changes", "change_note"}
    lines = [line for line in read(body).text.split("\n") if line]
    if original.article.words >= _LONG and len(lines) > 4:
        taken: list[str] = []
        while sum(len(line.split()) for line in taken) < 60 and len(taken) < len(lines):
            taken.append(lines[len(taken)])
        if sum(len(line.split()) for line in taken) < 0.7 * original.article.words:
            yield "excerpt", page(original, "".join(f"<p>{escape(line)}</p>" for line in taken)), set()


def audited(copy: Copy, shelf: Shelf) -> tuple[Audit | None, set[str]]:
    """The audit beside the nearest original, and the questions that were answered badly."""
    text = Text(copy.page.text)
    original = shelf.nearest(copy, text)
    found = audit(copy, text, original, NOW) if original else None
    bad = {point.question for point in found.points if point.outcome in (Outcome.LACKING, Outcome.OPEN)} if found else set()
    return found, bad - {"images"}


def main() -> None:
    """Measure, and print a line each."""
    parser = argparse.ArgumentParser(description="Audit of real texts and hostile markup.")
    parser.add_argument("--feeds", type=Path, required=True)
    parser.add_argument("--html", type=Path, required=True)
    told = parser.parse_args()
    found, chance = originals(told.feeds), random.Random(20261123)
    shelf, results, start = Shelf(found), Counter[tuple[str, str]](), time.process_time()
    for one in found:
        for name, copy, expected in made(one, chance):
            result, bad = audited(copy, shelf)
            right = result is not None and result.overlap.kind.copied and bad == expected
            results[name, "as it is" if right else "wrongly"] += 1
            if not right:
                print(
                    f"  {name}: {one.article.title[:50]!r}: {result and result.overlap.kind}, {sorted(bad)}, {result and result.changed}"[
                        :400
                    ]
                )
        others = Shelf([other for other in found if other is not one])
        result, _ = audited(page(one, one.article.html), others)
        results["another's", "wrongly" if result and result.overlap.kind.copied else "as it is"] += 1
    for (name, how), number in sorted(results.items()):
        print(f"{name:10} told {how:10} {number}")
    print(f"{sum(results.values())} pages of {len(found)} real texts in {time.process_time() - start:.1f} s of processor time")
    pieces, changed, start = [one.decode("utf-8", "replace") for one in documents(told.html)], 0, time.process_time()
    for piece in pieces:
        result, bad = audited(page(found[0], found[0].article.html, below=f"<div>{piece}</div>"), shelf)
        changed += not (result is not None and result.overlap.kind.copied) or bool(bad - {"commercial", "paywall"})
    print(f"{len(pieces)} pieces of hostile markup: {changed} changed an answer, in {time.process_time() - start:.1f} s")


if __name__ == "__main__":
    main()
