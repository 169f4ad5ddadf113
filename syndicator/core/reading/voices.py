# ruff: noqa: E501 - tables of words are read best unbroken
"""Who speaks in a stretch of a page: the story, the article's own notices, the site, or somebody who grants nothing here."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import urlsplit

from syndicator.core.article import is_hyperlink
from syndicator.core.blocks import Block, Kind, Plan
from syndicator.core.markup import Markup
from syndicator.core.metadata import host_of
from syndicator.core.reading.lines import bare, of_itself, squashed
from syndicator.core.termspages import names_terms

_OTHERS = frozenset({Kind.COMMENTS, Kind.CAPTION, Kind.TEASER, Kind.PACKAGE})
_FURNITURE = frozenset({Kind.MENU, Kind.BANNER})
_AROUND = frozenset({Kind.ASIDE, Kind.FOOTER})
_BESIDE = _OTHERS | _AROUND  # no story stands in these
_HOLDING = frozenset({Kind.STORY, Kind.ARTICLE, Kind.MAIN})  # one of these may hold it
# A page of terms says so in its address or its title: made of such words alone, one of the telling ones among them.
_TELLING = frozenset(
    "terms republish republishing republication republications reprint reprints reprinting reuse copyright licence licences license licenses licensing "
    "syndication syndicate permissions permission legal creative-commons creativecommons steal impressum imprint nutzungsbedingungen "
    "republicar republica republication-policy copyleft aviso mentions reproduction".split()
)
_FILLING = frozenset(
    "of use service and conditions our content contents stories story work works articles article policy policies guidelines guideline notice information "
    "info creative commons rights how to us about faq faqs page site website the your this for a an re usage journalism reporting rules request requests "
    "material materials legales legal légales en es fr de index html htm php statement reproduce cc by nc nd sa you can may free".split()
)
_PARAGRAPH = re.compile(r"(?m)^.{70,}$")
_NAME = 7  # letters
_LEAST = 5  # a story holds at least one in so many of the characters of its page


class Voice(Enum):
    """Whose words they are."""

    NOBODY = auto()  # comments, captions, other articles: they set no terms for this one
    FURNITURE = auto()  # menus and banners: a reservation there stands, nothing else is meant for the article
    QUOTED = auto()
    STORY = auto()  # tells of the world; only a line about itself sets terms
    ARTICLE = auto()  # boxes and lines that belong to the article
    SITE = auto()


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the article and its story stand on a page.

    `policy` says that the page itself is one of terms; `names` are those of the article and its site, squashed.
    """

    plan: Plan
    article: tuple[int, int] | None
    story: tuple[int, int] | None
    policy: bool = False
    names: tuple[str, ...] = ()

    def voice(self, start: int, end: int) -> Voice:
        """Whose words stand from `start` to `end`."""
        kinds = self.plan.within(start, end)
        if kinds & _OTHERS:
            return Voice.NOBODY
        if kinds & _FURNITURE:
            return Voice.FURNITURE
        if self.policy:
            return Voice.SITE
        if Kind.QUOTE in kinds:
            return Voice.QUOTED
        if _inside(self.story, start, end) and Kind.NOTICE not in kinds:
            return Voice.STORY
        if _inside(self.article, start, end) and Kind.ASIDE not in kinds:
            return Voice.ARTICLE
        if kinds & {Kind.MAIN, Kind.HEADING} and not kinds & _AROUND:
            return Voice.ARTICLE
        return Voice.SITE

    def kinds(self, start: int, end: int) -> frozenset[Kind]:
        """The kinds of the blocks the words stand in."""
        return self.plan.within(start, end)

    def hidden(self, start: int, end: int) -> bool:
        """Whether a reader cannot see the words."""
        return Kind.HIDDEN in self.plan.within(start, end)

    def struck(self, start: int, end: int) -> bool:
        """Whether any of the words are struck out."""
        return self.plan.meets(Kind.STRUCK, start, end)


def layout(page: Markup, url: str) -> Layout:
    """The layout of a page as its elements and names tell it; without any, neither article nor story is known."""
    plan = Plan(page.blocks)
    holding = [b for b in page.blocks if b.kind in _HOLDING and not plan.within(b.start, b.end) & _BESIDE]
    weighty = [b for b in holding if (b.end - b.start) * _LEAST >= len(page.text)]
    story = _largest(weighty, Kind.STORY) or _largest(weighty, Kind.ARTICLE) or _largest(weighty, Kind.MAIN)
    article = None
    if story is not None and story.kind is not Kind.MAIN:
        articles = [b for b in holding if b.kind is Kind.ARTICLE and b.start <= story.start and story.end <= b.end]
        article = min(articles, key=lambda b: b.end - b.start, default=story)
    return Layout(plan, _span(article), _span(story) or _told(page, plan), _is_policy(page, url), tuple(_names(page, url)))


def _told(page: Markup, plan: Plan) -> tuple[int, int] | None:
    """The story of a page without structure: from its first to its last paragraph, but for those about the page itself."""
    found = [m.span() for m in _PARAGRAPH.finditer(page.text) if not (of_itself(m.group()) or bare(m.group()))]
    licences = sorted(link.start for link in page.licence_links)
    found = [(start, end) for start, end in found if bisect_left(licences, start) == bisect_left(licences, end)]
    inner = [span for span in found if not plan.within(*span) & _BESIDE]
    return (inner[0][0], inner[-1][1]) if len(inner) > 1 else None


def _names(page: Markup, url: str) -> Iterator[str]:
    """Names of the article and its site, squashed; too short ones are met by chance."""
    host = host_of(url).rpartition(".")[0]
    for name in (page.meta("og:title"), page.meta("og:site_name"), host, *re.split(r"\s[|–—»·-]+\s|:\s", page.title)):
        if len(squashed(name)) >= _NAME:
            yield squashed(name)


def fragment(text: Markup, names: Iterable[str]) -> Layout:
    """The layout of a feed's content, of a publisher with these names: all of it is story, but for its captions and the like."""
    known = (squashed(name) for name in names)
    return Layout(Plan(text.blocks), None, (0, len(text.text)), names=tuple(name for name in known if name))


def _is_policy(page: Markup, url: str) -> bool:
    title = re.split(r"\s[|–—:»·-]+\s", page.title)[0]
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2] if is_hyperlink(url) else ""
    return names_terms(title) or any(_of_terms(words) for words in (title, last.replace(".", "-")))


def _of_terms(words: str) -> bool:
    said = re.findall(r"[^\W_]+", words.lower())
    return bool(said) and any(word in _TELLING for word in said) and all(word in _TELLING or word in _FILLING for word in said)


def _largest(blocks: list[Block], kind: Kind) -> Block | None:
    return max((b for b in blocks if b.kind is kind), key=lambda b: b.end - b.start, default=None)


def _span(block: Block | None) -> tuple[int, int] | None:
    return (block.start, block.end) if block else None


def _inside(span: tuple[int, int] | None, start: int, end: int) -> bool:
    return span is not None and span[0] <= start and end <= span[1]
