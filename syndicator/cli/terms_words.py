"""How terms are said to whoever wants to repost: duties as things to do, and the answers of the line in short."""

from syndicator.core.terms import Commercial, Derivatives, Republish

ADVICE = "This is what a program read; it is no legal advice."
ASK_FIRST = "Ask first: reposting needs the publisher's permission."
TOO_LONG = "The text is longer than 200,000 characters; only both ends were read, so nothing is granted."
NO_CONTACT = "No contact is given."
NOT_MENTIONED = "Commercial use: not mentioned. Ask before using it commercially."
REPOST = {
    Republish.YES: "You may repost it",
    Republish.NO: "You may not repost it",
    Republish.UNKNOWN: "Whether you may repost it cannot be told, so ask",
}
COMMERCIALLY = {
    Commercial.ALLOWED: "commercial sites may, too",
    Commercial.FORBIDDEN: "not for commercial use",
    Commercial.ASK: "commercial sites ask first",
}
CHANGED = {
    Derivatives.ALLOWED: "you may change it",
    Derivatives.FORBIDDEN: "unchanged",
    Derivatives.STYLE_ONLY: "with changes of style only",
    Derivatives.SHARE_ALIKE: "changed only under the same licence",
    Derivatives.ASK: "unchanged, unless you ask",
    Derivatives.SILENT: "it does not say whether it may be changed",
}
# What a duty asks to be done.
TO_DO = {
    "source_credit": "Credit the publisher.",
    "source_link": "Link the credit to the publisher's site.",
    "hyperlink_original": "Link to the original article.",
    "link_to_site": "Link to the publisher's site.",
    "link_site_or_original": "Link to the publisher's site or to the original article.",
    "byline": "Name the author.",
    "author_institution": "Name the author's institution.",
    "copyright_notice": "Show the copyright line.",
    "licence_notice": "Name the licence, and link to it.",
    "same_licence": "Put changed copies under the same licence.",
    "credit_at_top": "Put the credit at the top.",
    "tagline": "Add the note about the publisher.",
    "logo": "Show the publisher's logo.",
    "keep_links": "Keep every link of the text.",
    "notify_publisher": "Tell the publisher of each copy.",
    "canonical": "Set a canonical link to the original.",
    "noindex": "Keep the copy out of search engines.",
    "pixel": "Keep the publisher's counting pixel.",
    "title": "Give the title of the work.",
    "change_note": "Note what was changed.",
}
MEANS = {
    "ads-allowed": "Advertising on the page does not make the use commercial.",
    "ads-forbidden": "Advertising on the page makes the use commercial.",
    "for-profit-news-allowed": "News outlets run for profit are among those who may.",
    "for-profit-forbidden": "Everybody who works for profit counts as commercial.",
}
