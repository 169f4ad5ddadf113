"""The rules, each a small function from Case to Finding, in visible tuples: one for every form of post. Order is written.

    FULL      the whole text, unchanged: needs a grant, the right audience, the article's own provenance, …
    EXCERPT   the beginning with a link: the same, and a grant to change (an excerpt is a derivative unless shown otherwise)
    LINK      headline, source and hyperlink: nothing is copied, so no grant is needed, but the link must be real

No setting weakens a rule; what changes an answer is evidence: other terms, a recorded agreement, or a person's answer to
a question that a rule leaves open (`core.approvals`).
"""

from collections.abc import Callable

from syndicator.core.approvals import Seen, settled
from syndicator.core.evidence import Topic
from syndicator.core.places import Use
from syndicator.core.rules.case import Case, satisfied, shown_in_part, unknown
from syndicator.core.rules.checks import copyright_acknowledged, hyperlink, source_link
from syndicator.core.rules.grant import audience, commercial, coverage, grant, language_read, provenance, withdrawn
from syndicator.core.rules.limits import automation, changes, duties, paywall, selection, window
from syndicator.core.rules.place import brake, complete, headline, language, once, page_read, takes_excerpt, takes_full, takes_link, timing
from syndicator.core.terms import Republish
from syndicator.core.verdict import Answer, Finding, Form, Status, Verdict

Rule = Callable[[Case], Finding]


def may_shorten(case: Case) -> Finding:
    """An excerpt shows a part: the terms must allow it (CC 4.0 §2(a)(1) does, also without derivatives; older ones do not)."""
    if shown_in_part(case.terms):
        return satisfied("shorten", "the terms let a part be shown")
    return unknown("shorten", f"the terms do not say that it may be shortened (derivatives: {case.terms.derivatives})", "post it whole")


_ALWAYS: tuple[Rule, ...] = (withdrawn, headline, once, hyperlink, source_link, page_read, brake, language, timing)
_GRANTED: tuple[Rule, ...] = (
    copyright_acknowledged, language_read, provenance, grant, coverage, commercial, audience,
    automation, selection, window, paywall, changes, duties, complete,
)  # fmt: skip

RULES: dict[Form, tuple[Rule, ...]] = {
    Form.FULL: (*_ALWAYS, *_GRANTED, takes_full),
    Form.EXCERPT: (*_ALWAYS, *_GRANTED, may_shorten, takes_excerpt),
    Form.LINK: (*_ALWAYS, takes_link),
}


def judge(case: Case) -> Verdict:
    """The verdict: the richest form that the site takes and the terms allow.

    Headline and link are offered where the terms grant nothing more; what a person could still settle (HOLD) is not
    downgraded to a link behind that person's back.
    """
    findings = _asked(case, Form.FULL)
    if _answer(findings) in (Answer.ALLOW, Answer.WAIT):
        return _verdict(case, Form.FULL, findings)
    if _only(findings, "form"):
        shorter = _asked(case, Form.EXCERPT)
        if _answer(shorter) in (Answer.ALLOW, Answer.WAIT):
            return _verdict(case, Form.EXCERPT, shorter)
    if _nothing_more_is_granted(case, findings):
        linked = _asked(case, Form.LINK)
        if _answer(linked) in (Answer.ALLOW, Answer.WAIT):
            return _verdict(case, Form.LINK, (_why_only_a_link(findings), *linked, *_failed(findings)))
    return _verdict(case, None, findings)


def _asked(case: Case, form: Form) -> tuple[Finding, ...]:
    """What the rules for a form find, and what a person answered to it."""
    findings = tuple(rule(case) for rule in RULES[form])
    if case.decision is None:
        return findings
    return settled(findings, form, Seen(article=case.article, terms=case.terms, holder=case.holder, decision=case.decision))


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


def _only(findings: tuple[Finding, ...], rule: str) -> bool:
    return {f.rule for f in _failed(findings)} == {rule}


def _answer(findings: tuple[Finding, ...]) -> Answer:
    return max((f.answer for f in findings), default=Answer.HOLD)


def _verdict(case: Case, form: Form | None, findings: tuple[Finding, ...]) -> Verdict:
    linked = form is Form.LINK
    answer = _answer(tuple(f for f in findings if f.answer <= Answer.WAIT)) if linked else _answer(findings)
    waits = [f.until for f in findings if f.answer is Answer.WAIT and f.until]
    return Verdict(
        answer=answer,
        form=form if answer in (Answer.ALLOW, Answer.WAIT) else None,
        findings=findings,
        commercial=case.site.use is Use.COMMERCIAL or case.site.ads or case.site.paywall,
        not_before=max(waits) if answer is Answer.WAIT and waits else None,
    )
