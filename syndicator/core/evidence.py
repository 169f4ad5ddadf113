"""What was read about rights, and where: one Evidence is one statement with the words it was read from."""

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """What a piece of evidence speaks about; the comment lists the values it may take."""

    REPUBLISH = "republish"  # yes | no | unknown
    LICENCE = "licence"  # an SPDX id, or LicenseRef-… where SPDX has none
    COMMERCIAL = "commercial"  # allowed | forbidden | ask
    DERIVATIVES = "derivatives"  # allowed | forbidden | style-only | share-alike | ask
    DUTY = "duty"  # a name of DUTIES
    LIMIT = "limit"  # a name of LIMITS; detail: its figure
    AUDIENCE = "audience"  # community | non-profit | news | anyone | named (those alone whom the words name: members, clubs, licensees)
    CONTACT = "contact"  # an e-mail address or URL
    COVERS = "covers"  # the name of the body whose articles a grant covers
    ORIGINAL = "original"  # the name of a third party whose article this is; detail: its URL where given
    COPYRIGHT = "copyright"  # a copyright line, verbatim
    CREDIT = "credit"  # a prescribed credit sentence, verbatim
    MEDIA = "media"  # a name of MEDIA, where the words say in which media a grant holds
    MEANING = "meaning"  # a name of MEANINGS: what the publisher counts as commercial
    CHANGE = "change"  # a name of CHANGES; detail: allowed | forbidden | ask
    REMOVAL = "removal"  # when a copy must be gone: a number of days, or on-request
    RESERVATION = "reservation"  # a name of RESERVATIONS; it says nothing about reposting for people
    DISCLAIMER = "disclaimer"  # a sentence that every copy must keep, verbatim
    LANGUAGE = "language"  # a language the reader of terms does not read (BCP 47)


class Channel(StrEnum):
    """Where a statement came from."""

    ENTRY = "entry"  # a machine-readable element of the feed's entry
    FEED = "feed"  # a machine-readable element of the feed
    PAGE = "page"  # machine-readable metadata of the article's page
    NOTICE = "notice"  # prose, in the entry or on a page
    POLICY = "policy"  # the publisher library
    AGREEMENT = "agreement"  # a permission somebody gave, from the configuration


class Level(StrEnum):
    """How near to the article a statement stands; the nearer may tighten, and an explicit licence replaces."""

    ARTICLE = "article"
    SITE = "site"


DUTIES = (
    "source_credit",
    "source_link",
    "hyperlink_original",
    "link_to_site",
    "link_site_or_original",
    "byline",
    "author_institution",
    "copyright_notice",
    "licence_notice",
    "same_licence",
    "credit_at_top",
    "tagline",
    "logo",
    "keep_links",
    "notify_publisher",
    "canonical",
    "noindex",
    "pixel",
    "title",
    "change_note",
)
LIMITS = (
    "images",
    "automated_reposting",
    "wholesale",
    "resale",
    "third_party_items",
    "per_article_opt_in",
    "prior_permission",
    "must_run_whole",
    "paywall",
    "excerpt_only",
    "time_window_days",
    "rate_limit",
    "embargo",
    "ads_sold_against_story",
)
MEDIA = ("web", "print", "broadcast", "newsletter")
MEANINGS = ("ads-allowed", "ads-forbidden", "for-profit-news-allowed", "for-profit-forbidden")
CHANGES = ("headline", "style", "shorten", "translate")
RESERVATIONS = ("tdm", "ai-train", "ai-input", "ai-index", "search", "archive")


@dataclass(frozen=True, slots=True)
class Quote:
    """The words themselves: `text` verbatim, `where` (URL, file or feed element), offsets in code points there."""

    text: str
    where: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement about rights: topic and value, the words it was read from, and the rule that read them."""

    topic: Topic
    value: str
    quote: Quote
    rule: str
    channel: Channel
    level: Level = Level.SITE
    detail: str = ""
