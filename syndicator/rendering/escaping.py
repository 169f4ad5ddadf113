"""How a stranger's words stand in each flavour, so that they are read and nothing of them is obeyed."""

import re
import unicodedata

from syndicator.core.flavours import Flavour
from syndicator.core.markup import one_line

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~&$^@])")
_BARE = re.compile(r"(?i)(https?|ftp|mailto)(?=:)|\b(www)(?=\.)")
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_ISOLATE, _END = "\u2068", "\u2069"  # first strong isolate, pop directional isolate (UAX #9 §2.4)


def markdown_escaped(text: str) -> str:
    """Text on one line in which nothing is Markdown syntax (CommonMark §2.4), starts a block, or makes an address a link (GFM §6.9)."""
    plain = _MARKDOWN.sub(r"\\\1", one_line(text))
    plain = _BARE.sub(lambda found: f"{found[0]}\\", plain)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-=])", r"\\\1", plain))


def markdown_address(address: str) -> str:
    """An address as a Markdown link destination (CommonMark §6.3): brackets are escaped, what else would end it is percent-encoded."""
    encoded = re.sub(r"[\s<>\\]", _percent, one_line(address))
    return re.sub(r"([()])", r"\\\1", encoded)


def bbcode_escaped(text: str) -> str:
    """Text on one line in which no bracket opens a tag: BBCode has no escapes, so a zero-width space parts it from its word."""
    return re.sub(r"\[(?=\S)", "[\u200b", one_line(text))


def bbcode_address(address: str) -> str:
    """An address for `[url=…]`: what would end it is percent-encoded."""
    return re.sub(r"[\s<>\[\]\"\\]", _percent, one_line(address))


def lone_address(address: str) -> str:
    """An address that stands by itself in a text; in brackets where a reader's software would take its end for a sentence's."""
    plain = one_line(address)
    return plain if plain[-1:].isalnum() or plain.endswith("/") else f"<{plain}>"


def isolated(text: str, direction: str) -> str:
    """A name whose letters run against the words around it, kept from mixing with them (UAX #9); others as they are."""
    own = next((found for sign in text if (found := _STRONG.get(unicodedata.bidirectional(sign)))), direction)
    return text if own == direction else f"{_ISOLATE}{text}{_END}"


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


WORDS = {Flavour.MARKDOWN: markdown_escaped, Flavour.TEXT: one_line, Flavour.BBCODE: bbcode_escaped}
