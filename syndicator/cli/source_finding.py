"""From the address a person names to that of a feed: taken at its word where it looks like one, else looked up on the page."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from syndicator.cli.common import Shell
from syndicator.cli.output import plain
from syndicator.cli.source_tables import Feed
from syndicator.errors import Gone, InputError, Rejected, RetryLater

if TYPE_CHECKING:
    from syndicator.feeds import NamedFeed

# Words of an address that say “feed”. One that is taken for a feed is not fetched now: its first poll would be its second request.
_LIKE_A_FEED = re.compile(r"(?i)\.(xml|rss|rdf|atom|json)$|(?:^|[/._=&-])(feeds?|rss2?|atom|rdf|syndication)(?:[/._=&-]|$)")


def looks_like_a_feed(url: str) -> bool:
    """Whether an address says of itself that a feed is there."""
    parts = urlsplit(url)
    return bool(_LIKE_A_FEED.search(f"{parts.netloc}{parts.path}") or _LIKE_A_FEED.search(parts.query))


def found(shell: Shell, feed: Feed, *, find: bool | None) -> Feed:
    """The feed that is meant; with one request where its address is a page's. Raises InputError where the page names none."""
    from syndicator.settings.values import web_address

    try:
        url = web_address(feed.url)
    except ValueError as error:
        raise InputError(plain(str(error))) from None
    if find is False or (find is None and looks_like_a_feed(url)):
        return feed
    named = _named(shell, url)
    if not named:
        raise InputError(f"{plain(url)} names no feed; look on the page for its address, and add that (with --as-feed if it is one)")
    chosen = named[0]
    for other in named[1:]:
        shell.note(f"the page names another feed too: {plain(other.url)}{f' (“{plain(other.title)}”)' if other.title else ''}")
    front = urlsplit(url).path in ("", "/") and chosen.url != url
    return replace(feed, url=chosen.url, publisher_url=feed.publisher_url or (url if front else ""))


def _named(shell: Shell, url: str) -> "tuple[NamedFeed, ...]":
    from syndicator import wiring
    from syndicator.feeds import HttpPageReader, Transport, feeds_of

    transport = Transport(wiring.manners(shell.settings_without_secrets))
    try:
        return feeds_of(HttpPageReader(transport, respect_robots=True).page(url), url)
    except (Rejected, RetryLater, Gone) as error:
        raise InputError(plain(str(error))) from None
    finally:
        transport.close()
