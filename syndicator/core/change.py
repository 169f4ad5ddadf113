"""What a new version, a withdrawal or changed terms mean for a copy that is live."""

from collections.abc import Collection
from dataclasses import replace

from syndicator.core.approvals import DECIDED
from syndicator.core.article import Article
from syndicator.core.evidence import Topic
from syndicator.core.licences import by_url
from syndicator.core.post import Deed, Post
from syndicator.core.terms import Terms
from syndicator.core.uses import Commercial, Republish
from syndicator.core.verdict import Answer, Finding, Form, Status, Verdict
from syndicator.core.weighing import weak

# Rules about what the site does, not what the copy is.
_OF_THE_USE = frozenset({"commercial", "audience", "media", "advertising", "paywall"})
_OF_TIME = frozenset({"window", "removal"})  # rules about how long a copy may stand
_NO_JUDGEMENT = frozenset({"internal", "draft", "configuration"})  # findings about ourselves; they say nothing on the rights


def consequence(
    article: Article, verdict: Verdict, draft: Post, delivered: str, agreements: Collection[str] = ()
) -> tuple[Deed, str] | None:
    """What is to be done with the copy, and why; None when it may stay as it is.

    `draft` is the newest allowed draft, `delivered` the revision the site holds, `agreements` names those that
    hold for the site today. A withdrawal always takes the copy down. So do a person's rejection, a use the terms do not
    allow (a site that turned commercial, ads), the end of the time in which it may stand, and the end of the agreement or
    approval it rested on. Terms that now refuse take it down unless it was made under a licence that cannot be taken back
    (CC BY 4.0 §2(a)(1) and §6: irrevocable for copies already made). Any other verdict that holds leaves it to a person.
    """
    if article.withdrawn is not None:
        return Deed.WITHDRAW, f"the source withdrew it: {article.withdrawn.signal}"
    if verdict.answer is Answer.ALLOW:
        return (Deed.UPDATE, "the source or its terms changed") if draft.revision != delivered else None
    rejected = next((f for f in verdict.findings if f.rule == DECIDED and f.answer is Answer.REFUSE), None)
    if rejected is not None:
        return Deed.WITHDRAW, rejected.says
    if any(f.rule in _NO_JUDGEMENT or (f.rule == "page_read" and f.answer > Answer.WAIT) for f in verdict.findings):
        return None
    ended = [agreement for agreement in draft.agreements if agreement not in agreements]
    if ended:
        return Deed.WITHDRAW, f"what it rested on no longer holds: {ended[0]}"
    return _refused(verdict, draft)


def kept(verdict: Verdict, terms: Terms, live: Post | None, terms_page: str = "") -> Verdict:
    """The verdict on an article whose copy is live: a text does not shrink or go because words are missing, a person is told.

    What was made under an irrevocable licence stays (CC BY 4.0 §2(a)(1), §6). Where a terms page is watched
    (`terms_page`, its address) and grants no more, a page may have been rebuilt: only words that forbid take a copy
    down, not the bare reservation of all rights. So where the page was not read: only a grant that is missing is excused by
    that, not what the article itself forbids. A use that is not allowed is another matter.
    """
    if live is None or live.form is Form.LINK or disallowed_use(verdict, live) or time_is_over(verdict):
        return verdict
    licence = by_url(live.licence_url)
    if licence is not None and licence.irrevocable and verdict.form is Form.LINK:
        says = f"its licence {licence.id} is no longer stated; the copy that was made under it stays as it is"
        return _for_a_person(verdict, "licence_kept", says)
    unread = next((f for f in verdict.findings if f.rule == "terms_read"), None)
    if unread is not None and terms.republish is Republish.NO and _forbidden(terms):
        return replace(verdict, answer=Answer.REFUSE, form=None)
    if unread is not None and _only_silent(verdict, terms):  # what was not read, or is gone, took nothing back
        return _for_a_person(verdict, unread.rule, unread.says)
    if terms_page and _only_silent(verdict, terms):
        return _for_a_person(
            verdict, "grant_missing", f"{terms_page} no longer grants what the copy was made under, and nothing forbids it"
        )
    return verdict


def _only_silent(verdict: Verdict, terms: Terms) -> bool:
    """Whether nothing but a missing grant stands against the copy."""
    goes = verdict.form is Form.LINK or verdict.answer is Answer.REFUSE
    others = {f.rule for f in verdict.findings if f.answer is Answer.REFUSE} - {"grant"}
    return goes and not others and not _forbidden(terms) and terms.republish is not Republish.YES


def _forbidden(terms: Terms) -> bool:
    """Whether words forbid reposting; the bare reservation of all rights does not."""
    return any(e.value == Republish.NO and not weak(e) for e in terms.because(Topic.REPUBLISH))


def _for_a_person(verdict: Verdict, rule: str, says: str) -> Verdict:
    remedy = "look at the source; withdraw the copy by hand if it must go"
    finding = Finding(rule, Status.UNKNOWN, Answer.HOLD, says, remedy=remedy)
    return replace(verdict, answer=Answer.HOLD, form=None, findings=(finding, *verdict.findings))


def disallowed_use(verdict: Verdict, draft: Post) -> Finding | None:
    """The finding by which the site may not use the copy as it does; the licence it was made under has the first word on that."""
    licence = by_url(draft.licence_url)
    unread = any(f.rule == "terms_read" for f in verdict.findings)  # it may allow what is not known now
    allows = licence is not None and licence.irrevocable and licence.commercial is Commercial.ALLOWED
    found = (f for f in verdict.findings if f.rule in _OF_THE_USE and f.answer > (Answer.HOLD if unread else Answer.WAIT))
    return next((f for f in found if not (allows and f.rule == "commercial")), None)


def time_is_over(verdict: Verdict) -> Finding | None:
    """The finding by which the time has passed in which a copy may stand; that ends it whatever licence it was made under."""
    return next((f for f in verdict.findings if f.rule in _OF_TIME and f.answer is Answer.REFUSE), None)


def _refused(verdict: Verdict, draft: Post) -> tuple[Deed, str] | None:
    use = disallowed_use(verdict, draft)
    if use is not None and draft.form is not Form.LINK:
        return Deed.WITHDRAW, f"this use of it is not allowed: {use.says}"
    over = time_is_over(verdict)
    if over is not None and draft.form is not Form.LINK:
        return Deed.WITHDRAW, f"its time is over: {over.says}"
    licence = by_url(draft.licence_url)
    if verdict.answer is not Answer.REFUSE or (licence is not None and licence.irrevocable):
        return None
    deciding = verdict.deciding
    return Deed.WITHDRAW, f"the terms no longer allow it: {deciding.says if deciding else 'refused'}"
