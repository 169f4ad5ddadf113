"""A subscription at a WebSub hub: what the hub may say of it, and when it is to be asked (https://www.w3.org/TR/websub/).

The hub knows a subscription by the address it calls back, which only the two of us know; `now` is always told.
"""

import hmac
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

SUBSCRIBE, UNSUBSCRIBE, DENIED = "subscribe", "unsubscribe", "denied"
LEASE = timedelta(days=10)  # what is asked for; the hub decides
_LONGEST_LEASE = timedelta(days=90)
_ASKED = timedelta(hours=1)  # for so long after a request its intent may be verified: hubs may be slow, and may ask again
_AGAIN = tuple(timedelta(minutes=m) for m in (10, 30, 120, 360, 1440))
_AFTER_DENIAL = timedelta(days=7)
_PARTINGS = 4  # so often is a hub asked to let go; a push that comes all the same is told that nobody is here (410)
_METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})  # §8, X-Hub-Signature
_SIGNATURE = re.compile(r"\s*([a-z0-9]{1,10})=([0-9A-Fa-f]{1,128})\s*")
_SECONDS = re.compile(r"\d{1,10}")
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What two parties agreed on: the topic at the hub, until when, and how it goes.

    `token` ends the callback's address, `secret` signs what the hub pushes. `wanted` is false once it is to end. `pending` is
    what the hub was asked at `asked_at` ("subscribe", "unsubscribe" or nothing) and may verify. `until` is the end of the lease,
    None without one; `next_at` when the hub is asked next. `missed` is when a poll last found what no push had told.
    """

    token: str = field(repr=False)
    source_id: str
    hub: str
    topic: str
    secret: str = field(repr=False)
    wanted: bool = True
    pending: str = ""
    asked_at: datetime | None = None
    until: datetime | None = None
    next_at: datetime | None = None
    failures: int = 0
    problem: str = ""
    pushes: int = 0
    last_push: datetime | None = None
    missed: datetime | None = None

    def alive(self, now: datetime) -> bool:
        """Whether the hub pushes to us, as far as anybody knows."""
        return self.wanted and self.until is not None and now < self.until

    def prompt(self, now: datetime) -> bool:
        """Whether it may be relied on: it is alive, it has pushed, and since then no poll found what it had not told."""
        return self.alive(now) and self.last_push is not None and (self.missed is None or self.missed < self.last_push)

    @property
    def confidential(self) -> bool:
        """Whether the secret went to the hub unread by others (§5.1): by TLS, or never past this machine."""
        return self.hub.lower().startswith("https://") or bool(
            re.match(r"(?i)http://(127\.[\d.]+|\[::1\]|localhost)(:\d+)?(/|$)", self.hub)
        )


def asking(known: Subscription, now: datetime) -> Subscription:
    """The subscription as it must rest before its request leaves: a hub may verify it before it answers."""
    wish = SUBSCRIBE if known.wanted else UNSUBSCRIBE
    return replace(
        known, pending=wish, asked_at=now, next_at=now + _AGAIN[min(known.failures, len(_AGAIN) - 1)], failures=known.failures + 1
    )


def verified(known: Subscription, mode: str, topic: str, lease: str, now: datetime) -> Subscription | None:
    """The subscription after the hub asked whether we mean it (§5.3); None where we did not ask for this, or no longer want it."""
    asked = known.pending == (SUBSCRIBE if known.wanted else UNSUBSCRIBE) and known.asked_at is not None and now < known.asked_at + _ASKED
    if not (_same(mode, known.pending) & _same(topic, known.topic) & asked):
        return None
    if mode == UNSUBSCRIBE:
        return replace(known, until=None, next_at=now)
    given = timedelta(seconds=int(lease)) if _SECONDS.fullmatch(lease) and int(lease) else LEASE
    length = min(given, _LONGEST_LEASE)
    # Renewed when three quarters have passed: what fails then is tried several times before the end.
    return replace(known, until=now + length, next_at=now + length * 0.75, failures=0, problem="")


def denied(known: Subscription, topic: str, reason: str, now: datetime) -> Subscription | None:
    """The subscription after the hub said that it will not push (§5.2), at any time; None where it speaks of something else."""
    if not _same(topic, known.topic):
        return None
    said = " ".join(reason.split())[:_LONGEST_REASON]
    return replace(known, pending="", until=None, next_at=now + _AFTER_DENIAL, problem=f"the hub denied it{f': {said}' if said else ''}")


def refused(known: Subscription, why: str, when: datetime | None, now: datetime) -> Subscription:
    """The subscription after a request that failed; it is tried again, not before `when`."""
    later = known.next_at or now
    return replace(known, problem=why, next_at=max(later, when) if when else later)


def lapsed(known: Subscription, now: datetime) -> bool:
    """Whether its lease has run out."""
    return known.until is not None and known.until <= now


def parted(known: Subscription, now: datetime) -> bool:
    """Whether nothing is left of one that is to end: the hub let go, its lease is over, or it was asked often enough."""
    return not known.wanted and (known.until is None or lapsed(known, now) or known.failures >= _PARTINGS)


def pushed(known: Subscription, now: datetime) -> Subscription:
    """The subscription after a push that was ours."""
    return replace(known, pushes=known.pushes + 1, last_push=now)


def signed(secret: str, signature: str, body: bytes) -> bool:
    """Whether X-Hub-Signature (`method=hex`) is the HMAC of the body under this secret (§8); no header, no signature."""
    found = _SIGNATURE.fullmatch(signature)
    if found is None or found[1] not in _METHODS:
        return False
    return hmac.compare_digest(hmac.new(secret.encode(), body, found[1]).hexdigest(), found[2].lower())


def _same(one: str, other: str) -> bool:
    """Compared in the same time whatever the difference."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
