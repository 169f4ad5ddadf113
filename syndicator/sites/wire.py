"""One request, straight through its connection: checked before it speaks, and used again only while the site promised to hold it.

A connection that the site closed meanwhile would leave the outcome of the next write unknown. So it is closed after each
answer, unless that says for how long it is held (`Keep-Alive: timeout=5`), and half of that has not passed.

Made by hand: a session would look for cookies, .netrc and proxies, load the certificates anew for every connection, and
cost more than the whole wire. What an address means is left to `requests`.
"""

import re
import ssl
import time
import weakref
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from requests import PreparedRequest
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection

from syndicator.errors import Rejected
from syndicator.sites.reach import Reach

_PIECE = 65_536
_HOSTS = 8  # a site has one, and perhaps others for its pictures
_TIMEOUT = re.compile(r"\btimeout=([0-9]{1,5})\b")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one request may take: seconds to connect, between two bytes and for the whole body; bytes of the answer."""

    connect: float = 5
    read: float = 60
    whole: float = 90
    size: int = 2_000_000


USUAL = Bounds()


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer as it came, with header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Unbounded(Exception):
    """The answer took too long or was too large."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: the origin, and what is asked of it (path and query)."""

    scheme: str
    host: str
    port: int | None
    asked: str

    @property
    def origin(self) -> tuple[str, str, int | None]:
        """Whose connection serves it."""
        return self.scheme, self.host, self.port


@lru_cache(maxsize=256)
def target(address: str, params: tuple[tuple[str, str], ...] = ()) -> Target:
    """Where an address leads, spelled as `requests` spells it; raises ValueError where it is no address that can be asked."""
    request = PreparedRequest()
    request.prepare_url(address, list(params))
    parts = urlsplit(request.url or "")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(address)
    return Target(parts.scheme, parts.hostname, parts.port, request.path_url)


class Wire:
    """The way to a site. Raises what urllib3 and http.client raise, Unbounded, and Rejected for a private address that nobody named."""

    def __init__(self, reach: Reach, bounds: Bounds, *, lasting: bool) -> None:
        self._bounds = bounds
        self._lasting = lasting
        self._lines = _lines(reach, bounds)
        self._held: dict[tuple[str, str, int | None], _Line] = {}
        weakref.finalize(self, _hang_up, self._held)

    def send(self, method: str, there: Target, headers: Mapping[str, str], body: bytes | None) -> Heard:
        """Send, and read the whole answer; no redirect is followed, and nothing is tried twice."""
        deadline = time.monotonic() + self._bounds.whole
        line = self._line(there)
        try:
            if line.is_closed:
                line.connect()
            with suppress(BrokenPipeError, ConnectionResetError):  # a site may answer, and hang up, before it heard all
                line.request(method, there.asked, body, headers, preload_content=False, decode_content=False)
            response = line.getresponse()
            names = {name.lower(): value for name, value in response.headers.items()}
            heard = Heard(response.status, names, _body(response, deadline, self._bounds.size))
        except BaseException:
            line.close()
            raise
        self._hold(there, line, _promised(names) / 2 if self._lasting else 0)
        return heard

    def _line(self, there: Target) -> "_Line":
        """A connection that nobody else uses: the one that is held, or one that opens itself."""
        line = self._held.pop(there.origin, None)
        if line is None:
            return self._lines[there.scheme](there.host, there.port)
        if line.held_until <= time.monotonic():
            line.close()
        return line

    def _hold(self, there: Target, line: "_Line", seconds: float) -> None:
        """Keep a connection for as long as the site promised; one for each host is enough."""
        line.held_until = time.monotonic() + seconds
        if not seconds or len(self._held) >= _HOSTS or self._held.setdefault(there.origin, line) is not line:
            line.close()


@cache
def _tls() -> ssl.SSLContext:
    """One for the whole process: to load the certificates costs 40 ms."""
    return ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)


def _body(response: BaseHTTPResponse, deadline: float, size: int) -> bytes:
    """The whole body, piece by piece as it arrives: a timeout between two bytes alone would let a slow one last for ever."""
    pieces, length = list[bytes](), 0
    while piece := response.read1(_PIECE, decode_content=True):
        pieces.append(piece)
        length += len(piece)
        if length > size:
            raise Unbounded(f"the answer is larger than {size} bytes")
        if time.monotonic() > deadline:
            raise Unbounded("the answer took too long")
    return b"".join(pieces)


def _promised(headers: Mapping[str, str]) -> int:
    """For how many seconds of silence the site holds the connection; 0 where it does not say (RFC 2068 §19.7.1.1)."""
    found = _TIMEOUT.search(headers.get("keep-alive", ""))
    return int(found[1]) if found and headers.get("connection", "").lower() != "close" else 0


class _Line(HTTPConnection):
    """A connection that knows until when it may be used again, and sends the head of a request with its body: one step, not two."""

    held_until = 0.0
    _gathered: list[bytes] | None = None

    def request(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401  # what urllib3 takes
        """Send a request, in one piece."""
        self._gathered = []
        try:
            super().request(*arguments, **named)
            whole = b"".join(self._gathered)
        finally:
            self._gathered = None
        self.send(whole)

    def send(self, data: Any) -> None:  # noqa: ANN401  # what http.client takes
        """Send, or gather until the request is whole."""
        if self._gathered is None:
            super().send(data)
        else:
            self._gathered.append(data)


def _hang_up(held: dict[tuple[str, str, int | None], _Line]) -> None:
    """Close what a wire that is gone still held."""
    for line in held.values():
        line.close()


def _lines(reach: Reach, bounds: Bounds) -> Mapping[str, Callable[[str, int | None], _Line]]:
    """How a connection is made, by scheme."""

    class Plain(_Line):
        def connect(self) -> None:
            self.timeout = bounds.connect
            super().connect()
            _check(self, reach)
            self.timeout = bounds.read  # from the answer on

    class Secure(Plain, HTTPSConnection):
        """The same, over TLS."""

    return {"http": Plain, "https": lambda host, port: Secure(host, port, ssl_context=_tls())}


def _check(connection: HTTPConnection, reach: Reach) -> None:
    try:
        reach.check(connection.host, connection.sock.getpeername()[0])
    except Rejected:
        connection.close()
        raise
