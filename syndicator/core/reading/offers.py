"""What a page offers for reposting by its own tool, and what it withholds by leaving the tool's button out."""

from collections.abc import Iterator
from dataclasses import replace

from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.licences import by_url
from syndicator.core.markup import Markup, read
from syndicator.core.notices import read_notice
from syndicator.core.packages import Package, package, withheld
from syndicator.core.reading.deeds import with_deed

_OPEN = "LicenseRef-CC-unspecified"


def offers(html: str, url: str) -> Iterator[Evidence]:
    """The grant and the policy of the page's own republishing dialogue, displayed or not; or the refusal its absence is."""
    offered = package(html, url)
    if offered is not None:
        yield from _offered(offered, url)
    elif asset := withheld(html):
        place = f"{url} (file of the republishing tool, whose button is left out)"
        yield Evidence(Topic.REPUBLISH, "no", Quote(asset, place), "package.withheld", Channel.PAGE, Level.ARTICLE)


def _offered(offered: Package, url: str) -> Iterator[Evidence]:
    where = f"{url} (republishing dialogue)"
    policy = read(offered.policy)
    said = [replace(with_deed(e, policy), level=Level.ARTICLE) for e in read_notice(policy.text, where, Level.ARTICLE)]
    said = [e for e in said if e.topic is not Topic.ORIGINAL]
    yield from said
    if not any(e.topic is Topic.REPUBLISH for e in said):
        yield Evidence(Topic.REPUBLISH, "yes", Quote(offered.offer, where), "package.offered", Channel.PAGE, Level.ARTICLE)
    licences = [e for e in said if e.topic is Topic.LICENCE]
    # The badge comes with the tool: it fills in what the policy leaves open, and never speaks against it.
    badge = by_url(offered.badge)
    open_words = all(e.value == _OPEN for e in licences) if licences else not policy.text.strip()
    if not licences:
        yield from _linked(offered, policy, where)
    if badge and open_words:
        yield Evidence(Topic.LICENCE, badge.id, Quote(offered.badge, where), "package.badge", Channel.PAGE, Level.ARTICLE)
    if offered.pixel:
        yield Evidence(Topic.DUTY, "pixel", Quote(offered.pixel, where), "package.pixel", Channel.PAGE, Level.ARTICLE)


def _linked(offered: Package, policy: Markup, where: str) -> Iterator[Evidence]:
    """The licences that the policy links to as its own (HTML `rel=license`), where its words declare none."""
    for link in policy.links:
        licence = by_url(link.href) if "license" in link.rel and link.href != offered.badge else None
        if licence:
            yield Evidence(Topic.LICENCE, licence.id, Quote(link.href, where), "package.link", Channel.PAGE, Level.ARTICLE)
