"""The law of asking again: what is sent with a request for a feed, and what each answer but a new feed means."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from syndicator.core.polling import LONGEST_REFUSAL
from syndicator.errors import Gone, RetryLater, Withheld
from syndicator.feeds.addresses import shown
from syndicator.feeds.freshness import clamped, fresh_until, retry_after, validator
from syndicator.feeds.transport import Conditions, Fetched
from syndicator.ports import FetchMemory

_DENIED = {
    401: "asks for a login; ask the publisher for a public feed",
    403: "refuses us; ask the publisher to let this reader in",
    451: "is withheld for legal reasons",
}
_DENIED_WAIT = timedelta(hours=6)


def conditions(memory: FetchMemory, url: str) -> Conditions:
    """Both validators, as they came (RFC 9110 §13.1: some servers only understand one), for the address they came from."""
    held = {"If-None-Match": memory.etag, "If-Modified-Since": memory.last_modified}
    return Conditions(memory.validated or url, {name: value for name, value in held.items() if value})


def not_modified(fetched: Fetched, memory: FetchMemory, asked: Conditions) -> FetchMemory:
    """The memory after a 304, which may carry newer validators (RFC 9110 §15.4.5); raises RetryLater for one nobody asked for."""
    if fetched.url != asked.url or not asked.headers:
        raise RetryLater(f"{shown(fetched.url)} answered “not modified” to a request without conditions")
    etag = validator(fetched.headers, "etag") or memory.etag
    changed = validator(fetched.headers, "last-modified") or memory.last_modified
    if (etag, changed, 0) != (memory.etag, memory.last_modified, memory.failures):
        memory = replace(memory, etag=etag, last_modified=changed, failures=0)
    return _moved(memory, fetched)


def remembered(fetched: Fetched, memory: FetchMemory, url: str) -> FetchMemory:
    """The memory after a body that came when `url` was asked: its validators, dropped ones forgotten, with where they came from."""
    etag, changed = validator(fetched.headers, "etag"), validator(fetched.headers, "last-modified")
    new = replace(
        memory,
        etag=etag,
        last_modified=changed,
        validated=fetched.url if (etag or changed) and fetched.url != url else "",
        body_sha256=hashlib.sha256(fetched.body).hexdigest(),
        failures=0,
    )
    return _moved(new, fetched)


def _moved(memory: FetchMemory, fetched: Fetched) -> FetchMemory:
    """A permanent redirect seen at two polls running becomes the address (RFC 9110 §15.4.2, §15.4.9); one odd answer moves nothing."""
    there = fetched.permanent_url
    if there == memory.moved_to == "":
        return memory
    if not there or memory.moved_to != there:
        return replace(memory, moved_to=there)
    return replace(memory, url=there, moved_to="", validated="" if memory.validated == there else memory.validated)


def require_feed(fetched: Fetched, now: datetime) -> None:
    """Return on 200; turn every other status into what to do next.

    Any refusal may say for how long, as Retry-After (RFC 9110 §10.2.3) or by how long it stays fresh (RFC 9111 §4.2). A 226
    (RFC 3229) holds changes to a feed we do not have, and was not asked for. A 451 (RFC 7725) concerns what was published before, too.
    """
    name, status = shown(fetched.url), fetched.status
    if status == 200:
        return
    if status == 410:
        raise Gone(f"{name} is gone for good (410); give the source its new address, or remove it")
    times = [t for t in (fresh_until(fetched.headers, now), retry_after(fetched.headers, now)) if t]
    times += [now + _DENIED_WAIT] if status in _DENIED else []
    why = f"{name} answered {status}: it {_DENIED[status]}" if status in _DENIED else f"{name} answered with status {status}"
    raise (Withheld if status == 451 else RetryLater)(why, clamped(max(times), now, LONGEST_REFUSAL) if times else None)
