"""Whether a name or an address is the source itself: compared without case, accents, articles and words like “News”."""

import re
import unicodedata

from syndicator.core.metadata import host_of, same_host
from syndicator.core.places import Source

_EMPTY_WORDS = frozenset("the a le la el il der die das o news media magazine newspaper website com org net info inc ltd".split())


def is_source(name: str, url: str, source: Source) -> bool:
    """Whether a name (or the host of an address) is the source's publisher or one of its other names."""
    hosts = {host_of(source.publisher_url), host_of(source.feed)} - {""}
    return is_one_of(name, url, (source.publisher, *source.owners), hosts)


def is_one_of(name: str, url: str, names: tuple[str, ...], hosts: set[str]) -> bool:
    """Whether a name (or the host of an address) is one of these; an address elsewhere outweighs a name that resembles a host."""
    if url and any(same_host(host_of(url), host) for host in hosts):
        return True
    wanted = words(name)
    if any(wanted == words(own) for own in names if words(own)):
        return True
    if host_of(url):
        return False
    written = name.strip().lower().removeprefix("www.")
    return any(same_host(written, host) for host in hosts) or any(
        "".join(wanted) == host.rpartition(".")[0].replace("-", "") for host in hosts
    )


def words(name: str) -> tuple[str, ...]:
    """A name for comparison: without accents, case, punctuation, articles and words like “News”, unless nothing else is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() if name.isascii() is False and _latin(name) else name
    found = re.findall(r"\w+", plain.casefold())
    return tuple(word for word in found if word not in _EMPTY_WORDS) or tuple(found)


def _latin(name: str) -> bool:
    return all(ord(c) < 0x250 or not c.isalpha() for c in name)
