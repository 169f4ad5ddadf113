"""Patterns of paths as robots.txt writes them (RFC 9309 §2.2.3): `*` for anything, `$` for the end, else a beginning."""

from urllib.parse import urlsplit

from syndicator.core.metadata.addresses import host_of


def matches(pattern: str, url: str) -> bool:
    """Whether a pattern (a path, or an address of the same host) covers a page; compared in linear time."""
    try:
        asked, parts = urlsplit(pattern.strip()), urlsplit(url.strip())
    except ValueError:
        return False
    if asked.netloc and host_of(pattern) != host_of(url):
        return False
    path = f"{asked.path or '/'}{'?' + asked.query if asked.query else ''}"
    page = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    return _covers(path if path.startswith(("/", "*")) else f"/{path}", page)


def _covers(pattern: str, path: str) -> bool:
    whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    for number, piece in enumerate(rest, 1):
        last = whole and number == len(rest)
        found = path.rfind(piece) if last and piece else path.find(piece, place)
        if found < place or (last and piece and found + len(piece) != len(path)):
            return False
        place = len(path) if last and not piece else found + len(piece)
    return not whole or place == len(path)
