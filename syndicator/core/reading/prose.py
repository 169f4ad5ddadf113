"""The notices among the words of a text, each with the level its voice gives it; what the story tells is no notice."""

from dataclasses import replace

from syndicator.core.blocks import Kind
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.markup import Markup
from syndicator.core.notices import read_notice
from syndicator.core.reading import lines, works
from syndicator.core.reading.deeds import undoubted, with_deed
from syndicator.core.reading.lines import Lines
from syndicator.core.reading.links import with_link
from syndicator.core.reading.voices import Layout, Voice

_GRANTING = frozenset({Topic.REPUBLISH, Topic.LICENCE})
_HEAD, _TAIL = 3, 15  # lines of a story in which a credit or a refusal stands
_TOP, _BOTTOM = 12, 60  # lines of a page without structure in which its notices stand
_TOO_LONG = "text.too-long"
_REPOSTED = "reserved.reposted"  # somebody permitted this very copy: that sets no terms for others
_NAME_ALONE = "licence.alone"  # for notices read by themselves: on a page a name alone may be anybody's
_SHOWN = 80  # code points quoted
_LABEL = 24  # code points: “All rights reserved”, and no holder beside it
_UNDER = 6  # lines right above and under a story
_PARAGRAPH = 600  # code points; a notice that is as long names what it forbids
_SENTENCE = 6  # words; a menu has no sentences
_BEFORE, _AFTER = 3, 10  # lines around a notice in which its conditions stand


def prose(words: Markup, heard: tuple[Evidence, ...], page: Layout, level: Level, where: str) -> tuple[Evidence, ...]:
    """The notices among all that was `heard` in a text: every statement of the article and the site, of the story those about itself.

    Statements of comments, captions and other articles are left out; of menus and banners only a refusal stands; what is
    hidden or struck out may refuse and cannot grant. A text too long, or nested too deep, to be overseen is never sure.
    """
    text = Lines(words.text, tuple((link.start, link.end) for link in words.licence_links))
    found = tuple(e for e in heard if e.rule != _NAME_ALONE)
    inside = (e for e in found if page.voice(e.quote.start or 0, e.quote.end or 0) is Voice.STORY)
    settled = {text.number(e.quote.start or 0) for e in inside if e.topic in _GRANTING and e.rule != _REPOSTED and _stands(e, text, page)}
    kept = (_placed(e, text, page, level) for e in found if _stands(e, text, page) or _conditions(e, text, page, settled))
    deep = (Evidence(Topic.REPUBLISH, "unknown", Quote(words.text[:_SHOWN], where), "markup.too-deep", Channel.NOTICE, Level.ARTICLE),)
    told = undoubted(tuple(with_link(with_deed(e, words), words) for e in kept))
    return (*told, *(deep if words.too_deep else ()))


def refusals(concealed: str, where: str) -> tuple[Evidence, ...]:
    """What words that are not displayed forbid; they allow nothing."""
    found = (e for e in read_notice(concealed, where, Level.SITE) if _forbids(e) and not lines.of_visits(e.quote.text)) if concealed else ()
    return tuple(replace(e, level=Level.ARTICLE) if lines.of_this(e.quote.text) else e for e in found)


def _stands(e: Evidence, text: Lines, page: Layout) -> bool:
    start, end = e.quote.start or 0, e.quote.end or 0
    voice = page.voice(start, end)
    if e.rule == _TOO_LONG:
        return True
    if lines.of_visits(e.quote.text) or (page.hidden(start, end) and not _refuses(e)):
        return False
    if _grants(e) and (page.struck(start, end) or works.others(text, start, end)):
        return False
    if voice is Voice.SITE and e.topic is Topic.ORIGINAL and not page.policy and page.story is not None:
        return lines.of_this(text.of(e)) or (lines.credit_line(e.quote.text) and _beside(e, text, page))
    if voice in (Voice.ARTICLE, Voice.SITE):
        return (
            page.story is not None or page.policy or _at_edge(e, text, (0, len(text.text)), _TOP, _BOTTOM) or lines.of_itself(e.quote.text)
        )
    if voice is Voice.FURNITURE:
        needed = e.rule.startswith("need.") and lines.of_reuse(e.quote.text)
        refusal = e.topic is Topic.REPUBLISH and (needed or e.rule == "reserved.all-rights" or e.rule.startswith("denial."))
        kinds = page.kinds(start, end)
        told = lines.of_itself(e.quote.text) or {Kind.FOOTER, Kind.NOTICE} <= kinds  # a box for licences among the links at the foot
        return refusal or (Kind.MENU in kinds and len(e.quote.text.split()) >= _SENTENCE and told)
    if voice is Voice.QUOTED and (e.topic is Topic.ORIGINAL or e.rule == _REPOSTED):
        # an editor's note about the article, set off as a quotation above or under it
        return lines.of_this(text.of(e)) and (page.story is None or _at_edge(e, text, page.story, _HEAD, _TAIL))
    if voice in (Voice.QUOTED, Voice.NOBODY):
        kinds = page.kinds(start, end)
        ours = lines.of_this if Kind.CAPTION in kinds else works.about_text
        quoted = voice is Voice.QUOTED and lines.of_reuse(e.quote.text)  # a notice set off as a quotation
        return _forbids(e) and Kind.COMMENTS not in kinds and (quoted or ours(e.quote.text))
    return voice is Voice.STORY and _of_story(e, text, page)


def _of_story(e: Evidence, text: Lines, page: Layout) -> bool:
    """Whether a statement in the story is one about the story."""
    line = text.of(e)
    if _grants(e) and works.shown(text, e.quote.start or 0, e.quote.end or 0):
        return False
    if e.topic is Topic.ORIGINAL:
        first = page.story is not None and _at_edge(e, text, page.story, _HEAD, _TAIL)
        return lines.of_this(line) or (first and lines.credit_line(e.quote.text))
    if lines.of_this(line) or lines.of_itself(e.quote.text) or lines.bare(line):
        return True
    if e.topic in _GRANTING and (text.licensed(e) or any(name in lines.squashed(e.quote.text) for name in page.names)):
        return not lines.speech(e.quote.text)
    if e.rule.startswith("need.") and lines.of_reuse(line):
        return True
    if page.story is None or e.rule.startswith("reserved.only-") or (e.rule.startswith("need.") and not lines.of_house(line)):
        return False
    told = len(line) > _PARAGRAPH and not lines.of_works(e.quote.text)  # what is forbidden in the story's own world
    return _refuses(e) and not told and _at_edge(e, text, page.story, _HEAD, _TAIL)


def _refuses(e: Evidence) -> bool:
    return e.topic is Topic.REPUBLISH and e.value != "yes"


def _forbids(e: Evidence) -> bool:
    return e.topic is Topic.REPUBLISH and e.value == "no" and e.rule.startswith(("denial.", "need."))


def _grants(e: Evidence) -> bool:
    return e.topic is Topic.LICENCE or (e.topic is Topic.REPUBLISH and e.value == "yes")


def _conditions(e: Evidence, text: Lines, page: Layout, settled: set[int]) -> bool:
    """Whether a statement in the story says how a notice near it is meant."""
    start, end = e.quote.start or 0, e.quote.end or 0
    if e.topic in _GRANTING or e.topic is Topic.ORIGINAL or page.voice(start, end) is not Voice.STORY:
        return False
    line = text.number(start)
    return not settled.isdisjoint(range(line - _AFTER, line + _BEFORE + 1))


def _at_edge(e: Evidence, text: Lines, span: tuple[int, int], head: int, tail: int) -> bool:
    line = text.number(e.quote.start or 0)
    first, last = text.number(span[0]), text.number(max(span[0], span[1] - 1))
    return line < first + head or line > last - tail


def _beside(e: Evidence, text: Lines, page: Layout) -> bool:
    """Whether a line stands right above or under the story, in no footer or sidebar."""
    start, end = e.quote.start or 0, e.quote.end or 0
    if page.story is None or page.kinds(start, end) & {Kind.FOOTER, Kind.ASIDE}:
        return False
    line = text.number(start)
    return text.number(page.story[0]) - _UNDER <= line <= text.number(page.story[1]) + _UNDER


def _placed(e: Evidence, text: Lines, page: Layout, level: Level) -> Evidence:
    """A statement with its level: of the article where its line says so, or where it stands in the article and speaks of no site."""
    if e.rule == _TOO_LONG:
        return replace(e, level=Level.ARTICLE)
    if level is Level.ARTICLE or e.level is Level.ARTICLE or e.rule.startswith("reserved.only-"):
        return e
    line = text.of(e)
    voice = page.voice(e.quote.start or 0, e.quote.end or 0)
    label = e.rule == "reserved.all-rights" and len(line) <= _LABEL
    near = voice in (Voice.ARTICLE, Voice.STORY) or ((lines.bare(line) or label) and _beside(e, text, page))
    own = lines.of_this(e.quote.text) or (_refuses(e) and lines.of_this(line)) or (near and not page.policy and not lines.of_site(line))
    return replace(e, level=Level.ARTICLE) if own else e
