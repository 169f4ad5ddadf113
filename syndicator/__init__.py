"""Reposts news articles only when their terms allow it, proves that it did so, and keeps it true.

The face: what a program may use. Reading terms and judging are pure, need no configuration and touch nothing:

    evidence = read_article(article, source)
    terms = combine(evidence)
    verdict = judge(Case(article=article, source=source, site=site, terms=terms,
                         holder=provenance(article, source, terms), now=now))
    for check in prove(html, obligations, where): ...

Everything that is not named here is private. A name is imported when it is first asked for.
"""

import importlib
import typing

__version__ = "0.1.0"

if typing.TYPE_CHECKING:
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

_ROOMS = {
    "Answer": "syndicator.core.verdict",
    "Article": "syndicator.core.article",
    "Case": "syndicator.core.rules.case",
    "Check": "syndicator.core.proof",
    "Evidence": "syndicator.core.evidence",
    "Finding": "syndicator.core.verdict",
    "Form": "syndicator.core.verdict",
    "Obligation": "syndicator.core.proof",
    "Person": "syndicator.core.article",
    "Post": "syndicator.core.post",
    "Quote": "syndicator.core.evidence",
    "Receipt": "syndicator.core.post",
    "Site": "syndicator.core.places",
    "Source": "syndicator.core.places",
    "SyndicatorError": "syndicator.errors",
    "Terms": "syndicator.core.terms",
    "Use": "syndicator.core.places",
    "Verdict": "syndicator.core.verdict",
    "combine": "syndicator.core.terms",
    "judge": "syndicator.core.rules",
    "prove": "syndicator.core.proof",
    "provenance": "syndicator.core.provenance",
    "read_article": "syndicator.core.reading",
    "read_notice": "syndicator.core.notices",
}


def __getattr__(name: str) -> object:
    """Import what is asked for."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_ROOMS[name]), name)
