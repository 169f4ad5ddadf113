"""What a public page shows of itself: its advertisements and its paywall, by the code that looks for them on our own live copies."""

from dataclasses import dataclass

from syndicator.core.evidence import Quote
from syndicator.core.intrusions import advertisements, paywall

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Observed:
    """What gives the ads of one page away, and what its paywall; empty where nothing does."""

    ads: tuple[Quote, ...] = ()
    paywall: tuple[Quote, ...] = ()


def observed(html: str, where: str) -> Observed:
    """The ads and the paywall of a page."""
    wall = paywall(html)
    ads = tuple(Quote(found, where) for found in advertisements(html, where)[:_SHOWN])
    return Observed(ads, (Quote(wall, where),) if wall else ())
