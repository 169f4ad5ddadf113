# ruff: noqa: E501 - tables of words are read best unbroken
"""Whose voice a stretch of a page is: blocks of the page by element, role and class name, with their place in its words.

Sites name their parts alike: the names here are those of the common publishing systems and their themes, matched as whole
parts of a class or id (`comment-list`, not `commentary`).
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from syndicator.core.hiding import hides, strikes


class Kind(StrEnum):
    """What a block of a page is; a stretch of words may stand in several."""

    ARTICLE = "article"  # the article with its header and the boxes that belong to it
    STORY = "story"  # the words of the story
    MAIN = "main"
    HEADING = "heading"  # above the story: title, byline, date
    NOTICE = "notice"  # a box that is named for licence, copyright or republishing
    PACKAGE = "package"  # a dialogue that hands out the article for reposting
    FOOTER = "footer"
    ASIDE = "aside"  # sidebars and widgets
    COMMENTS = "comments"  # what readers write, and what they agree to
    CAPTION = "caption"
    TEASER = "teaser"  # other articles
    MENU = "menu"
    BANNER = "banner"  # cookies, newsletters, advertisements
    QUOTE = "quote"
    STRUCK = "struck"  # struck out: it stood there once
    HIDDEN = "hidden"  # there, but not for the eyes of a reader


@dataclass(frozen=True, slots=True)
class Block:
    """A block and where its words begin and end in `Markup.text`."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a page, shown or not: `inner` is its HTML, `words` its text (of a text area: what stands in it)."""

    tag: str
    attributes: Mapping[str, str]
    inner: str
    words: str


def _named(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_-])(?:{words})(?=$|[\s_-])")


# In the order in which they are tried; the first that fits is the block's kind.
_NAMES = (
    (Kind.HIDDEN, _named("screen-reader-text|sr-only|visually-hidden|visuallyhidden")),
    (Kind.PACKAGE, re.compile(r"republication-tracker-tool-modal|republish-(?:popup|modal|overlay|dialog)|content-share|modal-republish")),
    (Kind.COMMENTS, _named("comments?|commentlist|commenters?|disqus|respond|replies|guestbook|comment[_-]?form")),
    (
        Kind.BANNER,
        _named(
            r"cookies?|cookie\w*|gdpr|onetrust\S{0,20}|cc-(?:window|banner|message)|newsletter-(?:signup|form|box)|subscribe|"
            r"subscription-widget\S{0,10}|signup|sign-up|paywall|adverts?|advertisement|ads?|sponsored?|promo"
        ),
    ),
    (Kind.CAPTION, _named("figcaption|caption|captions|wp-caption\\S{0,12}|image-caption|(?:photo|image|media|picture)-?credits?|captioned\\S{0,20}")),
    (Kind.NOTICE, _named(
        "licen[cs]e|licen[cs]es|licen[cs]ing|cc-licen[cs]e|creative-?commons|copyright|copyrights|republish|republication|reprints?|reuse|rights|legal|"
        "syndication|terms|imprint|impressum|cc-policy|cc-widget"
    )),
    (Kind.TEASER, _named(
        r"related|recirc|recirculation|recent|read-more\S{0,6}|more-(?:from|stories|articles|posts)|also-read|most-read|trending|teasers?|teaser\w*|"
        r"recommended|recommendations|post-cards?|up-next|pagination|post-navigation|recent-posts\S{0,3}|recent-entries|widget_rss|latest"
    )),
    (Kind.MENU, _named("nav|menu|menus|mainnav|navigation|navbar|breadcrumbs?|share|sharing|sharedaddy|social|social-share|skip-link|search|topbar|tags|tag-cloud")),
    (Kind.STORY, _named(
        "entry-content|post-content|article-content|articlebody|article-body|article__body|story-body|story-content|post-body|gh-content|"
        "field--name-body|available-content|news-text-wrap|wp-block-post-content|amp-wp-article-content|e-content|mw-parser-output"
    )),
    (Kind.HEADING, _named("byline|entry-header|post-header|article-header|post-meta|entry-meta|dateline|node__meta|article-meta|news-meta|kicker")),
    (Kind.FOOTER, _named("footer|site-footer|colophon|site-info|footer-\\S{1,20}|bottom-bar|page-footer")),
    (Kind.ASIDE, _named("sidebar|widget|widgets|widget-area|widgetarea|rightcol|leftcol|secondary")),
    (Kind.ARTICLE, _named("hentry|h-entry|article-page|single-post|news-single|node--type-article")),
)  # fmt: skip
_TAGS = {
    "article": Kind.ARTICLE,
    "main": Kind.MAIN,
    "footer": Kind.FOOTER,
    "aside": Kind.ASIDE,
    "nav": Kind.MENU,
    "amp-sidebar": Kind.MENU,
    "figure": Kind.CAPTION,
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
    "blockquote": Kind.QUOTE,
    "q": Kind.QUOTE,
    "pre": Kind.QUOTE,
    "code": Kind.QUOTE,
    "samp": Kind.QUOTE,
    "del": Kind.STRUCK,
    "s": Kind.STRUCK,
    "strike": Kind.STRUCK,
}
_ROLES = {
    "article": Kind.ARTICLE, "main": Kind.MAIN, "contentinfo": Kind.FOOTER, "complementary": Kind.ASIDE, "navigation": Kind.MENU, "search": Kind.MENU,
}  # fmt: skip
# A whole page or story may carry the name of something it holds (“has-sidebar”, “comments-closed”); these are never that.
_WHOLE = frozenset("main article h1".split())
_APART = frozenset({"span", "time"})
_OTHERS = frozenset({Kind.COMMENTS, Kind.BANNER, Kind.CAPTION, Kind.TEASER, Kind.MENU, Kind.ASIDE, Kind.QUOTE, Kind.NOTICE})


class Outline:
    """The blocks of a page while it is walked through; `enter` and `leave` come in pairs."""

    def __init__(self) -> None:
        self._open: list[tuple[tuple[Kind, ...], int, bool]] = []
        self._found: list[Block] = []
        self._headings = 0  # open elements that hold bylines and dates, whose parts are set apart by style alone

    def enter(self, tag: str, said: Mapping[str, str | None], here: int) -> bool:
        """An element begins before the words at `here`; whether it is a part of its own."""
        kinds: tuple[Kind, ...] = ()
        if said or tag in _TAGS:
            kinds = _kinds(tag, said.get("class") or "", said.get("id") or "", said.get("role") or "", said.get("itemprop") or "")
            style = said.get("style")
            kinds += (Kind.HIDDEN,) if style and hides(style, tricks=True) else ()
            kinds += (Kind.STRUCK,) if style and strikes(style) else ()
        self._headings += Kind.HEADING in kinds
        apart = any(kind is not Kind.STRUCK for kind in kinds) or (self._headings > 0 and tag in _APART)
        self._open.append((kinds, here, apart))
        return apart

    def leave(self, here: int) -> bool:
        """The element entered last ends after the words before `here`; whether it was a part of its own."""
        kinds, start, apart = self._open.pop()
        self._headings -= Kind.HEADING in kinds
        if kinds and here > start:
            self._found += [Block(kind, start, here) for kind in kinds]
        return apart

    def blocks(self, text: str) -> tuple[Block, ...]:
        """All blocks in the order of the page; a part that holds most of the words is the page itself, whatever it is called."""
        kept = []
        for b in self._found:
            start = b.start
            while start < b.end and text[start] == "\n":
                start += 1
            if start < b.end and (b.kind not in _OTHERS or (b.end - start) * 2 <= len(text)):
                kept.append(Block(b.kind, start, b.end))
        return tuple(sorted(kept, key=lambda b: (b.start, -b.end)))


@lru_cache(maxsize=4096)
def _kinds(tag: str, classes: str, ident: str, role: str, itemprop: str) -> tuple[Kind, ...]:
    found = [_TAGS.get(tag), _ROLES.get(role), Kind.STORY if "articleBody" in itemprop.split() else None]
    names = "" if tag in ("html", "body") else f"{classes} {ident}".lower()
    named = next((kind for kind, pattern in _NAMES if pattern.search(names)), None) if names.strip() else None
    if not (tag in _WHOLE and named in _OTHERS):
        found.append(named)
    return tuple(dict.fromkeys(kind for kind in found if kind))


class Plan:
    """Which kinds of blocks any stretch of a page stands in, found in logarithmic time."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        changes = sorted(change for b in blocks for change in ((b.start, 1, b.kind), (b.end, -1, b.kind)))
        now: Counter[Kind] = Counter()
        self._starts: list[int] = [0]
        self._kinds: list[frozenset[Kind]] = [frozenset()]
        for at, group in groupby(changes, key=itemgetter(0)):
            for _, step, kind in group:
                now[kind] += step
            self._starts.append(at)
            self._kinds.append(frozenset(kind for kind, count in now.items() if count))

    def within(self, start: int, end: int) -> frozenset[Kind]:
        """The kinds that hold where the stretch begins and still hold where it ends."""
        first, last = (bisect_right(self._starts, at) - 1 for at in (start, max(start, end - 1)))
        return self._kinds[first] & self._kinds[last]

    def meets(self, kind: Kind, start: int, end: int) -> bool:
        """Whether any of the words from `start` to `end` stand in a block of this kind."""
        first, last = (bisect_right(self._starts, at) - 1 for at in (start, max(start, end - 1)))
        return any(kind in self._kinds[at] for at in range(first, last + 1))
