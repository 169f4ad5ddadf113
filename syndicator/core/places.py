"""The two ends of the way, as facts: where an article comes from, where it may go, and what was agreed between them."""

from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from syndicator.core.counting import Counting
from syndicator.core.verdict import Form


class Use(StrEnum):
    """Whether a site is run for a community or for commercial advantage; the operator states it, nothing guesses it."""

    COMMUNITY = "community"
    COMMERCIAL = "commercial"


class Annotation(StrEnum):
    """What a site lets a credit tell machines; its readers see the same with and without."""

    H_CITE = "h-cite"  # microformats2: classes
    SCHEMA = "schema.org"  # microdata: itemscope, itemtype and itemprop, which WordPress takes away


class FirstPoll(StrEnum):
    """What a new source does with the articles it finds: nothing is posted by default, so that it never floods."""

    MARK_SEEN = "mark-seen"
    LATEST = "latest"  # the newest `first_poll_count`
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher's feed. `publisher` is the name to credit, `owners` its other names (for whose articles a grant covers)."""

    id: str
    feed: str
    publisher: str
    publisher_url: str = ""
    owners: tuple[str, ...] = ()
    cadence: timedelta = timedelta(hours=1)
    read_page: bool = False  # fetch the article's own page for its text and terms
    first_poll: FirstPoll = FirstPoll.MARK_SEEN
    first_poll_count: int = 0
    archives: int = 0  # how many archived documents the first poll follows back (RFC 5005 §4)
    burst: int = 20  # more new articles than this at once are held
    language: str = ""
    watch_terms: bool = False  # read the publisher's page about its terms too, and look at it again
    terms: tuple[str, ...] = ()  # addresses of such pages; empty: found by their links
    when_lacking: str = "withdraw"  # withdraw | hold: a copy that lacks a duty after its one repair


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A community site, as the judgement needs to know it."""

    id: str
    kind: str
    url: str = ""
    name: str = ""
    use: Use = Use.COMMUNITY
    nonprofit: bool = False
    ads: bool = False
    paywall: bool = False
    keeps_pixels: bool = False
    sets_canonical: bool = False
    sets_noindex: bool = False
    images: bool = False  # images that have a licence of their own travel along
    languages: tuple[str, ...] = ()  # empty: any
    forms: tuple[Form, ...] = (Form.FULL, Form.EXCERPT, Form.LINK)
    news: bool = False  # a news organisation runs it
    medium: str = "web"  # a name of evidence.MEDIA
    bots: bool = True  # it takes posts that a program makes
    max_words: int | None = None  # the longest text it takes
    licences: tuple[str, ...] = ()  # SPDX ids, or their beginnings, of the licences it takes; empty: any
    own_licence: str = ""  # SPDX id: all its texts stand under this licence; empty: each text keeps its own
    language: str = ""  # of the words around a credit's facts (BCP 47); empty: the article's
    annotations: tuple[Annotation, ...] = (Annotation.H_CITE,)
    max_characters: int | None = None  # of a whole post, as plain text; None: as long as it likes
    counting: Counting = Counting.CHARACTERS
    parts: int = 1  # over how many posts, each of `max_characters`, a whole article may be spread
    title_characters: int | None = None  # of a headline
    strips: tuple[str, ...] = ()  # what a trial saw it take away (names of trials.PARTS)


class Once(StrEnum):
    """What keeps a kind of site from holding two copies after an answer was lost; the value is told to people."""

    EXACT = "the site itself takes a copy once"
    ASKED = "it is asked before every second try"
    NEVER_AGAIN = "it cannot be asked: an unknown outcome waits for a person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carries:
    """What a kind of site can carry at most, whatever its operator says of the site."""

    forms: tuple[Form, ...] = (Form.FULL, Form.EXCERPT, Form.LINK)
    max_characters: int | None = None  # of a whole post, in the site's own `counting`
    counting: Counting = Counting.CHARACTERS
    parts: int = 1  # over how many such posts a whole article may be spread
    title_characters: int | None = None
    pixels: bool = True
    canonical: bool = True
    noindex: bool = True
    images: bool = False  # it takes images that are uploaded
    once: Once = Once.ASKED


def within(site: Site, carries: Carries) -> Site:
    """The site with no more abilities than its kind has; a limit that people set lower stays."""
    return replace(
        site,
        forms=tuple(form for form in site.forms if form in carries.forms),
        max_characters=_lower(site.max_characters, carries.max_characters),
        counting=site.counting if carries.max_characters is None else carries.counting,
        parts=carries.parts,
        title_characters=_lower(site.title_characters, carries.title_characters),
        keeps_pixels=site.keeps_pixels and carries.pixels,
        sets_canonical=site.sets_canonical and carries.canonical,
        sets_noindex=site.sets_noindex and carries.noindex,
        images=site.images and carries.images,
    )


def _lower(*most: int | None) -> int | None:
    return min((one for one in most if one is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Which articles of which sources go to which sites; empty filters let everything pass."""

    id: str
    sources: tuple[str, ...]
    sites: tuple[str, ...]
    tags: tuple[str, ...] = ()
    not_tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    max_age: timedelta | None = None
    min_words: int = 0
    max_words: int | None = None
    per_day: int | None = None  # quota: posts a site may receive over this route in 24 hours
    quiet: tuple[time, time] | None = None  # UTC; nothing is posted from the first to the second


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A permission somebody gave, as evidence: who, for which sites and uses, from when to when, and where it is written."""

    publisher: str
    sites: tuple[str, ...]
    uses: tuple[str, ...]  # republish | commercial | automated | derivatives
    reference: str
    starts: date
    until: date | None = None
    articles: tuple[str, ...] = ()  # addresses of the only articles it speaks for; empty: everything of the publisher
    where: str = "the configuration's [[agreement]]"  # where it is recorded, for the quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a publisher's own policy page says, read by a person: facts with the address and the day they were read."""

    publisher: str
    hosts: tuple[str, ...]
    url: str
    read_on: date
    grade: str  # verified_text | verified_secondary | unverified
    says: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    decide: str = "automatic"  # automatic | person: whether a person has to look at every article


def akin(one: Source | None, other: Source) -> bool:
    """Whether two sources are of one publisher: by a name they share, or by the host of their feeds or front pages."""
    if one is None:
        return False
    names = [{name.casefold() for name in (s.publisher, *s.owners)} for s in (one, other)]
    hosts = [{urlsplit(url).hostname for url in (s.feed, s.publisher_url) if url} for s in (one, other)]
    return not (names[0].isdisjoint(names[1]) and hosts[0].isdisjoint(hosts[1]))
