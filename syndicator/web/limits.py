"""How often strangers may do what costs people time; and tokens by which a form knows that it was ours that was filled in."""

import hmac
import secrets
import threading
from collections import deque
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address

_SPAN = timedelta(hours=1)
_KEEPS = timedelta(hours=2)  # a form that was opened


class Limit:
    """At most `most` in an hour, `each` of them from one public address; private ones are a proxy's, which stands for everybody."""

    def __init__(self, most: int, each: int) -> None:
        self._most, self._each = most, each
        self._times: deque[tuple[datetime, str]] = deque()
        self._lock = threading.Lock()

    def takes(self, address: str, now: datetime) -> bool:
        """Whether one more is let in, which counts then."""
        with self._lock:
            while self._times and self._times[0][0] <= now - _SPAN:
                self._times.popleft()
            mine = sum(one == address for _, one in self._times)
            if len(self._times) >= self._most or (_public(address) and mine >= self._each):
                return False
            self._times.append((now, address))
            return True


def _public(address: str) -> bool:
    try:
        return ip_address(address).is_global
    except ValueError:
        return False


class Tokens:
    """Tokens that no other site can know: when a form was made, under a key of this process."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def make(self, now: datetime) -> str:
        """A token for a form that is made now."""
        made = str(int(now.timestamp()))
        return f"{made}.{self._sign(made)}"

    def good(self, token: str, now: datetime) -> bool:
        """Whether a token is one of ours, and not too old."""
        made, _, signature = token.partition(".")
        if not hmac.compare_digest(signature.encode(), self._sign(made).encode()):
            return False
        return timedelta() <= now - datetime.fromtimestamp(int(made), now.tzinfo) + timedelta(seconds=1) <= _KEEPS

    def _sign(self, made: str) -> str:
        return hmac.new(self._key, made.encode("utf-8", "replace"), sha256).hexdigest()
