"""Proving obligations on an HTML text: the same code for source, draft and live page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlsplit

from syndicator.core.article import is_hyperlink, leads_nowhere
from syndicator.core.evidence import Quote
from syndicator.core.markup import Link, Markup, folded, read

_KEPT = "/?:@!$&'()*+,;=~-._%"
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNSPACED = "\u2e80"  # from here on, East Asian scripts, which put no spaces between words
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")  # CommonMark §2.4


class By(StrEnum):
    """How an obligation is met."""

    LINK = "link"  # an <a href> a reader can follow, to exactly `value`
    WORDS = "words"  # words a reader sees
    ABOVE = "above"  # a link to the first line of `value` stands above the words of its second line
    IMAGE = "image"  # an <img> with exactly `value` as src (a counting pixel)
    CANONICAL = "canonical"  # <link rel=canonical href=value> (RFC 6596)
    NOINDEX = "noindex"  # <meta name=robots content=…noindex…>


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing a copy must show: the duty's name (of evidence.DUTIES), how, and the value itself."""

    duty: str
    by: By
    value: str


@dataclass(frozen=True, slots=True)
class Check:
    """Whether an obligation is met on a text; `quote` is where, `why` says in words what was found or missed."""

    obligation: Obligation
    met: bool
    why: str
    quote: Quote | None = None


def prove(html: str, obligations: Iterable[Obligation], where: str, *, tricks: bool = True) -> tuple[Check, ...]:
    """Check every obligation on one HTML text as a reader meets it; `where` names the text in the quotes.

    What inline styles make invisible does not count; without `tricks` it does (a theme may fade its whole content in).
    """
    seen = _Seen(read(html, tricks=tricks), where)
    return tuple(_PROVERS[o.by](seen, o) for o in obligations)


def prove_text(text: str, obligations: Iterable[Obligation], where: str, *, markdown: bool = False) -> tuple[Check, ...]:
    """The same for plain text, and for Markdown as it reads without its backslash escapes; addresses stand whole."""
    plain = _ESCAPE.sub(r"\1", text) if markdown else text
    return tuple(_in_text(plain, o, where) for o in obligations)


def lacking(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The checks that failed."""
    return tuple(c for c in checks if not c.met)


class _Seen:
    """One text, read once: its links by address, its words folded once."""

    def __init__(self, page: Markup, where: str) -> None:
        self.page = page
        self.where = where
        self.words = folded(page.text).casefold()
        self.links: dict[str, Link] = {}
        self.silent: dict[str, Link] = {}
        self.dead: Link | None = None
        for link in page.links:
            kind = self.links if folded(link.text) else self.silent
            kind.setdefault(_followed(link.href), link)
            if self.dead is None and leads_nowhere(link.href) and link.text.strip():
                self.dead = link


def _in_text(text: str, obligation: Obligation, where: str) -> Check:
    value = obligation.value.strip()
    if obligation.by is not By.LINK:
        if value and _stands(folded(value).casefold(), folded(text).casefold()):
            return Check(obligation, True, f"shows “{value}”", Quote(value, where))
        return Check(obligation, False, f"does not show “{value}”")
    for spelling in dict.fromkeys((value, _as_destination(value))):
        start = _whole_address(spelling, text) if is_hyperlink(value) else -1
        if start >= 0:
            return Check(obligation, True, f"gives {value}", Quote(spelling, where, start, start + len(spelling)))
    return Check(obligation, False, f"does not give {value or 'an address'}")


def _whole_address(value: str, text: str) -> int:
    """Where an address stands that does not go on; -1 where it does not stand."""
    start = text.find(value)
    while start >= 0 and text[start + len(value) : start + len(value) + 1].strip(" )>\n\t"):
        start = text.find(value, start + 1)
    return start


def _as_destination(address: str) -> str:
    """An address as a Markdown link gives it: what would end it is percent-encoded (CommonMark §6.3)."""
    return re.sub(r"[\s<>()\\]", lambda found: f"%{ord(found[0]):02X}", address)


def _link(seen: _Seen, obligation: Obligation) -> Check:
    wanted = _followed(obligation.value) if is_hyperlink(obligation.value) else ""
    link = seen.links.get(wanted) if wanted else None
    if link is not None:
        return Check(obligation, True, f"links to {link.href}", Quote(link.text, seen.where, link.start, link.end))
    missing = f"no link to {obligation.value or 'the original'}"
    if wanted and wanted in seen.silent:
        return Check(obligation, False, f"the link to {obligation.value} has no words a reader could follow")
    if seen.dead is None:
        return Check(obligation, False, missing)
    target = f"“{seen.dead.href}”" if seen.dead.href else "empty"
    quote = Quote(seen.dead.text, seen.where, seen.dead.start, seen.dead.end)
    return Check(obligation, False, f"{missing}; a link's target is {target}", quote)


def _followed(href: str) -> str:
    """Where following an address leads, for comparison: spellings that every browser follows to the same place are equal.

    Case of scheme and host, default port, percent-encoding (RFC 3986 §6.2.2) and the slash of a bare host; http and https are
    one place, since sites rewrite the one into the other. Path, query and fragment stay as they are.
    """
    href = href.strip()
    try:
        parts = urlsplit(href)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return href
    if parts.scheme.lower() not in ("http", "https") or not host:
        return href
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    path, query, fragment = (
        _ENCODED.sub(_plainest, quote(part, safe=_KEPT, errors="replace")) for part in (parts.path or "/", parts.query, parts.fragment)
    )
    return f"{netloc}{path}?{query}#{fragment}"


def _plainest(found: re.Match[str]) -> str:
    """An encoded character as itself where that is unreserved, else with capital digits (RFC 3986 §6.2.2.1 and .2)."""
    character = chr(int(found[1], 16))
    return character if character.isascii() and (character.isalnum() or character in "-._~") else found[0].upper()


def _words(seen: _Seen, obligation: Obligation) -> Check:
    value = obligation.value.strip()
    start = _find_whole(value, seen.page.text) if value else -1
    if start >= 0:
        return Check(obligation, True, f"shows “{value}”", Quote(value, seen.where, start, start + len(value)))
    if value and _stands(folded(value).casefold(), seen.words):
        return Check(obligation, True, f"shows “{value}”, with other typography", Quote(value, seen.where))
    return Check(obligation, False, f"does not show “{value}”" if value else "there are no words to look for")


def _stands(value: str, text: str) -> bool:
    return bool(value) and _find_whole(value, text) >= 0


def _find_whole(value: str, text: str) -> int:
    """Where words stand that are not part of longer ones («Li» is not in «clicked»); -1 where they do not."""
    start = text.find(value)
    while start >= 0:
        end = start + len(value)
        if not (_joined(text[start - 1 : start], value[0]) or _joined(value[-1], text[end : end + 1])):
            return start
        start = text.find(value, start + 1)
    return -1


def _joined(left: str, right: str) -> bool:
    """Whether two characters belong to one word, in scripts that put spaces between words."""
    return left.isalnum() and right.isalnum() and max(left, right) < _UNSPACED


def _above(seen: _Seen, obligation: Obligation) -> Check:
    address, _, line = obligation.value.partition("\n")
    link = seen.links.get(_followed(address)) if is_hyperlink(address) else None
    words = folded(line).casefold()
    start = seen.words.find(words) if words else -1
    if link is None or start < 0:
        return Check(obligation, False, f"no link to {address}" if link is None else f"does not show “{line}”")
    # Both places in the same folded words: what stands before the link is no longer than what stands before the text.
    above = len(folded(seen.page.text[: link.start])) <= start
    quote = Quote(link.text, seen.where, link.start, link.end)
    return Check(obligation, above, "the credit stands above the text" if above else "the credit stands below the text", quote)


def _image(seen: _Seen, obligation: Obligation) -> Check:
    for image in seen.page.images:
        if image.src.strip() == obligation.value:
            return Check(obligation, True, f"carries the image {image.src}", Quote(image.src, seen.where, image.start, image.start))
    return Check(obligation, False, f"does not carry the image {obligation.value}")


def _canonical(seen: _Seen, obligation: Obligation) -> Check:
    declared = seen.page.declared("canonical")
    if declared and all(_followed(href) == _followed(obligation.value) for href in declared) and is_hyperlink(obligation.value):
        return Check(obligation, True, f"declares {declared[0]} as canonical", Quote(declared[0], seen.where))
    found = f"declares {', '.join(declared)}" if declared else "declares nothing"
    return Check(obligation, False, f"{found} as canonical, not {obligation.value}")


def _noindex(seen: _Seen, obligation: Obligation) -> Check:
    robots = seen.page.meta("robots")
    if "noindex" in robots.lower():
        return Check(obligation, True, "asks search engines not to index it", Quote(robots, seen.where))
    return Check(obligation, False, "does not ask search engines not to index it")


_PROVERS = {By.LINK: _link, By.WORDS: _words, By.ABOVE: _above, By.IMAGE: _image, By.CANONICAL: _canonical, By.NOINDEX: _noindex}
