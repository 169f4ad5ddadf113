"""What the copy is: whole or in part, unchanged, with or without its images, and under a licence the site can carry."""

from dataclasses import replace

from syndicator.core.evidence import Topic
from syndicator.core.images import ImageFinding, images_of
from syndicator.core.licences import Licence, by_id
from syndicator.core.rules.case import Case, ask, excerpt_words, limited, satisfied, shown_in_part, unknown, unmet
from syndicator.core.rules.uses import commercial_use
from syndicator.core.terms import Derivatives
from syndicator.core.verdict import Answer, Finding

_PICTURE_STORY = 12  # words; with less beside its images, a text without them is not the article
_NO_CONDITIONS = ("CC0-", "CC-PDM-", "CC-PDDC", "LicenseRef-PublicDomain")


def changes(case: Case) -> Finding:
    """Nothing but the format is changed: no cutting, no translating, no rewriting; the derivation of the draft shows it."""
    terms = case.terms
    words = (*terms.because(Topic.DERIVATIVES), *terms.because(Topic.CHANGE), *limited(terms, "must_run_whole"))
    return satisfied("changes", f"the text is kept word for word, which no terms forbid (derivatives: {terms.derivatives})", *words)


def extent(case: Case) -> Finding:
    """The whole text is posted only where more than an excerpt may be shown."""
    figure = case.terms.limit("excerpt_only")
    if figure is None:
        return satisfied("extent", "the terms do not stop at an excerpt")
    says = f"only an excerpt may be shown{f' ({figure})' if figure else ''}"
    return unmet("extent", Answer.REFUSE, says, f"{ask(case)} and record an [[agreement]]", *limited(case.terms, "excerpt_only"))


def may_shorten(case: Case) -> Finding:
    """An excerpt shows a part: the terms must allow it (CC 4.0 §2(a)(1) does, also without derivatives; older ones do not)."""
    terms = case.terms
    words = (*terms.because(Topic.CHANGE, "shorten"), *limited(terms, "must_run_whole", "excerpt_only"))
    if shown_in_part(terms):
        if excerpt_words(terms) is not None:
            return satisfied("shorten", "the terms let a part be shown", *words)
        figure = terms.limit("excerpt_only") or "no figure is given"
        return unknown("shorten", f"how much may be shown was not understood ({figure})", "let a person read it", *words)
    told = dict(terms.changes).get("shorten")
    if terms.limit("must_run_whole") is not None or told == "forbidden" or terms.derivatives is Derivatives.FORBIDDEN:
        words = words or terms.because(Topic.DERIVATIVES)
        return unmet("shorten", Answer.HOLD, "the terms want the text whole", "post it whole", *words)
    remedy = "post it whole, or record an [[agreement]] with the use derivatives"
    return unknown("shorten", f"the terms do not say that it may be shortened (derivatives: {terms.derivatives})", remedy, *words)


def images(case: Case) -> Finding:
    """Each image by itself: kept with a licence of its own, or left with the original; a story made of pictures is no text."""
    found = images_of(case.article.html, case.terms, commercial=commercial_use(case.site))
    if not found:
        return satisfied("images", "it shows no images", *limited(case.terms, "images", "third_party_items"))
    quotes = tuple(image.quote(case.article.url) for image in found)
    told = _told(found, case)
    if case.article.words < _PICTURE_STORY and not all(image.kept for image in found):
        says = f"without its images hardly anything is left ({case.article.words} words); {told}"
        remedy = "look at the original; the pictures need a permission of their own"
        return replace(unmet("images", Answer.HOLD, says, remedy), quotes=quotes)
    return replace(satisfied("images", told), quotes=quotes)


def share_alike(case: Case) -> Finding:
    """Where all texts of a site stand under one licence, that must be a licence this text may be under."""
    terms, own = case.terms, by_id(case.site.own_licence)
    words = (*terms.because(Topic.LICENCE), *terms.because(Topic.DUTY, "same_licence"))
    if own is None:
        return satisfied("share_alike", f"on {case.site.id} each text keeps its own licence", *words)
    theirs = by_id(terms.licence)
    if terms.licence.startswith(_NO_CONDITIONS) or (theirs and theirs.id == own.id):
        return satisfied("share_alike", f"{case.site.id} offers its texts under {own.name}, which this text may be under", *words)
    remedy = "choose a site where each text keeps its own licence"
    if theirs is None:
        says = f"{case.site.id} offers its texts to everybody under {own.name}; nothing says that this one may be"
        return unknown("share_alike", says, remedy, *words)
    if (theirs.derivatives is Derivatives.ALLOWED and theirs.commercial is own.commercial) or _later(theirs, own):
        says = f"{case.site.id} offers its texts under {own.name}, this one is under {theirs.name}; only an adaptation could change that"
        return unknown("share_alike", says, remedy, *words)
    says = f"{case.site.id} offers its texts under {own.name}, and {theirs.name} does not let this one be offered so"
    return unmet("share_alike", Answer.REFUSE, says, remedy, *words)


def _later(theirs: Licence, own: Licence) -> bool:
    """Whether the site's licence is a later version of the text's own (BY-SA 3.0 §4(b), 4.0 §3(b)(1): adaptations may take it)."""
    same = (theirs.commercial, theirs.derivatives) == (own.commercial, own.derivatives)
    return same and theirs.derivatives is Derivatives.SHARE_ALIKE and theirs.version < own.version


def _told(found: tuple[ImageFinding, ...], case: Case) -> str:
    """One clause an image for the first few: where it goes, and why."""
    kept = [image for image in found if image.kept]
    said = "; ".join(f"{_goes(image, case)}: {image.alt or image.src} ({image.why})" for image in found[:5])
    more = f"; and {len(found) - 5} more" if len(found) > 5 else ""
    return f"{len(kept)} of {len(found)} images have a licence of their own; {said}{more}"


def _goes(image: ImageFinding, case: Case) -> str:
    if image.src in case.around.unhad:
        return "left with the original, for it could not be had"
    return "kept" if image.kept else "left with the original"
