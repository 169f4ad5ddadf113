"""Whose article a page shows: agencies, credits that name the page's own publisher, and grants that do not reach it."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise

from syndicator.core.blocks import Kind
from syndicator.core.evidence import Channel, Evidence, Level, Topic
from syndicator.core.markup import Markup
from syndicator.core.metadata import host_of
from syndicator.core.provenance import is_one_of, wire_credits
from syndicator.core.provenance.agencies import agency
from syndicator.core.provenance.names import words
from syndicator.core.reading.lines import Lines, squashed
from syndicator.core.reading.voices import Layout, Voice
from syndicator.core.terms import Republish, combine

_TITLE_PARTS = re.compile(r"\s[|–—»·:-]+\s|:\s")
_SECOND_LEVEL = frozenset("co com org net ac gov edu or ne".split())
_BYLINES, _NEAR = 60, 8  # code points; lines around the beginning of a story
_SHORT = 3  # letters; shorter hosts of different publishers are alike by chance
_FIRST = re.compile(r"(?i)\b(?:original|first|initial)")
_DESCRIPTIONS = ("description", "og:description", "dc.description")
_EDITION = 3  # letters: “Courier US” is an edition of the Courier
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|nous|nos|wir|uns\w*|nosotros|nuestr\w+|noss\w+|nostr\w+)\b")
_ACRONYM = re.compile(r"[A-Z][A-Z&.-]{1,7}(?: [Cc]ontent)?")
_METAS = (
    "author",
    "article:author",
    "dc.creator",
    "parsely-author",
    "citation_author",
    "byl",
    "byline",
    "dc.source",
    "source",
    "article:provider",
)
_ROLES = ("author", "creator", "sourceOrganization", "provider")


def page_wires(page: Markup, parts: Layout, url: str) -> tuple[Evidence, ...]:
    """Agencies in the byline, the dateline or under the text of a page."""
    start, end = parts.story or (0, len(page.text))
    end = max(end, parts.article[1]) if parts.article else end
    told = ((page.meta(name), f"{url} (meta {name})") for name in _DESCRIPTIONS)
    return tuple(wire_credits(_authors(page, parts, url), page.text, f"{url} (page)", start=start, end=end, descriptions=told))


def without_own(found: tuple[Evidence, ...], page: Markup, url: str) -> tuple[Evidence, ...]:
    """The evidence without credits that name the page's own publisher."""
    names, host = tuple(_publishers(page)), host_of(url)
    ours = {squashed(name) for name in names} | {_label(host)}

    def edition(name: str) -> bool:
        first, *rest = words(name) or ("",)
        return len(first) > _SHORT and first == _label(host) and all(len(word) <= _EDITION for word in rest)

    def own(e: Evidence) -> bool:
        return (
            edition(e.value)
            or is_one_of(e.value, e.detail, names, {host} - {""})
            or (len(_label(host_of(e.detail))) > _SHORT and _label(host_of(e.detail)) in ours)
        )

    return tuple(e for e in found if e.topic is not Topic.ORIGINAL or not own(e))


def uncovered(found: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """A refusal in the words of the credit, where a third party's article stands beside a grant for the site's own.

    A licence that the words state for this very article is the third party's own, and stands.
    """
    credited = [e for e in found if e.topic is Topic.ORIGINAL]
    licensed = any(e.topic is Topic.LICENCE and e.level is Level.ARTICLE and e.channel is Channel.NOTICE for e in found)
    if not credited or licensed or combine(found).republish is not Republish.YES:
        return ()
    credit = first_publisher(credited)
    rule = "original.not-covered"
    return (Evidence(Topic.REPUBLISH, "no", credit.quote, rule, credit.channel, Level.ARTICLE),) if credit else ()


def for_others(found: tuple[Evidence, ...], url: str, text: str, page: Markup | None = None) -> tuple[Evidence, ...]:
    """A doubt where all that is granted are the articles of bodies other than the one whose address or page this is.

    Initials that no host spells out may be those of the body itself, unless they are a news agency's and nobody says “we”.
    """
    host = host_of(url)
    bodies = [e for e in found if e.topic is Topic.COVERS]
    if not bodies or not host or combine(found).republish is not Republish.YES:
        return ()
    names = tuple(_publishers(page)) if page else ()
    ours = _FIRST_PERSON.search(text) is not None
    if any(_may_be(e.value, host, names) or (_ACRONYM.fullmatch(e.value) and (ours or not agency(e.value))) for e in bodies):
        return ()
    return (Evidence(Topic.REPUBLISH, "unknown", bodies[0].quote, "covers.others", bodies[0].channel, Level.ARTICLE),)


def _may_be(name: str, host: str, names: tuple[str, ...]) -> bool:
    """Whether a body may be the one behind a host: by its name, a word of it, or its initials."""
    if is_one_of(name, "", names, {host}) or not (_in_latin(name) or any(not _in_latin(other) for other in names)):
        return True  # a name in other letters than Latin cannot be compared with a host
    known = squashed("".join(host.split(".")[:-1]))
    parts = words(name)
    initials = "".join(part[0] for part in parts)
    own = squashed(name)
    return (
        own in known
        or (len(_label(host)) > _SHORT and squashed(_label(host)) in own)
        or any(len(part) > _SHORT and squashed(part) in known for part in parts)
        or (len(initials) >= _SHORT and initials in known)
        or initials == _label(host)
        or (_ACRONYM.fullmatch(name) is not None and _spells(_label(host), squashed(name)))
        or _spells(own, squashed(_label(host)))
        or any(squashed(other) in own or own in squashed(other) for other in names if len(squashed(other)) > _SHORT)
    )


def _in_latin(name: str) -> bool:
    return all(ord(letter) < 0x250 for letter in name if letter.isalpha())  # the end of the Latin blocks


def _spells(name: str, short: str) -> bool:
    """Whether the letters of a short form begin a name and follow each other in it (NCM, newcanadianmedia)."""
    rest = iter(name)
    return len(short) >= _SHORT and name.startswith(short[0]) and all(letter in rest for letter in short)


def _label(host: str) -> str:
    """The part of a host that a publisher chose (“harbour” of blog.harbour.co.uk), whichever top-level domain it stands under."""
    parts = [part for part in host.split(".")[:-1] if part not in _SECOND_LEVEL]
    return parts[-1].replace("-", "") if parts else ""


def first_publisher(credited: list[Evidence] | tuple[Evidence, ...]) -> Evidence | None:
    """The credit that names who published first: words before markup, “originally” before “republished from”."""
    return min(credited, key=_distance, default=None)


def _distance(e: Evidence) -> tuple[int, bool]:
    order = 0 if e.rule == "original.credited" else 1 if e.rule.startswith("wire.") else 2 if e.rule == "metadata.based-on" else 3
    return order, _FIRST.search(e.quote.text) is None


def _authors(page: Markup, parts: Layout, url: str) -> Iterator[tuple[str, str]]:
    for name in _METAS:
        if page.meta(name):
            yield page.meta(name), f"{url} (meta {name})"
    for body in page.data:
        yield from ((name, f"{url} (JSON-LD {role})") for role in _ROLES for name in _named(body, role))
    for block in page.blocks:
        if block.kind is Kind.HEADING:
            words = page.text[block.start : block.end]
            yield from ((line.strip(), f"{url} (page)") for line in words.split("\n") if len(line) <= _BYLINES)
    yield from ((line.strip(), f"{url} (page)") for line in _around(page, parts) if len(line) <= _BYLINES)


def _around(page: Markup, parts: Layout) -> Iterator[str]:
    """The lines around the beginning of the story, but those of captions, of other articles, and right under a picture."""
    text = Lines(page.text)
    first = text.number(parts.story[0] if parts.story else 0)
    for start, end in pairwise((*text.starts, len(page.text) + 1)[max(0, first - _NEAR) : first + _NEAR]):
        if start not in page.pictured and parts.voice(start, end - 1) is not Voice.NOBODY:
            yield page.text[start : end - 1]


def _publishers(page: Markup) -> Iterator[str]:
    """The names a page gives its own publisher."""
    yield from filter(None, (page.meta("og:site_name"), page.meta("application-name"), page.meta("dc.publisher")))
    yield from _TITLE_PARTS.split(page.title)[1:]
    if page.title:
        yield _TITLE_PARTS.split(page.title)[0]
    for body in page.data:
        yield from _named(body, "publisher")


def _named(body: str, role: str) -> Iterator[str]:
    """The names of the people or bodies in this role anywhere at the top of a JSON-LD text."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return
    nodes = data.get("@graph", [data]) if isinstance(data, dict) else data
    for node in nodes if isinstance(nodes, list) else [nodes]:
        value = node.get(role) if isinstance(node, dict) else None
        for one in value if isinstance(value, list) else [value]:
            name = one.get("name") if isinstance(one, dict) else one
            if isinstance(name, str):
                yield name
