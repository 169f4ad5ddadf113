"""Evidence from people: agreements somebody gave, and the library of publishers' policies that somebody read."""

from collections.abc import Collection, Iterable
from datetime import date
from urllib.parse import urlsplit

from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.places import Agreement, Policy, Site, Source

_ACTS = "verified_text"  # only a policy whose own wording was read may grant; others may only forbid and limit
_GRANTING = {
    (Topic.REPUBLISH, "yes"),
    (Topic.COMMERCIAL, "allowed"),
    *((Topic.DERIVATIVES, value) for value in ("allowed", "share-alike", "style-only")),
}


def agreed(agreements: Iterable[Agreement], names: Collection[str], site: Site, today: date) -> tuple[Evidence, ...]:
    """What the agreements in force today with a publisher of one of these names say about this site; a piece of evidence a use."""
    known = {name.casefold() for name in names if name}
    valid = [a for a in in_force(agreements, site, today) if a.publisher.casefold() in known]
    return tuple(_agreement_evidence(a, use, topic, value) for a in valid for use in a.uses for topic, value in _USES[use])


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
    quote = Quote(
        f"{agreement.reference} ({', '.join(agreement.uses)}, from {agreement.starts}{until})", "the configuration's [[agreement]]"
    )
    return Evidence(topic, value, quote, "agreement", Channel.AGREEMENT, Level.ARTICLE, named(agreement, use))


def library(policies: Iterable[Policy], source: Source) -> tuple[Evidence, ...]:
    """What the publisher library says of this source; facts whose wording nobody read grant nothing."""
    hosts = {_host(address) for address in (source.feed, source.publisher_url) if address} - {""}
    found: list[Evidence] = []
    for policy in policies:
        if hosts.isdisjoint(policy.hosts):
            continue
        for key, value in sorted(policy.says.items()):
            topic = Topic(key)
            for one in (value,) if isinstance(value, str) else value:
                name, _, figure = one.partition("=") if topic is Topic.LIMIT else (one, "", "")
                if policy.grade == _ACTS or ((topic, name) not in _GRANTING and topic is not Topic.LICENCE):
                    quote = Quote(f"{key}: {one} (read {policy.read_on}, {policy.grade})", policy.url)
                    found.append(Evidence(topic, name, quote, "policy", Channel.POLICY, Level.SITE, figure))
    return tuple(found)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
