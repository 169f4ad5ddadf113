"""Connections to origins: checked by the guard before they speak, watched by the deadline of the fetch, under one TLS context for all."""

import os
import socket
import ssl
import threading
from functools import cache
from http.client import HTTPConnection

from requests.utils import DEFAULT_CA_BUNDLE_PATH

from syndicator.feeds.deadlines import Deadline
from syndicator.feeds.guard import Guard

Origin = tuple[str, str, int | None]  # scheme, host, and the port where one is named


class Watch(threading.local):
    """The fetch this thread is making: its deadline."""

    deadline: Deadline | None = None


class Line(HTTPConnection):
    """A connection in the clear. `used` is when it was last spoken on (monotonic seconds).

    It keeps a second handle of its socket: the TLS layer takes the first one over, and hides it while hands are shaken.
    """

    def __init__(self, origin: Origin, guard: Guard, watch: Watch, timeout: float) -> None:
        super().__init__(origin[1], origin[2] or self.default_port, timeout)
        self.origin = origin
        self.used = 0.0
        self._guard, self._watched = guard, watch
        self._handle: socket.socket | None = None

    def connect(self) -> None:
        """Connect, if the guard lets us."""
        self.sock = self._guard.connect(self.host, self.port, self.timeout)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._handle = socket.socket(fileno=os.dup(self.sock.fileno()))
        self.watch()

    def watch(self) -> None:
        """Let the fetch that this thread makes end at its deadline, on this connection too."""
        if self._watched.deadline is not None and self._handle is not None:
            self._watched.deadline.watch(self._handle)

    def close(self) -> None:
        """What http.client calls where an answer ends the connection: it is still on its way, and watched until it came."""
        super().close()
        if self._handle is not None and self._watched.deadline is not None:
            self._watched.deadline.inherit(self._handle)
            self._handle = None

    def hang_up(self) -> None:
        """End it now: nothing is on its way any more, or nobody waits for it."""
        handle, self._handle = self._handle, None
        self.close()
        if handle is not None:
            handle.close()


class SecureLine(Line):
    """The same, under TLS."""

    default_port = 443

    def connect(self) -> None:
        """Connect, and shake hands."""
        super().connect()
        name = self.host.partition("%")[0].rstrip(".")  # certificates know neither zones nor the root
        self.sock = tls_context().wrap_socket(self.sock, server_hostname=name)


LINES = {"http": Line, "https": SecureLine}


def tls_context() -> ssl.SSLContext:
    """One for the whole process, where names are compared and certificates checked against the system's store, else that of `requests`.

    To load the certificates anew for every connection would cost 40 ms each.
    """
    paths = ssl.get_default_verify_paths()  # asks the environment, where operators name their own store
    return _tls_context(paths.cafile, paths.capath)


@cache
def _tls_context(cafile: str | None, capath: str | None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=None if cafile or capath else DEFAULT_CA_BUNDLE_PATH)
    context.set_alpn_protocols(["http/1.1"])  # what is spoken here
    return context
