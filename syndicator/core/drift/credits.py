"""Naming how a duty was lost, and what became of a credit's links that are still there."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote

from syndicator.core.drift.kinds import Drift, Grade
from syndicator.core.markup import Link, Markup, folded
from syndicator.core.proof import By, Check
from syndicator.core.proof.addresses import followed

_UNPLAIN = ("nofollow", "sponsored", "ugc")  # https://html.spec.whatwg.org/#linkTypes, and search engines' own


def credit_drift(html: str, shown: Markup, checks: Iterable[Check]) -> Iterator[Drift]:
    """A drift for each duty that is not met, named by how it was lost, and for each credit link that is no longer a plain one."""
    links = {followed(link.href): link for link in shown.links if folded(link.text)}
    for check in checks:
        duty = check.obligation.duty
        if not check.met:
            yield Drift(f"{duty}_{_how(html, shown, check)}", Grade.BREACH, f"{duty}: {check.why}")
        elif check.obligation.by in (By.LINK, By.ABOVE):
            yield from _unplain(links.get(followed(check.obligation.value.partition("\n")[0])))


def _unplain(link: Link | None) -> Iterator[Drift]:
    rels = [rel for rel in (link.rel if link else ()) if rel in _UNPLAIN]
    if link and rels:
        yield Drift("link_nofollow", Grade.DOUBT, f"the link to {link.href} is marked {', '.join(rels)}")


def _how(html: str, shown: Markup, check: Check) -> str:
    by, value = check.obligation.by, check.obligation.value
    if by is By.LINK:
        return _how_link(html, shown, value)
    if by is By.WORDS:
        return "hidden" if folded(value).casefold() in folded(unescape(html)).casefold() else "lost"
    if by is By.ABOVE:
        return "moved"
    if by is By.CANONICAL:
        return "changed" if shown.declared("canonical") else "lost"
    return "lost"


def _how_link(html: str, shown: Markup, value: str) -> str:
    """Wrapped in another address, empty of words, hidden, unlinked (its address is only told), or lost."""
    wanted = followed(value)
    if any(_wraps(link.href, value) for link in shown.links):
        return "wrapped"
    if any(followed(link.href) == wanted and not folded(link.text) for link in shown.links):
        return "empty"
    return "hidden" if re.search(rf"<a\b[^>]*{re.escape(value)}(?=[\"'\s>])", unescape(html)) else "lost"


def _wraps(href: str, value: str) -> bool:
    """Whether a link leads to another host by an address that carries this one within: a redirect, a click counter."""
    inner = unquote(unquote(href))
    host, _, path = value.partition("://")[2].partition("/")
    elsewhere = followed(href).partition("/")[0] != followed(value).partition("/")[0]
    return elsewhere and bool(host) and re.search(rf"{re.escape(f'{host}/{path}')}(?=$|[?&#\"'])", inner) is not None
