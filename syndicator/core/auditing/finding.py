"""Where a page says that its text was taken from: addresses that may be the original's, the likeliest first."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from syndicator.core.article import is_hyperlink, same_address
from syndicator.core.auditing.links import shown_in
from syndicator.core.auditing.original import is_credit
from syndicator.core.hyperlinks import misleading, names_no_page
from syndicator.core.markup import Markup, folded, read

_MOST = 4  # each is fetched
_LONG_NAME = 25  # characters of words that are a headline rather than a name
_DEEPEST = 8
_SHORT = 30  # words
_POINTING = re.compile(
    r"(?i)\b(?:originals?|source|via|full (?:story|article|text)|quelle|original(?:artikel|beitrag)|fuente|fonte|source d)\b"
)


def candidates(html: str, url: str) -> tuple[str, ...]:
    """Addresses on other hosts that a page names as where its text came from; at most four.

    In this order: canonical, schema.org `isBasedOn`, links in lines that speak of publication, links with the page's own title.
    """
    page = read(html, tricks=True)
    found: dict[str, str] = {}
    for address in _named(page, url):
        if is_hyperlink(address) and not names_no_page(address) and _host(address) != _host(url) and not _licence(address):
            found.setdefault(same_address(address), address)
    return tuple(found.values())[:_MOST]


def _named(page: Markup, url: str) -> Iterator[str]:
    for href in page.declared("canonical"):
        yield _joined(url, href)
    for body in page.data:
        try:
            yield from _based_on(json.loads(body), 0)
        except (ValueError, RecursionError):  # what cannot be read names nothing
            continue
    titles = folded(f"{page.title} {page.meta('og:title')}").casefold()
    lines = _lines(page.text)
    crediting = _crediting(lines)
    for link in page.links:
        if any(start <= link.start and link.end <= end for start, end in crediting):
            yield from _leading(link.href)
    for link in page.links:
        words = folded(link.text).casefold()
        if len(words) >= _LONG_NAME and words in titles:
            yield from _leading(link.href)


def _crediting(lines: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Where short lines stand that speak of publication or point to a source, each with the lines beside it."""
    found = []
    for number, (_, _, line) in enumerate(lines):
        if is_credit(line) or (_POINTING.search(line) and len(line.split()) <= _SHORT):
            near = lines[max(0, number - 1) : number + 2]
            found.append((near[0][0], near[-1][1]))
    return found


def _leading(href: str) -> Iterator[str]:
    inner = shown_in(href)
    yield from inner or ((href,) if is_hyperlink(href) and not misleading(href) else ())


def _lines(text: str) -> list[tuple[int, int, str]]:
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        found.append((at, at + len(line), line))
        at += len(line)
    return found


def _based_on(said: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(said, list):
        for one in said:
            yield from _based_on(one, depth + 1)
    elif isinstance(said, dict):
        based = said.get("isBasedOn")
        for one in based if isinstance(based, list) else [based]:
            address = (one.get("url") or one.get("@id")) if isinstance(one, dict) else one
            if isinstance(address, str):
                yield address
        yield from _based_on(said.get("@graph"), depth + 1)


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return ""


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _licence(address: str) -> bool:
    return _host(address) in ("creativecommons.org", "creativecommons.net", "opendatacommons.org")
