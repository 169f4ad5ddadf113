"""The evidence of a whole page: what its markup declares, what its tool offers, and the notices among its words."""

from dataclasses import replace

from syndicator.core.evidence import Channel, Evidence, Level, Topic
from syndicator.core.markup import Link, Markup
from syndicator.core.metadata import read_page
from syndicator.core.reading.offers import offers
from syndicator.core.reading.prose import prose
from syndicator.core.reading.voices import Layout, Voice, layout
from syndicator.core.reading.whose import page_wires, without_own

_UNREAD = "licence.unread-language"


def page_evidence(page: Markup, url: str, html: str = "") -> tuple[Evidence, ...]:
    """The evidence of a whole page, read with its blocks, and its address; where words and markup disagree the words count.

    Licences that stand in comments, captions and other articles are none of this page. With its `html` the page's own
    republishing dialogue is read too, which is not displayed at first.
    """
    parts = layout(page, url)
    said = prose(page, f"{url} (page)", parts, Level.SITE)
    declared = read_page(replace(page, links=_of_page(page, parts)), url)
    shown = (*said, *(offers(html, url) if html else ()))
    wires = page_wires(page, parts, url)
    return without_own((*_outweighed(declared, shown), *shown, *wires), page, url)


def _of_page(page: Markup, parts: Layout) -> tuple[Link, ...]:
    """The links that may declare a licence of the page: those of captions, comments and other articles do not."""
    return tuple(link for link in page.links if "license" not in link.rel or _declares(link, parts))


def _declares(link: Link, parts: Layout) -> bool:
    voice = parts.voice(link.start, link.end)
    return voice not in (Voice.NOBODY, Voice.QUOTED) and not parts.hidden(link.start, link.end)


def _outweighed(declared: tuple[Evidence, ...], shown: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Declared licences, set back to the site's where the words refuse or name a licence of their own."""
    words = [e for e in shown if e.channel is Channel.NOTICE or e.rule == "package.withheld"]
    refused = any(e.topic is Topic.REPUBLISH and e.value == "no" and _counts(e) for e in words)
    named = any(e.topic is Topic.LICENCE and e.rule != _UNREAD for e in words)
    if not (refused or named):
        return declared
    return tuple(replace(e, level=Level.SITE) if e.topic is Topic.LICENCE and e.channel is Channel.PAGE else e for e in declared)


def _counts(e: Evidence) -> bool:
    """A reservation counts against a declared licence where it is the article's own; boilerplate of the site does not."""
    return e.level is Level.ARTICLE or not e.rule.startswith("reserved.")
