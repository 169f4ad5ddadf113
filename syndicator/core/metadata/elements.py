"""`<meta>` elements: Dublin Core in its spellings, copyright, the two metas of syndication, robots."""

import re
from collections.abc import Iterator

from syndicator.core.evidence import Channel, Evidence, Level, Topic
from syndicator.core.markup import Markup
from syndicator.core.metadata.addresses import elsewhere
from syndicator.core.metadata.signals import robots_directives
from syndicator.core.metadata.stating import copyright_evidence, licence_evidence, words_evidence

_PREFIX = re.compile(r"(?:dc|dct|dcterms|cc|xhv)[.:]")
# Names without their Dublin Core prefix (RFC 5013, DCMI Metadata Terms); `dc.rights.license` is a refinement of old.
_LICENCES = frozenset({"license", "rights", "rights.license", "rights.licence"})
_PLAIN = frozenset({"license", "licence", "copyright"})
_HOLDERS = frozenset({"rightsholder", "rights.holder"})
_ORIGINALS = frozenset({"source", "isversionof", "isformatof"})
_SYNDICATED = frozenset({"syndication-source", "original-source"})  # Google's of 2010, dropped in 2012; still evidence
_COPYRIGHT = re.compile(r"(?i)©|\(c\)|\bcopyright\b|\ball rights reserved\b")


def declared(page: Markup, url: str) -> Iterator[Evidence]:
    """What the `<meta>` elements of a page say about its rights."""
    for name, content in dict.fromkeys(page.metas):
        words = content.strip()
        if not words:
            continue
        prefix = _PREFIX.match(name)
        where = f"{url} (meta {name})"
        if prefix:
            yield from _dublin(name[prefix.end() :], words, where, url)
        elif name in _PLAIN:
            yield from _licence_or_line(words, where)
        elif name in _SYNDICATED:
            yield from elsewhere(words, url, f"meta {name}", f"metadata.{name}")
        elif name == "robots":
            yield from robots_directives(words, where)


def rights_lines(page: Markup) -> tuple[tuple[str, str], ...]:
    """(name, content) of the `<meta>` elements whose content may be a notice in words."""
    names = {name: _PREFIX.sub("", name, count=1) if _PREFIX.match(name) else name for name, _ in page.metas}
    return tuple((name, content) for name, content in dict.fromkeys(page.metas) if names[name] in _LICENCES | _PLAIN and content.strip())


def _dublin(name: str, words: str, where: str, url: str) -> Iterator[Evidence]:
    if name in _LICENCES:
        yield from _licence_or_line(words, where)
    elif name in _HOLDERS:
        yield from copyright_evidence(words, "", where, Channel.PAGE, Level.ARTICLE)
    elif name in _ORIGINALS:
        yield from elsewhere(words, url, where.rpartition("(")[2].rstrip(")"), "metadata.based-on")


def _licence_or_line(words: str, where: str) -> Iterator[Evidence]:
    """A licence where the words are one; else a line of copyright where they look like one (it grants nothing)."""
    evidence = licence_evidence(words, where, Channel.PAGE, Level.ARTICLE)
    if evidence:
        yield evidence
    elif _COPYRIGHT.search(words) or where.endswith("(meta copyright)"):
        yield from words_evidence(Topic.COPYRIGHT, words, where, "metadata.copyright", Channel.PAGE, Level.SITE)
