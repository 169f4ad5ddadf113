"""Webmentions: that an original is told of its copy (W3C Recommendation of 12 January 2017, https://www.w3.org/TR/webmention/).

Once for each change of a copy: when it is public, when it says something else, when it is gone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urldefrag, urljoin, urlsplit

from syndicator.core.markup import elements
from syndicator.core.schedule import next_attempt

GONE = "gone"  # the change that takes a copy away; every other one is the revision that readers meet
_REL = "webmention"
_ENDPOINTS = f'link[rel~="{_REL}" i][href], a[rel~="{_REL}" i][href]'
_MOST_TRIES = 9  # over some two days; an original that is down for longer hears of the next change


class Outcome(StrEnum):
    """What came of telling an original of one change."""

    SENDING = "sending"  # on its way; after a crash it is sent again, which its receiver takes for the same (§3.2.4)
    TOLD = "told"
    NOWHERE = "nowhere"  # the original names no endpoint, or there is nothing to tell
    LATER = "later"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The last change of a copy (`source`) that its original (`target`) was to be told of, and what came of it.

    `location` is where the receiver says how it takes it (§3.2, 201). `next_at` is when it is tried again. `posted_at` is when
    anything was last sent for this copy, whatever the change: an original that never heard of it need not hear that it is gone.
    """

    post_key: str
    source: str
    target: str
    change: str
    outcome: Outcome
    at: datetime
    endpoint: str = ""
    location: str = ""
    attempts: int = 0
    next_at: datetime | None = None
    why: str = ""
    posted_at: datetime | None = None


def begun(known: Mention | None, post_key: str, source: str, target: str, change: str, now: datetime) -> Mention:
    """The mention as it must rest before anything leaves: a crash from here on leaves it to be tried again."""
    tries = known.attempts + 1 if known is not None and known.change == change else 1
    return Mention(
        post_key=post_key,
        source=source,
        target=target,
        change=change,
        outcome=Outcome.SENDING,
        at=now,
        attempts=tries,
        next_at=next_attempt(tries, None, post_key, now),
        posted_at=known.posted_at if known is not None else None,
    )


def aimed(known: Mention, endpoint: str, now: datetime) -> Mention:
    """The mention just before it is sent."""
    return replace(known, endpoint=endpoint, posted_at=now)


def ended(known: Mention, outcome: Outcome, now: datetime, *, why: str = "", location: str = "") -> Mention:
    """The mention at its end: nothing more is sent before the copy changes again."""
    return replace(known, outcome=outcome, at=now, next_at=None, why=why, location=location)


def put_off(known: Mention, why: str, asked: datetime | None, now: datetime) -> Mention:
    """The mention after a try that may be repeated, not before `asked`; after the last one it counts as refused."""
    again = next_attempt(known.attempts, asked, known.post_key, now)
    if again is None or known.attempts >= _MOST_TRIES:
        return ended(known, Outcome.REFUSED, now, why=f"given up after {known.attempts} tries: {why}")
    return replace(known, outcome=Outcome.LATER, at=now, next_at=again, why=why)


def endpoint(url: str, links: Iterable[tuple[str, str]], html: str) -> str:
    """Where an original takes Webmentions (§3.1.2): its first Link header of that relation, else its first `<link>` or `<a>`; "" for none.

    `url` is the address the redirects ended at, `links` its Link headers as (rel, resolved href), `html` its text where it is HTML. An
    empty `href` names the page itself; one in a comment or in escaped text is none.
    """
    said = next((href for rel, href in links if rel == _REL), None)
    if said is not None:
        return said
    here = urldefrag(url).url
    found = elements(html, f"{_ENDPOINTS}, base[href]") if html else ()
    hrefs = [one.attributes["href"].strip() for one in found if one.tag != "base"]
    if not hrefs:
        return ""
    base = next((one.attributes["href"].strip() for one in found if one.tag == "base"), "")
    return _joined(_joined(here, base) or here, hrefs[0])


def is_web_address(url: str) -> bool:
    """Whether something can be sent there at all."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return ""
