"""What kind of document a text is, told by its content, and any text as HTML with every link's target kept verbatim."""

import re
from enum import StrEnum
from html import escape

from markdown_it import MarkdownIt

_COMMENTS = re.compile(
    r"\s*(?:<!--.{0,20000}?-->|<\?.{0,2000}?\?>|<!doctype\s[^>\[]{0,1000}(?:\[.{0,20000}?\]\s*)?>)", re.IGNORECASE | re.DOTALL
)
_ROOT = re.compile(r"\s*<(?:[\w.-]{1,40}:)?(?P<name>[A-Za-z][\w-]{0,40})[\s/>]")
_JSON_FEED = re.compile(r'^\s*\{.{0,20000}?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org', re.DOTALL)
_MARKDOWN = re.compile(r"^ {0,3}#{1,6} \S|\]\([^)\n]{0,2000}\)|^\[[^\]\n]{1,200}\]: ?\S", re.MULTILINE)
_MARKDOWN_NAMES = frozenset({".md", ".markdown", ".mdown"})
_FEEDS = frozenset({"rss", "rdf", "feed"})


class Kind(StrEnum):
    """What a text is read as."""

    FEED = "feed"
    PAGE = "page"
    MARKDOWN = "markdown"
    TEXT = "text"


def kind_of(text: str, suffix: str) -> Kind:
    """The kind of a text; a file name's suffix is believed only where the content leaves it open."""
    if _JSON_FEED.match(text):
        return Kind.FEED
    start = text.removeprefix("\ufeff")
    prolog = 0
    while found := _COMMENTS.match(start, prolog):
        prolog = found.end()
    root = _ROOT.match(start, prolog)
    if root and root["name"].lower() in _FEEDS:
        return Kind.FEED
    if suffix.lower() in _MARKDOWN_NAMES:
        return Kind.MARKDOWN
    if root or prolog:
        return Kind.PAGE
    return Kind.MARKDOWN if suffix.lower() != ".txt" and _MARKDOWN.search(text) else Kind.TEXT


def document_html(text: str, kind: Kind) -> str:
    """The text as HTML."""
    if kind is Kind.MARKDOWN:
        return str(_Verbatim("commonmark", {"html": True}).render(text))
    if kind is Kind.TEXT:
        parts = (part.strip() for part in re.split(r"\n[ \t\r]*\n", text))
        return "\n".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in parts if part)
    return text


class _Verbatim(MarkdownIt):
    """CommonMark whose link targets stay as they are written: `#` and broken ones are what a check must see."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802  # the library's own seam
        """Percent-encode nothing."""
        return url

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802  # the library's own seam
        """Keep every link; nothing is followed or shown as a link here."""
        return True
