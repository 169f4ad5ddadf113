"""Addresses as evidence needs them: whose host, which page, and whether they lead elsewhere."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from syndicator.core.article import is_hyperlink, same_address
from syndicator.core.evidence import Channel, Evidence, Level, Quote, Topic

_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d{4,14}[a-z_]{0,4}/(?=https?://)", re.IGNORECASE)


def host_of(url: str) -> str:
    """The host of an address in lower case without `www.`, "" where it has none."""
    try:
        return (urlsplit(url.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def same_host(one: str, other: str) -> bool:
    """Whether two hosts are the same, or one stands under the other."""
    return bool(one and other) and (one == other or one.endswith(f".{other}") or other.endswith(f".{one}"))


def joined(base: str, href: str) -> str:
    """An address resolved against a page, "" where it cannot be."""
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""


def same_page(address: str, url: str) -> bool:
    """Whether an address written on a page is that of the page itself: equal, empty, or a fragment of it."""
    written = address.strip()
    return not written or written.startswith(("#", "_:")) or same_address(joined(url, written)) == same_address(url)


def unarchived(address: str) -> str:
    """The address an archive's copy was taken from (web.archive.org/web/DATE/ADDRESS), any other as it is."""
    return _ARCHIVED.sub("", address)


def elsewhere(href: str, url: str, element: str, rule: str, name: str = "") -> Iterator[Evidence]:
    """ORIGINAL evidence where an address leads to another host than the page's own."""
    target = unarchived(joined(url, href))
    if is_hyperlink(target) and host_of(url) and not same_host(host_of(target), host_of(url)):
        quote = Quote(href, f"{url} ({element})")
        yield Evidence(Topic.ORIGINAL, name or host_of(target), quote, rule, Channel.PAGE, Level.ARTICLE, target)
