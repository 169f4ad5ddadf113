"""One prepared request, straight through its adapter: connections that ask the guard before they speak, one TLS context for all."""

import os
import re
import socket
import ssl
import threading
from collections.abc import Mapping
from functools import cache
from typing import cast
from urllib.parse import urlsplit

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from syndicator.feeds.deadlines import Deadline
from syndicator.feeds.guard import Guard

_HOSTS_KEPT = 64  # connections kept open, one a host; the longest unused makes room
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


class Watch(threading.local):
    """The fetch this thread is making: its deadline, what it asks for, and whether over a connection of an earlier one."""

    deadline: Deadline | None = None
    target: str = ""
    reused: bool = False


class Adapter(HTTPAdapter):
    """The way of `requests` to the network: our connections, nothing tried twice, and none of its work on what we do not use."""

    def __init__(self, guard: Guard, watch: Watch) -> None:
        self._pools, self._watch = _pools(guard, watch), watch
        super().__init__(pool_connections=_HOSTS_KEPT, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: object) -> None:
        """Make the pools from our connection classes; `requests` hands no other keywords."""
        del pool_kwargs
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def get_connection_with_tls_context(
        self, request: PreparedRequest, verify: object, proxies: object = None, cert: object = None
    ) -> HTTPConnectionPool:
        """The pool of the request's origin; no proxies, and the shared certificates."""
        del verify, proxies, cert
        parts = urlsplit(request.url or "")
        secure = {"ssl_context": tls_context()} if parts.scheme == "https" else None
        return self.poolmanager.connection_from_host(parts.hostname, parts.port, parts.scheme, pool_kwargs=secure)

    def cert_verify(self, conn: object, url: str, verify: object, cert: object) -> None:
        """Leave the certificates to the shared context: loading them anew would cost 40 ms a connection."""

    def add_headers(self, request: PreparedRequest, **kwargs: object) -> None:
        """Add none."""

    def request_url(self, request: PreparedRequest, proxies: object) -> str:
        """Path and query, to the last byte, for there is no proxy: an address may be signed as it is spelled."""
        del proxies
        self._watch.target = "/" + (request.url or "").partition("#")[0].split("/", 3)[3]
        return request.path_url

    def build_response(self, req: PreparedRequest, resp: HTTPResponse) -> Response:
        """The answer as it came; cookies are not looked for, and headers not copied."""
        response = Response()
        response.status_code = resp.status
        response.raw = resp
        response.url = req.url or ""
        return response


def tls_context() -> ssl.SSLContext:
    """One for the whole process, where names are compared and certificates checked against the system's store, else that of `requests`."""
    paths = ssl.get_default_verify_paths()  # asks the environment, where operators name their own store
    return _tls_context(paths.cafile, paths.capath)


@cache
def _tls_context(cafile: str | None, capath: str | None) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=None if cafile or capath else DEFAULT_CA_BUNDLE_PATH)


def _pools(guard: Guard, watch: Watch) -> dict[str, type[HTTPConnectionPool]]:
    """Pools by scheme whose connections know this guard and this watch."""

    class Plain(HTTPConnection):
        """Keeps a second handle of its socket: the TLS layer takes the first one over, and hides it while hands are shaken."""

        handle: socket.socket | None = None

        def _new_conn(self) -> socket.socket:
            timeout = self.timeout if isinstance(self.timeout, int | float) else None
            connected = guard.connect(self.host, self.port or self.default_port, timeout)
            self.handle = socket.socket(fileno=os.dup(connected.fileno()))
            self._watch()
            return connected

        def _watch(self) -> None:
            if watch.deadline is not None and self.handle is not None:
                watch.deadline.watch(self.handle)

        def putrequest(self, method: str, url: str, skip_host: bool = False, skip_accept_encoding: bool = False) -> None:
            if self.sock is not None:  # kept alive from an earlier fetch
                watch.reused = True
                self._watch()
            super().putrequest(method, watch.target or url, skip_host, skip_accept_encoding)  # urllib3 would change its escapes

        def close(self) -> None:
            super().close()
            if self.handle is None:
                return
            if watch.deadline is not None:  # an answer that ends the connection may still be on its way
                watch.deadline.inherit(self.handle)
            else:
                self.handle.close()
            self.handle = None

    class Secure(Plain, HTTPSConnection):
        """The same, under TLS."""

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
