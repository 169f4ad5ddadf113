"""What a letter asks: whose permission is wanted for an article, for which sites and uses, and to whom it goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from syndicator.core.evidence import Quote, Topic
from syndicator.core.permissions import Request
from syndicator.core.verdict import Answer, Verdict
from syndicator.errors import InputError

if TYPE_CHECKING:
    from syndicator.core.places import Policy
    from syndicator.pipeline.judge import Judgement
    from syndicator.settings import Settings

# Which use answers what a rule found; a letter asks for what the case lacks, and for no more.
_ANSWERS = {
    "grant": "republish", "coverage": "republish", "audience": "republish", "selection": "republish", "provenance": "republish",
    "language_read": "republish", "commercial": "commercial", "automation": "automated", "shorten": "derivatives",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asking:
    """A request without its letter, and what the letter says of the article."""

    request: Request
    title: str = ""
    language: str = ""
    quotes: tuple[Quote, ...] = ()


def asked_for(
    settings: "Settings", reference: str, publisher: str, sites: tuple[str, ...], uses: tuple[str, ...], to: str, at: datetime
) -> Asking:
    """What is asked: for one article by what its case lacks, or for a publisher; InputError where nobody is to be asked."""
    if reference:
        return _for_article(settings, reference, sites, uses, to, at)
    from syndicator.cli.naming import configured, named_sites
    from syndicator.wiring import policies

    wanted = named_sites(sites, configured(settings)) or tuple(configured(settings))
    if not wanted:
        raise InputError("no site is configured that a permission could be for")
    contact = to or _contact_of(policies(settings), publisher)
    return Asking(_request(publisher, contact, wanted, uses or ("republish",), at))


def _for_article(settings: "Settings", reference: str, sites: tuple[str, ...], uses: tuple[str, ...], to: str, at: datetime) -> Asking:
    from syndicator.cli.people import cases_of, seen
    from syndicator.wiring import desk

    with desk(settings) as one:
        article, rows = cases_of(one, reference, sites, ("held", "refused") if not sites else ("held", "refused", "allowed", "waiting"))
        judged = [seen(one.world, row, at) for row in rows]
        source = one.world.sources[article.source_id]
        library = one.world.policies
    _, judgement, _ = judged[0]
    holder, terms = judgement.case.holder, judgement.case.terms
    third = holder.own is False
    publisher = holder.holder if third else source.publisher
    contact = to or ("" if third else terms.contact) or _contact_of(library, publisher)
    lacking = tuple(dict.fromkeys(use for _, _, verdict in judged for use in _lacking(verdict))) or ("republish",)
    request = _request(publisher, contact, tuple(row.site_id for row in rows), uses or lacking, at)
    asked = Request(
        **{name: getattr(request, name) for name in ("publisher", "contact", "sites", "uses", "by", "at", "patience")},
        article_key=article.key,
        article_url=article.url,
    )
    return Asking(asked, article.title, article.language or source.language, _words(judgement, [verdict for _, _, verdict in judged]))


def _request(publisher: str, contact: str, sites: tuple[str, ...], uses: tuple[str, ...], at: datetime) -> Request:
    if not contact:
        raise InputError(f"nobody is named whom to ask at {publisher}; find an address, and give it with --to ADDRESS")
    return Request(
        publisher=publisher, contact=contact, sites=sites, uses=tuple(dict.fromkeys(uses)), by="", at=at, patience=timedelta()
    )  # fmt: skip


def _lacking(verdict: Verdict) -> Iterable[str]:
    return (_ANSWERS[f.rule] for f in verdict.findings if f.answer > Answer.WAIT and f.rule in _ANSWERS)


def _words(judgement: "Judgement", verdicts: Iterable[Verdict]) -> tuple[Quote, ...]:
    """The words that stand in the way, as they were read: what the letter is about; the library's own notes are nobody's words."""
    policy = {e.quote for e in judgement.case.terms.evidence if e.channel == "policy"}
    found = [q for v in verdicts for f in v.findings if f.answer > Answer.WAIT and f.rule in _ANSWERS for q in f.quotes]
    return tuple(q for q in dict.fromkeys(found) if q not in policy)


def _contact_of(library: "Iterable[Policy]", publisher: str) -> str:
    """The contact that the publisher library knows; "" for none."""
    said = (policy.says.get(Topic.CONTACT, "") for policy in library if policy.publisher.casefold() == publisher.casefold())
    return next((contact for contact in said if isinstance(contact, str) and contact), "")
