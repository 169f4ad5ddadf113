"""Addresses as they are written in feeds and shown in messages: resolved without being changed, told without secrets."""

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SECRET = re.compile(
    r"(?i)((?:[\w.-]*(?:token|key|secret|sig|signature|auth|pass|password|pwd|session|code|user|login|hash)[\w.-]*)=)[^&;#]+"
)


def resolved(address: str, base: str) -> str:
    """An address as the source meant it: absolute ones and broken ones (`#`, `mailto:`) verbatim, relative ones against `base`."""
    plain = address.strip()
    if not plain or plain.startswith("#") or _SCHEME.match(plain) or not base.lower().startswith(("http://", "https://")):
        return plain
    try:
        return urljoin(base, plain)
    except ValueError:
        return plain


def based(base: str, declared: str | None) -> str:
    """The base in effect below an element with this `xml:base` (RFC 3986 §5.1.1)."""
    if not declared:
        return base
    try:
        return urljoin(base, declared.strip())
    except ValueError:
        return base


def shown(url: str) -> str:
    """An address fit for logs and messages: without user name, password, fragment and the values of secret-looking parameters."""
    try:
        parts = urlsplit(url)
        netloc = parts.netloc.rpartition("@")[2]
        plain = urlunsplit((parts.scheme, netloc, parts.path, _SECRET.sub(r"\1…", parts.query), ""))
    except ValueError:
        plain = _SECRET.sub(r"\1…", re.sub(r"//[^/]*@", "//", url))
    return "".join(c if c.isprintable() else "�" for c in plain[:300])
