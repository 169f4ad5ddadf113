# ruff: noqa: E501 - tables of words are read best unbroken
"""Whose voice a stretch of a page is: blocks of the page by element, role and class name, with their place in its words.

Sites name their parts alike: the names here are those of the common publishing systems and their themes, matched as whole
parts of a class or id (`comment-list`, not `commentary`).
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import accumulate
from math import inf
from typing import NamedTuple

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


class Block(NamedTuple):
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
TAGS = {
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
_FEW = 64  # blocks looked at one by one
PLAIN, WITHIN, APART = range(3)  # no block, one in the line, and one that is a part of its own
_OTHERS = frozenset({Kind.COMMENTS, Kind.BANNER, Kind.CAPTION, Kind.TEASER, Kind.MENU, Kind.ASIDE, Kind.QUOTE, Kind.NOTICE})


class Outline:
    """The blocks of a page while it is walked through; a `leave` comes for each `enter` that did not say `PLAIN`."""

    def __init__(self) -> None:
        self._open: list[tuple[tuple[Kind, ...], int]] = []
        self._found: list[tuple[tuple[Kind, ...], int, int]] = []
        self.headings = 0  # open elements that hold bylines and dates, whose parts are set apart by style alone

    def enter(self, tag: str, said: Mapping[str, str | None], here: int) -> int:
        """An element begins before the words at `here`: `PLAIN` where it is no block, `APART` where it is a part of its own."""
        kinds, part = _kinds(tag, said.get("class"), said.get("id"), said.get("role"), said.get("itemprop"))
        style = said.get("style")
        if style:
            kinds += (Kind.HIDDEN,) if hides(style, tricks=True) else ()
            kinds += (Kind.STRUCK,) if strikes(style) else ()
            part = _part(kinds)
        if part != APART and self.headings and tag in _APART:
            part = APART
        if part:
            if Kind.HEADING in kinds:
                self.headings += 1
            self._open.append((kinds, here))
        return part

    def leave(self, here: int) -> None:
        """The element entered last, and not left, ends after the words before `here`."""
        kinds, start = self._open.pop()
        if Kind.HEADING in kinds:
            self.headings -= 1
        if kinds and here > start:
            self._found.append((kinds, start, here))

    def blocks(self, text: str) -> tuple[Block, ...]:
        """All blocks in the order of the page; a part that holds most of the words is the page itself, whatever it is called."""
        kept: list[tuple[int, int, int, Kind]] = []
        most = len(text) // 2
        for kinds, start, end in self._found:
            while start < end and text[start] == "\n":
                start += 1
            if start < end:
                for kind in kinds:
                    if end - start <= most or kind not in _OTHERS:
                        kept.append((start, -end, len(kept), kind))
        kept.sort()
        return tuple([Block(kind, start, -end) for start, end, _, kind in kept])


def _part(kinds: tuple[Kind, ...]) -> int:
    return PLAIN if not kinds else WITHIN if all(kind is Kind.STRUCK for kind in kinds) else APART


@lru_cache(maxsize=4096)
def _kinds(tag: str, classes: str | None, ident: str | None, role: str | None, itemprop: str | None) -> tuple[tuple[Kind, ...], int]:
    found = [TAGS.get(tag), _ROLES.get(role or ""), Kind.STORY if "articleBody" in (itemprop or "").split() else None]
    names = "" if tag in ("html", "body") else f"{classes or ''} {ident or ''}".lower()
    named = next((kind for kind, pattern in _NAMES if pattern.search(names)), None) if names.strip() else None
    if not (tag in _WHOLE and named in _OTHERS):
        found.append(named)
    kinds = tuple(dict.fromkeys(kind for kind in found if kind))
    return kinds, _part(kinds)


class Plan:
    """Which kinds of blocks any stretch of a page stands in; blocks lie in each other or apart, as their elements do.

    They come in the order of the page. Those around a place are found from the nearest that begins before it: the few right
    before, else the ones it lies in, in time by how deep they lie in each other.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._starts = [start for _, start, _ in blocks]
        self._ends = list(accumulate((end for _, _, end in blocks), max))
        self._known: dict[int, frozenset[Kind]] = {}
        self._of_kind: dict[Kind, tuple[list[int], list[int]]] = {}

    def within(self, start: int, end: int) -> frozenset[Kind]:
        """The kinds that hold where the stretch begins and still hold where it ends."""
        return self._at(start) & self._at(max(start, end - 1))

    def meets(self, kind: Kind, start: int, end: int) -> bool:
        """Whether any of the words from `start` to `end` stand in a block of this kind."""
        if kind not in self._of_kind:
            same = [block for block in self._blocks if block.kind is kind]
            self._of_kind[kind] = [block.start for block in same], list(accumulate((block.end for block in same), max))
        starts, ends = self._of_kind[kind]
        before = bisect_right(starts, max(start, end - 1))
        return before > 0 and ends[before - 1] > start

    @cached_property
    def _around(self) -> list[int]:
        """For each block the number of the one it lies in, -1 where it lies in none."""
        found: list[int] = []
        opened: list[int] = [-1]
        ends: list[float] = [inf]
        for number, (_, start, end) in enumerate(self._blocks):
            while ends[-1] <= start:
                ends.pop()
                opened.pop()
            found.append(opened[-1])
            opened.append(number)
            ends.append(end)
        return found

    def _at(self, place: int) -> frozenset[Kind]:
        if place not in self._known:
            kinds = set()
            number = bisect_right(self._starts, place) - 1
            steps = 0
            while number >= 0 and self._ends[number] > place:
                kind, _, end = self._blocks[number]
                if end > place:
                    kinds.add(kind)
                steps += 1
                number = number - 1 if steps < _FEW else self._around[number]
            self._known[place] = frozenset(kinds)
        return self._known[place]
