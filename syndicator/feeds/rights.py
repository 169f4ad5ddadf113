"""What the machine-readable elements of a feed say about rights, read from the XML itself; nothing here is guessed from prose.

Licences: `atom:link rel=license` (RFC 4946), `creativeCommons:license`, `cc:license`, `dcterms:license`, and `dc:rights` that is
nothing but an address. What the entry declares replaces what its `atom:source` declares, and that replaces the feed's (RFC 4946
§2.4). Several at one place are alternatives (§2): all are told. A `media:license` is about a picture and counts for nothing here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.metadata import licence_evidence
from syndicator.core.metadata.news import newsml_usage_terms
from syndicator.core.uses import Republish
from syndicator.feeds import nesting
from syndicator.feeds.addresses import resolved
from syndicator.feeds.outline import ATOM, Element

UNKNOWN_LICENCE = "LicenseRef-unknown"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
_USERLAND = ("http://backend.userland.com/creativeCommonsRssModule", "http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html")
CC = ("http://creativecommons.org/ns#", "http://web.resource.org/cc/")
_LICENSE_RELS = frozenset({"license", "http://www.iana.org/assignments/relation/license"})
_UNSPECIFIED = "http://purl.org/atompub/license#unspecified"  # RFC 4946 §2.3: explicitly none, and it stops inheritance
_RSL = "application/rsl+xml"  # Really Simple Licensing uses rel=license too, for terms of machines that learn
_ADDRESS = re.compile(r"(?i)https?://\S+")
_COPYRIGHT = re.compile(r"(?i)©|\(c\)|\bcopyright\b|\ball rights reserved\b|\balle rechte\b|\btous droits\b|\bderechos reservados\b")


@dataclass(frozen=True, slots=True)
class Place:
    """One of the three places a statement may stand in, from the nearest: the entry, its source, the feed."""

    element: Element
    name: str
    channel: Channel
    level: Level


def places(entry: Element, feed: Element) -> tuple[Place, ...]:
    """The places to look in for an entry's rights, nearest first."""
    source = entry.first("source", ATOM)
    found = [Place(entry, "feed entry", Channel.ENTRY, Level.ARTICLE)]
    if source is not None:
        found.append(Place(source, "source of the feed entry", Channel.ENTRY, Level.SITE))
    return (*found, Place(feed, "feed channel", Channel.FEED, Level.SITE))


def licences(entry: Element, feed: Element) -> tuple[Evidence, ...]:
    """The licence evidence in force for an entry: that of the nearest place which declares any."""
    for place in places(entry, feed):
        declared = tuple(dict.fromkeys(_declared(place.element)))
        if declared:
            return tuple(_in_force(place, declared))
    return ()


def rsl_documents(entry: Element, feed: Element) -> tuple[str, ...]:
    """The addresses of the RSL documents that entry, source and feed link to (`atom:link rel=license` of RSL's type), each once."""
    links = (child for place in places(entry, feed) for child in place.element.children if child.name == "link" and child.namespace == ATOM)
    found = (resolved(link.attributes.get("href", ""), link.base) for link in links if _names_licence(link) and _is_rsl(link))
    return tuple(dict.fromkeys(address for address in found if address))


def _in_force(place: Place, declared: tuple[tuple[str, str], ...]) -> Iterator[Evidence]:
    """The licences of one place; `#unspecified` MUST stand alone (RFC 4946 §2.3): beside others, what is meant is left open."""
    named = [(where, said) for where, said in declared if said != _UNSPECIFIED]
    for where, said in named:
        yield licence(said, f"{place.name}, {where}", place.channel, place.level)
    if named and len(named) < len(declared):
        quote = Quote(_UNSPECIFIED, f"{place.name}, link rel=license")
        yield Evidence(Topic.REPUBLISH, str(Republish.UNKNOWN), quote, "feeds.unspecified-beside", place.channel, place.level)


def licence(said: str, where: str, channel: Channel, level: Level) -> Evidence:
    """The evidence of one licence element; a licence nobody here knows is told as such, for it still replaces a farther one."""
    known = licence_evidence(said, where, channel, level)
    return known or Evidence(Topic.LICENCE, UNKNOWN_LICENCE, Quote(said, where), "feeds.unknown-licence", channel, level)


def rights_text(entry: Element, feed: Element) -> tuple[str, tuple[Evidence, ...]]:
    """The rights statement in force, in words, and the copyright lines in it as evidence.

    The feed's applies to entries without their own (RFC 4287 §4.2.10).
    """
    for place in places(entry, feed):
        lines = list(dict.fromkeys(_rights(place.element)))
        if lines:
            return "\n".join(line for _, line in lines), tuple(
                Evidence(Topic.COPYRIGHT, line, Quote(line, f"{place.name}, {where}"), "feeds.rights", place.channel, place.level)
                for where, line in lines
                if _COPYRIGHT.search(line)
            )
    return "", ()


def _declared(element: Element) -> Iterator[tuple[str, str]]:
    """(element name, address or text) of every licence declared right here."""
    for child in element.children:
        if child.name == "link" and child.namespace == ATOM:
            if _is_licence_link(child):
                yield "link rel=license", resolved(child.attributes.get("href", ""), child.base)
        elif child.name == "license" and child.namespace in (*_USERLAND, *CC, DCTERMS):
            if said := _said(child):
                yield child.qualified, said
        elif child.name == "rights" and child.namespace in (DC, DCTERMS):
            said = _said(child)
            if _ADDRESS.fullmatch(said):
                yield child.qualified, said


def _is_licence_link(link: Element) -> bool:
    return _names_licence(link) and not _is_rsl(link)


def _names_licence(link: Element) -> bool:
    return not _LICENSE_RELS.isdisjoint(rel.lower() for rel in link.attributes.get("rel", "").split())


def _is_rsl(link: Element) -> bool:
    return link.attributes.get("type", "").strip().lower() == _RSL


def _said(element: Element) -> str:
    """An `rdf:resource` (resolved) or the text."""
    resource = element.attributes.get(f"{RDF} resource", "").strip()
    return resolved(resource, element.base) if resource else element.text.strip()


def _rights(element: Element) -> Iterator[tuple[str, str]]:
    """(element name, words) of every rights statement right here: RSS `copyright`, `dc:rights`, `atom:rights`, NewsML's usage terms."""
    for line in newsml_usage_terms(element).splitlines() if element.name in ("item", "entry") else ():
        yield "usageTerms", line.strip()
    for child in element.children:
        is_rights = child.name in ("rights", "accessRights") and child.namespace in (ATOM, DC, DCTERMS)
        if is_rights or (child.name == "copyright" and child.namespace in ("", ATOM)):  # Atom 0.3 called its rights that
            said = child.text.strip() or child.attributes.get(f"{RDF} resource", "")
            words = nesting.words(said) if "<" in said or "&" in said else said
            if words:
                yield child.qualified, words
