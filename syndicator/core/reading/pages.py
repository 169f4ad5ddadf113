"""The evidence of a whole page: what its markup declares, what its tool offers, and the notices among its words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from syndicator.core.evidence import Channel, Evidence, Level, Topic
from syndicator.core.licences import by_url
from syndicator.core.markup import Link, Markup
from syndicator.core.metadata import UNSAID, Reservation, commented, read_page, rights_lines
from syndicator.core.notices import read_notice
from syndicator.core.reading import lines, works
from syndicator.core.reading.lines import Lines, Spans
from syndicator.core.reading.offers import offers
from syndicator.core.reading.originals import originals
from syndicator.core.reading.prose import prose, refusals
from syndicator.core.reading.voices import Layout, Voice, layout
from syndicator.core.reading.whose import page_wires, without_own

_UNREAD = "licence.unread-language"
_ELSEWHERE = "reserved.only-elsewhere"  # “share it on …”
_COMMONS = re.compile(r"(?i)\bcreative commons\b")
_LONGEST = 5_000  # code points of a meta
_AROUND = 300  # code points around a link that are its line


def page_evidence(
    page: Markup, url: str, html: str = "", signals: Iterable[tuple[str, str]] = (), tdmrep: Reservation = UNSAID
) -> tuple[Evidence, ...]:
    """The evidence of a whole page, read with its blocks, and its address; where words and markup disagree the words count.

    Licences that stand in comments, captions and other articles are none of this page. With its `html` the page's own
    republishing dialogue is read too, which is not displayed at first. `signals` are the headers of its response, `tdmrep` is what
    its host's tdmrep.json says of it.
    """
    parts = layout(page, url)
    where = f"{url} (page)"
    heard = read_notice(page.text, where, Level.SITE)
    said = (*prose(page, heard, parts, Level.SITE, where), *refusals(page.concealed, f"{url} (page, not displayed)"))
    declared = (*read_page(page, url, signals, tdmrep, _of_page(page, parts, heard)), *_in_comments(html, page, parts, url, heard))
    shown = (*said, *_in_fields(page, url, declared), *(offers(html, url) if html else ()))
    theirs = (*page_wires(page, parts, url), *originals(page, parts, url))
    return without_own((*_outweighed(declared, shown), *_of_articles(shown), *theirs), page, url)


def _of_articles(shown: tuple[Evidence, ...]) -> Iterator[Evidence]:
    """All but that only pictures may be reposted, or the article shared elsewhere: with neither a page says anything of its text."""
    pictures = {e.quote for e in shown if e.rule == "reserved.only-images"}
    grants = any(e.topic is Topic.LICENCE or (e.topic is Topic.REPUBLISH and e.value == "yes") for e in shown)
    unsaid = (Topic.REPUBLISH,) if grants else (Topic.REPUBLISH, Topic.LIMIT)  # beside a grant they are what it leaves out
    return (e for e in shown if not ((e.topic in unsaid and e.quote in pictures) or (e.rule == _ELSEWHERE and not grants)))


def _in_fields(page: Markup, url: str, declared: tuple[Evidence, ...]) -> Iterator[Evidence]:
    """What the rights in the page's metas and the copyright notice of its JSON-LD forbid in words; a usual reservation is the site's."""
    metas = [(f"{url} (meta {name})", words) for name, words in rights_lines(page)]
    notices = [(e.quote.where, e.quote.text) for e in declared if e.rule == "metadata.copyright" and "JSON-LD" in e.quote.where]
    for where, words in metas + notices:
        for e in read_notice(words[:_LONGEST], where, Level.ARTICLE):
            if e.topic is Topic.REPUBLISH and e.value == "no" and not e.rule.startswith("reserved.only-"):
                yield replace(e, level=Level.SITE) if e.rule.startswith("reserved.") else e


def _in_comments(html: str, page: Markup, parts: Layout, url: str, heard: tuple[Evidence, ...]) -> Iterator[Evidence]:
    """Licences in the page's comments, where what readers see calls the page Creative Commons outside its story.

    They tell which licence is meant there; nobody sees them, so alone, or beside any word of refusal, they grant nothing.
    """
    stated = tuple(commented(html, url))
    refused = any(e.topic is Topic.REPUBLISH and e.value != "yes" and not e.rule.startswith("reserved.only-") for e in heard)
    if stated and not refused:
        named = (m.span() for m in _COMMONS.finditer(page.text))
        if any(parts.voice(*span) in (Voice.SITE, Voice.ARTICLE) and not parts.hidden(*span) for span in named):
            yield from stated


def _of_page(page: Markup, parts: Layout, heard: tuple[Evidence, ...]) -> tuple[Link, ...]:
    """The links that may declare a licence of the page: those of captions, comments, other articles and single works do not."""
    if not page.licence_links:
        return ()
    text = Lines(page.text)
    apart = [(e.quote.start or 0, e.quote.end or 0) for e in heard if e.rule.startswith("reserved.only-")]
    parted = Spans(apart)
    named = Spans((max(0, start - _AROUND), end) for start, end in apart)
    pictured = {by_url(link.href) for link in page.links if "license" in link.rel and parted.hold(link.start)} - {None}

    def declares(link: Link) -> bool:
        voice = parts.voice(link.start, link.end)
        if voice in (Voice.NOBODY, Voice.QUOTED) or parts.hidden(link.start, link.end) or parts.struck(link.start, link.end):
            return False
        if link.start == link.end and by_url(link.href) in pictured and named.hold(link.start):
            return False  # the badge above “The pictures in this blog are under …”
        if parted.hold(link.start) or works.others(text, link.start, link.end):
            return False
        return voice is not Voice.STORY or _closes(parts, link) or (_of_story(text, link) and not works.under_picture(page, text, link))

    return tuple(link for link in page.licence_links if declares(link))


def _closes(parts: Layout, link: Link) -> bool:
    """Whether a link without words, a badge, ends the story."""
    return link.start == link.end and parts.story is not None and link.start + 2 >= parts.story[1]


def _of_story(text: Lines, link: Link) -> bool:
    """Whether a line of the story that links to a licence speaks of the story, or is nothing but the licence."""
    left, right = text.bounds(link.start, link.end)
    line = text.text[max(left, link.start - _AROUND) : min(right, link.end + _AROUND)]
    return right - left <= link.end - link.start + 2 or lines.of_this(line) or lines.of_itself(line) or lines.bare(line)


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
