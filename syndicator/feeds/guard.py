"""Which addresses may be connected to: public ones, and those an operator named; judged on addresses, never on spelling."""

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from syndicator.errors import InputError, Rejected

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# IANA special-purpose registries (RFC 6890 and its updates) with multicast and two cloud metadata addresses. `is_global` of the
# standard library differs between Python versions and calls several of these public.
_CLOSED_4 = tuple(
    ipaddress.ip_network(n)
    for n in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
        "192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 "
        "224.0.0.0/4 240.0.0.0/4"
    ).split()
)
# Outside 2000::/3 nothing is global unicast: that closes ::1, mapped, translated (RFC 6052), unique local, link-local and multicast.
_OPEN_6 = ipaddress.ip_network("2000::/3")
_CLOSED_6 = tuple(ipaddress.ip_network(n) for n in "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20".split())
_OPEN_PORTS = (80, 443)
_PRIVILEGED = 1024


@dataclass(frozen=True, slots=True)
class _Allowed:
    """One entry of the operator's list: a network or a host name, on one port or (None) on all."""

    network: _Network | None
    host: str
    port: int | None

    def covers(self, address: _Address, host: str, port: int) -> bool:
        if self.port is not None and self.port != port:
            return False
        if self.network is not None:
            return address.version == self.network.version and address in self.network
        return host.lower().rstrip(".") == self.host


class Guard:
    """Says why an address is refused; entries of `allow` are `host`, `host:port`, an address, or a CIDR network."""

    def __init__(self, allow: Sequence[str] = ()) -> None:
        self._allowed = tuple(_entry(text) for text in allow)

    def refusal(self, address: str, host: str, port: int) -> str:
        """Why `address` must not be connected to for `host` and `port`; empty where it may."""
        try:
            found = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return f"{address} is no internet address"
        if any(entry.covers(found, host, port) for entry in self._allowed):
            return ""
        if _closed(found):
            return f"{found} is not a public address"
        if port not in _OPEN_PORTS and port < _PRIVILEGED:
            return f"port {port} is not a port of the web"
        return ""

    def connect(self, host: str, port: int, timeout: float | None) -> socket.socket:
        """Look a host up once, and connect to one of its addresses if all of them may be connected to.

        Raises Rejected where one may not, and OSError as sockets do. The peer is asked for its address after connecting: a
        name that answers differently a second time gains nothing.
        """
        found = list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        for address in found:
            self._admit(address, host, port)
        trouble = OSError("the name has no address")
        for address in found:
            try:
                connected = socket.create_connection((address, port), timeout)
            except OSError as error:
                trouble = error
                continue
            try:
                self._admit(str(connected.getpeername()[0]), host, port)
            except (Rejected, OSError):
                connected.close()
                raise
            return connected
        raise trouble

    def _admit(self, address: str, host: str, port: int) -> None:
        if why := self.refusal(address, host, port):
            raise Rejected(why, f"if it is meant, name {host}:{port} under fetch.allow_private")


def _closed(address: _Address) -> bool:
    if isinstance(address, ipaddress.IPv4Address):
        return any(address in network for network in _CLOSED_4)
    return address not in _OPEN_6 or any(address in network for network in _CLOSED_6)


def _entry(text: str) -> _Allowed:
    """Read one entry of the operator's list; raises InputError."""
    plain = text.strip().lower()
    try:
        return _Allowed(ipaddress.ip_network(plain.strip("[]"), strict=False), "", None)
    except ValueError:
        pass  # not a network: a host, with or without a port
    try:
        parts = urlsplit(f"//{plain}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or parts.path:
        raise InputError(f"“{text}” is no host, host:port, address or network (like 10.0.0.0/8)")
    try:
        return _Allowed(ipaddress.ip_network(host), "", port)
    except ValueError:
        return _Allowed(None, host.rstrip("."), port)
