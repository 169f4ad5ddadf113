"""Evidence from people: agreements somebody gave, and the library of publishers' policies that somebody read."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

from syndicator.core.article import Article, same_address
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.places import Agreement, Policy, Site, Source

_ACTS = "verified_text"  # only a policy whose own wording was read may grant; others may only forbid and limit
_GRANTING = {
    (Topic.REPUBLISH, "yes"),
    (Topic.COMMERCIAL, "allowed"),
    (Topic.REPUBLISH, "unknown"),
    *((Topic.DERIVATIVES, value) for value in ("allowed", "share-alike", "style-only")),
    *((Topic.MEANING, value) for value in ("ads-allowed", "for-profit-news-allowed")),
}
_WIDENING = frozenset({Topic.LICENCE, Topic.MEDIA})
_DETAILED = frozenset({Topic.LIMIT, Topic.CHANGE})  # written "name=detail"


def agreed(agreements: Iterable[Agreement], names: Collection[str], site: Site, today: date) -> tuple[Evidence, ...]:
    """What the agreements in force today with a publisher of one of these names say about this site; a piece of evidence a use."""
    known = {name.casefold() for name in names if name}
    valid = [a for a in in_force(agreements, site, today) if a.publisher.casefold() in known]
    return tuple(_agreement_evidence(a, use, topic, value) for a in valid for use in a.uses for topic, value in _USES[use])


def speaking_of(agreements: Iterable[Agreement], article: Article) -> tuple[Agreement, ...]:
    """The agreements that speak for an article: those for everything of a publisher, and those that name its address."""
    address = same_address(article.url)
    return tuple(a for a in agreements if not a.articles or (address and address in {same_address(url) for url in a.articles}))


def named(agreement: Agreement, use: str) -> str:
    """What a post remembers of the agreement it rests on: whose, which, and for what."""
    return f"{agreement.publisher}: {agreement.reference} ({use})"


def in_force(agreements: Iterable[Agreement], site: Site, today: date) -> tuple[Agreement, ...]:
    """The agreements that name this site and hold today; the last day is included."""
    return tuple(a for a in agreements if site.id in a.sites and a.starts <= today and (a.until is None or today <= a.until))


_USES: dict[str, tuple[tuple[Topic, str], ...]] = {
    "republish": (
        (Topic.REPUBLISH, "yes"),
        (Topic.LIMIT, "-prior_permission"),
        (Topic.LIMIT, "-per_article_opt_in"),
        (Topic.LIMIT, "-excerpt_only"),
    ),
    "commercial": ((Topic.COMMERCIAL, "allowed"),),
    "automated": ((Topic.LIMIT, "-automated_reposting"), (Topic.LIMIT, "-wholesale")),
    "derivatives": ((Topic.DERIVATIVES, "allowed"),),
}


def _agreement_evidence(agreement: Agreement, use: str, topic: Topic, value: str) -> Evidence:
    until = f" until {agreement.until}" if agreement.until else ""
    quote = Quote(f"{agreement.reference} ({', '.join(agreement.uses)}, from {agreement.starts}{until})", agreement.where)
    return Evidence(topic, value, quote, "agreement", Channel.AGREEMENT, Level.ARTICLE, named(agreement, use))


def library(policies: Iterable[Policy], source: Source) -> tuple[Evidence, ...]:
    """What the publisher library says of this source; facts whose wording nobody read grant nothing.

    Where a policy leaves the decision to a person, every article is left open, whatever else is said of it: a grant of
    the article's own does not outweigh that, an agreement does.
    """
    hosts = {_host(address) for address in (source.feed, source.publisher_url) if address} - {""}
    found: list[Evidence] = []
    for policy in policies:
        if not hosts.isdisjoint(policy.hosts):
            found += _policy_evidence(policy)
    return tuple(found)


def _policy_evidence(policy: Policy) -> Iterator[Evidence]:
    for key, value in sorted(policy.says.items()):
        for one in (value,) if isinstance(value, str) else value:
            topic = Topic(key)
            name, _, detail = one.partition("=") if topic in _DETAILED else (one, "", "")
            if policy.grade == _ACTS or not _needs_wording(topic, name, detail):
                yield Evidence(topic, name, _policy_quote(policy, f"{key}: {one}"), "policy", Channel.POLICY, Level.SITE, detail)
    if policy.decide == "person" and policy.says.get(Topic.REPUBLISH) != "no":
        quote = _policy_quote(policy, "decide: person")
        yield Evidence(Topic.REPUBLISH, "unknown", quote, "policy.person", Channel.POLICY, Level.ARTICLE)


def _policy_quote(policy: Policy, says: str) -> Quote:
    return Quote(f"{says} (read {policy.read_on}, {policy.grade})", policy.url)


def _needs_wording(topic: Topic, value: str, detail: str) -> bool:
    """Whether a statement could widen anything, or only says that nobody knows."""
    if topic is Topic.CHANGE:
        return detail == "allowed"
    return topic in _WIDENING or (topic, value) in _GRANTING


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
