"""Asking a hub to subscribe or unsubscribe (https://www.w3.org/TR/websub/#subscriber-sends-subscription-request)."""

from collections.abc import Mapping
from datetime import UTC, datetime

from syndicator.errors import Rejected, RetryLater
from syndicator.feeds.addresses import shown
from syndicator.feeds.freshness import retry_after
from syndicator.feeds.transport import Transport


class HttpHub:
    """A `Hub` over HTTP; no error repeats what was sent, which holds the callback and the secret."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def ask(self, hub: str, form: Mapping[str, str]) -> None:
        """Send a request; it was taken when this returns, and is still to be verified. Raises RetryLater or Rejected."""
        answer = self._transport.post(hub, form)
        if 200 <= answer.status < 300:
            return
        name, status = shown(hub), answer.status
        if status in (408, 425, 429) or status >= 500:
            raise RetryLater(f"the hub {name} answered with status {status}", retry_after(answer.headers, datetime.now(UTC)))
        raise Rejected(f"the hub {name} answered with status {status}", "it is asked again later; the feed is polled meanwhile")
