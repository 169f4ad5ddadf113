"""Files in which a host tells machines what may be done with its pages, outside feeds and pages: robots.txt, tdmrep.json, RSL documents.

What stands there tightens and never grants: it speaks of many pages by a pattern, to machines, and no person meets it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit

from syndicator.core.article import is_hyperlink
from syndicator.core.evidence import Evidence, Topic
from syndicator.core.licences import by_id
from syndicator.core.markup import Markup
from syndicator.core.metadata import (
    NAMESPACE,
    UNSAID,
    Reservation,
    of_file,
    read_robots,
    read_rsl,
    rights_lines_of,
    rsl_addresses,
    rsl_links,
)
from syndicator.core.uses import Commercial, Derivatives

MOST_DOCUMENTS = 5  # RSL documents one place may name; more than that are no terms anybody keeps
_COMMERCIAL = (Commercial.FORBIDDEN, Commercial.ASK)
_DERIVATIVES = (Derivatives.FORBIDDEN, Derivatives.ASK, Derivatives.STYLE_ONLY, Derivatives.SHARE_ALIKE)


class FileKind(StrEnum):
    """What kind of file it is; the first two lie at addresses their own specifications fix (RFC 9309 §2.3, TDMRep §6.2)."""

    ROBOTS = "robots"
    TDMREP = "tdmrep"
    RSL = "rsl"


@dataclass(frozen=True, slots=True, order=True)
class RightsFile:
    """A file to be asked for: its kind and address."""

    kind: FileKind
    address: str

    @property
    def key(self) -> str:
        """How it is told from a source's other documents."""
        return f"{self.kind} {self.address}"


def by_key(key: str) -> RightsFile | None:
    """The file of a key, None for that of a terms page."""
    kind, _, address = key.partition(" ")
    return RightsFile(FileKind(kind), address) if address and kind in tuple(FileKind) else None


def of_host(url: str) -> tuple[RightsFile, ...]:
    """The two files whose places are fixed, of the origin of a page; nothing for what is no address."""
    if not is_hyperlink(url):
        return ()
    parts = urlsplit(url.strip())
    origin = f"{parts.scheme.lower()}://{parts.netloc.rpartition('@')[2].lower()}"
    return RightsFile(FileKind.ROBOTS, f"{origin}/robots.txt"), RightsFile(FileKind.TDMREP, f"{origin}/.well-known/tdmrep.json")


def named_by_page(page: Markup, url: str, signals: Iterable[tuple[str, str]]) -> tuple[RightsFile, ...]:
    """The RSL documents that a page's `<link>` elements and its response's `Link` headers name."""
    return documents(rsl_links(page, url, signals))


def named_by_robots(text: str) -> tuple[RightsFile, ...]:
    """The RSL documents that the `License` lines of robots.txt name for us."""
    return documents(rsl_addresses(text))


def documents(addresses: Iterable[str]) -> tuple[RightsFile, ...]:
    """RSL documents at these addresses, each once, as far as they can be asked for."""
    found = dict.fromkeys(a.partition("#")[0].strip() for a in addresses if is_hyperlink(a))
    return tuple(RightsFile(FileKind.RSL, address) for address in found)[:MOST_DOCUMENTS]


def speaks(kind: FileKind, text: str) -> bool:
    """Whether a file says anything about rights at all; what a server answers in the place of one does not."""
    if kind is FileKind.ROBOTS:
        return bool(rights_lines_of(text))
    return _parsed(text) is not None if kind is FileKind.TDMREP else NAMESPACE in text


def file_digest(kind: FileKind, text: str) -> str:
    """sha256 (hex) of what a file says about rights: of robots.txt the lines that do, of the others all but how it is laid out."""
    if kind is FileKind.ROBOTS:
        said = "\n".join(rights_lines_of(text))
    else:
        said = json.dumps(_parsed(text), sort_keys=True) if kind is FileKind.TDMREP else " ".join(text.split())
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def file_evidence(texts: Mapping[RightsFile, str], url: str) -> tuple[Evidence, ...]:
    """What robots.txt and RSL documents say of the page at `url`; of a licence they name only what it forbids counts."""
    found: list[Evidence] = []
    for file, text in texts.items():
        if file.kind is FileKind.ROBOTS:
            found += read_robots(text, file.address, url)
        elif file.kind is FileKind.RSL:
            for e in read_rsl(text, file.address, url):
                found += _restrictions(e) if e.topic is Topic.LICENCE else (e,)
    return tuple(dict.fromkeys(found))


def site_reservation(texts: Mapping[RightsFile, str], url: str) -> Reservation:
    """What the tdmrep.json of a page's host reserves; headers and metas of the page come after it."""
    said = (of_file(text, file.address, url) for file, text in texts.items() if file.kind is FileKind.TDMREP)
    return next(said, UNSAID)


def _restrictions(licence: Evidence) -> Iterator[Evidence]:
    known = by_id(licence.value)
    if known is not None and known.commercial in _COMMERCIAL:
        yield replace(licence, topic=Topic.COMMERCIAL, value=str(known.commercial), rule="rsl.standard")
    if known is not None and known.derivatives in _DERIVATIVES:
        yield replace(licence, topic=Topic.DERIVATIVES, value=str(known.derivatives), rule="rsl.standard")


def _parsed(text: str) -> object:
    """The rules of a tdmrep.json; None for what is none."""
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list | dict) else None
