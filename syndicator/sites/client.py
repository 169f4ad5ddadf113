"""HTTP to one site: no redirects, no cookies, no proxy or netrc of the environment, bounded time and size, our errors only."""

import json
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Any, NoReturn, Self
from urllib.parse import urlencode, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from syndicator.errors import OutcomeUnknown, Rejected, RetryLater, SettingsError, SyndicatorError
from syndicator.sites.answers import Answer, accepted, short
from syndicator.sites.credentials import Credential
from syndicator.sites.pace import asked_to_wait, spent
from syndicator.sites.reach import Reach


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one request may take: seconds to connect, between two bytes and for the whole body; bytes of the answer."""

    connect: float = 5
    read: float = 60
    whole: float = 90
    size: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Body:
    """What a write sends: bytes and their media type."""

    data: bytes
    kind: str

    @classmethod
    def json(cls, value: object, kind: str = "application/json") -> Self:
        """A value as JSON."""
        return cls(json.dumps(value).encode(), kind)

    @classmethod
    def form(cls, fields: Mapping[str, str] | Sequence[tuple[str, str]]) -> Self:
        """Fields as a form (application/x-www-form-urlencoded)."""
        return cls(urlencode(fields).encode(), "application/x-www-form-urlencoded")


class HttpClient:
    """Asks (`ask`) and tells (`tell`) a site; `accept` turns any answer but success into one of our errors.

    A failure before the request was on its way is RetryLater. After that a lost, torn, endless or oversized answer is
    OutcomeUnknown to a write and RetryLater to a read. The credential never leaves the site's own host and never
    stands in a message or repr. While a site that said so wants to be left alone, nothing is sent: RetryLater says when.
    """

    def __init__(
        self,
        base: str,
        user_agent: str,
        now: Callable[[], datetime],
        *,
        auth: Credential | None = None,
        allow_private: tuple[str, ...] = (),
        bounds: Bounds = Bounds(),
    ) -> None:
        reach = Reach(allow_private)
        self.base = _base(base, reach, secret=auth is not None)
        self._now = now
        self._bounds = bounds
        self.auth = auth  # a kind whose tokens age puts the new one here
        self._quiet_until: datetime | None = None
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers.update({"User-Agent": user_agent, "Accept-Encoding": "identity", "Connection": "close"})
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _GuardedAdapter(reach))

    def __repr__(self) -> str:
        return f"HttpClient({self.base!r})"

    def ask(
        self,
        address: str,
        params: Mapping[str, str] | None = None,
        *,
        method: str = "GET",
        payload: object = None,
        headers: Mapping[str, str] | None = None,
        anonymous: bool = False,
    ) -> Answer:
        """Read: the answer, whatever its status; raises RetryLater when there is none."""
        return self._send(method, address, params, payload, wrote=False, anonymous=anonymous, headers=headers)

    def tell(
        self,
        method: str,
        address: str,
        params: Mapping[str, str] | None = None,
        payload: object = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Write `payload` (a Body, or a value sent as JSON); raises RetryLater or OutcomeUnknown when there is no answer."""
        return self._send(method, address, params, payload, wrote=True, anonymous=False, headers=headers)

    def accept(self, answer: Answer, *, wrote: bool) -> Answer:
        """The answer if it tells of success; else raises the error that its status stands for."""
        return accepted(answer, wrote=wrote, now=self._now())

    def _send(
        self,
        method: str,
        address: str,
        params: Mapping[str, str] | None,
        payload: object,
        *,
        wrote: bool,
        anonymous: bool,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        bounds, hide, now = self._bounds, self.auth.hidden if self.auth else (), self._now()
        asked = f"{method} {short(address.partition('?')[0], hide)}"
        if self._quiet_until is not None and now < self._quiet_until:
            raise RetryLater(
                f"{asked} was not sent: the site wants to be left alone until {self._quiet_until:%H:%M:%S} UTC", self._quiet_until
            )
        ours = self.auth is not None and not anonymous and urlsplit(address)[:2] == urlsplit(self.base)[:2]
        body = payload if isinstance(payload, Body | None) else Body.json(payload)
        named = {"Accept": "application/json, */*;q=0.5"} | ({"Content-Type": body.kind} if body else {}) | dict(headers or {})
        named |= self.auth.headers(now) if self.auth and ours else {}
        deadline = time.monotonic() + bounds.whole
        try:
            with self._session.request(
                method, address, params=params, data=body.data if body else None, headers=named, timeout=(bounds.connect, bounds.read),
                allow_redirects=False, stream=True,
            ) as response:  # fmt: skip
                whole = _body(response, deadline, bounds.size)
                names = {name.lower(): value for name, value in response.headers.items()}
                return self._heard(Answer(response.status_code, names, whole, asked, hide))
        except SyndicatorError:
            raise
        except (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema, requests.exceptions.InvalidSchema) as error:
            raise Rejected(f"{asked}: not an address that can be asked") from error
        except (requests.RequestException, HTTPError, OSError, _Unbounded) as error:
            self._lost(asked, error, wrote=wrote)

    def _heard(self, answer: Answer) -> Answer:
        """Remember until when the site wants to be left alone, where the answer says so."""
        now = self._now()
        refused = asked_to_wait(answer.headers, answer.body, now) if answer.status == 429 else None
        self._quiet_until = refused or spent(answer.headers, now)
        return answer

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


class _Forgetful(HTTPConnectionPool):
    """Keeps no connection open between two requests: one that the site closed meanwhile would leave the next write's outcome unknown."""

    def _put_conn(self, conn: Any) -> None:  # noqa: ANN401  # urllib3's own, a Protocol of a private module
        if conn is not None:
            conn.close()
        super()._put_conn(conn)


def _pools(reach: Reach) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            _check(self, reach)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            _check(self, reach)

    class PlainPool(_Forgetful, HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(_Forgetful, HTTPSConnectionPool):
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
