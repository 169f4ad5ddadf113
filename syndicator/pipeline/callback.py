"""What hubs say at the callback: their questions are answered, and what they push is kept before they hear that it was taken.

Everybody can call; who does not know a token learns nothing, and who does not know the secret changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from syndicator.core.subscribing import DENIED, SUBSCRIBE, UNSUBSCRIBE, denied, signed, verified
from syndicator.ports import Store

_LONGEST_CHALLENGE = 2000


@dataclass(frozen=True, slots=True)
class Reply:
    """What the hub is told: a status, and for a question that is answered with yes its challenge.

    `news`: a push waits to be read. `ignored`: of which source one came that was not signed as it should be; the operator is told.
    """

    status: int
    body: str = ""
    news: bool = False
    ignored: str = ""


_NO = Reply(404)


def ask(store: Store, token: str, said: Mapping[str, str], now: datetime) -> Reply:
    """Answer a hub's question (§5.3 of WebSub): its challenge where we asked for this, 404 for everything else; hear a denial (§5.2)."""
    mode, topic, challenge = (said.get(f"hub.{name}", "") for name in ("mode", "topic", "challenge"))
    if store.subscription(token) is None:
        return _NO
    if mode == DENIED:
        reason = said.get("hub.reason", "")
        return Reply(200) if store.change_subscription(token, lambda s: denied(s, topic, reason, now), now, poll=True) else _NO
    if mode not in (SUBSCRIBE, UNSUBSCRIBE) or not 0 < len(challenge) <= _LONGEST_CHALLENGE:
        return _NO
    lease = said.get("hub.lease_seconds", "")
    return Reply(200, challenge) if store.change_subscription(token, lambda s: verified(s, mode, topic, lease, now), now) else _NO


def take(store: Store, token: str, content_type: str, signature: str, body: bytes, now: datetime) -> Reply:
    """Take a push: kept before the answer, or refused so that the hub tries again (503).

    One that is not signed as it should be is answered like any other and ignored (§8): a guesser learns nothing. Where
    nobody wants pushes any more, the answer ends them (410, §7). One whose secret others may have read only says
    that there is news: the feed is then asked for it.
    """
    known = store.subscription(token)
    if known is None or not known.alive(now):
        return Reply(410)
    if not signed(known.secret, signature, body):
        return Reply(202, ignored=known.source_id)
    believed = body if known.confidential else b""
    return Reply(202, news=True) if store.record_push(token, content_type[:200], believed, now) else Reply(503)
