"""Whether the grant is for this kind of site and this use of it: audience, media, commercial use, ads and paywalls."""

from syndicator.core.evidence import Channel, Evidence, Topic
from syndicator.core.places import Site, Use
from syndicator.core.rules.case import Case, ask, limited, permitted, satisfied, unknown, unmet
from syndicator.core.terms import Commercial
from syndicator.core.verdict import Answer, Finding


def audience(case: Case) -> Finding:
    """A grant to some kind of site is a grant to that kind."""
    wanted, site = case.terms.audience, case.site
    words = case.terms.because(Topic.AUDIENCE)
    if agreement := permitted(case):
        return satisfied("audience", f"the agreement names {site.id}", *agreement)
    if wanted in ("", "anyone"):
        return satisfied("audience", "the grant is not limited to a kind of site", *words)
    if wanted == "named":
        says = f"granted to those alone whom the words name; {site.id} is not known to be one"
        return unknown("audience", says, f"{ask(case)} and record an [[agreement]]", *words)
    fits = {"community": site.use is Use.COMMUNITY, "non-profit": site.nonprofit, "news": site.news}.get(wanted, False)
    if fits:
        return satisfied("audience", f"granted to {wanted} sites, which {site.id} is", *words)
    remedy = f"{ask(case)} and record an [[agreement]]"
    if wanted in ("community", "non-profit") and site.use is Use.COMMERCIAL:
        return unmet("audience", Answer.HOLD, f"granted to {wanted} sites; {site.id} is a commercial one", remedy, *words)
    return unknown("audience", f"granted to {wanted} sites; {site.id} is not known to be one", remedy, *words)


def media(case: Case) -> Finding:
    """A grant whose words name the media it holds for is a grant for those media."""
    site, terms = case.site, case.terms
    words = terms.because(Topic.MEDIA)
    if agreement := permitted(case):
        return satisfied("media", f"the agreement names {site.id}", *agreement)
    listed = tuple(e.value for e in words if e.channel is Channel.POLICY)
    named = tuple(dict.fromkeys((*terms.granted_media, *listed)))
    if not named:
        return satisfied("media", "the grant is not limited to some media")
    if site.medium in named:
        return satisfied("media", f"granted for {' and '.join(named)}; {site.id} is {site.medium}", *words)
    says = f"granted for {' and '.join(named)}; {site.id} is {site.medium}"
    return unmet("media", Answer.HOLD, says, f"{ask(case)} and record an [[agreement]]", *words)


def commercial(case: Case) -> Finding:
    """Commercial use needs a grant of its own, in the publisher's own meaning of commercial; it is flagged, whatever the answer."""
    terms, site = case.terms, case.site
    words = terms.because(Topic.COMMERCIAL) or terms.because(Topic.LICENCE)
    if not commercial_use(site):
        return satisfied("commercial", f"{site.id} is not a commercial site")
    kind = _kind(site)
    if terms.commercial is Commercial.ALLOWED:
        return satisfied("commercial", f"{site.id} is {kind}, and the terms allow commercial use", *words)
    if meant := _by_its_meaning(case, kind):
        return meant
    remedy = f"{ask(case)} and record an [[agreement]] with the use commercial"
    if terms.commercial is Commercial.FORBIDDEN and site.use is Use.COMMERCIAL:
        return unmet("commercial", Answer.REFUSE, f"{site.id} is {kind}, and the terms forbid commercial use", remedy, *words)
    if terms.commercial is Commercial.FORBIDDEN:
        says = f"{site.id} is {kind}; whether that is commercial use, which the terms forbid, is for a person to say"
        return unknown("commercial", says, remedy, *words)
    if terms.commercial is Commercial.ASK:
        return unmet("commercial", Answer.HOLD, f"{site.id} is {kind}, and commercial sites must ask", remedy, *words)
    return unknown("commercial", f"{site.id} is {kind}, and the terms do not speak of commercial use", remedy)


def commercial_use(site: Site) -> bool:
    """Whether a use of the site may count as commercial: for advantage, among ads, or behind a paywall."""
    return site.use is Use.COMMERCIAL or site.ads or site.paywall


def advertising(case: Case) -> Finding:
    """No ads beside the story, or none sold against it, where the terms say so."""
    site, terms = case.site, case.terms
    if not site.ads:
        return satisfied("advertising", f"{site.id} carries no ads")
    if agreement := _agreed_commercially(case):
        return satisfied("advertising", "commercial use was agreed on", *agreement)
    remedy = f"{ask(case)} and record an [[agreement]] with the use commercial"
    if "ads-forbidden" in terms.meanings:
        words = terms.because(Topic.MEANING, "ads-forbidden")
        return unmet("advertising", Answer.REFUSE, f"{site.id} carries ads, and the terms want none beside the text", remedy, *words)
    if terms.limit("ads_sold_against_story") is not None:
        says = f"{site.id} carries ads; whether any are sold against the story, which the terms forbid, no machine can tell"
        return unknown("advertising", says, remedy, *limited(terms, "ads_sold_against_story"))
    return satisfied("advertising", "the terms do not speak against ads", *terms.because(Topic.MEANING, "ads-allowed"))


def paywall(case: Case) -> Finding:
    """Nothing behind a paywall, and nothing sold, where the terms say so."""
    site, terms = case.site, case.terms
    if not site.paywall:
        return satisfied("paywall", f"{site.id} has no paywall")
    for limit in ("paywall", "resale"):
        if terms.limit(limit) is not None:
            says = f"{site.id} has a paywall, and the terms forbid that"
            return unmet("paywall", Answer.REFUSE, says, "post it to a site without a paywall", *limited(terms, limit))
    return satisfied("paywall", "the terms do not speak against a paywall")


def _by_its_meaning(case: Case, kind: str) -> Finding | None:
    """What the publisher itself counts as commercial, where it says so; None where it does not."""
    terms, site = case.terms, case.site
    words = terms.because(Topic.MEANING)
    remedy = f"{ask(case)} and record an [[agreement]] with the use commercial"
    if site.use is Use.COMMERCIAL and "for-profit-forbidden" in terms.meanings:
        says = f"{site.id} is {kind}, and the publisher counts whoever works for profit as commercial"
        return unmet("commercial", Answer.REFUSE, says, remedy, *words)
    if site.ads and "ads-forbidden" in terms.meanings:
        return unmet("commercial", Answer.REFUSE, f"{site.id} carries ads, and the publisher counts that as commercial", remedy, *words)
    if site.use is Use.COMMERCIAL and site.news and "for-profit-news-allowed" in terms.meanings:
        return satisfied("commercial", f"{site.id} is a newsroom, and the publisher counts none as commercial", *words)
    only_ads = site.use is Use.COMMUNITY and site.ads and not site.paywall
    if only_ads and "ads-allowed" in terms.meanings:
        return satisfied("commercial", f"{site.id} is {kind}, which the publisher does not count as commercial", *words)
    return None


def _agreed_commercially(case: Case) -> tuple[Evidence, ...]:
    words = case.terms.because(Topic.COMMERCIAL, Commercial.ALLOWED)
    return tuple(e for e in words if e.channel is Channel.AGREEMENT)


def _kind(site: Site) -> str:
    if site.use is Use.COMMERCIAL:
        return "a commercial site"
    return f"a community site with {'ads' if site.ads else 'a paywall'}"
