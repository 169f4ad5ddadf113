"""Evidence out of single elements: a licence, a copyright line, a credit, an address to ask at."""

import re

from syndicator.core.article import is_hyperlink
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.licences import Licence, by_id, by_url, named

RSL = "application/rsl+xml"  # a crawler's price list (RSL 1.0), not a licence for readers
_MAX_NAME = 90  # characters; a longer text is prose, and read as such
_DENIED = re.compile(r"(?i)\b(?:not|no|except|unless)\b")
_MAX_LINE = 300


def licence_evidence(url_or_text: str, where: str, channel: Channel, level: Level) -> Evidence | None:
    """LICENCE evidence from one element: a licence's address, its SPDX id, or a text that names exactly one; else None."""
    words = url_or_text.strip()
    licence = by_url(words) or by_id(words) or _only_named(words)
    if licence is None:
        return None
    return Evidence(Topic.LICENCE, licence.id, Quote(words, where), "metadata.licence", channel, level)


def copyright_evidence(holder: str, year: str, where: str, channel: Channel, level: Level) -> tuple[Evidence, ...]:
    """The © line that follows from a holder's name (and a year) in fields of their own; nothing where no name is given."""
    name = " ".join(holder.split())[:_MAX_LINE]
    if not name or is_hyperlink(name):
        return ()
    line = f"© {year} {name}" if re.fullmatch(r"[12][0-9]{3}", year) else f"© {name}"
    return (Evidence(Topic.COPYRIGHT, line, Quote(holder.strip(), where), "metadata.copyright-holder", channel, level),)


def words_evidence(
    topic: Topic, words: str, where: str, rule: str, channel: Channel, level: Level, detail: str = ""
) -> tuple[Evidence, ...]:
    """One statement that is the words themselves (a copyright line, a credit); nothing where they are empty or no line at all."""
    said = " ".join(words.split())
    return (Evidence(topic, said, Quote(said, where), rule, channel, level, detail),) if said and len(said) <= _MAX_LINE else ()


def contact_evidence(address: str, where: str, rule: str, channel: Channel, level: Level) -> tuple[Evidence, ...]:
    """CONTACT evidence: the page on which a licence can be asked for or bought."""
    return (Evidence(Topic.CONTACT, address, Quote(address, where), rule, channel, level),) if is_hyperlink(address) else ()


def _only_named(words: str) -> Licence | None:
    found = {licence.id: licence for licence, _, _ in named(words)} if len(words) <= _MAX_NAME else {}
    return next(iter(found.values())) if len(found) == 1 and not _DENIED.search(words) else None
