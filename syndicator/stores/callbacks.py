"""What every store does alike about hubs: names nobody guesses, and how much may wait."""

import secrets

MOST_WAITING = 20  # pushes of one source; each is a whole document, and the newest holds nearly all of those before it


def unguessable() -> str:
    """256 bits of chance, fit for an address, and short enough for a secret (below 200 bytes, WebSub §5.1)."""
    return secrets.token_urlsafe(32)
