"""What the terms limit: automation, selection, windows, paywalls, changes; and duties a machine cannot perform."""

import re
from datetime import timedelta

from syndicator.core.attribution import every_institution, licence_of, pixel_of
from syndicator.core.evidence import Evidence, Topic
from syndicator.core.places import Site
from syndicator.core.rules.case import Case, satisfied, unknown, unmet
from syndicator.core.terms import Terms
from syndicator.core.verdict import Answer, Finding

# Each needs a person or a fact that no feed gives; the words say what is wanted.
_BY_HAND = {
    "notify_publisher": "the publisher wants to be told of each copy",
    "logo": "the publisher's logo is to be shown",
    "tagline": "a note about the publisher is to be added",
    "author_institution": "the author's institution is to be named",
}
_SELECTED = {
    "prior_permission": "each copy needs permission first",
    "per_article_opt_in": "only articles marked for it may be reposted",
    "rate_limit": "the number of copies is limited",
    "excerpt_only": "only an excerpt may be shown",
}
_ASK = "ask, and record the answer as an [[agreement]] with the use republish"
_SELECTED_REMEDY = {
    "prior_permission": _ASK,
    "per_article_opt_in": _ASK,
    "rate_limit": "post a few by hand; the figure is not counted by a machine yet",
    "excerpt_only": _ASK,
}


def automation(case: Case) -> Finding:
    """«Not automatically», «not wholesale», «select individually»: a person chooses each article."""
    for limit in ("automated_reposting", "wholesale"):
        if case.terms.limit(limit) is not None:
            says = "the publisher forbids automatic reposting; a person must select each article"
            return unknown(
                "automation",
                says,
                "choose the story by hand, or ask and record an [[agreement]] with the use automated",
                *_because(case.terms, limit),
            )
    return satisfied("automation", "the terms do not forbid automatic reposting")


def selection(case: Case) -> Finding:
    """Limits that are met article by article, by a person."""
    for limit, says in _SELECTED.items():
        figure = case.terms.limit(limit)
        if figure is not None:
            full = f"{says} ({figure})" if figure else says
            return unknown("selection", full, _SELECTED_REMEDY[limit], *_because(case.terms, limit))
    return satisfied("selection", "the terms do not pick single articles")


def window(case: Case) -> Finding:
    """Time windows after publication, and embargoes before; an unreadable figure is held."""
    days, embargo = case.terms.limit("time_window_days"), case.terms.limit("embargo")
    if days is None and embargo is None:
        return satisfied("window", "the terms set no time window")
    published = case.article.published
    words = (*_because(case.terms, "time_window_days"), *_because(case.terms, "embargo"))
    if published is None:
        return unknown("window", "the terms set a time window, and the article has no date", "find the date of publication", *words)
    if days is not None:
        return _within(case, days)
    wait = re.search(r"(?<!\d)([0-9]{1,4})\s*(hour|day|week)", embargo or "")
    if not wait:
        return unknown("window", f"there is an embargo ({embargo or 'without a figure'})", "let a person read it", *words)
    opens = published + int(wait[1]) * {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}[wait[2]]
    if case.now >= opens:
        return satisfied("window", f"the embargo ended at {opens:%Y-%m-%d %H:%M} UTC", *words)
    waiting = unmet("window", Answer.WAIT, f"embargo until {opens:%Y-%m-%d %H:%M} UTC", "wait", *words)
    return Finding(waiting.rule, waiting.status, waiting.answer, waiting.says, waiting.quotes, waiting.remedy, until=opens)


def _within(case: Case, days: str) -> Finding:
    words, published = _because(case.terms, "time_window_days"), case.article.published
    if not re.fullmatch(r"[0-9]{1,5}", days) or published is None:
        return unknown("window", "the terms set a time window that could not be read", "let a person read it", *words)
    ends = published + timedelta(days=int(days))
    if case.now < ends:
        return unknown(
            "window", f"it may stand until {ends:%Y-%m-%d} only", "let a person decide; removal after a window is not automatic yet", *words
        )
    return unmet("window", Answer.REFUSE, f"it was free for {days} days, until {ends:%Y-%m-%d}", "nothing; the window has closed", *words)


def paywall(case: Case) -> Finding:
    """No paywall, no resale, no ads sold against the story, where the terms say so."""
    site, terms = case.site, case.terms
    if site.paywall:
        for limit in ("paywall", "resale"):
            if terms.limit(limit) is not None:
                says = f"{site.id} has a paywall, and the terms forbid that"
                return unmet("paywall", Answer.REFUSE, says, "post it to a site without a paywall", *_because(terms, limit))
    if site.ads and terms.limit("ads_sold_against_story") is not None:
        says = f"{site.id} carries ads; none may be sold against the story"
        return unknown("paywall", says, "let a person see to it", *_because(terms, "ads_sold_against_story"))
    return satisfied("paywall", "no paywall or advertising rule is broken")


def changes(case: Case) -> Finding:
    """Nothing is changed but the format, and images are left out (their rights are never assumed)."""
    terms = case.terms
    words = (*terms.because(Topic.DERIVATIVES), *_because(terms, "images"), *_because(terms, "must_run_whole"))
    return satisfied("changes", f"the text is kept word for word (derivatives: {terms.derivatives}); images stay with the original", *words)


def duties(case: Case) -> Finding:
    """A duty that the site cannot carry refuses; one that needs a person holds."""
    terms = case.terms
    for duty, carries, what in _carried(case.site):
        if duty in terms.duties and not carries:
            says = f"the terms ask for {what}, which {case.site.id} cannot carry"
            return unmet("duties", Answer.REFUSE, says, f"choose a site that can ({duty})", *terms.because(Topic.DUTY, duty))
    named = [e for e in terms.because(Topic.DUTY, "byline") if not e.rule.startswith("licence:")]
    if named and not case.article.authors:
        return unknown("duties", "the author is to be named, and the feed names none", "look who wrote it", *named)
    if "pixel" in terms.duties and not pixel_of(case.article):
        says = "the terms ask for a counting pixel, and the feed does not carry it"
        return unknown("duties", says, "take the publisher's own republishing package", *terms.because(Topic.DUTY, "pixel"))
    licence = licence_of(terms)
    if terms.licence.startswith("LicenseRef-CC-") and not (licence and licence.url):
        says = f"the licence is to be linked, and which one exactly cannot be told ({terms.licence})"
        return unknown("duties", says, "find the licence's own address", *terms.because(Topic.LICENCE))
    if any(mark in terms.credit for mark in "[]<>{}"):
        return unknown(
            "duties", f"the prescribed credit has blanks to fill: “{terms.credit}”", "let a person fill it", *terms.because(Topic.CREDIT)
        )
    for duty, says in _BY_HAND.items():
        if duty in terms.duties and not (duty == "author_institution" and every_institution(case.article)):
            return unknown("duties", says, "post it by hand, and see to it", *terms.because(Topic.DUTY, duty))
    asked = ", ".join(terms.duties) or "none beyond the three checks"
    return satisfied("duties", f"every duty can be met (asked: {asked})", *terms.because(Topic.DUTY))


def _carried(site: Site) -> tuple[tuple[str, bool, str], ...]:
    return (
        ("pixel", site.keeps_pixels, "a counting pixel"),
        ("canonical", site.sets_canonical, "a canonical link to the original"),
        ("noindex", site.sets_noindex, "being kept out of search engines"),
    )


def _because(terms: Terms, limit: str) -> tuple[Evidence, ...]:
    return terms.because(Topic.LIMIT, limit)
