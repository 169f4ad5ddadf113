"""Proving obligations on an HTML text: the same code for source, draft and live page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from syndicator.core.article import is_hyperlink, leads_nowhere
from syndicator.core.evidence import Quote
from syndicator.core.markup import Markup, folded, read

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")  # CommonMark §2.4


class By(StrEnum):
    """How an obligation is met."""

    LINK = "link"  # an <a href> a reader can follow, to exactly `value`
    WORDS = "words"  # words a reader sees
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


def prove(html: str, obligations: Iterable[Obligation], where: str) -> tuple[Check, ...]:
    """Check every obligation on one HTML text as a reader meets it; `where` names the text in the quotes."""
    page = read(html)
    return tuple(_PROVERS[o.by](page, o, where) for o in obligations)


def prove_text(text: str, obligations: Iterable[Obligation], where: str) -> tuple[Check, ...]:
    """The same for plain text and Markdown: words as they read without backslash escapes, addresses standing whole."""
    plain = _ESCAPE.sub(r"\1", text)
    return tuple(_in_text(plain, o, where) for o in obligations)


def lacking(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The checks that failed."""
    return tuple(c for c in checks if not c.met)


def _in_text(text: str, obligation: Obligation, where: str) -> Check:
    value = obligation.value.strip()
    if obligation.by is By.LINK:
        start = text.find(value) if is_hyperlink(value) else -1
        while start >= 0 and text[start + len(value) : start + len(value) + 1].strip(" )>\n\t"):
            start = text.find(value, start + 1)
        if start >= 0:
            return Check(obligation, True, f"gives {value}", Quote(value, where, start, start + len(value)))
        return Check(obligation, False, f"does not give {value or 'an address'}")
    if value and folded(value).casefold() in folded(text).casefold():
        return Check(obligation, True, f"shows “{value}”", Quote(value, where))
    return Check(obligation, False, f"does not show “{value}”")


def _link(page: Markup, obligation: Obligation, where: str) -> Check:
    dead = None
    for link in page.links:
        if _same_link(link.href, obligation.value):
            if link.text.strip():
                return Check(obligation, True, f"links to {link.href}", Quote(link.text, where, link.start, link.end))
            dead = Check(obligation, False, f"the link to {link.href} has no words a reader could follow")
        elif dead is None and leads_nowhere(link.href) and link.text.strip():
            target = f"“{link.href}”" if link.href else "empty"
            quote = Quote(link.text, where, link.start, link.end)
            dead = Check(obligation, False, f"no link to {obligation.value or 'the original'}; a link's target is {target}", quote)
    return dead or Check(obligation, False, f"no link to {obligation.value or 'the original'}")


def _same_link(href: str, value: str) -> bool:
    """The very address (a trailing slash of a bare host aside); never one that only starts like it."""
    if not is_hyperlink(value) or not is_hyperlink(href):
        return False
    return href.strip().rstrip("/") == value.strip().rstrip("/")


def _words(page: Markup, obligation: Obligation, where: str) -> Check:
    value = obligation.value.strip()
    start = page.text.find(value) if value else -1
    if start >= 0:
        return Check(obligation, True, f"shows “{value}”", Quote(value, where, start, start + len(value)))
    if value and folded(value).casefold() in folded(page.text).casefold():
        return Check(obligation, True, f"shows “{value}”, with other typography", Quote(value, where))
    return Check(obligation, False, f"does not show “{value}”" if value else "there are no words to look for")


def _image(page: Markup, obligation: Obligation, where: str) -> Check:
    for image in page.images:
        if image.src.strip() == obligation.value:
            return Check(obligation, True, f"carries the image {image.src}", Quote(image.src, where, image.start, image.start))
    return Check(obligation, False, f"does not carry the image {obligation.value}")


def _canonical(page: Markup, obligation: Obligation, where: str) -> Check:
    declared = page.declared("canonical")
    if declared and all(_same_link(href, obligation.value) for href in declared):
        return Check(obligation, True, f"declares {declared[0]} as canonical", Quote(declared[0], where))
    found = f"declares {', '.join(declared)}" if declared else "declares nothing"
    return Check(obligation, False, f"{found} as canonical, not {obligation.value}")


def _noindex(page: Markup, obligation: Obligation, where: str) -> Check:
    robots = page.meta("robots")
    if "noindex" in robots.lower():
        return Check(obligation, True, "asks search engines not to index it", Quote(robots, where))
    return Check(obligation, False, "does not ask search engines not to index it")


_PROVERS = {By.LINK: _link, By.WORDS: _words, By.IMAGE: _image, By.CANONICAL: _canonical, By.NOINDEX: _noindex}
