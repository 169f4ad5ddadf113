"""What a feed's server wants to know before it answers, told to that server alone."""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from syndicator.core.places import Source

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Login:
    """A credential, and the one origin (scheme, host and port, RFC 6454) that may see it."""

    origin: tuple[str, str, int | None] = ("", "", None)
    header: str = field(default="", repr=False)

    def headers(self, url: str) -> dict[str, str]:
        """The header that goes with a request to this address: none, but for those of the origin."""
        return {"Authorization": self.header} if self.header and _origin(url) == self.origin else {}


def login(feed: str, secret: str) -> Login:
    """What logs in at the origin of a feed: `user:password` (Basic, RFC 7617), else a token (Bearer, RFC 6750)."""
    if ":" in secret:
        return Login(_origin(feed), "Basic " + base64.b64encode(secret.encode()).decode("ascii"))
    return Login(_origin(feed), f"Bearer {secret}")


def logins(sources: Iterable[Source], secrets: Mapping[str, str]) -> dict[str, Login]:
    """The logins of sources that have one, by the source's id."""
    return {source.id: login(source.feed, secrets[source.id]) for source in sources if source.id in secrets}


def _origin(url: str) -> tuple[str, str, int | None]:
    try:
        parts = urlsplit(url)
        return parts.scheme, (parts.hostname or "").rstrip("."), parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return "", "", None
