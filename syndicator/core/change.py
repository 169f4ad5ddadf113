"""What a new version, a withdrawal or changed terms mean for a copy that is live."""

from collections.abc import Collection

from syndicator.core.article import Article
from syndicator.core.licences import by_url
from syndicator.core.post import Deed, Post
from syndicator.core.uses import Commercial
from syndicator.core.verdict import Answer, Finding, Form, Verdict

_OF_THE_USE = frozenset({"commercial", "audience", "paywall"})  # rules about what the site does, not what the copy is
_NO_JUDGEMENT = frozenset({"internal", "draft", "configuration"})  # findings about ourselves; they say nothing on the rights


def consequence(
    article: Article, verdict: Verdict, draft: Post, delivered: str, agreements: Collection[str] = ()
) -> tuple[Deed, str] | None:
    """What is to be done with the copy, and why; None when it may stay as it is.

    `draft` is the newest allowed draft, `delivered` the revision the site holds, `agreements` names those that
    hold for the site today. A withdrawal always takes the copy down. So do a use the terms do not allow (a site that
    turned commercial, ads), and the end of the agreement the copy rested on. Terms that now refuse take it down unless it
    was made under a licence that cannot be taken back (CC BY 4.0 §2(a)(1) and §6: irrevocable for copies already made). Any other
    verdict that holds leaves it to a person.
    """
    if article.withdrawn is not None:
        return Deed.WITHDRAW, f"the source withdrew it: {article.withdrawn.signal}"
    if verdict.answer is Answer.ALLOW:
        return (Deed.UPDATE, "the source or its terms changed") if draft.revision != delivered else None
    if any(f.rule in _NO_JUDGEMENT or (f.rule == "page_read" and f.answer > Answer.WAIT) for f in verdict.findings):
        return None
    ended = [agreement for agreement in draft.agreements if agreement not in agreements]
    if ended:
        return Deed.WITHDRAW, f"an agreement it rested on no longer holds: {ended[0]}"
    return _refused(verdict, draft)


def disallowed_use(verdict: Verdict, draft: Post) -> Finding | None:
    """The finding by which the site may not use the copy as it does; the licence it was made under has the first word on that."""
    licence = by_url(draft.licence_url)
    allows = licence is not None and licence.irrevocable and licence.commercial is Commercial.ALLOWED
    found = (f for f in verdict.findings if f.rule in _OF_THE_USE and f.answer > Answer.WAIT)
    return next((f for f in found if not (allows and f.rule == "commercial")), None)


def _refused(verdict: Verdict, draft: Post) -> tuple[Deed, str] | None:
    use = disallowed_use(verdict, draft)
    if use is not None and draft.form is not Form.LINK:
        return Deed.WITHDRAW, f"this use of it is not allowed: {use.says}"
    licence = by_url(draft.licence_url)
    if verdict.answer is not Answer.REFUSE or (licence is not None and licence.irrevocable):
        return None
    deciding = verdict.deciding
    return Deed.WITHDRAW, f"the terms no longer allow it: {deciding.says if deciding else 'refused'}"
