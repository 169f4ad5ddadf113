"""When next: attempts, proofs and looks at terms. The time is told, never asked; jitter comes from a name, so restarts change nothing."""

import hashlib
import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

# Tries after a failure: soon, then patiently; the eighth is a day away (compare Svix's schedule, 27 hours in all).
_ATTEMPTS = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 1800, 7200, 21600, 86400))
_PROOFS = tuple(timedelta(days=d) for d in (1, 7, 30, 90))
_DAY = timedelta(days=1)
_PLAIN_HOST = re.compile(r"https?://([a-z0-9.-]*)(?::[0-9]*)?(?=[/?#]|$)")
MOST_ATTEMPTS = 20


def next_attempt(attempts: int, asked: datetime | None, name: str, now: datetime) -> datetime | None:
    """The next try after `attempts` failed ones, not before what the site asked for; None: no more tries, a person looks."""
    if attempts >= MOST_ATTEMPTS:
        return None
    wait = _ATTEMPTS[min(attempts, len(_ATTEMPTS)) - 1 if attempts else 0] * (0.9 + 0.2 * part(f"{name}{attempts}"))
    due = now + wait
    return min(max(due, asked), now + timedelta(days=2)) if asked else due


def next_proof(good: int, now: datetime) -> datetime:
    """The next proof of a copy that was found good `good` times running: ever more slowly, but never never."""
    return now + _PROOFS[min(good, len(_PROOFS)) - 1 if good else 0]


def next_look(every: timedelta, wait_until: datetime | None, failures: int, name: str, now: datetime) -> datetime:
    """The next look at a document: after `every`, doubled for every failure up to a day, ±10 %, and never before the server said."""
    grown = min(every * (1 << min(failures, 12)), max(_DAY, every))
    due = now + grown * (0.9 + 0.2 * part(f"{name}{now.date()}"))
    return max(due, wait_until) if wait_until else due


def host(url: str) -> str:
    """The host an address leads to, in lower case; empty where it leads to none."""
    if plain := _PLAIN_HOST.match(url):  # as nearly all are, and a pass of ten thousand sources asks for each of them twice
        return plain[1].rstrip(".")
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def part(name: str) -> float:
    """A number in [0, 1) that depends on nothing but the name."""
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "replace")).digest()[:4]) / 2**32
