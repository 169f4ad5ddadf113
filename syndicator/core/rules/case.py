"""One case: an article for a site at one time, with everything a rule may look at."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from syndicator.core.approvals import Decision
from syndicator.core.article import Article
from syndicator.core.evidence import Channel, Evidence, Quote, Topic
from syndicator.core.likeness import Alike
from syndicator.core.places import Route, Site, Source
from syndicator.core.provenance import Provenance
from syndicator.core.terms import Derivatives, Terms
from syndicator.core.verdict import EXCERPT_WORDS, Answer, Finding, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is going on around a case, as the daemon knows it; the defaults are those of a case looked at by itself."""

    route: Route | None = None
    routed: bool = True  # a route leads it here (a case may wait while its route is taken away)
    posted_today: int = 0  # the site's posts of the last 24 hours
    among: int = 0  # how many new articles of the source came at once (0: not counted)
    posted: bool = False  # a copy is live already: quotas and quiet hours do not delay its correction
    twin: str = ""  # the source from which the site has the same article already
    kin: bool = True  # that source is of the same publisher
    alike: Alike | None = None  # another article of nearly the same words that the site has already
    copied: tuple[datetime, ...] = ()  # when copies of the publisher's articles were queued, at any site; as far back as a quota asks
    withdraws: bool = True  # the site's client can take a copy down
    unhad: frozenset[str] = frozenset()  # images that could not be had for this site


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything the rules may know.

    `upstream` is what a third party whose article this is has agreed to with the site (empty for the source's own),
    `decision` what a person decided on this very article and site, while that stands.
    """

    article: Article
    source: Source
    site: Site
    terms: Terms
    holder: Provenance
    now: datetime
    upstream: tuple[Evidence, ...] = ()
    around: Circumstances = Circumstances()
    decision: Decision | None = None


def permitted(case: Case) -> tuple[Evidence, ...]:
    """The recorded agreements by which whoever holds the rights lets this very site repost; empty without one."""
    theirs = _agreed(case.upstream) if case.upstream else ()
    ours = tuple(e for e in case.terms.agreements if e not in theirs) if case.terms.agreements else ()
    if case.holder.own is None:  # whose it is cannot be told: both must have agreed
        return (*ours, *theirs) if ours and theirs else ()
    return theirs if case.holder.own is False else ours


def _agreed(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(e for e in evidence if e.channel is Channel.AGREEMENT and e.topic is Topic.REPUBLISH)


def ask(case: Case) -> str:
    """Whom to ask: the contact that the terms name, else the publisher."""
    return f"ask {case.terms.contact}" if case.terms.contact else f"ask {case.source.publisher}"


def limited(terms: Terms, *limits: str) -> tuple[Evidence, ...]:
    """The evidence on some limits."""
    return tuple([e for limit in limits for e in terms.because(Topic.LIMIT, limit)])


def shown_in_part(terms: Terms) -> bool:
    """Whether a part may be shown.

    What the words say of shortening counts first; else where changes are allowed, and under every CC 4.0 licence
    (§2(a)(1): «in whole or in part»).
    """
    if terms.limit("must_run_whole") is not None:
        return False
    told = dict(terms.changes).get("shorten")
    if told is not None:
        return told == "allowed"
    four = terms.licence.startswith("CC-BY") and terms.licence.endswith("-4.0")
    return four or terms.limit("excerpt_only") is not None or terms.derivatives in (Derivatives.ALLOWED, Derivatives.SHARE_ALIKE)


def excerpt_words(terms: Terms) -> int | None:
    """How many words an excerpt may have: ours, or fewer where the terms say so; None where they give a figure nobody can read."""
    figure = terms.limit("excerpt_only")
    if figure is None:
        return EXCERPT_WORDS
    told = re.fullmatch(r"(?:the |first |up to )*([0-9]{1,5})[ -]words?", figure.strip().lower())
    return min(EXCERPT_WORDS, int(told[1])) if told else None


def satisfied(rule: str, says: str, *evidence: Evidence) -> Finding:
    """The rule is met."""
    return Finding(rule, Status.SATISFIED, Answer.ALLOW, says, quotes_of(*evidence)) if evidence else _plainly(rule, says)


@lru_cache(maxsize=2_000)
def _plainly(rule: str, says: str) -> Finding:
    """What most rules find of most cases, for site after site: that nothing is said against it."""
    return Finding(rule, Status.SATISFIED, Answer.ALLOW, says)


def unknown(rule: str, says: str, remedy: str, *evidence: Evidence) -> Finding:
    """The rule cannot be decided by a machine: held, a person decides."""
    return Finding(rule, Status.UNKNOWN, Answer.HOLD, says, quotes_of(*evidence), remedy)


def unmet(rule: str, answer: Answer, says: str, remedy: str, *evidence: Evidence) -> Finding:
    """The rule is not met."""
    return Finding(rule, Status.NOT_SATISFIED, answer, says, quotes_of(*evidence), remedy)


def quotes_of(*evidence: Evidence) -> tuple[Quote, ...]:
    """The quoted words of some evidence, each once."""
    if len(evidence) < 2:  # as nearly always: no rule quotes for what is not said
        return (evidence[0].quote,) if evidence else ()
    return tuple(dict.fromkeys(e.quote for e in evidence))
