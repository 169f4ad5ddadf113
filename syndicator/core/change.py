"""What a new version, a withdrawal or changed terms mean for a copy that is live."""

from syndicator.core.article import Article
from syndicator.core.licences import by_url
from syndicator.core.post import Deed, Post
from syndicator.core.verdict import Answer, Verdict


def consequence(article: Article, verdict: Verdict, draft: Post, delivered: str) -> tuple[Deed, str] | None:
    """What is to be done with the copy, and why; None when it may stay as it is.

    `draft` is the newest allowed draft, `delivered` the revision the site holds. A withdrawal always takes the copy
    down. Terms that now refuse take it down too, unless the copy was made under a licence that cannot be taken back
    (CC BY 4.0 §2(a)(1) and §6: irrevocable for copies already made). So does the end of the agreement it rested on.
    Any other verdict that holds leaves the copy to a person.
    """
    if article.withdrawn is not None:
        return Deed.WITHDRAW, f"the source withdrew it: {article.withdrawn.signal}"
    if verdict.answer is Answer.REFUSE:
        licence = by_url(draft.licence_url)
        if licence is not None and licence.irrevocable:
            return None
        deciding = verdict.deciding
        return Deed.WITHDRAW, f"the terms no longer allow it: {deciding.says if deciding else 'refused'}"
    if draft.agreement and verdict.answer is not Answer.ALLOW and draft.agreement not in _quoted(verdict):
        return Deed.WITHDRAW, f"the agreement it rested on no longer holds: {draft.agreement}"
    if verdict.answer is Answer.ALLOW and draft.revision != delivered:
        return Deed.UPDATE, "the source or its terms changed"
    return None


def _quoted(verdict: Verdict) -> set[str]:
    return {quote.text for finding in verdict.findings for quote in finding.quotes}
