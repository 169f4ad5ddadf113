# ruff: noqa: E501 - the agencies are a table
"""Whose article is this? Upstream credits, feed sources, canonical addresses and wire credits, against who the source is."""

import re
import unicodedata
from dataclasses import dataclass

from syndicator.core.article import Article
from syndicator.core.evidence import Evidence, Quote, Topic
from syndicator.core.markup import read
from syndicator.core.metadata import host_of, same_host
from syndicator.core.places import Source
from syndicator.core.terms import Terms

_WIRES = {
    "AP": "Associated Press", "Reuters": "Reuters", "AFP": "Agence France-Presse", "EFE": "EFE", "dpa": "dpa", "ANSA": "ANSA", "UPI": "United Press International",
    "Interfax": "Interfax", "TASS": "TASS", "Xinhua": "Xinhua", "PTI": "Press Trust of India", "IANS": "IANS", "Kyodo": "Kyodo News", "Bloomberg": "Bloomberg",
    "PA": "PA Media", "Lusa": "Lusa", "Belga": "Belga", "Ritzau": "Ritzau", "APA": "APA", "ANP": "ANP", "CP": "The Canadian Press", "AAP": "AAP", "Ukrinform": "Ukrinform",
}  # fmt: skip
_ALTERNATIVES = "|".join(sorted(_WIRES, key=len, reverse=True))
# A dateline: a place in the first words, the agency in brackets or between dashes, then a dash (AP Stylebook, “datelines”).
_DATELINE = re.compile(
    rf"^[^\n]{{0,70}}?\((?P<wire>{_ALTERNATIVES})\)\s{{0,2}}[-–—]|^[^\n.]{{0,60}}? [-–—] (?P<wire2>{_ALTERNATIVES}) [-–—]"
)
_FULL_NAMES = {name.casefold(): name for name in _WIRES.values()} | {short.casefold(): name for short, name in _WIRES.items()}
_EMPTY_WORDS = frozenset("the a le la el il der die das o news media magazine newspaper website com org net info inc ltd".split())


@dataclass(frozen=True, slots=True)
class Provenance:
    """Whose article it is: `own` None where the signs contradict each other; `holder` is whose terms count."""

    own: bool | None
    holder: str
    holder_url: str
    why: str
    quotes: tuple[Quote, ...]


def provenance(article: Article, source: Source, terms: Terms) -> Provenance:
    """Whether the article is the source's own; a third party's where any sign names another body, and none the source."""
    theirs: list[tuple[str, str, str, Quote]] = []
    ours: list[Quote] = []
    for e in terms.because(Topic.ORIGINAL):
        if is_source(e.value, e.detail, source):
            ours.append(e.quote)
        else:
            theirs.append((e.value, e.detail, _why(e), e.quote))
    theirs += _origin(article, source)
    theirs += _wire(article, source)
    if not theirs:
        return Provenance(True, source.publisher, source.publisher_url, "nothing names another publisher", tuple(ours))
    _, url, why, _ = theirs[0]
    # Several holders are named together: an agreement with one of them is none with the others.
    name = " and ".join({_words(found): found for found, _, _, _ in reversed(theirs)}.values())
    quotes = tuple(quote for _, _, _, quote in theirs)
    if ours:
        return Provenance(None, name, url, f"{why}, but “{ours[0].text}” names the source itself", (*quotes, *ours))
    return Provenance(False, name, url, why, quotes)


def is_source(name: str, url: str, source: Source) -> bool:
    """Whether a name (or the host of an address) is the source's publisher or one of its other names."""
    hosts = {host_of(source.publisher_url), host_of(source.feed)} - {""}
    if url and any(same_host(host_of(url), host) for host in hosts):
        return True
    wanted = _words(name)
    if any(wanted == _words(own) for own in (source.publisher, *source.owners) if _words(own)):
        return True
    if host_of(url):
        return False  # an address elsewhere outweighs a name that merely resembles a host
    written = name.strip().lower().removeprefix("www.")
    return any(same_host(written, host) for host in hosts) or any(
        "".join(wanted) == host.rpartition(".")[0].replace("-", "") for host in hosts
    )


def _words(name: str) -> tuple[str, ...]:
    """A name for comparison: without accents, case, punctuation, articles and words like “News”, unless nothing else is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() if name.isascii() is False and _latin(name) else name
    words = re.findall(r"\w+", plain.casefold())
    return tuple(word for word in words if word not in _EMPTY_WORDS) or tuple(words)


def _latin(name: str) -> bool:
    return all(ord(c) < 0x250 or not c.isalpha() for c in name)


def _why(e: Evidence) -> str:
    signs = {"metadata.canonical": "the page's canonical address is at", "metadata.based-on": "the page says it is based on a work of"}
    return f"{signs.get(e.rule, 'a credit names')} {e.value}"


def _origin(article: Article, source: Source) -> list[tuple[str, str, str, Quote]]:
    """The entry's `<source>` (RSS 2.0, RFC 4287 §4.2.11), where it is not the source itself."""
    if article.origin is None or not (article.origin.name or article.origin.url):
        return []
    name = article.origin.name or host_of(article.origin.url)
    if is_source(name, article.origin.url, source):
        return []
    quote = Quote(f"{article.origin.name} {article.origin.url}".strip(), f"{article.url} (entry source)")
    return [(name, article.origin.url, f"the entry's source element names {name}", quote)]


def _wire(article: Article, source: Source) -> list[tuple[str, str, str, Quote]]:
    """A news agency as author, in the dateline of the text, or as holder of the copyright."""
    found = []
    for person in article.authors:
        last = re.split(r"[/,|(]| (?:for|with|via|-|–) ", person.name)[-1].strip(" )").casefold().removeprefix("the ")
        wire = _FULL_NAMES.get(last) or _FULL_NAMES.get(person.name.strip().casefold().removeprefix("the "))
        if wire:
            found.append((wire, "", f"the byline names {wire}", Quote(person.name, f"{article.url} (author)")))
    text = read(article.html).text
    opening = text.lstrip()[:400]
    for line in opening.split("\n")[:3]:
        match = _DATELINE.search(line)
        if match:
            wire = _WIRES[match["wire"] or match["wire2"]]
            start = text.find(match.group())
            found.append(
                (
                    wire,
                    "",
                    f"the dateline names {wire}",
                    Quote(match.group(), f"{article.url} (content)", start, start + len(match.group())),
                )
            )
    return [entry for entry in found if not is_source(entry[0], "", source) and not is_source(_short(entry[0]), "", source)]


def _short(wire: str) -> str:
    return next(short for short, name in _WIRES.items() if name == wire)
