"""Webmentions over HTTP: finding where an original takes them, and sending one (https://www.w3.org/TR/webmention/#sending-webmentions)."""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from syndicator.core.mentions import endpoint, is_web_address
from syndicator.errors import Rejected, RetryLater
from syndicator.feeds.addresses import shown
from syndicator.feeds.decoding import decoded
from syndicator.feeds.freshness import retry_after
from syndicator.feeds.nesting import DEEPEST_PAGE, absurd
from syndicator.feeds.pages import link_header
from syndicator.feeds.robots import Robots
from syndicator.feeds.transport import Fetched, Transport

_ACCEPT = {"Accept": "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"}
_TRY_AGAIN = (408, 421, 425, 429)
_GONE = (404, 410)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class HttpMentions:
    """A `Mentions` over HTTP: robots.txt is asked about the original, and no address of a private network is spoken to."""

    def __init__(self, transport: Transport, now: Callable[[], datetime] = _utc_now) -> None:
        self._transport, self._now = transport, now
        self._robots = Robots(transport, now)

    def endpoint(self, target: str) -> str:
        """Where the original takes Webmentions, "" where it names no place; raises RetryLater or Rejected."""
        fetched = self._transport.get(target, _ACCEPT, may=self._may)
        if fetched.status in _GONE:
            return ""
        self._require_ok(fetched)
        kind = fetched.headers.get("content-type", "") or "text/html"
        text = decoded(fetched.body, kind) if "html" in kind.partition(";")[0].lower() else ""
        links = link_header(fetched.headers.get("link", ""), fetched.url)
        return endpoint(fetched.url, links, "" if absurd(text, DEEPEST_PAGE) else text)

    def tell(self, endpoint: str, source: str, target: str) -> str:
        """Send one; where the receiver tells how it takes it, "" where it does not say. Raises RetryLater or Rejected.

        Any 2xx means that it was taken (§3.1.3). The parameters of the endpoint's own address stay in its address.
        """
        if not is_web_address(endpoint):
            raise Rejected(f"the original takes Webmentions at {shown(endpoint)}, which is no web address")
        answer = self._transport.post(endpoint, {"source": source, "target": target})
        self._require_ok(answer)
        location = answer.headers.get("location", "").strip() if answer.status == 201 else ""
        return _resolved(answer.url, location)

    def _may(self, url: str) -> None:
        if urlsplit(url).scheme.lower() in ("http", "https"):
            self._robots.require(url)

    def _require_ok(self, answer: Fetched) -> None:
        said = f"{shown(answer.url)} answered with status {answer.status}"
        if answer.status in _TRY_AGAIN or answer.status >= 500:
            raise RetryLater(said, retry_after(answer.headers, self._now()))
        if not 200 <= answer.status < 300:
            raise Rejected(said)


def _resolved(base: str, location: str) -> str:
    try:
        found = urljoin(base, location) if location else ""
    except ValueError:
        return ""
    return found if is_web_address(found) else ""
