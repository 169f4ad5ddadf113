"""What is known of an article before any site is looked at: its whole text, its terms, whose it is. Made once, used for every site."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from syndicator.core.agreements import library
from syndicator.core.article import Article
from syndicator.core.evidence import Evidence
from syndicator.core.likeness import Print
from syndicator.core.notices import without_excuses
from syndicator.core.places import Policy, Source
from syndicator.core.provenance import Provenance, provenance
from syndicator.core.reading import read_article
from syndicator.core.rules import Known
from syndicator.core.terms import Terms, combine
from syndicator.pipeline.history import print_of
from syndicator.pipeline.terms import SiteTerms
from syndicator.pipeline.whole import Whole, whole
from syndicator.ports import Extractor


@dataclass(frozen=True, slots=True)
class Dossier:
    """An article with everything that does not depend on a site: `said` without agreements, and `terms` as they weigh without them."""

    found: Whole
    source: Source
    said: tuple[Evidence, ...]
    terms: Terms
    holder: Provenance
    site_terms: SiteTerms
    text: Print
    known: Known = field(default_factory=dict)  # what the rules that look at no site found, under `terms`

    @property
    def article(self) -> Article:
        """The article with its whole text."""
        return self.found.article


def dossier(article: Article, source: Source, policies: Iterable[Policy], site_terms: SiteTerms, extractor: Extractor | None) -> Dossier:
    """Read an article for whatever sites it may go to."""
    found = whole(article, source, extractor)
    own = (*read_article(found.article, source, site_terms.tdmrep), *site_terms.evidence)
    said = (*without_excuses(list(own)), *library(policies, source))
    terms = combine(said)
    return Dossier(found, source, said, terms, provenance(found.article, source, terms), site_terms, print_of(found.article))
