"""Which addresses a site's client may reach: the one of its site, and a private one only where the operator named it.

The check is made on the connected socket, so no second name lookup can lead elsewhere (DNS rebinding).
"""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from syndicator.errors import Rejected


class Reach:
    """Private addresses, networks and host names that are meant, as the operator wrote them."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._names = frozenset(name.strip().strip("[]").lower() for name in allowed)
        self._networks = tuple(network for network in map(_network, self._names) if network is not None)

    def named(self, host: str) -> bool:
        """Whether the operator named this host, or a network that holds this address."""
        if host.lower() in self._names:
            return True
        try:
            address = ip_address(host.partition("%")[0])
        except ValueError:
            return False
        return any(address in network for network in self._networks)

    def check(self, host: str, peer: str) -> None:
        """Raise Rejected for a connection to a private address that nobody named."""
        address = ip_address(peer.partition("%")[0])
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        if (not address.is_global or address.is_multicast) and not self.named(host) and not self.named(str(address)):
            raise Rejected(f"{host} leads to the private address {address}", "name it under fetch.allow_private if it is meant")


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None
