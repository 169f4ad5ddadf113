"""Reading one public page as a reader would: without credentials, without cookies, and only where the host lets robots in."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.feeds.addresses import shown
from syndicator.feeds.decoding import decoded
from syndicator.feeds.freshness import retry_after, validator
from syndicator.feeds.nesting import DEEPEST_PAGE, absurd
from syndicator.feeds.robots import Robots, origin, text_of
from syndicator.feeds.transport import Conditions, Fetched, Transport
from syndicator.ports import Page, Validators

_ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.1"
_FRESH = {"Cache-Control": "no-cache", "Pragma": "no-cache"}
_TEXTS = re.compile(r"(?i)text/|application/(?:[\w.-]+\+)?(?:xml|json)|application/xhtml\+xml")
_TRY_AGAIN = (408, 421, 425, 429)
_LINK = re.compile(r"<([^<>]{0,2000})>((?:[^,\"]|\"[^\"]{0,2000}\"){0,2000})")
_PARAMETER = re.compile(r";\s*([\w*-]{1,50})\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))")
_RSL = "application/rsl+xml"
_PATIENCE = timedelta(seconds=60)  # what a host may want between two pages and have us wait for
# Header lines that speak of rights or robots: RFC 8288, Google's X-Robots-Tag, the TDM Reservation Protocol (W3C CG 2024),
# AI preferences (draft-ietf-aipref-attach) and Cloudflare's Content-Signal.
_SIGNALS = frozenset({"link", "x-robots-tag", "tdm-reservation", "tdm-policy", "content-usage", "content-signal"})


def _utc_now() -> datetime:
    return datetime.now(UTC)


class HttpPageReader:
    """A `PageReader` over HTTP; with `respect_robots` it asks robots.txt first (RFC 9309, product token `syndicator`).

    With `fresh` caches on the way are asked to pass the page on as it is now (RFC 9111 §5.2.1.4).
    """

    def __init__(
        self,
        transport: Transport,
        respect_robots: bool = False,
        now: Callable[[], datetime] = _utc_now,
        *,
        fresh: bool = False,
        pause: Callable[[float], None] | None = None,
    ) -> None:
        self._transport, self._now, self._pause = transport, now, pause or transport.pause
        self._asking = {"Accept": _ACCEPT, **(_FRESH if fresh else {})}
        self._robots = Robots(transport, now) if respect_robots else None

    def page(self, url: str) -> Page:
        """Fetch one page; raises Gone (404, 410), RetryLater, or Rejected (also for what is no text, and for `file:`)."""
        return self._page(self._fetched(url, Conditions()), url)

    def changed(self, url: str, known: Validators) -> Page | None:
        """The page, or None where its server answers that it is as it was (304, RFC 9110 §15.4.5); raises like `page`.

        A robots.txt is asked for once a day and host, for this and for the permission to read pages.
        """
        if self._robots is not None and _is_robots(url):
            return self._of_robots(self._robots.answer(url), url, known)
        held = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        fetched = self._fetched(url, Conditions(url, {name: value for name, value in held.items() if value}))
        if fetched.status != 304:
            return self._page(fetched, url)
        if fetched.url != url or known == Validators():
            raise RetryLater(f"{shown(url)} answered “not modified” to a request without conditions")
        return None

    def _of_robots(self, answer: Fetched, url: str, known: Validators) -> Page | None:
        """Any 4xx means that there is none (RFC 9309 §2.3.1.3), whatever its kind it is read as text."""
        if answer.status >= 400:
            raise Gone(f"{shown(url)} is not there ({answer.status})")
        given = _validators(answer, url)
        if given == known != Validators():
            return None
        return Page(answer.url, text_of(answer), content_type="text/plain", validators=given)

    def _fetched(self, url: str, conditions: Conditions) -> Fetched:
        return self._transport.get(url, self._asking, conditions, self._may)

    def _may(self, url: str) -> None:
        """Ask robots.txt about a hop (also about one that a redirect leads to), and wait as long as the host wants between pages."""
        if self._robots is None or urlsplit(url).scheme.lower() not in ("http", "https"):
            return
        self._robots.require(url)
        wait = self._robots.delay(url, _PATIENCE)
        if wait > _PATIENCE:
            raise RetryLater(f"{origin(url)} wants fewer pages read", self._now() + wait)
        if wait:
            self._pause(wait.total_seconds())

    def _page(self, fetched: Fetched, asked: str) -> Page:
        self._require_ok(fetched)
        kind = fetched.headers.get("content-type", "") or "text/html"
        if not _TEXTS.match(kind.strip()):
            raise Rejected(f"{shown(fetched.url)} is not a page but {kind[:60]}")
        text = decoded(fetched.body, kind)
        if absurd(text, DEEPEST_PAGE):  # reading it would take minutes: no page for people is built like that
            raise Rejected(
                f"{shown(fetched.url)} is built so that no parser gets through it (endless nesting, attributes or open emphasis)"
            )
        return Page(
            fetched.url,
            text,
            tuple(link_header(fetched.headers.get("link", ""), fetched.url)),
            kind.partition(";")[0].strip().lower(),
            tuple(line for line in fetched.lines if line[0] in _SIGNALS),
            _validators(fetched, asked),
        )

    def _require_ok(self, fetched: Fetched) -> None:
        name, status = shown(fetched.url), fetched.status
        if status in (404, 410):
            raise Gone(f"{name} is not there ({status})")
        if status in _TRY_AGAIN or status >= 500:
            raise RetryLater(f"{name} answered with status {status}", retry_after(fetched.headers, self._now()))
        if not 200 <= status < 300:
            raise Rejected(f"{name} answered with status {status}", "see whether a person can open it")


def _is_robots(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and parts.path == "/robots.txt" and not parts.query


def _validators(fetched: Fetched, asked: str) -> Validators:
    """What to ask again with; what a redirect led to gave no validators for the address that was asked."""
    given = Validators(validator(fetched.headers, "etag"), validator(fetched.headers, "last-modified"))
    return given if fetched.url == asked else Validators()


def link_header(text: str, base: str) -> Iterator[tuple[str, str]]:
    """The (rel, href) pairs of a Link header (RFC 8288 §3), one for each relation, resolved against the page.

    Links about something else (`anchor`) are passed over, and licences for machines that learn (RSL), which share a name with ours.
    """
    for target, rest in _LINK.findall(text):
        said = {name.lower(): quoted or plain for name, quoted, plain in reversed(_PARAMETER.findall(rest))}
        if "anchor" in said or said.get("type", "").lower() == _RSL:
            continue
        try:
            href = urljoin(base, target.strip())
        except ValueError:
            continue
        yield from ((rel.lower(), href) for rel in said.get("rel", "").split())
