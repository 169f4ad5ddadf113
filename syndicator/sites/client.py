"""HTTP to one site: no redirects, no cookies, no proxy or netrc of the environment, bounded time and size, our errors only."""

import json
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from typing import NoReturn, Self
from urllib.parse import urlencode, urlsplit

from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from syndicator.errors import OutcomeUnknown, Rejected, RetryLater, SettingsError
from syndicator.sites.answers import Answer, accepted, short
from syndicator.sites.credentials import Credential
from syndicator.sites.pace import asked_to_wait, spent
from syndicator.sites.reach import Reach
from syndicator.sites.wire import USUAL, Bounds, Unbounded, Wire, target


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
    A connection is used again while the site promised to hold it, but where a lost answer cannot be mended (not `lasting`).
    """

    def __init__(
        self,
        base: str,
        user_agent: str,
        now: Callable[[], datetime],
        *,
        auth: Credential | None = None,
        allow_private: tuple[str, ...] = (),
        bounds: Bounds = USUAL,
        lasting: bool = True,
    ) -> None:
        reach = Reach(allow_private)
        self.base = _base(base, reach, secret=auth is not None)
        self._now = now
        self.auth = auth  # a kind whose tokens age puts the new one here
        self._quiet_until: datetime | None = None
        self._said = {"User-Agent": user_agent, "Accept": "application/json, */*;q=0.5"}
        self._said |= {"Accept-Encoding": "identity", "Connection": "keep-alive" if lasting else "close"}
        self._wire = Wire(reach, bounds, lasting=lasting)

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
        hide, now = self.auth.hidden if self.auth else (), self._now()
        asked = f"{method} {short(address.partition('?')[0], hide)}"
        if self._quiet_until is not None and now < self._quiet_until:
            raise RetryLater(
                f"{asked} was not sent: the site wants to be left alone until {self._quiet_until:%H:%M:%S} UTC", self._quiet_until
            )
        ours = self.auth is not None and not anonymous and urlsplit(address)[:2] == urlsplit(self.base)[:2]
        body = payload if isinstance(payload, Body | None) else Body.json(payload)
        named = {**self._said, **_framing(method, body), **(headers or {}), **(self.auth.headers(now) if self.auth and ours else {})}
        try:
            there = target(address, tuple((params or {}).items()))
        except ValueError as error:
            raise Rejected(f"{asked}: not an address that can be asked") from error
        try:
            heard = self._wire.send(method, there, named, body.data if body else None)
        except (HTTPError, HTTPException, OSError, Unbounded) as error:
            self._lost(asked, error, wrote=wrote)
        return self._heard(Answer(heard.status, heard.headers, heard.body, asked, hide))

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


def _framing(method: str, body: Body | None) -> dict[str, str]:
    """What a body is; a write without one says so (RFC 9110 §8.6)."""
    if body is not None:
        return {"Content-Type": body.kind}
    return {} if method in ("GET", "HEAD") else {"Content-Length": "0"}


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
    """The error with everything it wraps: urllib3 nests the reason in arguments and causes."""
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
    reasons = [c for c in _causes(error) if isinstance(c, OSError | HTTPError | HTTPException | Unbounded)]
    reason = reasons[-1] if reasons else error
    if isinstance(reason, TimeoutError) or "timed out" in str(error):
        return "no answer in time"
    return short(getattr(reason, "strerror", None) or str(reason) or type(reason).__name__)
