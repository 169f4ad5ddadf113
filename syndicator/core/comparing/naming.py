"""The licence as it may be called: rights that are all reserved are only told where words reserve them."""

from syndicator.core.evidence import Evidence, Topic
from syndicator.core.terms import Terms

RESERVED = "LicenseRef-AllRightsReserved"


def licence(terms: Terms) -> tuple[str, tuple[Evidence, ...]]:
    """The licence with its evidence; "" where it would only be a name for a refusal, without words that reserve all rights."""
    if terms.licence != RESERVED:
        return terms.licence, terms.because(Topic.LICENCE)
    named = terms.because(Topic.LICENCE, RESERVED)
    words = (*named, *(e for e in terms.evidence if e.rule == "reserved.all-rights" and e.quote.text))
    return (terms.licence, words) if words else ("", ())
