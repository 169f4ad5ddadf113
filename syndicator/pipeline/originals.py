"""Looking at the original while its copy is proven: a page that is gone, or says that it is retracted, takes its copies with it."""

import re
from datetime import datetime, timedelta

from syndicator.core.article import PAGE_SIGNAL, Withdrawal
from syndicator.core.drift import Drift, Grade
from syndicator.core.markup import read
from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.pipeline.mending import SOURCE_GONE as KIND
from syndicator.pipeline.world import World
from syndicator.ports import StoredPost

_UNSEEN, _WITHHELD = "source_unseen", "source_withheld"
_SURE = timedelta(days=2)  # how long a page has to be missing that its server does not call gone for good
_FOR_GOOD = re.compile(r"\b(?:410|451)\b")
_RETRACTED = re.compile(r"(?i)^\s*\W{0,3}(?:retracted|withdrawn|retraction|article (?:retracted|withdrawn|removed))\b\s*[:\-–—\]]")
_STATUS = re.compile(
    r'"(?:creativeWorkStatus|pubStatus|pubstatus)"\s*:\s*"(?:stat:)?(?:retracted|withdrawn|canceled|cancelled|withheld)"', re.IGNORECASE
)


def look_at_original(world: World, stored: StoredPost) -> Drift | None:
    """What the original's page says against the copy; a sure word marks the article as withdrawn, a weak one waits to be confirmed.

    Sure are 410 (RFC 9110 §15.5.11), 451 (RFC 7725), and the page's own word that it is retracted; 404 may pass, and counts
    when it was seen two days apart.
    """
    now = world.clock()
    try:
        signal = _looked_at(world, stored)
    except Gone as error:
        signal = f"is gone ({error})"
        sure = _FOR_GOOD.search(str(error)) is not None
        if not sure and _never_seen(stored):
            return Drift(_UNSEEN, Grade.NOTE, f"the original was never seen where it is said to be ({error})")
        if not sure and not _seen_long(stored, now - _SURE):
            return Drift(KIND, Grade.NOTE, f"the original {signal}; it is looked at again before its copies go")
    except Rejected as error:
        signal = f"is blocked for legal reasons ({error})" if "status 451" in str(error) else ""
    except RetryLater:
        return next((one.drift for one in stored.drifts if one.drift.kind == KIND and one.cured_at is None), None)
    if not signal:
        return None
    world.store.record_withdrawal(stored.post.article_key, Withdrawal(f"{PAGE_SIGNAL} {signal}", at=now), now)
    return Drift(KIND, Grade.DOUBT, f"the original {signal}")


def _looked_at(world: World, stored: StoredPost) -> str:
    """How the original's page says that it is retracted; what did not say so and is as it was is not sent again."""
    key = stored.post.article_key
    page = world.pages.changed(stored.post.original_url, world.store.original_seen(key))
    signal = _retracted(page.html) if page else ""
    if page and not signal:
        world.store.record_original_seen(key, page.validators)
    return signal


def look_at_source(world: World, stored: StoredPost) -> Drift | None:
    """That the feed a copy was taken from is withheld for legal reasons: whether that concerns the copy, a person has to find out."""
    since = world.store.withheld_since(stored.post.article_key)
    if since is None:
        return None
    return Drift(_WITHHELD, Grade.DOUBT, f"its feed has been withheld for legal reasons (451) since {since:%Y-%m-%d}")


def _never_seen(stored: StoredPost) -> bool:
    """Whether no look has found the original yet: some servers tell programs that nothing is there."""
    return stored.run <= 1 or any(one.drift.kind == _UNSEEN and one.cured_at is None for one in stored.drifts)


def _seen_long(stored: StoredPost, since: datetime) -> bool:
    return any(one.drift.kind == KIND and one.cured_at is None and one.first_seen <= since for one in stored.drifts)


def _retracted(html: str) -> str:
    """How a page says that its article is retracted; empty where it does not."""
    page = read(html)
    if page.meta("citation_retracted").strip().lower() in ("true", "yes", "1"):
        return "is marked as retracted"
    if _RETRACTED.search(page.title) or _RETRACTED.search(page.meta("og:title")):
        return f"is headed “{page.title[:80]}”"
    return "states that it was withdrawn" if any(_STATUS.search(text) for text in page.data) else ""
