"""One case: an article for a site at one time, with everything a rule may look at."""

from dataclasses import dataclass
from datetime import datetime

from syndicator.core.article import Article
from syndicator.core.evidence import Channel, Evidence, Quote, Topic
from syndicator.core.places import Route, Site, Source
from syndicator.core.provenance import Provenance
from syndicator.core.terms import Terms
from syndicator.core.verdict import Answer, Finding, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything the rules may know; `posted_today` counts the site's posts of the last 24 hours.

    `among` is how many new articles of the source came at once (0: not counted). `upstream` is what a third party whose
    article this is has agreed to with the site (empty for the source's own).
    """

    article: Article
    source: Source
    site: Site
    terms: Terms
    holder: Provenance
    now: datetime
    twin: str = ""  # the source from which the site has the same article already
    upstream: tuple[Evidence, ...] = ()
    route: Route | None = None
    posted_today: int = 0
    among: int = 0
    posted: bool = False  # a copy is live already: quotas and quiet hours do not delay its correction


def permitted(case: Case) -> tuple[Evidence, ...]:
    """The recorded agreements by which whoever holds the rights lets this very site repost; empty without one."""
    given = case.upstream if case.holder.own is False else case.terms.because(Topic.REPUBLISH)
    return tuple(e for e in given if e.channel is Channel.AGREEMENT and e.topic is Topic.REPUBLISH)


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
