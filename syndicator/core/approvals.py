"""What a person decides on one article for one site: evidence with a name, a reason, a scope and an end; never a switch.

An approval answers the questions that the rules leave to a person (`ANSWERED_BY_A_PERSON`), and no others: it is no word of
whoever holds the rights, so a refusal by the terms stays one, and a missing grant needs a recorded permission. It speaks of
what the person saw: when the article or its terms come to be materially others, it is silent.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from syndicator.core.article import Article
from syndicator.core.evidence import Channel, Evidence, Quote, Topic
from syndicator.core.likeness import resemblance, sketch
from syndicator.core.markup import folded, read
from syndicator.core.provenance import Provenance
from syndicator.core.terms import Terms
from syndicator.core.uses import Commercial, Republish
from syndicator.core.verdict import Answer, Finding, Form, Status

DECIDED = "decision"  # the rule of the findings that a person's own word makes
_CHANGED = 0.25  # of the words: a correction is less, a rewriting more
_SAME = 0.5  # of the runs of words of both versions: above, sentences were mended; below, another text stands there
_BESIDE = frozenset({Topic.CONTACT, Topic.COPYRIGHT, Topic.CREDIT, Topic.RESERVATION})


class Choice(StrEnum):
    """What a person may do with a held article."""

    APPROVE = "approve"
    REJECT = "reject"
    DEFER = "defer"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a person had before them: the article's headline, length in words and sketch, and what its terms say (sha256).

    Without a sketch (a decision older than sketches) the words are compared by their number alone.
    """

    headline: str
    words: int
    terms: str
    sketch: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one person decided on an article for a site.

    `until` is the last day an approval holds, or the day a deferred case comes back; `form` the richest form that an
    approval allows (None: whichever the terms do); `answers` the rules whose questions it was given for.
    """

    choice: Choice
    by: str
    reason: str
    at: datetime
    basis: Basis
    until: date | None = None
    form: Form | None = None
    answers: tuple[str, ...] = ()

    @property
    def ends_at(self) -> datetime | None:
        """When an approval no longer holds (the midnight after its last day, UTC), or a deferred case comes back; None: never."""
        if self.until is None:
            return None
        last = self.until + timedelta(days=1) if self.choice is Choice.APPROVE and self.until < date.max else self.until
        return datetime.combine(last, time(), UTC)

    @property
    def name(self) -> str:
        """What a post remembers of the approval it rests on."""
        until = f", until {self.until}" if self.until else ""
        return f"approved by {self.by} at {self.at:%Y-%m-%d %H:%M:%S} UTC{until}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What an answer is weighed against; `withdraws` is whether the site can take a copy down by itself."""

    article: Article
    terms: Terms
    holder: Provenance
    decision: Decision
    withdraws: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """What a person answers by approving; `unless` says why this one is not theirs to answer, "" where it is."""

    asks: str
    unless: Callable[[Finding, Seen], str] | None = None


def basis(article: Article, terms: Terms) -> Basis:
    """What a person sees of an article and its terms; agreements are no part of it, they come and go with their own dates.

    Nor is what allows and forbids nothing: whom to ask, whose copyright line, and what machines may not do with it.
    """
    weighed = (e for e in terms.evidence if e.channel is not Channel.AGREEMENT and e.topic not in _BESIDE)
    said = sorted({(e.topic, e.value, e.detail) for e in weighed})
    digest = hashlib.sha256(repr([tuple(map(str, one)) for one in said]).encode("utf-8", "replace")).hexdigest()
    return Basis(folded(article.title), article.words, digest, sketch(read(article.html).text))


def changed(decision: Decision, article: Article, terms: Terms) -> str:
    """How the case differs materially from what was decided on; empty where it does not.

    Material is another headline, a text longer or shorter by a quarter, one that is mostly other words, and terms that say
    something else: each may be why the person decided as they did. A mended sentence is not.
    """
    then, now = decision.basis, basis(article, terms)
    if then.headline != now.headline:
        return "it has another headline"
    if abs(then.words - now.words) > _CHANGED * max(then.words, now.words):
        return f"its text has {now.words} words now, and had {then.words}"
    if then.sketch and resemblance(then.sketch, now.sketch) < _SAME:
        return "its text was rewritten"
    return "its terms say something else now" if then.terms != now.terms else ""


def standing(decision: Decision | None, article: Article, terms: Terms, now: datetime) -> Decision | None:
    """The decision while it has a say in the judgement: an approval of this article as it is, not ended, or a rejection.

    A rejection is never forgotten: of an article that is another now, a person is asked again.
    """
    if decision is None or decision.choice is Choice.DEFER or not in_force(decision, now):
        return None
    return decision if decision.choice is Choice.REJECT or not changed(decision, article, terms) else None


def in_force(decision: Decision, now: datetime) -> bool:
    """Whether its end, if it has one, is still to come."""
    return decision.ends_at is None or now < decision.ends_at


def settled(findings: tuple[Finding, ...], form: Form, seen: Seen) -> tuple[Finding, ...]:
    """The findings with a person's answer among them: questions that are answered, a form that is not approved, a rejection."""
    decision = seen.decision
    if decision.choice is Choice.REJECT:
        return (_rejected(decision, changed(decision, seen.article, seen.terms)), *findings)
    if decision.choice is Choice.DEFER:
        return findings
    found = tuple(_answered(f, decision) if f.rule in decision.answers and not open_to(f, seen) else f for f in findings)
    return (*found, _too_much(decision)) if decision.form is not None and _RICHER[decision.form] < _RICHER[form] else found


def open_to(finding: Finding, seen: Seen) -> str:
    """Why an approval cannot answer a finding, and what would; empty where it can.

    Only what is held is a question, and only where the table names it; a refusal is none.
    """
    if finding.answer is Answer.REFUSE:
        return _with_remedy("no approval changes a refusal", finding)
    question = ANSWERED_BY_A_PERSON.get(finding.rule)
    if question is None or finding.answer is not Answer.HOLD:
        return _with_remedy("that is not for an approval to answer", finding)
    return question.unless(finding, seen) if question.unless else ""


def _with_remedy(says: str, finding: Finding) -> str:
    return f"{says}; what would change it: {finding.remedy}" if finding.remedy else says


def _answered(finding: Finding, decision: Decision) -> Finding:
    until = f", until {decision.until}" if decision.until else ""
    words = Quote(decision.reason, f"{decision.by}'s approval of {decision.at:%Y-%m-%d}{until}")
    return replace(
        finding,
        status=Status.SATISFIED,
        answer=Answer.ALLOW,
        says=f"{finding.says}; {decision.by} looked at it and approved it",
        quotes=(words, *finding.quotes),
        remedy="",
    )


def _rejected(decision: Decision, since: str) -> Finding:
    words = Quote(decision.reason, f"{decision.by}'s rejection of {decision.at:%Y-%m-%d}")
    says = f"{decision.by} rejected it on {decision.at:%Y-%m-%d}"
    if since:
        again = "look at it again: syndicator review approve, or reject"
        return Finding(DECIDED, Status.UNKNOWN, Answer.HOLD, f"{says}, and since then {since}", (words,), again)
    remedy = "approve it if that was wrong: syndicator review approve; a person is asked again when article or terms change materially"
    return Finding(DECIDED, Status.NOT_SATISFIED, Answer.REFUSE, says, (words,), remedy)


def _too_much(decision: Decision) -> Finding:
    words = Quote(decision.reason, f"{decision.by}'s approval of {decision.at:%Y-%m-%d}")
    return Finding("form", Status.NOT_SATISFIED, Answer.REFUSE, f"{decision.by} approved no more than the form {decision.form}", (words,))


_RICHER = {Form.LINK: 0, Form.EXCERPT: 1, Form.FULL: 2}
_PERMISSION = "an approval is no permission: record what you were given with syndicator permissions add, or ask with permissions request"


def _grant(finding: Finding, seen: Seen) -> str:  # noqa: ARG001  # every question has one shape
    """A library entry that leaves each article to a person, beside words that grant, is for the person; a missing grant is not."""
    words = seen.terms.because(Topic.REPUBLISH)
    left = any(e.rule == "policy.person" for e in words)
    granted = any(e.value == Republish.YES for e in words) or bool(seen.terms.because(Topic.LICENCE))
    refused = any(e.value == Republish.NO for e in words)
    return "" if left and granted and not refused and not seen.terms.conflicts else f"reposting is not granted; {_PERMISSION}"


def _selection(finding: Finding, seen: Seen) -> str:  # noqa: ARG001
    """Permission first is the publisher's to give."""
    return f"each copy needs the publisher's permission; {_PERMISSION}" if seen.terms.limit("prior_permission") is not None else ""


def _provenance(finding: Finding, seen: Seen) -> str:  # noqa: ARG001
    """Where nothing tells whose it is a person may find out; a third party that is named is to be asked."""
    return "" if seen.holder.own is None else f"it is {seen.holder.holder}'s article; {_PERMISSION}"


def _commercial(finding: Finding, seen: Seen) -> str:
    """Whether advertisements or a paywall on a community site are commercial use is for a person to say; asking the publisher is not."""
    open_ = finding.status is Status.UNKNOWN and seen.terms.commercial is Commercial.FORBIDDEN
    return "" if open_ else f"commercial use is not granted; {_PERMISSION}"


def _window(finding: Finding, seen: Seen) -> str:  # noqa: ARG001
    """A copy that may stand for a time only needs an approval that ends with it, and a site that takes it down then."""
    if not seen.withdraws:
        return "the site cannot take a copy down by itself; choose one that can"
    return "" if seen.decision.until else "a copy may stand for a time only; approve it with --until DATE, after which it is withdrawn"


def _removal(finding: Finding, seen: Seen) -> str:
    """Taking a copy down when asked may be a person's task; after some days it is the site's."""
    return "" if seen.terms.removal == "on-request" else _window(finding, seen)


def _duties(finding: Finding, seen: Seen) -> str:
    """Telling the publisher is done by a person; what a copy must show is not done by saying so."""
    notify = _quotes(seen.terms.because(Topic.DUTY, "notify_publisher"))
    others = [e for e in seen.terms.because(Topic.DUTY) if e.value in _SHOWN_BY_HAND]
    if notify and set(finding.quotes) == notify and not _quotes(tuple(others)) & notify and not _beyond_notice(seen.terms):
        return ""
    return "a copy must show it, and this one would not; post it by hand, and see to it"


_SHOWN_BY_HAND = frozenset({"byline", "pixel", "logo", "tagline", "author_institution"})


def _beyond_notice(terms: Terms) -> bool:
    return bool({"logo", "tagline", "author_institution"} & set(terms.duties)) or any(mark in terms.credit for mark in "[]<>{}")


def _quotes(evidence: tuple[Evidence, ...]) -> set[Quote]:
    return {e.quote for e in evidence}


# The whole of what an approval may settle. A rule that is not here is not a person's to answer.
ANSWERED_BY_A_PERSON: Mapping[str, Question] = {
    DECIDED: Question("it was rejected, and is another article now: may it go?"),
    "automation": Question("was this story selected by hand?"),
    "selection": Question("is it one of the articles that may be reposted?", _selection),
    "quota": Question("is it within the number that the terms allow?"),
    "grant": Question("the library leaves each article of this publisher to a person: may this one go?", _grant),
    "language_read": Question("what do the words say that stand there in a language that is not read?"),
    "provenance": Question("whose article is it? the publisher's own?", _provenance),
    "commercial": Question("are the site's advertisements, or its paywall, commercial use in the publisher's sense?", _commercial),
    "advertising": Question("are no advertisements sold against the story?"),
    "embargo": Question("has its time come?"),
    "window": Question("until when may it stand?", _window),
    "removal": Question("who takes it down in time?", _removal),
    "images": Question("is the text an article without its pictures?"),
    "duplicate": Question("are the two different articles?"),
    "duties": Question("was the publisher told?", _duties),
    "language": Question("is it in a language that the site takes?"),
    "brake": Question("is the feed right, and this story one to post?"),
}
