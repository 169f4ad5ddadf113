"""What the terms ask for: each duty the site can carry, one at least that a machine can do, and nothing left blank."""

from syndicator.core.attribution import every_institution, licence_of, pixel_of
from syndicator.core.evidence import Topic
from syndicator.core.places import Site
from syndicator.core.rules.case import Case, satisfied, unknown, unmet
from syndicator.core.trials import PARTS
from syndicator.core.verdict import Answer, Finding

# Each needs a person or a fact that no feed gives; the words say what is wanted.
_BY_HAND = {
    "notify_publisher": "the publisher wants to be told of each copy",
    "logo": "the publisher's logo is to be shown",
    "tagline": "a note about the publisher is to be added",
    "author_institution": "the author's institution is to be named",
}
# What every credit has, and the duty without which another part of it is not owed.
_PARTS_OF_A_CREDIT = {"original": "", "author": "byline", "licence": "licence_notice"}


def credit_kept(case: Case) -> Finding:
    """The site was not seen to take away what a credit is made of; where a trial saw it, nothing is posted."""
    terms, site = case.terms, case.site
    for part, duty in _PARTS_OF_A_CREDIT.items():
        if part in site.strips and (not duty or duty in terms.duties):
            says = f"a trial found that {site.id} takes {PARTS[part]} out of a credit"
            remedy = f"let the site keep it, then try it again: syndicator sites test {site.id}"
            return unmet("credit_kept", Answer.REFUSE, says, remedy, *terms.because(Topic.DUTY, duty))
    return satisfied("credit_kept", f"no trial saw {site.id} take anything out of a credit")


def carried(case: Case) -> Finding:
    """A pixel, a canonical link or a noindex that the terms ask for, and the site cannot carry, refuses."""
    terms, site = case.terms, case.site
    for duty, carries, what in _abilities(site):
        if duty in terms.duties and not carries:
            says = f"the terms ask for {what}, which {site.id} cannot carry"
            return unmet("carried", Answer.REFUSE, says, f"choose a site that can ({duty})", *terms.because(Topic.DUTY, duty))
    if "pixel" in terms.duties and not pixel_of(case.article):
        says = "the terms ask for a counting pixel, and the feed does not carry it"
        return unknown("carried", says, "take the publisher's own republishing package", *terms.because(Topic.DUTY, "pixel"))
    asked = [e for duty, _, _ in _abilities(site) for e in terms.because(Topic.DUTY, duty)]
    says = f"{site.id} can carry what the terms ask for in its pages" if asked else "the terms ask for no pixel, canonical link or noindex"
    return satisfied("carried", says, *asked)


def duties(case: Case) -> Finding:
    """Every duty can be met by a machine, with what the article gives; one that needs a person holds."""
    terms = case.terms
    named = [e for e in terms.because(Topic.DUTY, "byline") if not e.rule.startswith("licence:")]
    if named and not case.article.authors:
        return unknown("duties", "the author is to be named, and the feed names none", "look who wrote it", *named)
    licence = licence_of(terms)
    if terms.licence.startswith("LicenseRef-CC-") and not (licence and licence.url):
        says = f"the licence is to be linked, and which one exactly cannot be told ({terms.licence})"
        return unknown("duties", says, "find the licence's own address", *terms.because(Topic.LICENCE))
    if any(mark in terms.credit for mark in "[]<>{}"):
        says = f"the prescribed credit has blanks to fill: “{terms.credit}”"
        return unknown("duties", says, "let a person fill it", *terms.because(Topic.CREDIT))
    for duty, says in _BY_HAND.items():
        if duty in terms.duties and not (duty == "author_institution" and every_institution(case.article)):
            return unmet("duties", Answer.HOLD, says, "post it by hand, and see to it", *terms.because(Topic.DUTY, duty))
    asked = ", ".join(terms.duties) or "none beyond the three checks"
    return satisfied("duties", f"every duty can be met (asked: {asked})", *terms.because(Topic.DUTY))


def _abilities(site: Site) -> tuple[tuple[str, bool, str], ...]:
    return (
        ("pixel", site.keeps_pixels, "a counting pixel"),
        ("canonical", site.sets_canonical, "a canonical link to the original"),
        ("noindex", site.sets_noindex, "being kept out of search engines"),
    )
