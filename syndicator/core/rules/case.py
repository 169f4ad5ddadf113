"""One case: an article for a site at one time, with everything a rule may look at."""

from dataclasses import dataclass
from datetime import datetime

from syndicator.core.approvals import Decision
from syndicator.core.article import Article
from syndicator.core.evidence import Channel, Evidence, Quote, Topic
from syndicator.core.places import Route, Site, Source
from syndicator.core.provenance import Provenance
from syndicator.core.terms import Derivatives, Terms
from syndicator.core.verdict import Answer, Finding, Status


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
    theirs = _agreed(case.upstream)
    ours = tuple(e for e in _agreed(case.terms.because(Topic.REPUBLISH)) if e not in theirs)
    if case.holder.own is None:  # whose it is cannot be told: both must have agreed
        return (*ours, *theirs) if ours and theirs else ()
    return theirs if case.holder.own is False else ours


def _agreed(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(e for e in evidence if e.channel is Channel.AGREEMENT and e.topic is Topic.REPUBLISH)


def shown_in_part(terms: Terms) -> bool:
    """Whether a part may be shown: where changes are allowed, and under every CC 4.0 licence (§2(a)(1): «in whole or in part»)."""
    if terms.limit("must_run_whole") is not None:
        return False
    four = terms.licence.startswith("CC-BY") and terms.licence.endswith("-4.0")
    return four or terms.derivatives in (Derivatives.ALLOWED, Derivatives.SHARE_ALIKE)


def satisfied(rule: str, says: str, *evidence: Evidence) -> Finding:
    """The rule is met."""
    return Finding(rule, Status.SATISFIED, Answer.ALLOW, says, quotes_of(*evidence))


def unknown(rule: str, says: str, remedy: str, *evidence: Evidence) -> Finding:
    """The rule cannot be decided by a machine: held, a person decides."""
    return Finding(rule, Status.UNKNOWN, Answer.HOLD, says, quotes_of(*evidence), remedy)


def unmet(rule: str, answer: Answer, says: str, remedy: str, *evidence: Evidence) -> Finding:
    """The rule is not met."""
    return Finding(rule, Status.NOT_SATISFIED, answer, says, quotes_of(*evidence), remedy)


def quotes_of(*evidence: Evidence) -> tuple[Quote, ...]:
    """The quoted words of some evidence, each once."""
    return tuple(dict.fromkeys(e.quote for e in evidence))
