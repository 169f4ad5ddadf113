"""The three checks of every article: source link, copyright acknowledgement, hyperlink to the original.

They are proven on the source with the same code as on draft and live page (promise 3), on what the entry itself shows.
"""

from dataclasses import replace
from html import escape

from syndicator.core.article import is_hyperlink, leads_nowhere, same_address
from syndicator.core.attribution import copyright_line, source_address
from syndicator.core.evidence import Quote
from syndicator.core.hyperlinks import broken, misleading, names_no_page
from syndicator.core.markup import read
from syndicator.core.proof import By, Check, Obligation, prove
from syndicator.core.rules.case import Case, satisfied, unknown
from syndicator.core.terms import Republish
from syndicator.core.verdict import Answer, Finding, Status


def source_link(case: Case) -> Finding:
    """The article can be credited with a link to its source's own site."""
    address = source_address(case.article, case.source)
    remedy = "name the publisher's front page (publisher_url of the source); in a lone document, link to it"
    if fault := broken(address):
        why = f" ({address}: {fault})" if address else ""
        return _broken("source_link", case, f"there is no followable link to the source{why}", remedy)
    if doubt := misleading(address):
        return _unsure("source_link", f"the link to the source may lead elsewhere: {doubt}", remedy, address)
    name = case.source.publisher
    shown = _on_source(case, Obligation("source_link", By.LINK, address))
    if shown.met and shown.quote:
        return Finding("source_link", *_met(), f"the source {name} is linked: {address}", (shown.quote,))
    where = "publisher_url of the configured source" if case.source.publisher_url else f"origin of {case.article.url}"
    return Finding("source_link", *_met(), f"the source {name} can be linked: {address}", (Quote(address, where),))


def copyright_acknowledged(case: Case) -> Finding:
    """A copyright line to acknowledge is given, or follows from whose article it is."""
    line = copyright_line(case.article, case.source, case.terms, case.holder)
    if line:
        shown = _on_source(case, Obligation("copyright_notice", By.WORDS, line))
        if shown.met and shown.quote:
            return Finding("copyright", *_met(), f"the copyright line is “{line}”", (shown.quote,))
        return Finding("copyright", *_met(), f"no copyright line is given; “{line}” follows from whose article it is")
    if case.terms.licence.startswith(("CC0-", "CC-PDM-", "CC-PDDC", "LicenseRef-PublicDomain")):
        return satisfied("copyright", f"no copyright is claimed: {case.terms.licence}", *case.terms.evidence[:1])
    return unknown("copyright", "there is no copyright line to acknowledge, and whose it would be is not certain", "find out who holds it")


def hyperlink(case: Case) -> Finding:
    """There is a real hyperlink to the original: http(s), to a page of its own; `#`, scripts, names before the host are none.

    Where a shortener, a redirect, a mirror or a name in look-alike letters stands between, nobody can tell where it leads.
    """
    address, remedy = case.article.url, "find the article's own address"
    if fault := broken(address):
        given = f"its address is “{address}”, {fault}" if address else "it has no address"
        return _broken("hyperlink", case, f"there is no followable hyperlink to the original: {given}", remedy)
    if _is_another_page(case):
        return _broken("hyperlink", case, f"its address {address} leads to the publication, not to the article", remedy)
    if doubt := misleading(address):
        return _unsure("hyperlink", f"where its address {address} leads cannot be told: {doubt}", remedy, address)
    quote = Quote(address, f"address of the entry “{case.article.title}”")
    return Finding("hyperlink", *_met(), f"the original is {address}", (quote,))


def _is_another_page(case: Case) -> bool:
    """Whether the article's address is that of a front page: a host's, or the publisher's."""
    address, front = case.article.url, case.source.publisher_url
    return names_no_page(address) or (bool(front) and same_address(address, fragment=True) == same_address(front, fragment=True))


def _unsure(rule: str, says: str, remedy: str, address: str) -> Finding:
    return replace(unknown(rule, says, remedy), quotes=(Quote(address, "address"),))


def _met() -> tuple[Status, Answer]:
    return Status.SATISFIED, Answer.ALLOW


def _on_source(case: Case, obligation: Obligation) -> Check:
    """Prove on what the source shows: the entry's own statements and its body."""
    article = case.article
    entry = f'<p><a href="{escape(article.url)}">{escape(article.title)}</a> {escape(article.rights)}</p>' if article.url else ""
    places = ((entry, "feed entry"), (article.html, article.url or "article"), (article.page, article.page_url or "page"))
    first: Check | None = None
    for text, where in places:
        check = prove(text, (obligation,), where)[0] if text else None
        if check is not None and check.met:
            return check
        first = first or check
    return first or prove("", (obligation,), "article")[0]


def _broken(rule: str, case: Case, says: str, remedy: str) -> Finding:
    """Name the dead links a reader would meet, as evidence that a hyperlink is wanting."""
    dead = [link for link in read(case.article.html).links if leads_nowhere(link.href) and link.text.strip()]
    where = case.article.url if is_hyperlink(case.article.url) else f"content of “{case.article.title}”"
    quotes = tuple(Quote(link.text, where, link.start, link.end) for link in dead[:3])
    if dead:
        targets = " and ".join(sorted({f"“{link.href}”" if link.href else "empty" for link in dead[:20]}))
        says = f"{says}; {len(dead)} of its links lead nowhere (target {targets})"
    answer = Answer.REFUSE if case.terms.republish is Republish.NO else Answer.HOLD
    return Finding(rule, Status.NOT_SATISFIED, answer, says, quotes, remedy)
