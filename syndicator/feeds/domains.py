"""Whose server an address leads to: the domain that somebody registered, by the public suffix list (https://publicsuffix.org).

The list comes with the library, and is as old as its release; nothing is ever fetched for it.
"""

import ipaddress
from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList

from syndicator.core.schedule import host


def server(url: str) -> str:
    """What is asked for one thing at a time: the registrable domain of an address, else its host; "" where it has none."""
    return registrable(host(url))


@lru_cache(maxsize=16384)
def registrable(name: str) -> str:
    """The registrable domain of a host; the host itself where it is a number, or stands under no domain that can be registered.

    Suffixes that companies let others use (`blogspot.com`) are no suffixes here: what stands below them is one company's servers.
    """
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return _suffixes().privatesuffix(name) or name
    return name


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True)
