"""HTTP to one site: no redirects, no cookies, no proxy or netrc of the environment, bounded time and size, our errors only."""

import base64
import json
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Any, NoReturn
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import HTTPBasicAuth
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from syndicator.errors import OutcomeUnknown, Rejected, RetryLater, SettingsError, SyndicatorError
from syndicator.sites.answers import Answer, accepted, short
from syndicator.sites.reach import Reach


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one request may take: seconds to connect, between two bytes and for the whole body; bytes of the answer."""

    connect: float = 5
    read: float = 60
    whole: float = 90
    size: int = 2_000_000


class HttpClient:
    """Asks (`ask`) and tells (`tell`) a site; `accept` turns any answer but success into one of our errors.

    A failure before the request was on its way is RetryLater. After that a lost, torn, endless or oversized answer is
    OutcomeUnknown to a write and RetryLater to a read. The credential never leaves the site's own host and never
    stands in a message or repr.
    """

    def __init__(
        self,
        base: str,
        user_agent: str,
        now: Callable[[], datetime],
        *,
        auth: tuple[str, str] | None = None,
        allow_private: tuple[str, ...] = (),
        bounds: Bounds = Bounds(),
    ) -> None:
        reach = Reach(allow_private)
        self.base = _base(base, reach, secret=auth is not None)
        self._now = now
        self._bounds = bounds
        self._auth = HTTPBasicAuth(auth[0].encode(), auth[1].encode()) if auth else None
        self._hide = _spellings(*auth) if auth else ()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers.update({"User-Agent": user_agent, "Accept-Encoding": "identity", "Connection": "close"})
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _GuardedAdapter(reach))

    def __repr__(self) -> str:
        return f"HttpClient({self.base!r})"

    def ask(self, address: str, params: Mapping[str, str] | None = None, *, method: str = "GET", anonymous: bool = False) -> Answer:
        """Read: the answer, whatever its status; raises RetryLater when there is none."""
        return self._send(method, address, params, None, wrote=False, anonymous=anonymous)

    def tell(self, method: str, address: str, params: Mapping[str, str] | None = None, payload: object = None) -> Answer:
        """Write `payload` as JSON: the answer, whatever its status; raises RetryLater or OutcomeUnknown when there is none."""
        return self._send(method, address, params, payload, wrote=True, anonymous=False)

    def accept(self, answer: Answer, *, wrote: bool) -> Answer:
        """The answer if it tells of success; else raises the error that its status stands for."""
        return accepted(answer, wrote=wrote, now=self._now())

    def _send(
        self, method: str, address: str, params: Mapping[str, str] | None, payload: object, *, wrote: bool, anonymous: bool
    ) -> Answer:
        auth = None if anonymous or urlsplit(address)[:2] != urlsplit(self.base)[:2] else self._auth
        body = None if payload is None else json.dumps(payload)
        headers = {"Accept": "application/json, */*;q=0.5"} | ({"Content-Type": "application/json"} if body else {})
        bounds = self._bounds
        asked = f"{method} {short(address.partition('?')[0], self._hide)}"
        deadline = time.monotonic() + bounds.whole
        try:
            with self._session.request(
                method, address, params=params, data=body, headers=headers, auth=auth, timeout=(bounds.connect, bounds.read),
                allow_redirects=False, stream=True,
            ) as response:  # fmt: skip
                whole = _body(response, deadline, bounds.size)
                names = {name.lower(): value for name, value in response.headers.items()}
                return Answer(response.status_code, names, whole, asked, self._hide)
        except SyndicatorError:
            raise
        except (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema, requests.exceptions.InvalidSchema) as error:
            raise Rejected(f"{asked}: not an address that can be asked") from error
        except (requests.RequestException, HTTPError, OSError, _Unbounded) as error:
            self._lost(asked, error, wrote=wrote)

    def _lost(self, asked: str, error: Exception, *, wrote: bool) -> NoReturn:
        why = f"{asked}: {_plain(error)}"
        if wrote and not _never_sent(error):
            raise OutcomeUnknown(why) from error
        raise RetryLater(why) from error


class _GuardedAdapter(HTTPAdapter):
    """The transport of requests, with every connection checked after it stands and before anything is sent on it."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        super().__init__(max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:  # noqa: ANN401  # what requests hands on to urllib3
        """Make the pools that open guarded connections (called by requests)."""
        manager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **kwargs)
        manager.pool_classes_by_scheme = _pools(self._reach)
        self.poolmanager = manager


def _pools(reach: Reach) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            _check(self, reach)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            _check(self, reach)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _check(connection: HTTPConnection, reach: Reach) -> None:
    try:
        reach.check(connection.host, connection.sock.getpeername()[0])
    except Rejected:
        connection.close()
        raise


class _Unbounded(Exception):
    """The answer took too long or was too large."""


def _body(response: requests.Response, deadline: float, size: int) -> bytes:
    """The whole body, piece by piece as it arrives: a timeout between two bytes alone would let a slow one last for ever."""
    pieces, length = [], 0
    while piece := response.raw.read1(65_536, decode_content=True):
        pieces.append(piece)
        length += len(piece)
        if length > size:
            raise _Unbounded(f"the answer is larger than {size} bytes")
        if time.monotonic() > deadline:
            raise _Unbounded("the answer took too long")
    return b"".join(pieces)


def _base(base: str, reach: Reach, *, secret: bool) -> str:
    """The site's address with a slash at its end; raises SettingsError where a secret would travel in the clear."""
    try:
        parts = urlsplit(base.strip())
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise SettingsError(f"{short(base)!r} is no address of a site: {error}") from error
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.query or parts.fragment:
        raise SettingsError(f"{short(base)!r} is no address of a site; like https://example.org/ without user, query and fragment")
    if secret and parts.scheme == "http" and not reach.named(host):
        raise SettingsError(f"{short(base)} would send the credential in the clear; use https, or name the host under fetch.allow_private")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"


def _spellings(user: str, secret: str) -> tuple[str, ...]:
    """The secret in every form in which a site could repeat it."""
    coded = base64.b64encode(f"{user}:{secret}".encode()).decode()
    return tuple(sorted({word for word in (secret, secret.replace(" ", ""), coded) if word}, key=len, reverse=True))


def _causes(error: BaseException) -> list[BaseException]:
    """The error with everything it wraps: requests and urllib3 nest the reason in arguments and causes."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
    return found


def _never_sent(error: Exception) -> bool:
    """Whether the connection never stood: name lookup, refusal, connect timeout, an untrusted certificate."""
    return any(isinstance(c, NewConnectionError | ConnectTimeoutError | ssl.SSLCertVerificationError) for c in _causes(error))


def _plain(error: Exception) -> str:
    """The innermost reason in words; the outer ones repeat addresses and object names."""
    reasons = [
        c for c in _causes(error) if isinstance(c, OSError | HTTPError | _Unbounded) and not isinstance(c, requests.RequestException)
    ]
    reason = reasons[-1] if reasons else error
    if isinstance(reason, TimeoutError) or "timed out" in str(error):
        return "no answer in time"
    return short(getattr(reason, "strerror", None) or str(reason) or type(reason).__name__)
