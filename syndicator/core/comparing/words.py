"""How the names of evidence are called in a sentence; a name without its words fails a test."""

from syndicator.core.licences import by_id
from syndicator.core.uses import Commercial, Derivatives, Republish

# “It asks for …”
DUTIES = {
    "source_credit": "a credit to the publisher",
    "source_link": "a link to the publisher's site, with the credit",
    "hyperlink_original": "a hyperlink to the original article",
    "link_to_site": "a link to the publisher's site",
    "link_site_or_original": "a link to the publisher's site or to the original article",
    "byline": "the author's name",
    "author_institution": "the author's institution",
    "copyright_notice": "the copyright line",
    "licence_notice": "the name of the licence with a link to it",
    "same_licence": "the same licence for changed copies",
    "credit_at_top": "the credit at the top",
    "tagline": "a note about the publisher",
    "logo": "the publisher's logo",
    "keep_links": "every link of the text to stay",
    "notify_publisher": "a message to the publisher about each copy",
    "canonical": "a canonical link to the original",
    "noindex": "the copy to be kept out of search engines",
    "pixel": "the publisher's counting pixel",
    "title": "the title of the work",
    "change_note": "a note on what was changed",
}
# “It says that …”
LIMITS = {
    "images": "images are not included",
    "automated_reposting": "articles may not be reposted automatically",
    "wholesale": "articles may not be taken wholesale",
    "resale": "the text may not be sold",
    "third_party_items": "what belongs to third parties is excluded",
    "per_article_opt_in": "only articles marked for it may be reposted",
    "prior_permission": "permission is needed first",
    "must_run_whole": "the text has to run whole",
    "paywall": "the copy may not stand behind a paywall",
    "excerpt_only": "only an excerpt may be shown",
    "time_window_days": "the permission ends some days after publication",
    "rate_limit": "the number of copies is limited",
    "embargo": "the copy has to wait",
    "ads_sold_against_story": "no ads may be sold against the story",
}
# “It counts …”
MEANINGS = {
    "ads-allowed": "a page with ads as no commercial use",
    "ads-forbidden": "a page with ads as commercial use",
    "for-profit-news-allowed": "news outlets run for profit among those who may",
    "for-profit-forbidden": "everybody who works for profit as commercial",
}
MEDIA = {"web": "the web", "print": "print", "broadcast": "broadcast", "newsletter": "newsletters"}
CHANGES = {"headline": "a new headline", "style": "changes of style", "shorten": "shortening", "translate": "translations"}
# “It reserves …”
RESERVATIONS = {
    "tdm": "text and data mining",
    "ai-train": "training of AI models",
    "ai-input": "use as input of AI systems",
    "ai-index": "indexing by AI systems",
    "search": "indexing by search engines",
    "archive": "archiving",
}
AUDIENCES = {
    "community": "community sites",
    "non-profit": "bodies that work without profit",
    "named": "those alone whom the words name",
    "news": "news organisations",
    "anyone": "anyone",
}
# What the terms do about a thing; each stands after “now”.
REPUBLISH = {
    Republish.YES: "grants reposting",
    Republish.NO: "forbids reposting",
    Republish.UNKNOWN: "leaves open whether reposting is granted",
}
COMMERCIAL = {
    Commercial.ALLOWED: "allows commercial use",
    Commercial.FORBIDDEN: "forbids commercial use",
    Commercial.ASK: "asks commercial users to write first",
    Commercial.SILENT: "says nothing of commercial use",
}
DERIVATIVES = {
    Derivatives.ALLOWED: "allows changes",
    Derivatives.FORBIDDEN: "forbids changes",
    Derivatives.STYLE_ONLY: "allows changes of style only",
    Derivatives.SHARE_ALIKE: "allows changes under the same licence",
    Derivatives.ASK: "asks whoever wants changes to write first",
    Derivatives.SILENT: "says nothing of changes",
}
ANSWERS = {"allowed": "allows", "forbidden": "forbids", "ask": "asks to write first for"}
NAMED_ONLY = {
    "LicenseRef-CC-unspecified": "a Creative Commons licence that is not named",
    "LicenseRef-PublicDomain": "the public domain",
    "LicenseRef-AllRightsReserved": "all rights reserved",
}


def licence_name(spdx: str) -> str:
    """A licence as people call it; its id where it has no other name."""
    known = by_id(spdx)
    return known.name if known else NAMED_ONLY.get(spdx, spdx)


def limit(name: str, figure: str) -> str:
    """A limit with its figure."""
    return f"{LIMITS[name]} ({figure})" if figure else LIMITS[name]


def removal(when: str) -> str:
    """When a copy has to go, after “a copy has to go”."""
    return "whenever the publisher says so" if when == "on-request" else f"after {when} days"


def listed(words: tuple[str, ...]) -> str:
    """Several things in one sentence."""
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)
