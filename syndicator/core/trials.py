"""What a trial found one site to do (`sites test`), and what that leaves of the abilities that were declared for it."""

from dataclasses import dataclass, replace
from datetime import datetime

from syndicator.core.article import same_address
from syndicator.core.places import Site

# What is looked for in a specimen after the site's own sanitiser had it, and how people call it. The first three are a credit.
PARTS = {
    "original": "the link to the original",
    "author": "the author's name",
    "licence": "the link to the licence",
    "rel": "rel=license",
    "classes": "classes",
    "time": "<time>",
    "pixel": "counting pixels",
    "heading": "headings",
    "list": "lists",
    "table": "tables",
    "quote": "quotations",
    "code": "listings",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a site was seen to do, or says of itself. None is unknown: it was not tried, or the site does not tell."""

    server: str = ""  # software and version, as the server says
    max_characters: int | None = None  # of a whole post
    title_characters: int | None = None
    kept: tuple[str, ...] = ()  # the PARTS of a specimen that a reader still meets
    lost: tuple[str, ...] = ()  # and those that the site took away
    canonical: bool | None = None  # whether the original can be declared as canonical address
    noindex: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The last trial of a site: `lines` say what was right and what was not. It speaks for this kind at this address alone."""

    site_id: str
    kind: str
    url: str
    at: datetime
    lines: tuple[tuple[bool, str], ...]
    measured: Measured = Measured()

    @property
    def fine(self) -> bool:
        """Whether everything was right."""
        return all(good for good, _ in self.lines)


def speaks_of(trial: Trial | None, site: Site) -> bool:
    """Whether a trial is one of this very site: another kind or another address was not tried."""
    return trial is not None and (trial.kind, same_address(trial.url)) == (site.kind, same_address(site.url))


def as_measured(site: Site, trial: Trial | None) -> Site:
    """The site with no more abilities than a trial found. A trial never grants: what people declared lower stays lower."""
    if trial is None or not speaks_of(trial, site):
        return site
    found = trial.measured
    return replace(
        site,
        max_characters=_lower(site.max_characters, found.max_characters),
        title_characters=min((one for one in (site.title_characters, found.title_characters) if one is not None), default=None),
        keeps_pixels=site.keeps_pixels and "pixel" not in found.lost,
        sets_canonical=site.sets_canonical and found.canonical is not False,
        sets_noindex=site.sets_noindex and found.noindex is not False,
        strips=tuple(part for part in PARTS if part in found.lost),
    )


def _lower(declared: int | None, found: int | None) -> int | None:
    """The lower of two lengths; where none is declared, texts are not counted, and a measured one would be read in nobody's counting."""
    return declared if declared is None or found is None else min(declared, found)
