"""Judging and drafting with the terms already read, against its floor: the bare HTML parse of the article, on one core.

    make bench (python -m bench.judge [--seconds N] [--sites N])

Each article is 8 KB with its terms in its last lines and comes to ten sites of different kinds: communities, a non-profit,
a newsroom, commercial sites with ads and paywalls, sites for excerpts and for links. Its terms are read beforehand; measured
is what the judge step then does for each case: agreements, the rules, the draft and its proof, the derivation. Three figures are
printed: verdicts alone, verdicts with drafts, and the floor; each in articles a second, for all their sites.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from selectolax.lexbor import LexborHTMLParser

from bench.terms import article as body
from syndicator.core.article import Article, Person
from syndicator.core.flavours import Flavour
from syndicator.core.places import Site, Source, Use
from syndicator.core.rules import Rule, judge
from syndicator.core.rules.case import Case
from syndicator.core.verdict import Finding, Form
from syndicator.daemon import settle
from syndicator.pipeline.dossier import Dossier, dossier
from syndicator.pipeline.judge import decided
from syndicator.pipeline.terms import NO_SITE_TERMS
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TAKEN = (Flavour.HTML,)  # as WordPress and static pages are sent
SITES = (
    Site(id="commons", kind="journal"),
    Site(id="plaza", kind="journal", nonprofit=True),
    Site(id="kiosk", kind="journal", news=True),
    Site(id="square", kind="journal", forms=(Form.FULL, Form.LINK)),
    Site(id="market", kind="journal", use=Use.COMMERCIAL),
    Site(id="bazaar", kind="journal", use=Use.COMMERCIAL, ads=True, forms=(Form.LINK,)),
    Site(id="tower", kind="journal", use=Use.COMMERCIAL, paywall=True),
    Site(id="board", kind="journal", forms=(Form.EXCERPT, Form.LINK)),
    Site(id="wall", kind="journal", forms=(Form.LINK,)),
    Site(id="stairs", kind="journal", ads=True),
)


@dataclass(frozen=True, slots=True)
class Work:
    """What is judged: the articles with their terms, for some sites."""

    dossiers: Sequence[Dossier]
    sites: Sequence[Site]
    renderer: JinjaRenderer
    cleaner: HtmlCleaner

    def verdicts(self, number: int) -> None:
        """The rules alone, for every site of one article."""
        known, found = self.dossiers[number], dict[Rule, Finding]()
        for site in self.sites:
            case = Case(article=known.article, source=known.source, site=site, terms=known.terms, holder=known.holder, now=NOW)
            judge(case, found)

    def drafts(self, number: int) -> None:
        """Verdict, draft, proof and derivation, for every site of one article."""
        known = replace(self.dossiers[number], known={})
        for site in self.sites:
            decided(known, site, NOW, self.renderer, self.cleaner, flavours=TAKEN)

    def floor(self, number: int) -> None:
        """The bare parse of one article, once."""
        LexborHTMLParser(self.dossiers[number].article.html)


def _dossier(chance: random.Random, number: int) -> Dossier:
    host = f"https://paper{number % 7}.example"
    source = Source(id=f"s{number % 7}", feed=f"{host}/feed", publisher=f"Paper {number % 7}", publisher_url=f"{host}/")
    article = Article(
        source_id=source.id,
        id=f"tag:{number}",
        url=f"{host}/{number}",
        title=f"What the river did on day {number}",
        html=body(chance),
        authors=(Person("Ana Ruiz"),),
        published=NOW - timedelta(hours=number % 90),
        language="en",
        rights=f"© 2026 Paper {number % 7}",
    )
    return dossier(article, source, (), NO_SITE_TERMS, None)


def _throughput(work: Callable[[int], None], count: int, seconds: float) -> float:
    """Articles a second: the best of three rounds, since whatever else the machine does only ever slows one."""
    best = 0.0
    for _ in range(3):
        done, start = 0, time.process_time()
        while (spent := time.process_time() - start) < seconds / 3 or done == 0:
            work(done % count)
            done += 1
        best = max(best, done / spent)
    return best


def main() -> None:
    """Measure, and print a line each."""
    parser = argparse.ArgumentParser(description="Judging and drafting against the bare HTML parse.")
    parser.add_argument("--seconds", type=float, default=9.0, help="CPU seconds for each figure")
    parser.add_argument("--sites", type=int, default=len(SITES), help="how many sites each article comes to")
    told = parser.parse_args()
    chance = random.Random(20261122)
    work = Work([_dossier(chance, n) for n in range(300)], SITES[: told.sites], JinjaRenderer(), HtmlCleaner())
    assert all(decided(known, SITES[0], NOW, work.renderer, work.cleaner).drafted for known in work.dossiers[:20]), "nothing was drafted"
    settle()
    floor = _throughput(work.floor, len(work.dossiers), told.seconds)
    print(f"floor    {floor:8.0f} articles/s, parsed once")
    for name, step in (("verdicts", work.verdicts), ("drafts", work.drafts)):
        ours = _throughput(step, len(work.dossiers), told.seconds)
        cases = ours * len(work.sites)
        print(f"{name:8} {ours:8.0f} articles/s x {len(work.sites)} sites = {cases:8.0f} cases/s   {ours / floor:6.1%} of the floor")


if __name__ == "__main__":
    main()
