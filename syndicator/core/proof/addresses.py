"""Where following an address leads, for comparison."""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

_KEPT = "/?:@!$&'()*+,;=~-._%"
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")


@lru_cache(maxsize=4096)  # a page names the same few addresses again and again
def followed(href: str) -> str:
    """A key under which spellings are equal that every browser follows to the same place.

    Case of scheme and host, default port, percent-encoding (RFC 3986 §6.2.2) and the slash of a bare host; http and https are
    one place, since sites rewrite the one into the other. Path, query and fragment stay as they are.
    """
    href = href.strip()
    try:
        parts = urlsplit(href)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return href
    if parts.scheme.lower() not in ("http", "https") or not host:
        return href
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    path, query, fragment = (
        _ENCODED.sub(_plainest, quote(part, safe=_KEPT, errors="replace")) for part in (parts.path or "/", parts.query, parts.fragment)
    )
    return f"{netloc}{path}?{query}#{fragment}"


def _plainest(found: re.Match[str]) -> str:
    """An encoded character as itself where that is unreserved, else with capital digits (RFC 3986 §6.2.2.1 and .2)."""
    character = chr(int(found[1], 16))
    return character if character.isascii() and (character.isalnum() or character in "-._~") else found[0].upper()
