"""The rules, each a small function from Case to Finding, in visible tuples: one for every form of post. Order is written.

    FULL      the whole text, unchanged: needs a grant, the right audience, the article's own provenance, …
    EXCERPT   the beginning with a link: the same, and a grant to change (an excerpt is a derivative unless shown otherwise)
    LINK      headline, source and hyperlink: nothing is copied, so no grant is needed, but the link must be real

No setting weakens a rule; what changes an answer is evidence: other terms, a recorded agreement, or a person's answer to
a question that a rule leaves open (`core.approvals`).
"""

from collections.abc import Callable
from operator import attrgetter

from syndicator.core.approvals import Decision, Seen, settled
from syndicator.core.evidence import Topic
from syndicator.core.rules.case import Case
from syndicator.core.rules.checks import copyright_acknowledged, hyperlink, source_link
from syndicator.core.rules.copying import changes, extent, images, may_shorten, share_alike
from syndicator.core.rules.duties import carried, credit_kept, duties
from syndicator.core.rules.grant import conflicts, coverage, grant, language_read, provenance, withdrawn
from syndicator.core.rules.limits import automation, embargo, quota, removal, selection, window
from syndicator.core.rules.place import (
    bots,
    brake,
    complete,
    duplicate,
    excerpt_length,
    headline,
    language,
    length,
    licence_taken,
    once,
    page_read,
    takes_excerpt,
    takes_full,
    takes_link,
    timing,
)  # fmt: skip
from syndicator.core.rules.uses import advertising, audience, commercial, commercial_use, media, paywall
from syndicator.core.terms import Republish
from syndicator.core.verdict import Answer, Finding, Form, Status, Verdict

Rule = Callable[[Case], Finding]


_ALWAYS: tuple[Rule, ...] = (
    withdrawn, headline, once, duplicate, hyperlink, source_link, credit_kept, page_read, bots, brake, language, timing,
)  # fmt: skip
_GRANTED: tuple[Rule, ...] = (
    copyright_acknowledged, language_read, provenance, grant, conflicts, coverage,
    commercial, audience, media, advertising, paywall,
    automation, selection, quota, embargo, window, removal,
    changes, images, share_alike, carried, duties, complete, licence_taken,
)  # fmt: skip

RULES: dict[Form, tuple[Rule, ...]] = {
    Form.FULL: (*_ALWAYS, *_GRANTED, extent, length, takes_full),
    Form.EXCERPT: (*_ALWAYS, *_GRANTED, may_shorten, excerpt_length, takes_excerpt),
    Form.LINK: (*_ALWAYS, takes_link),
}
_OF_THE_FORM = frozenset({"extent", "length", "form"})  # what stands against the whole text alone: an excerpt may do


# Rules that look at no site, nor at what goes on around it, nor at the time: they find the same for every site of an article.
OF_THE_ARTICLE: frozenset[Rule] = frozenset({
    withdrawn, headline, hyperlink, source_link, page_read, copyright_acknowledged, language_read, provenance, grant, conflicts,
    coverage, automation, selection, changes, duties, complete, extent, may_shorten,
})  # fmt: skip
Known = dict[Rule, Finding]
_ANSWER = attrgetter("answer")


def judge(case: Case, known: Known | None = None) -> Verdict:
    """The verdict: the richest form that the site takes and the terms allow.

    Headline and link are offered where the terms grant nothing more; what a person could still settle (HOLD) is not
    downgraded to a link behind that person's back. `known` keeps what OF_THE_ARTICLE found, for further sites of the same
    article under the same terms.
    """
    shared = {} if known is None else known
    found = shared.copy()

    def finding(rule: Rule) -> Finding:
        found[rule] = told = rule(case)
        if rule in OF_THE_ARTICLE:
            shared[rule] = told
        return told

    def asked(form: Form) -> tuple[Finding, ...]:
        return tuple([found[rule] if rule in found else finding(rule) for rule in RULES[form]])

    return _judged(case, lambda form: _answered(case, form, asked(form)))


def _answered(case: Case, form: Form, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings, with what a person answered to them."""
    if case.decision is None:
        return findings
    return settled(findings, form, seen_by(case, case.decision))


def seen_by(case: Case, decision: Decision) -> Seen:
    """What a person's decision is weighed against."""
    return Seen(article=case.article, terms=case.terms, holder=case.holder, withdraws=case.around.withdraws, decision=decision)


def _judged(case: Case, asked: Callable[[Form], tuple[Finding, ...]]) -> Verdict:
    findings = asked(Form.FULL)
    if _answer(findings) <= Answer.WAIT:
        return _verdict(case, Form.FULL, findings)
    if {f.rule for f in _failed(findings)} <= _OF_THE_FORM:
        shorter = asked(Form.EXCERPT)
        if _answer(shorter) <= Answer.WAIT:
            return _verdict(case, Form.EXCERPT, shorter)
    if _nothing_more_is_granted(case, findings):
        linked = asked(Form.LINK)
        if _answer(linked) <= Answer.WAIT:
            return _verdict(case, Form.LINK, (_why_only_a_link(findings), *linked, *_failed(findings)))
    return _verdict(case, None, findings)


def _nothing_more_is_granted(case: Case, findings: tuple[Finding, ...]) -> bool:
    refused = [f for f in findings if f.answer is Answer.REFUSE]
    spoken = {e.topic for e in case.terms.evidence} & {Topic.REPUBLISH, Topic.LICENCE, Topic.LANGUAGE}
    return bool(refused) or (case.terms.republish is Republish.UNKNOWN and not spoken)


def _why_only_a_link(findings: tuple[Finding, ...]) -> Finding:
    reasons = sorted(_failed(findings), key=lambda f: (-f.answer, f.rule != "grant"))
    return Finding(
        "form", Status.SATISFIED, Answer.ALLOW, f"headline and link only: {reasons[0].says}", reasons[0].quotes, reasons[0].remedy
    )


def _failed(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(f for f in findings if f.answer > Answer.WAIT)


def _answer(findings: tuple[Finding, ...]) -> Answer:
    return max(map(_ANSWER, findings), default=Answer.HOLD)


def _verdict(case: Case, form: Form | None, findings: tuple[Finding, ...]) -> Verdict:
    linked = form is Form.LINK
    answer = _answer(tuple(f for f in findings if f.answer <= Answer.WAIT)) if linked else _answer(findings)
    dated = [(f.answer, f.until) for f in findings if f.until]
    waits = [until for given, until in dated if given is Answer.WAIT]
    ends = [until for given, until in dated if given is Answer.ALLOW]
    return Verdict(
        answer=answer,
        form=form if answer in (Answer.ALLOW, Answer.WAIT) else None,
        findings=findings,
        commercial=commercial_use(case.site),
        not_before=max(waits) if answer is Answer.WAIT and waits else None,
        not_after=min(ends) if answer is Answer.ALLOW and ends else None,
    )
