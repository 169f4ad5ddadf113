"""Reposts news articles only when their terms allow it, proves that it did so, and keeps it true.

The face: what a program may use. Reading terms and judging are pure, need no configuration and touch nothing:

    evidence = read_article(article, source)
    terms = combine(evidence)
    verdict = judge(Case(article=article, source=source, site=site, terms=terms,
                         holder=provenance(article, source, terms), now=now))
    for check in prove(html, obligations, where): ...

Everything that is not named here is private.
"""

__version__ = "0.1.0"

from syndicator.core.article import Article, Person
from syndicator.core.evidence import Evidence, Quote
from syndicator.core.notices import read_notice
from syndicator.core.places import Site, Source, Use
from syndicator.core.post import Post, Receipt
from syndicator.core.proof import Check, Obligation, prove
from syndicator.core.provenance import provenance
from syndicator.core.reading import read_article
from syndicator.core.rules import judge
from syndicator.core.rules.case import Case
from syndicator.core.terms import Terms, combine
from syndicator.core.verdict import Answer, Finding, Form, Verdict
from syndicator.errors import SyndicatorError

__all__ = [
    "Answer",
    "Article",
    "Case",
    "Check",
    "Evidence",
    "Finding",
    "Form",
    "Obligation",
    "Person",
    "Post",
    "Quote",
    "Receipt",
    "Site",
    "Source",
    "SyndicatorError",
    "Terms",
    "Use",
    "Verdict",
    "combine",
    "judge",
    "prove",
    "provenance",
    "read_article",
    "read_notice",
]
