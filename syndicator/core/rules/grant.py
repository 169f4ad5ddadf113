"""Whether the terms grant the copy at all, to this kind of site, for this article."""

from dataclasses import replace

from syndicator.core.evidence import Topic
from syndicator.core.places import Use
from syndicator.core.rules.case import Case, permitted, satisfied, unknown, unmet
from syndicator.core.terms import Commercial, Republish
from syndicator.core.verdict import Answer, Finding


def withdrawn(case: Case) -> Finding:
    """A withdrawn article is not posted (RFC 6721 §3; HTTP 410; media:status)."""
    signal = case.article.withdrawn
    if signal is None:
        return satisfied("withdrawn", "the source has not withdrawn it")
    return unmet(
        "withdrawn", Answer.REFUSE, f"the source withdrew it: {signal.signal}", "nothing; it stays down unless the source brings it back"
    )


def language_read(case: Case) -> Finding:
    """Terms in a language that is not read grant nothing."""
    if not case.terms.unread:
        return satisfied("language_read", "all words about rights were in a language that is read")
    if agreement := permitted(case):
        return satisfied("language_read", "the words about rights were not read, but an agreement was recorded", *agreement)
    says = f"words about rights stand there in a language that is not read ({case.terms.unread})"
    return unknown("language_read", says, "have a person read the terms and record an [[agreement]]", *case.terms.because(Topic.LANGUAGE))


def provenance(case: Case) -> Finding:
    """A grant speaks for the granter's own articles; a third party's rights need a grant of their own."""
    holder, publisher = case.holder, case.source.publisher
    if holder.own:
        return replace(satisfied("provenance", f"the article is {publisher}'s own ({holder.why})"), quotes=holder.quotes)
    if holder.own is None and (agreement := permitted(case)):
        return satisfied("provenance", f"whose it is cannot be told, but {publisher} and {holder.holder} both agreed", *agreement)
    if holder.own is None:
        doubt = unknown(
            "provenance",
            f"whose article it is cannot be told: {holder.why}",
            f"find out whose it is; agreements with both {publisher} and {holder.holder} settle it",
        )
        return replace(doubt, quotes=holder.quotes)
    if agreement := permitted(case):
        return satisfied("provenance", f"it first appeared with {holder.holder}, with whom an agreement was recorded", *agreement)
    says = f"it first appeared with {holder.holder}; {publisher}'s grant cannot speak for it"
    remedy = f"ask {holder.holder}, and record the answer as an [[agreement]] with publisher = “{holder.holder}”"
    return replace(unknown("provenance", says, remedy), quotes=holder.quotes)


def grant(case: Case) -> Finding:
    """The terms grant reposting; silence and contradiction do not."""
    terms = case.terms
    words = terms.because(Topic.REPUBLISH)
    if terms.republish is Republish.YES and (agreement := permitted(case)):
        return satisfied("grant", "reposting was agreed on", *agreement)
    if terms.republish is Republish.YES:
        by = f"licensed {terms.licence}" if terms.licence and not terms.licence.startswith("LicenseRef-custom") else "granted in words"
        yes = [e for e in words if e.value == Republish.YES]
        return satisfied("grant", f"reposting is granted ({by})", *(yes or terms.because(Topic.LICENCE) or terms.evidence[:1]))
    if terms.republish is Republish.NO:
        no = [e for e in words if e.value == Republish.NO]
        asked = f"ask {terms.contact}" if terms.contact else "ask the publisher"
        return unmet(
            "grant",
            Answer.REFUSE,
            "reposting is not allowed",
            f"{asked} and record an [[agreement]]",
            *(no or terms.because(Topic.LICENCE)),
        )
    remedy = "ask the publisher and record an [[agreement]]"
    if terms.conflicts:
        return unknown("grant", f"the terms contradict each other: {terms.conflicts[0]}", remedy, *words)
    if not words and not terms.licence:
        return unknown("grant", "no terms were found; silence grants nothing", remedy)
    return unknown("grant", "the terms leave open whether reposting is granted", remedy, *(words or terms.because(Topic.LICENCE)))


def coverage(case: Case) -> Finding:
    """A grant for a named body's articles covers that body's articles and no others."""
    covers, source = case.terms.covers, case.source
    if not covers:
        return satisfied("coverage", "the grant is not limited to somebody's articles")
    if agreement := permitted(case):
        return satisfied("coverage", "the agreement speaks for these articles", *agreement)
    names = {_plain(name) for name in (source.publisher, *source.owners)}
    if any(_plain(body) in names or any(_plain(body) in n or n in _plain(body) for n in names) for body in covers):
        return satisfied("coverage", f"the grant covers {' and '.join(covers)} articles", *case.terms.because(Topic.COVERS))
    says = f"the grant covers articles of {' and '.join(covers)}, not of {source.publisher}"
    return unknown(
        "coverage", says, "name the publisher's other names under `owners` if they are the same", *case.terms.because(Topic.COVERS)
    )


def audience(case: Case) -> Finding:
    """A grant to some kind of site is a grant to that kind."""
    wanted, site = case.terms.audience, case.site
    words = case.terms.because(Topic.AUDIENCE)
    if agreement := permitted(case):
        return satisfied("audience", f"the agreement names {site.id}", *agreement)
    if wanted in ("", "anyone"):
        return satisfied("audience", "the grant is not limited to a kind of site", *words)
    fits = {"community": site.use is Use.COMMUNITY, "non-profit": site.nonprofit}.get(wanted, False)
    if fits:
        return satisfied("audience", f"granted to {wanted} sites, which {site.id} is", *words)
    asked = f"ask {case.terms.contact}" if case.terms.contact else "ask the publisher"
    says = f"granted to {wanted} sites; {site.id} is not known to be one"
    return unknown("audience", says, f"{asked} and record an [[agreement]]", *words)


def commercial(case: Case) -> Finding:
    """Commercial use is always flagged; it needs a grant of its own."""
    terms, site = case.terms, case.site
    words = terms.because(Topic.COMMERCIAL) or terms.because(Topic.LICENCE)
    if site.use is Use.COMMUNITY and not (site.ads or site.paywall):
        return satisfied("commercial", f"{site.id} is not a commercial site")
    kind = "a commercial site" if site.use is Use.COMMERCIAL else f"a community site with {'ads' if site.ads else 'a paywall'}"
    contact = f"ask {terms.contact}" if terms.contact else "ask the publisher"
    if terms.commercial is Commercial.ALLOWED:
        return satisfied("commercial", f"{site.id} is {kind}, and the terms allow commercial use", *words)
    if terms.commercial is Commercial.FORBIDDEN and site.use is Use.COMMERCIAL:
        return unmet("commercial", Answer.REFUSE, f"{site.id} is {kind}, and the terms forbid commercial use", contact, *words)
    if terms.commercial is Commercial.FORBIDDEN:
        says = f"{site.id} is {kind}; whether that is commercial use, which the terms forbid, is for a person to say"
        return unknown("commercial", says, contact, *words)
    if terms.commercial is Commercial.ASK:
        return unknown("commercial", f"{site.id} is {kind}, and commercial sites must ask", contact, *words)
    return unknown("commercial", f"{site.id} is {kind}, and the terms do not speak of commercial use", contact)


def _plain(name: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in name.casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
