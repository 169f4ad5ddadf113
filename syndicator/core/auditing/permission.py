"""Whether the terms let this page have what it took: the rules that judge our own cases, asked about the site as the page shows it."""

from collections.abc import Iterator
from datetime import datetime

from syndicator.core.auditing.answers import Grade, Outcome, Point
from syndicator.core.auditing.observing import Observed
from syndicator.core.auditing.original import Original
from syndicator.core.auditing.overlap import Kind
from syndicator.core.places import Site, Use
from syndicator.core.rules import Rule
from syndicator.core.rules.case import Case
from syndicator.core.rules.copying import extent, may_shorten
from syndicator.core.rules.grant import conflicts, coverage, grant, language_read, provenance, withdrawn
from syndicator.core.rules.limits import embargo, removal, selection, window
from syndicator.core.rules.uses import advertising, audience, commercial, media, paywall
from syndicator.core.verdict import Answer, Finding, Status

# What a machine did, or how many copies there are elsewhere, no page shows: automation and quotas are not asked about.
_ALWAYS: tuple[Rule, ...] = (
    withdrawn, language_read, provenance, grant, conflicts, coverage, commercial, audience, media, advertising, paywall,
    selection, embargo, window, removal,
)  # fmt: skip
_OF_THE_SITE = {"advertising": "ads", "commercial": "ads", "paywall": "paywall"}


def site_of(host: str, found: Observed, *, use: Use = Use.COMMUNITY) -> Site:
    """A site as its page shows it; whether it is run for profit no page says, so that has to be told."""
    return Site(
        id=host, kind="observed", use=use, ads=bool(found.ads), paywall=bool(found.paywall),
        keeps_pixels=True, sets_canonical=True, sets_noindex=True,
    )  # fmt: skip


def permission(original: Original, kind: Kind, site: Site, seen: Observed, now: datetime) -> Iterator[Point]:
    """A point for each rule about permission that has anything to say of this copy."""
    case = Case(
        article=original.article, source=original.source, site=site, terms=original.terms, holder=original.holder, now=now,
        upstream=original.upstream,
    )  # fmt: skip
    rules = (*_ALWAYS, may_shorten if kind is Kind.EXCERPT else extent)
    for rule in rules:
        found = rule(case)
        if found.status is not Status.SATISFIED or found.quotes or found.rule == "grant":
            yield _point(found, seen)


def _point(found: Finding, seen: Observed) -> Point:
    outcome, weight = _weighed(found)
    shown = getattr(seen, _OF_THE_SITE[found.rule]) if found.rule in _OF_THE_SITE else ()
    return Point(found.rule, outcome, found.says, weight, shown, found.quotes)


def _weighed(found: Finding) -> tuple[Outcome, Grade]:
    """Refused, or never granted: unlicensed. Before its time: serious. What a person has to say: open."""
    if found.answer is Answer.ALLOW:
        return Outcome.MET, Grade.COMPLIANT
    if found.answer is Answer.REFUSE or (found.rule == "grant" and "contradict" not in found.says):
        return Outcome.LACKING, Grade.UNLICENSED
    if found.answer is Answer.WAIT:
        return Outcome.LACKING, Grade.SERIOUS
    return Outcome.OPEN, Grade.UNCLEAR
