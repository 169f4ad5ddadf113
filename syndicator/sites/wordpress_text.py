"""A post's text as WordPress must be given it, so that the page shows exactly that and executes nothing.

WordPress takes titles and excerpts as HTML. In what it shows it replaces `[…]` by shortcodes, a web address on a line of
its own by a player, and straight quotes, dashes, dots and the x between figures by typographic ones (wptexturize), which
turns an inch into a prime and a proof of the very words into a failure. Entities keep all of it from happening and read
the same to everybody.
"""

import re
from html import escape

_TAG = re.compile(r"(<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>)")
_TOUCHED = re.compile(r"[\[\"'`]|(?<=-)-|(?<=\.)\.|(?<=[0-9])x(?=[0-9])|\((?=tm\))")
_LONE_ADDRESS = re.compile(r"(?im)(^|<p(?:\s[^>]*)?>)(\s*https?):(//[^\s<>\"]+\s*)(?=$|</p>)")


def as_block(html: str) -> str:
    """Clean HTML as one HTML block, in which automatic paragraphs, shortcodes, embeds and typography find nothing to change."""
    parts = _TAG.split(html)  # every second one is a tag
    still = "".join(part.replace("[", "&#91;") if number % 2 else _still(part) for number, part in enumerate(parts))
    still = _LONE_ADDRESS.sub(r"\1\2&#58;\3", still)
    return f"<!-- wp:html -->\n{still}\n<!-- /wp:html -->"


def as_words(text: str) -> str:
    """Plain text for a field that WordPress takes as HTML."""
    return _still(escape(text, quote=False))


def _still(text: str) -> str:
    return _TOUCHED.sub(lambda found: f"&#{ord(found[0])};", text)
