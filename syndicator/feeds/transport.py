"""HTTP as a polite and careful reader does it: bounded in time and size, without memory, never into a private network."""

import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urljoin, urlsplit

import requests
from requests import exceptions as foreign
from urllib3 import exceptions as lower

from syndicator.errors import Rejected, RetryLater
from syndicator.feeds.addresses import shown
from syndicator.feeds.guard import Guard
from syndicator.feeds.wire import Adapter, Deadline, Watch

MAX_HOPS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_CONDITIONS = frozenset({"if-none-match", "if-modified-since"})
_CHUNK = 65536
_NO_URL = (foreign.InvalidURL, foreign.MissingSchema, foreign.InvalidSchema, lower.LocationParseError, ValueError)


@dataclass(frozen=True, slots=True)
class Manners:
    """How to behave on the network. Seconds: `timeout` for one answer of the other side, `deadline` for a whole fetch.

    `max_bytes` bounds a body after decompression. `allow_private` names private hosts, `host:port` or networks that are meant.
    """

    user_agent: str
    timeout: float = 10.0
    deadline: float = 30.0
    max_bytes: int = 15 * 2**20
    allow_private: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, with any status but a redirect. `headers` have lower-case names.

    `lines` are the header lines one by one, with lower-case names: `headers` joins those of one name. `url` is where it
    came from; `permanent_url` the same where every hop there said it was for good (301 or 308) and none
    left https, else empty. `body` is decompressed, and empty unless the status is 2xx.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    permanent_url: str = ""
    lines: tuple[tuple[str, str], ...] = ()


class _Session(requests.Session):
    """A session that leaves redirects alone: `requests` would read their whole bodies, and raise for their addresses, even unfollowed."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """No redirect is the library's business."""


class Transport:
    """Fetches by GET; may be used by many threads at once. Raises RetryLater or Rejected, with one line that names the URL."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self._watch = Watch()
        self._running: set[Deadline] = set()
        self._cut = False
        self._session = _Session()
        self._session.trust_env = False  # no proxies, no .netrc, no CA bundle from the environment
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers.clear()
        adapter = Adapter(Guard(manners.allow_private), self._watch)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """Fetch `url`, following up to five redirects; conditional headers go to `url` alone (RFC 9110 §15.4)."""
        with Deadline(self.manners.deadline) as deadline:
            self._watch.deadline = deadline
            self._running.add(deadline)
            try:
                if self._cut:
                    raise RetryLater("the process is ending")
                return self._follow(url, dict(headers or {}), deadline)
            finally:
                self._running.discard(deadline)
                self._watch.deadline = None

    def cut(self) -> None:
        """End every fetch that is under way, and start no other: the process was asked to end."""
        self._cut = True
        for deadline in list(self._running):
            deadline.end()

    def close(self) -> None:
        """Close the connections that were kept."""
        self._session.close()

    def _follow(self, url: str, headers: dict[str, str], deadline: Deadline) -> Fetched:
        here, lasting = url, True
        for _ in range(MAX_HOPS + 1):
            fetched = self._translated(here, headers, deadline)
            if fetched.status not in _REDIRECTS or "location" not in fetched.headers:
                return replace(fetched, permanent_url=here if lasting and here != url else "")
            there = _target(here, fetched.headers["location"])
            lasting = lasting and fetched.status in _PERMANENT and not _downgrades(here, there)
            headers = {name: value for name, value in headers.items() if name.lower() not in _CONDITIONS}
            here = there
        raise RetryLater(f"{shown(url)} redirects more than {MAX_HOPS} times")

    def _translated(self, url: str, headers: Mapping[str, str], deadline: Deadline) -> Fetched:
        """One hop; every exception of the libraries becomes one of ours, told without their words: those quote whole URLs."""
        name = shown(url)
        try:
            fetched = self._hop(url, headers)
        except Rejected as error:
            raise Rejected(f"{name}: {error.why}", error.remedy) from None
        except RetryLater as error:
            raise RetryLater(f"{name}: {error.why}") from None
        except Exception as error:  # noqa: BLE001  # the door: nothing foreign passes, whatever it is
            if deadline.passed:
                raise RetryLater(self._too_slow(name)) from None
            if isinstance(error, _NO_URL):
                raise Rejected(f"{name} is not an address that can be fetched") from None
            raise RetryLater(f"{name}: {_reason(error, self.manners.timeout)}") from None
        if deadline.passed:  # what was cut short may look complete
            raise RetryLater(self._too_slow(name))
        return fetched

    def _too_slow(self, name: str) -> str:
        return f"{name}: the answer was not complete within {self.manners.deadline:g} seconds"

    def _hop(self, url: str, headers: Mapping[str, str]) -> Fetched:
        if urlsplit(url).scheme.lower() not in ("http", "https"):
            raise Rejected("only http and https addresses are fetched")
        sent = {"User-Agent": self.manners.user_agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*", **headers}
        with self._session.get(url, headers=sent, timeout=self.manners.timeout, allow_redirects=False, stream=True) as response:
            found = {name.lower(): value for name, value in response.headers.items()}
            if not 200 <= response.status_code <= 599:  # RFC 9110 §15: there are no others
                raise RetryLater(f"the answer has the status {response.status_code}")
            wanted = 200 <= response.status_code < 300
            lines = tuple((name.lower(), value) for name, value in response.raw.headers.items())
            return Fetched(url, response.status_code, found, self._body(response, found) if wanted else b"", lines=lines)

    def _body(self, response: requests.Response, headers: Mapping[str, str]) -> bytes:
        coding = headers.get("content-encoding", "").strip().lower()
        if not {part.strip() for part in coding.split(",")} <= _CODINGS:
            raise RetryLater(f"the body is encoded as “{coding[:40]}”, which was not asked for")
        limit, pieces, size = self.manners.max_bytes, [], 0
        ends = time.monotonic() + self.manners.deadline
        while piece := response.raw.read1(_CHUNK, decode_content=True):
            size += len(piece)
            if size > limit:
                raise Rejected(f"the body is larger than {limit} bytes")
            if time.monotonic() > ends:
                raise RetryLater(f"the answer was not complete within {self.manners.deadline:g} seconds")
            pieces.append(piece)
        return b"".join(pieces)


def _target(here: str, location: str) -> str:
    """Where a redirect leads; header bytes that are UTF-8 are read as that (http.client decodes all as Latin-1)."""
    try:
        location = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        location = location.strip()
    try:
        return urljoin(here, location.strip())
    except ValueError:
        raise Rejected(f"{shown(here)} redirects to an address that cannot be fetched") from None


def _downgrades(here: str, there: str) -> bool:
    return here.lower().startswith("https:") and not there.lower().startswith("https:")


def _reason(error: BaseException, timeout: float) -> str:
    """What went wrong, from the deepest cause, in our words."""
    chain = _causes(error)
    for cause in chain:
        if isinstance(cause, lower.NameResolutionError | socket.gaierror):
            return "the name of the host cannot be resolved"
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the certificate is not valid ({cause.verify_message})"
    if any(isinstance(c, foreign.SSLError | ssl.SSLError) for c in chain):
        return "the secure connection failed"
    if any(isinstance(c, foreign.Timeout | lower.TimeoutError | TimeoutError) for c in chain):
        return f"no answer within {timeout:g} seconds"
    if any(isinstance(c, lower.DecodeError) for c in chain):
        return "the body cannot be decompressed"
    if any(isinstance(c, lower.IncompleteRead) for c in chain):
        return "the answer ended early"
    spoken = [c.strerror for c in chain if isinstance(c, OSError) and isinstance(c.strerror, str)]
    return f"the connection failed ({spoken[-1]})" if spoken else f"the answer cannot be read ({type(chain[-1]).__name__})"


def _causes(error: BaseException) -> list[BaseException]:
    """An exception with all it wraps: causes, contexts, and those handed on as arguments."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting and len(found) < 20:  # a chain is short; a circle must end
        one = waiting.pop(0)
        if one in found:
            continue
        found.append(one)
        inner = (one.__cause__, one.__context__, getattr(one, "reason", None), *one.args)
        waiting.extend(x for x in inner if isinstance(x, BaseException))
    return found
