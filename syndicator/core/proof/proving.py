"""Proving each obligation on one text, as a reader would look for it."""

import re
from collections.abc import Iterable

from syndicator.core.article import is_hyperlink
from syndicator.core.evidence import Quote
from syndicator.core.flavours import Flavour, as_html
from syndicator.core.markup import Link
from syndicator.core.proof.addresses import followed
from syndicator.core.proof.obligations import By, Check, Obligation
from syndicator.core.proof.seeing import Seen, seen

_IN_BODY = frozenset({"keep_links", "image_credit", "image_licence"})  # duties that are met within the article's own text


def prove(html: str, obligations: Iterable[Obligation], where: str, *, tricks: bool = True, body: str = "") -> tuple[Check, ...]:
    """Check every obligation on one HTML text as a reader meets it; `where` names the text in the quotes.

    What inline styles make invisible does not count; without `tricks` it does (a theme may fade its whole content in).
    `body` is the article's own text (HTML) as it was sent: its words and links do not count for the credit.
    """
    text = seen(html, where, tricks, body)
    return tuple(_PROVERS[o.by](text, o) for o in obligations)


def prove_text(text: str, obligations: Iterable[Obligation], where: str, flavour: Flavour) -> tuple[Check, ...]:
    """The same on Markdown, plain text or BBCode, as its reader's software shows it; quotes have the offsets of what is shown."""
    return prove(as_html(text, flavour), obligations, where)


def _link(text: Seen, obligation: Obligation) -> Check:
    wanted = followed(obligation.value) if is_hyperlink(obligation.value) else ""
    found = text.links if obligation.duty in _IN_BODY else text.credits
    if wanted in found:
        return _at(text, obligation, found[wanted], f"links to {found[wanted].href}")
    missing = f"no link to {obligation.value or 'what is asked for, since its address is not known'}"
    if wanted and wanted in text.silent:
        return Check(obligation, False, f"the link to {obligation.value} has no words a reader could follow")
    if wanted and wanted in text.links:
        return _at(text, obligation, text.links[wanted], f"{missing} but in the article's own text", met=False)
    if text.dead is None:
        return Check(obligation, False, missing)
    target = f"“{text.dead.href}”" if text.dead.href else "empty"
    return _at(text, obligation, text.dead, f"{missing}; a link's target is {target}", met=False)


def _at(text: Seen, obligation: Obligation, link: Link, why: str, *, met: bool = True) -> Check:
    quote = Quote(link.text, text.where, link.start, link.end)
    return Check(obligation, met, why, quote, text.element(link.start, link.end))


def _words(text: Seen, obligation: Obligation) -> Check:
    value = obligation.value.strip()
    span = text.find(value, anywhere=obligation.duty in _IN_BODY) if value else None
    if span is None:
        return Check(obligation, False, f"does not show “{value}”" if value else "there are no words to look for")
    found = text.page.text[span[0] : span[1]]
    why = f"shows “{value}”" if found == value else f"shows “{value}”, with other typography"
    return Check(obligation, True, why, Quote(found, text.where, *span), text.element(*span))


def _above(text: Seen, obligation: Obligation) -> Check:
    address, _, line = obligation.value.partition("\n")
    link = text.credits.get(followed(address)) if is_hyperlink(address) else None
    start = text.opening(line)
    if link is None or start < 0:
        return Check(obligation, False, f"no link to {address}" if link is None else f"does not show “{line}”")
    above = link.start <= start
    return _at(text, obligation, link, f"the credit stands {'above' if above else 'below'} the text", met=above)


def _image(text: Seen, obligation: Obligation) -> Check:
    for image in text.page.images:
        if image.src.strip() == obligation.value:
            quote = Quote(image.src, text.where, image.start, image.start)
            return Check(obligation, True, f"carries the image {image.src}", quote, text.element(image.start, image.start))
    return Check(obligation, False, f"does not carry the image {obligation.value}")


def _canonical(text: Seen, obligation: Obligation) -> Check:
    declared = text.page.declared("canonical")
    if declared and all(followed(href) == followed(obligation.value) for href in declared) and is_hyperlink(obligation.value):
        return Check(obligation, True, f"declares {declared[0]} as canonical", Quote(declared[0], text.where), "head > link")
    found = f"declares {', '.join(declared)}" if declared else "declares nothing"
    return Check(obligation, False, f"{found} as canonical, not {obligation.value}")


def _noindex(text: Seen, obligation: Obligation) -> Check:
    robots = text.page.meta("robots")
    if {"noindex", "none"} & set(re.split(r"[\s,]+", robots.lower())):  # “noindexifembedded” is another directive
        return Check(obligation, True, "asks search engines not to index it", Quote(robots, text.where), "head > meta")
    return Check(obligation, False, "does not ask search engines not to index it")


_PROVERS = {By.LINK: _link, By.WORDS: _words, By.ABOVE: _above, By.IMAGE: _image, By.CANONICAL: _canonical, By.NOINDEX: _noindex}
