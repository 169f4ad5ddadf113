"""How a request shows whose it is: a credential makes headers, and names the words that no message may repeat."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Credential(Protocol):
    """Makes the headers of one request; one that ages (a signed token) is made anew each time."""

    def headers(self, now: datetime) -> Mapping[str, str]:
        """What one request carries, at this time."""

    @property
    def hidden(self) -> tuple[str, ...]:
        """The secret in every form in which a site could repeat it."""


@dataclass(frozen=True, slots=True)
class Basic:
    """User and password (RFC 7617), in UTF-8."""

    user: str
    secret: str

    def headers(self, now: datetime) -> Mapping[str, str]:  # noqa: ARG002  # it does not age
        """The one header."""
        return {"Authorization": f"Basic {self._coded}"}

    @property
    def hidden(self) -> tuple[str, ...]:
        """The secret in every form in which a site could repeat it."""
        return spellings(self.secret, self._coded)

    @property
    def _coded(self) -> str:
        return base64.b64encode(f"{self.user}:{self.secret}".encode()).decode()

    def __repr__(self) -> str:
        return f"Basic({self.user!r})"


@dataclass(frozen=True, slots=True)
class Bearer:
    """A token (RFC 6750)."""

    token: str

    def headers(self, now: datetime) -> Mapping[str, str]:  # noqa: ARG002  # it does not age
        """The one header."""
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def hidden(self) -> tuple[str, ...]:
        """The token."""
        return spellings(self.token)

    def __repr__(self) -> str:
        return "Bearer()"


@dataclass(frozen=True, slots=True)
class Named:
    """Headers of a site's own, of which some values are secret."""

    named: Mapping[str, str]
    secrets: tuple[str, ...]

    def headers(self, now: datetime) -> Mapping[str, str]:  # noqa: ARG002  # they do not age
        """The headers as they were given."""
        return self.named

    @property
    def hidden(self) -> tuple[str, ...]:
        """The secret values."""
        return spellings(*self.secrets)

    def __repr__(self) -> str:
        return f"Named({', '.join(self.named)})"


def spellings(*secrets: str) -> tuple[str, ...]:
    """Words to hide, with and without the spaces people type into them, longest first so that none is left in part."""
    words = {word for secret in secrets for word in (secret, secret.replace(" ", "")) if word}
    return tuple(sorted(words, key=len, reverse=True))
