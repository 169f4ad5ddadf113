"""One prepared request, straight through its adapter: no session, no pool, and the connection of a host used again while it is warm."""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPResponse, IncompleteRead
from typing import cast
from urllib.parse import urlsplit

from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from urllib3.util.wait import wait_for_read

from syndicator.feeds.failures import unanswered
from syndicator.feeds.guard import Guard
from syndicator.feeds.lines import LINES, Line, Origin, Watch

_HOSTS_KEPT = 64  # connections kept open, one a host; the longest unused makes room
_WARM = 60.0  # seconds of silence after which a connection is left alone: many a server, or the way to it, has forgotten it by then
# An address that needs no mending, and no fragment: it goes out as it was given, to the last escape of its query.
_PLAIN = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]{1,5})?/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*")


def prepared(url: str, headers: Mapping[str, str], body: bytes | None = None) -> PreparedRequest:
    """A GET, or a POST of a body, that says what is given here and nothing else; raises ValueError where the address cannot be fetched.

    Made by hand: a session would add cookies, look for .netrc and proxies in the environment, and cost more than the whole wire.
    """
    request = PreparedRequest()
    request.method = "GET" if body is None else "POST"
    request.body = body
    if _PLAIN.fullmatch(url):
        request.url = url
    else:
        request.prepare_url(url, None)
    request.headers = cast("CaseInsensitiveDict[str | bytes]", dict(headers))  # sent as they stand; the real one costs a tenth of the wire
    return request


class Answer:
    """What a server says to one request: status and header lines at once, the body as it is read."""

    def __init__(self, said: HTTPResponse, line: Line) -> None:
        self._said, self.line = said, line
        self.status = said.status
        self.lines = tuple((name.lower(), _unfolded(value)) for name, value in said.headers.items())

    def read1(self, most: int) -> bytes:
        """The next bytes of the body; none at its end. Raises IncompleteRead where it ended early."""
        if piece := self._said.read1(most):
            return piece
        if self._said.length:
            raise IncompleteRead(b"", self._said.length)
        return self._said.read()  # nothing; but only this ends the answer, so that the connection may be used again

    @property
    def whole(self) -> bool:
        """Whether the body was read to its end."""
        return self._said.isclosed()

    def close(self) -> None:
        """Read no more."""
        self._said.close()


class Adapter(BaseAdapter):
    """The way of `requests` to the network, on connections that ask the guard before they speak; none of its work on what we do not use."""

    def __init__(self, guard: Guard, watch: Watch, timeout: float) -> None:
        super().__init__()
        self._guard, self._watch, self._timeout = guard, watch, timeout
        self._kept: OrderedDict[Origin, Line] = OrderedDict()
        self._lock = threading.Lock()

    def send(self, request: PreparedRequest, *_: object, **__: object) -> Response:
        """The answer, with an `Answer` as `raw`; a GET is sent once more where a kept connection closed just then (RFC 9112 §9.3.1).

        There are no proxies, cookies or certificates to be told of. Raises what http.client and sockets raise.
        """
        parts = urlsplit(request.url or "")
        origin = (parts.scheme, parts.hostname or "", parts.port)
        line = self._warm(origin) if request.method == "GET" else None
        if line is not None:
            try:
                return self._sent(request, line)
            except Exception as error:
                late = self._watch.deadline is not None and self._watch.deadline.passed
                if late or not unanswered(error):
                    raise
        return self._sent(request, LINES[parts.scheme](origin, self._guard, self._watch, self._timeout))

    def release(self, answer: Answer) -> None:
        """Keep the connection of an answer that was read to its end; end every other."""
        line = answer.line
        if not answer.whole or line.sock is None:
            answer.close()
            line.hang_up()
            return
        line.used = time.monotonic()
        with self._lock:
            spare = self._kept.pop(line.origin, None)  # there is one where this came over a connection of its own
            self._kept[line.origin] = line
            if len(self._kept) > _HOSTS_KEPT:
                spare = self._kept.popitem(last=False)[1]
        if spare is not None:
            spare.hang_up()

    def close(self) -> None:
        """Close the connections that were kept."""
        with self._lock:
            kept = list(self._kept.values())
            self._kept.clear()
        for line in kept:
            line.hang_up()

    def _warm(self, origin: Origin) -> Line | None:
        """The connection that was kept for an origin, unless it ended, or said what nobody asked."""
        with self._lock:
            line = self._kept.pop(origin, None)
        if line is None:
            return None
        if time.monotonic() - line.used > _WARM or wait_for_read(line.sock, 0):
            line.hang_up()
            return None
        return line

    def _sent(self, request: PreparedRequest, line: Line) -> Response:
        response = Response()
        line.watch()
        try:
            with suppress(BrokenPipeError):  # a server may answer, and hang up, before it heard all
                line.request(request.method or "", _target(request), cast("bytes | None", request.body), request.headers)
            said = line.getresponse()
        except BaseException:
            line.hang_up()
            raise
        response.raw = Answer(said, line)
        response.status_code = said.status
        response.url = request.url or ""
        return response


def _target(request: PreparedRequest) -> str:
    """Path and query, to the last byte: an address may be signed as it is spelled."""
    return "/" + (request.url or "").partition("#")[0].split("/", 3)[3]


def _unfolded(value: str) -> str:
    """A header value on one line (RFC 9112 §5.2)."""
    return " ".join(part.strip() for part in value.splitlines()) if "\n" in value or "\r" in value else value
