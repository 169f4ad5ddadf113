"""Fetching a picture of an article: politely, within bounds, and believed for its bytes alone."""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from syndicator.core.rasters import kind_of
from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.feeds.addresses import shown
from syndicator.feeds.freshness import retry_after
from syndicator.feeds.robots import Robots
from syndicator.feeds.transport import Transport
from syndicator.ports import Fetched

_ACCEPT = {"Accept": "image/jpeg, image/png, image/webp, image/gif"}
_LARGEST = 8 * 2**20
_TRY_AGAIN = (408, 421, 425, 429)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class HttpPictures:
    """A `PictureReader` over HTTP: robots.txt is asked, and no address of a private network is spoken to."""

    def __init__(self, transport: Transport, now: Callable[[], datetime] = _utc_now) -> None:
        self._transport, self._now = transport, now
        self._robots = Robots(transport, now)

    def picture(self, url: str) -> Fetched:
        """The bytes and what they are; raises RetryLater, Rejected or Gone."""
        found = self._transport.get(url, _ACCEPT, may=self._may)
        name = shown(found.url)
        if found.status in (404, 410):
            raise Gone(f"{name} is not there ({found.status})")
        if found.status in _TRY_AGAIN or found.status >= 500:
            raise RetryLater(f"{name} answered with status {found.status}", retry_after(found.headers, self._now()))
        if found.status != 200:
            raise Rejected(f"{name} answered with status {found.status}")
        if len(found.body) > _LARGEST:
            raise Rejected(f"{name} has {len(found.body)} bytes, more than {_LARGEST}")
        try:
            return Fetched(found.body, kind_of(found.body))
        except ValueError as error:
            raise Rejected(f"{name}: {error}") from None

    def _may(self, url: str) -> None:
        if urlsplit(url).scheme.lower() in ("http", "https"):
            self._robots.require(url)
