"""Evidence out of single elements: a licence, a copyright line, a credit, an address to ask at."""

import re

from syndicator.core.article import is_hyperlink
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic
from syndicator.core.licences import Licence, by_id, by_url, named

RSL = "application/rsl+xml"  # a crawler's price list (RSL 1.0), not a licence for readers
_MAX_NAME = 90  # characters; a longer text is prose, and read as such
# What may stand beside a licence's name that is to be an article's: who holds the copyright since when, and words without content.
_HOLDER = re.compile(r"(?i)(?:©|\(c\)|\bcopyright\b)(?:[\s,:–-]|©|\(c\)|copyright|(?:19|20)\d\d)*(?:by )?(?P<name>[^©|;:.,()/]{0,60})")
_FILLING = frozenset(
    "a an the this article text story work content post is are under by with licence license licensed licences lizenz licencia "
    "licença licenza licencja лицензия lizenziert published released available creative commons international universal unported "
    "generic public cc some rights attribution version de la le of to".split()
)
_OF_PART = re.compile(
    r"(?i)^\W*(?:no|not)\b(?!\W*(?:deriv|rights|commerc))"
    r"|\b(?:photo|foto|image|imagen|imagem|immagin|bild|picture|illustration|graphic|grafi|template|theme|layout|design|comment|kommentar|"
    r"comentari|coment|icon|font|data|daten|datos|dados|music|musi[kq]|audio|video|vídeo|flickr|wikimedia|unsplash|code|software|"
    r"former|previous|ehemals|früher|antes|ancien|autrefois|except|außer|ausgenommen|excepto|sauf|exceto|tranne|"
    r"seulement|apenas|soltanto|nicht|kein|ohne|unless|(?:only|nur|solo|sólo|not|no|non|não|pas)\b|"
    r"all rights|alle rechte|todos los derechos|todos os direitos|tous droits|tutti i diritti)"
    r"|фото|изображ|иллюстр|музык|видео|данн|кроме|только|\bне\b|все права"
)
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
    """The licence that a text is nothing but the name of; one that says anything besides is prose, which this is no reader of."""
    names = tuple(named(words)) if len(words) <= _MAX_NAME else ()
    if len({licence.id for licence, _, _ in names}) != 1:
        return None
    rest = words
    for _, start, end in sorted(names, key=lambda name: -name[1]):
        rest = f"{rest[:start]} | {rest[end:]}"
    if _OF_PART.search(rest) or _OF_PART.match(words):
        return None
    beside = re.findall(r"[^\W\d_]+", _HOLDER.sub(" ", re.sub(r"https?://\S+", " ", rest)).lower())
    return names[0][0] if all(word in _FILLING for word in beside) else None
