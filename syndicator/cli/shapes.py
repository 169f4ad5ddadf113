"""The shapes of what commands say in JSON: plain dictionaries of the core's values, stable within a schema's number.

Answers are words in lower case, times ISO 8601 in UTC, and what is not there is null or an empty string, never left out.
"""

from collections.abc import Iterable

from syndicator.core.article import Article, Person
from syndicator.core.drift import OpenDrift, cure_by
from syndicator.core.evidence import Evidence, Quote
from syndicator.core.post import Post, Receipt
from syndicator.core.proof import Check
from syndicator.core.provenance import Provenance
from syndicator.core.terms import Terms
from syndicator.core.verdict import Finding, Verdict
from syndicator.ports import PostRow

Shape = dict[str, object]


def quote(one: Quote) -> Shape:
    """The words, where they stand, and their offsets there in code points (null where they have none)."""
    return {"text": one.text, "where": one.where, "start": one.start, "end": one.end}


def quotes(many: Iterable[Quote]) -> list[Shape]:
    """Several quotes, in order."""
    return [quote(one) for one in many]


def people(authors: Iterable[Person]) -> list[Shape]:
    """Authors as the source names them."""
    return [{"name": person.name, "url": person.url} for person in authors]


def article(one: Article, publisher: str) -> Shape:
    """Who an article is; its text is left out."""
    return {
        "key": one.key,
        "title": one.title,
        "url": one.url,
        "publisher": publisher,
        "authors": people(one.authors),
        "published": one.published,
        "language": one.language,
        "words": one.words,
    }


def evidence(one: Evidence) -> Shape:
    """One statement about rights, with the words it was read from."""
    return {
        "topic": one.topic,
        "value": one.value,
        "detail": one.detail,
        "channel": one.channel,
        "level": one.level,
        "rule": one.rule,
        "quote": quote(one.quote),
    }


def terms(one: Terms) -> Shape:
    """What all evidence together says, and the evidence."""
    return {
        "republish": one.republish,
        "licence": one.licence,
        "licence_url": one.licence_url,
        "commercial": one.commercial,
        "derivatives": one.derivatives,
        "duties": list(one.duties),
        "limits": dict(one.limits),
        "audience": one.audience,
        "contact": one.contact,
        "covers": list(one.covers),
        "original": one.original,
        "original_url": one.original_url,
        "credit": one.credit,
        "disclaimers": list(one.disclaimers),
        "copyright": one.copyright_line,
        "media": list(one.media),
        "meanings": list(one.meanings),
        "changes": dict(one.changes),
        "removal": one.removal,
        "reservations": list(one.reservations),
        "unread_language": one.unread,
        "conflicts": list(one.conflicts),
        "evidence": [evidence(e) for e in one.evidence],
    }


def holder(one: Provenance) -> Shape:
    """Whose article it is: `own` is true, false or null (it cannot be told)."""
    return {"own": one.own, "holder": one.holder, "holder_url": one.holder_url, "why": one.why, "quotes": quotes(one.quotes)}


def finding(one: Finding) -> Shape:
    """What one rule found."""
    return {
        "rule": one.rule,
        "status": one.status,
        "answer": one.answer.name.lower(),
        "says": one.says,
        "quotes": quotes(one.quotes),
        "remedy": one.remedy,
        "until": one.until,
    }


def verdict(one: Verdict) -> Shape:
    """The answer with every finding; `deciding` names the rule that decided."""
    deciding = one.deciding
    return {
        "answer": one.answer.name.lower(),
        "form": one.form,
        "commercial": one.commercial,
        "not_before": one.not_before,
        "deciding": deciding.rule if deciding else None,
        "findings": [finding(f) for f in one.findings],
    }


def check(one: Check) -> Shape:
    """Whether one obligation is met, and where."""
    return {
        "duty": one.obligation.duty,
        "by": one.obligation.by,
        "value": one.obligation.value,
        "met": one.met,
        "why": one.why,
        "element": one.element,
        "quote": quote(one.quote) if one.quote else None,
    }


def draft(one: Post) -> Shape:
    """What would be handed to the site, whole."""
    return {
        "key": one.key,
        "slug": one.slug,
        "form": one.form,
        "revision": one.revision,
        "title": one.title,
        "html": one.html,
        "markdown": one.markdown,
        "text": one.text,
        "bbcode": one.bbcode,
        "excerpt": one.excerpt,
        "original_url": one.original_url,
        "authors": people(one.authors),
        "publisher": one.publisher,
        "publisher_url": one.publisher_url,
        "published": one.published,
        "updated": one.updated,
        "language": one.language,
        "tags": list(one.tags),
        "rights": one.rights,
        "licence_url": one.licence_url,
        "canonical": one.canonical,
        "noindex": one.noindex,
    }


def receipt(one: Receipt | None) -> Shape | None:
    """What the site answered."""
    return {"remote_id": one.remote_id, "url": one.url, "revision": one.revision} if one else None


def post(row: PostRow) -> Shape:
    """A copy as it rests, with its last proof."""
    stored = row.stored
    return {
        "key": stored.post.key,
        "site": stored.post.site_id,
        "article": stored.post.article_key,
        "title": stored.post.title,
        "original_url": stored.post.original_url,
        "form": stored.post.form,
        "revision": stored.post.revision,
        "state": stored.state,
        "deed": stored.deed,
        "attempts": stored.attempts,
        "next_at": stored.next_at,
        "why": stored.why,
        "repaired": stored.repaired,
        "receipt": receipt(stored.receipt),
        "created_at": row.created_at,
        "delivered_at": row.delivered_at,
        "proven_at": row.proven_at,
        "checks": [check(c) for c in row.checks],
        "drifts": [drift(one) for one in stored.drifts],
        "cure_by": cure_by(stored.post.licence_url, stored.drifts),
    }


def drift(one: OpenDrift) -> Shape:
    """A departure of a live copy, with its times; `cured_at` is None while it stands."""
    told = one.drift
    times = {"first_seen": one.first_seen, "last_seen": one.last_seen, "cured_at": one.cured_at}
    return {"kind": told.kind, "grade": told.grade, "says": told.says, **times}
