"""Whether the terms grant the copy at all, to this kind of site, for this article."""

from dataclasses import replace

from syndicator.core.evidence import Topic
from syndicator.core.provenance import words
from syndicator.core.rules.case import Case, ask, permitted, satisfied, unknown, unmet
from syndicator.core.terms import Republish
from syndicator.core.verdict import Answer, Finding
from syndicator.core.weighing import on_reposting


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
    said = terms.because(Topic.REPUBLISH)
    if terms.republish is Republish.YES and (agreement := permitted(case)):
        return satisfied("grant", "reposting was agreed on", *agreement)
    if terms.republish is Republish.YES:
        by = f"licensed {terms.licence}" if terms.licence and not terms.licence.startswith("LicenseRef-custom") else "granted in words"
        yes = [e for e in said if e.value == Republish.YES]
        return satisfied("grant", f"reposting is granted ({by})", *(yes or terms.because(Topic.LICENCE) or terms.evidence[:1]))
    if terms.republish is Republish.NO:
        no = [e for e in said if e.value == Republish.NO]
        remedy = f"{ask(case)} and record an [[agreement]]"
        return unmet("grant", Answer.REFUSE, "reposting is not allowed", remedy, *(no or terms.because(Topic.LICENCE)))
    remedy = f"{ask(case)} and record an [[agreement]]"
    if terms.conflicts:
        return unknown("grant", f"the terms contradict each other: {terms.conflicts[0]}", remedy, *said)
    if not said and not terms.licence:
        return unknown("grant", "no terms were found; silence grants nothing", remedy)
    return unknown("grant", "the terms leave open whether reposting is granted", remedy, *(said or terms.because(Topic.LICENCE)))


def coverage(case: Case) -> Finding:
    """A grant for a named body's articles covers that body's articles and no others."""
    covers, source = case.terms.covers, case.source
    if not covers:
        return satisfied("coverage", "the grant is not limited to somebody's articles")
    if agreement := permitted(case):
        return satisfied("coverage", "the agreement speaks for these articles", *agreement)
    names = [words(name) for name in (source.publisher, *source.owners)]
    if any(_same_body(words(body), name) for body in covers for name in names):
        return satisfied("coverage", f"the grant covers {' and '.join(covers)} articles", *case.terms.because(Topic.COVERS))
    says = f"the grant covers articles of {' and '.join(covers)}, not of {source.publisher}"
    return unknown(
        "coverage", says, "name the publisher's other names under `owners` if they are the same", *case.terms.because(Topic.COVERS)
    )


def conflicts(case: Case) -> Finding:
    """What the terms say against each other is told, always; where the grant itself is in doubt, a person decides."""
    told = case.terms.conflicts
    if not told:
        return satisfied("conflicts", "the terms do not contradict each other")
    says = f"the terms contradict each other: {' '.join(told)}"
    if case.terms.republish is Republish.UNKNOWN and any(on_reposting(sentence) for sentence in told):
        remedy = f"{ask(case)} which of the two holds, and record an [[agreement]]"
        return unknown("conflicts", says, remedy, *case.terms.because(Topic.REPUBLISH))
    return satisfied("conflicts", f"{says} The stricter was followed.")


def _same_body(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names are one body's: equal, or two words or more of the one stand together in the other."""
    short, long = sorted((one, other), key=len)
    if one == other:
        return bool(one)
    return len(short) > 1 and any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
