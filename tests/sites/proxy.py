"""A proxy that stands before a site, small or real, and spoils what it is told to: answers get lost, torn, late or replaced.

`proxy.spoil("500 after save")` spoils the next write's answer once. What the site says of its own address is told as the
proxy's, so that a client never walks round it.
"""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler
from urllib.parse import quote, urlsplit

from tests.sites.serving import Reply, Request, Serving, send
from tests.sites.support import NOW


def is_write(request: Request) -> bool:
    """Whether a request changes something, as most kinds have it; a kind whose reads are POSTs brings a test of its own."""
    return request.method in ("POST", "PUT", "PATCH", "DELETE")


def is_read(request: Request) -> bool:
    """The others."""
    return request.method == "GET"


@dataclass
class _Fault:
    mode: str
    which: Callable[[Request], bool]
    skip: int


class FaultProxy(Serving):
    """Use as a context manager; `url` stands for the upstream's address, `seen` is every request in its order."""

    def __init__(self, upstream: str) -> None:
        super().__init__()
        parts = urlsplit(upstream)
        self._upstream = parts.netloc
        self._faults: list[_Fault] = []
        self._lock = threading.Lock()
        self.seen: list[Request] = []
        self.url = f"http://{self.netloc}{parts.path or '/'}"

    def spoil(self, mode: str, *, which: Callable[[Request], bool] = is_write, skip: int = 0) -> None:
        """Spoil one request: the first that fits, or the one after `skip` of them."""
        assert mode in BEFORE or mode in AFTER
        self._faults.append(_Fault(mode, which, skip))

    @property
    def slow(self) -> bool:
        """Whether an answer is still to stay away, or never to end."""
        return any(fault.mode in _SLOW for fault in self._faults)

    @property
    def spoilt(self) -> bool:
        """Whether everything that was to be spoilt was."""
        return not self._faults

    def heal(self) -> None:
        """Spoil nothing more."""
        self._faults.clear()

    def serve(self, handler: BaseHTTPRequestHandler, request: Request) -> None:
        """Spoil the request, or hand it on and its answer back."""
        with self._lock:
            self.seen.append(request)
            mode = self._mode(request)
        try:
            if mode in BEFORE:
                BEFORE[mode](handler, Reply(0))
                return
            AFTER.get(mode, send)(handler, self._forwarded(request))
        except (OSError, HTTPException):  # the client hung up, or the site did: nobody is there to be told
            reset(handler, Reply(0))

    def _mode(self, request: Request) -> str:
        for fault in self._faults:
            if fault.which(request):
                if fault.skip:
                    fault.skip -= 1
                    continue
                self._faults.remove(fault)
                return fault.mode
        return ""

    def _forwarded(self, request: Request) -> Reply:
        def there(text: str) -> str:
            return text.replace(self.netloc, self._upstream).replace(quote(self.netloc), quote(self._upstream))

        def here(text: str) -> str:
            return text.replace(self._upstream, self.netloc).replace(quote(self._upstream), quote(self.netloc))

        connection = HTTPConnection(self._upstream, timeout=60)
        headers = {name: there(value) for name, value in request.headers.items() if name.lower() not in _OURS}
        body = there(request.body.decode("latin-1")).encode("latin-1")
        try:
            connection.request(request.method, there(request.path), body=body or None, headers=headers | {"Connection": "close"})
            answer = connection.getresponse()
            whole = here(answer.read().decode("latin-1")).encode("latin-1")
            kept = tuple((name, here(value)) for name, value in answer.getheaders() if name.lower() not in _OURS)
            return Reply(answer.status, kept, whole)
        finally:
            connection.close()


_SLOW = frozenset({"silence before", "silence after save", "slow body"})
_OURS = frozenset({"connection", "content-length", "transfer-encoding", "keep-alive"})
_HTML = (("Content-Type", "text/html; charset=utf-8"),)
_JSON = (("Content-Type", "application/json"),)


def reset(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """End the connection with a TCP reset."""
    handler.close_connection = True
    try:
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.rfile.close()
        handler.connection.close()
    except OSError:
        return


def _silent(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """Say nothing until the client has given up."""
    handler.connection.settimeout(5)
    try:
        handler.connection.recv(1)
    finally:
        handler.close_connection = True


def _trickle(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """Never silent, never done."""
    handler.send_response_only(reply.status)
    handler.end_headers()
    for _ in range(600):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.02)
    handler.close_connection = True


def _says(status: int, words: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Callable[[BaseHTTPRequestHandler, Reply], None]:
    body = json.dumps({"message": words, "error": words}).encode() if words else b"<html><h1>Something else</h1></html>"
    return lambda handler, _: send(handler, Reply(status, (*(_JSON if words else _HTML), *headers), body))


RETRY_AT = NOW + timedelta(minutes=2)
_LATER = (("Retry-After", "120"),)
_LATER_DATE = (("Retry-After", format_datetime(RETRY_AT, usegmt=True)),)
BEFORE: dict[str, Callable[[BaseHTTPRequestHandler, Reply], None]] = {
    "401": _says(401, "Who are you?"),
    "403": _says(403, "You may not."),
    "404": _says(404, "There is nothing here."),
    "409": _says(409, "That is in conflict."),
    "413": _says(413),
    "422": _says(422, "That cannot be processed."),
    "429 in seconds": _says(429, "Slow down", _LATER),
    "429 at a date": _says(429, "Slow down", _LATER_DATE),
    "429 senseless": _says(429, "Slow down", (("Retry-After", "soon"),)),
    "429 bare": _says(429),
    "503": _says(503),
    "503 in seconds": _says(503, "", _LATER),
    "503 at a date": _says(503, "", _LATER_DATE),
    "redirect": _says(302, "", (("Location", "http://127.0.0.2:9/stolen"),)),
    "reset before": reset,
    "silence before": _silent,
}
AFTER: dict[str, Callable[[BaseHTTPRequestHandler, Reply], None]] = {
    "cut after save": reset,
    "silence after save": _silent,
    "slow body": _trickle,
    "500 after save": lambda handler, _: send(handler, Reply(500, _HTML, b"<p>There has been a critical error.</p>")),
    "502 after save": lambda handler, _: send(handler, Reply(502, _HTML, b"Bad gateway")),
    "504 after save": lambda handler, _: send(handler, Reply(504, _HTML, b"")),
    "HTML after save": lambda handler, reply: send(
        handler, Reply(reply.status, _HTML, b"<b>Warning</b>: Cannot modify header information")
    ),
    "half the answer": lambda handler, reply: send(handler, Reply(reply.status, reply.headers, reply.body[:20]), length=100_000),
    "truncated JSON": lambda handler, reply: send(handler, Reply(reply.status, _JSON, (reply.body or b"{}")[:-1])),
}
