"""HTTP as a polite and careful reader does it: bounded in time and size, without memory, never into a private network."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode, urljoin, urlsplit

from syndicator.errors import Rejected, RetryLater
from syndicator.feeds.addresses import shown
from syndicator.feeds.deadlines import Deadline, Watchman
from syndicator.feeds.domains import server
from syndicator.feeds.failures import no_address, reason
from syndicator.feeds.guard import Guard
from syndicator.feeds.lines import Watch
from syndicator.feeds.logins import Login
from syndicator.feeds.turns import Turns
from syndicator.feeds.unpacking import ACCEPTED, unpacked
from syndicator.feeds.wire import Adapter, Answer, prepared

MAX_HOPS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_SENT_AGAIN = (307, 308)  # the only ones that keep the method
_SHORT = 65536


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
class Conditions:
    """Headers that make an answer unnecessary (RFC 9110 §13.1), and the one address they may go to: validators belong to a resource."""

    url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


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


def _anything(_: str) -> None:
    """Whatever leads there may be followed."""


_NONE: Mapping[str, str] = {}
_UNCONDITIONAL = Conditions()
_NOBODY = Login()


class Transport:
    """Fetches by GET and sends forms by POST, one request at a time to each registrable domain; may be used by many threads at once.

    Raises RetryLater or Rejected, with one line that names the URL.
    """

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self._watch = Watch()
        self._watchman = Watchman(manners.deadline)
        self._turns = Turns()
        self._adapter = Adapter(Guard(manners.allow_private), self._watch, manners.timeout)
        self._said = {"User-Agent": manners.user_agent, "Accept-Encoding": ACCEPTED, "Accept": "*/*"}

    def get(
        self,
        url: str,
        headers: Mapping[str, str] = _NONE,
        conditions: Conditions = _UNCONDITIONAL,
        may: Callable[[str], None] = _anything,
        login: Login = _NOBODY,
    ) -> Fetched:
        """Fetch `url`, following up to five redirects; no hop sees conditions or a login that belong to another (RFC 9110 §15.4).

        `may` is asked about the address of each hop before it is taken, and raises where it may not be.
        """
        here, lasting, left = url, True, self.manners.deadline
        for _ in range(MAX_HOPS + 1):
            may(here)
            said = {**self._said, **headers, **(conditions.headers if here == conditions.url else _NONE), **login.headers(here)}
            fetched, left = self._turn(here, said, left)
            if fetched.status not in _REDIRECTS or "location" not in fetched.headers:
                return replace(fetched, permanent_url=here) if lasting and here != url else fetched
            there = _target(here, fetched.headers["location"])
            lasting = lasting and fetched.status in _PERMANENT and not _downgrades(here, there)
            here = there
        raise RetryLater(f"{shown(url)} redirects more than {MAX_HOPS} times")

    def post(self, url: str, form: Mapping[str, str]) -> Fetched:
        """Send a form, again to wherever a 307 or 308 leads (RFC 9110 §15.4.8), but never out of TLS; other redirects are answers."""
        here, left, body = url, self.manners.deadline, urlencode(form).encode()
        said = {**self._said, "Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
        for _ in range(MAX_HOPS + 1):
            fetched, left = self._turn(here, said, left, body)
            if fetched.status not in _SENT_AGAIN or "location" not in fetched.headers:
                return fetched
            there = _target(here, fetched.headers["location"])
            if _downgrades(here, there):
                raise Rejected(f"{shown(here)} redirects out of TLS, where what is sent could be read")
            here = there
        raise RetryLater(f"{shown(url)} redirects more than {MAX_HOPS} times")

    def _turn(self, url: str, headers: Mapping[str, str], left: float, body: bytes | None = None) -> tuple[Fetched, float]:
        """One hop when its server's turn has come, and how many seconds are left then; to wait for one's turn costs none."""
        with self._turns.of(server(url)), Deadline(self._watchman, left) as deadline:
            self._watch.deadline = deadline
            try:
                return self._translated(url, headers, deadline, body), deadline.ends - time.monotonic()
            finally:
                self._watch.deadline = None

    def pause(self, seconds: float) -> None:
        """Wait a while; raises RetryLater where the process is ending."""
        if self._watchman.ended(seconds):
            raise RetryLater("the process is ending")

    def cut(self) -> None:
        """End every fetch that is under way, and start no other: the process was asked to end."""
        self._watchman.cut()

    def close(self) -> None:
        """Close the connections that were kept."""
        self._adapter.close()
        self._watchman.close()

    def _translated(self, url: str, headers: Mapping[str, str], deadline: Deadline, body: bytes | None) -> Fetched:
        """One hop; every exception of the libraries becomes one of ours, told without their words: those quote whole URLs."""
        try:
            fetched = self._hop(url, headers, body)
        except Rejected as error:
            raise Rejected(f"{shown(url)}: {error.why}", error.remedy) from None
        except RetryLater as error:
            raise RetryLater(f"{shown(url)}: {error.why}") from None
        except Exception as error:  # noqa: BLE001  # the door: nothing foreign passes, whatever it is
            if deadline.passed:
                raise RetryLater(f"{shown(url)}: {self._too_late()}") from None
            if no_address(error):
                raise Rejected(f"{shown(url)} is not an address that can be fetched") from None
            raise RetryLater(f"{shown(url)}: {reason(error, self.manners.timeout)}") from None
        if deadline.passed:  # what was cut short may look complete
            raise RetryLater(f"{shown(url)}: {self._too_late()}")
        return fetched

    def _too_late(self) -> str:
        over = f"the answer was not complete within {self.manners.deadline:g} seconds"
        return "the process is ending" if self._watchman.ended() else over

    def _hop(self, url: str, headers: Mapping[str, str], sent: bytes | None) -> Fetched:
        if urlsplit(url).scheme.lower() not in ("http", "https"):
            raise Rejected("only http and https addresses are fetched")
        answer: Answer = self._adapter.send(prepared(url, headers, sent)).raw
        try:
            if not 200 <= answer.status <= 599:  # RFC 9110 §15: there are no others
                raise RetryLater(f"the answer has the status {answer.status}")
            found = _joined(answer.lines)
            body = self._body(answer, found) if answer.status < 300 else _passed_over(answer, found)
            return Fetched(url, answer.status, found, body, lines=answer.lines)
        finally:
            self._adapter.release(answer)

    def _body(self, answer: Answer, headers: Mapping[str, str]) -> bytes:
        deadline = self._watch.deadline

        def check() -> None:
            if deadline is not None and time.monotonic() > deadline.ends:
                raise RetryLater(self._too_late())

        return unpacked(answer.read1, headers.get("content-encoding", ""), self.manners.max_bytes, check)


def _passed_over(answer: Answer, headers: Mapping[str, str]) -> bytes:
    """Nothing; no body, or a short one, is taken from the wire all the same, so that the connection may be kept."""
    length = headers.get("content-length", "")
    if answer.status == 304 or (length.isdecimal() and int(length) <= _SHORT):
        while answer.read1(_SHORT):
            pass
    return b""


def _joined(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers by name; lines of one name are one list (RFC 9110 §5.3)."""
    found: dict[str, str] = {}
    for name, value in lines:
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


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
