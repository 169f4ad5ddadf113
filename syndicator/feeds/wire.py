"""Connections that ask the guard before they speak, and a deadline that ends them whatever the other side does."""

import contextlib
import os
import socket
import ssl
import threading
from types import TracebackType
from typing import cast

from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from syndicator.feeds.guard import Guard

_HOSTS_KEPT = 32


class Deadline:
    """Bounds one fetch, all its hops and drips included: when it passes, every socket of the fetch is shut down.

    A read timeout bounds only the wait for the next byte; headers that drip are seen by nobody but the socket. `passed` must be
    asked after a success too: a header block cut short looks like one.
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._lock = threading.Lock()
        self._handles: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self.end)
        self._timer.daemon = True

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            for handle in self._handles:
                handle.close()
            self._handles.clear()

    def watch(self, connected: socket.socket) -> None:
        """Take a second handle of a connection: it survives the TLS layer, which takes the first one over."""
        handle = socket.socket(fileno=os.dup(connected.fileno()))
        with self._lock:
            self._handles.append(handle)
        if self.passed:
            _shut(handle)

    def end(self) -> None:
        """Let it pass now."""
        with self._lock:
            self.passed = True
            for handle in self._handles:
                _shut(handle)


def _shut(handle: socket.socket) -> None:
    with contextlib.suppress(OSError):  # the other side closed it first
        handle.shutdown(socket.SHUT_RDWR)


class Watch(threading.local):
    """The deadline of the fetch this thread is making."""

    deadline: Deadline | None = None


class Adapter(HTTPAdapter):
    """The way of `requests` to the network: our connections, one TLS context for all, nothing tried twice."""

    def __init__(self, guard: Guard, watch: Watch) -> None:
        self._pools = _pools(guard, watch)
        self._tls = _tls_context()
        super().__init__(pool_connections=_HOSTS_KEPT, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: object) -> None:
        """Make the pools from our connection classes; `requests` hands no other keywords."""
        del pool_kwargs
        manager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, ssl_context=self._tls)
        manager.pool_classes_by_scheme = self._pools
        self.poolmanager = manager

    def cert_verify(self, conn: object, url: str, verify: object, cert: object) -> None:
        """Leave the certificates to the shared context: loading them anew would cost 10 ms a connection."""


def _tls_context() -> ssl.SSLContext:
    """Certificates are checked against the system's store (that of `requests` where there is none), and names compared."""
    paths = ssl.get_default_verify_paths()
    return ssl.create_default_context(cafile=None if paths.cafile or paths.capath else DEFAULT_CA_BUNDLE_PATH)


def _pools(guard: Guard, watch: Watch) -> dict[str, type[HTTPConnectionPool]]:
    """Pools by scheme whose connections know this guard and this watch."""

    def connect(connection: HTTPConnection) -> socket.socket:
        timeout = connection.timeout if isinstance(connection.timeout, int | float) else None
        connected = guard.connect(connection.host, connection.port or connection.default_port, timeout)
        if watch.deadline is not None:
            watch.deadline.watch(connected)
        return connected

    def rewatch(connection: HTTPConnection) -> None:
        if watch.deadline is not None and connection.sock is not None:
            watch.deadline.watch(cast("socket.socket", connection.sock))

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

        def putrequest(self, method: str, url: str, skip_host: bool = False, skip_accept_encoding: bool = False) -> None:
            rewatch(self)  # a connection kept alive from an earlier fetch
            super().putrequest(method, url, skip_host, skip_accept_encoding)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

        def putrequest(self, method: str, url: str, skip_host: bool = False, skip_accept_encoding: bool = False) -> None:
            rewatch(self)
            super().putrequest(method, url, skip_host, skip_accept_encoding)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
