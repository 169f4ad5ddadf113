"""What follows when a live copy departed from what was sent: repaired once, then held or withdrawn, within the time its licence gives."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from syndicator.core.drift import Drift, Grade, cure_by, standing
from syndicator.core.post import Deed, PostState
from syndicator.core.proof import Check, lacking
from syndicator.core.schedule import next_proof
from syndicator.pipeline.world import Tally, World
from syndicator.ports import Page, StoredPost

SOURCE_GONE = "source_gone"
SOON = timedelta(minutes=5)
_STALE = (timedelta(minutes=1), timedelta(minutes=5))  # after a repair an old page may be shown for a while by some cache
_DAILY = timedelta(days=1)
# What a site may always have done to a text (a theme's own headline, a teaser): no departure where it was so from the first look on.
_OF_THE_SITE = frozenset(
    {"text_gone", "text_cut", "text_changed", "title_changed", "moved", "canonical_elsewhere", "licence_other", "page_nofollow"}
)


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a live copy found."""

    page: Page
    checks: tuple[Check, ...]
    drifts: tuple[Drift, ...]
    now: datetime


def from_the_beginning(stored: StoredPost, found: Iterable[Drift]) -> tuple[Drift, ...]:
    """The departures, but for what the site did to the text from the first look on: that is noted, and weighs nothing."""
    always = {one.drift.kind for one in stored.drifts if one.cured_at is None and one.drift.grade is Grade.NOTE}
    first = stored.run == 0 and stored.state is PostState.DELIVERED and not stored.repaired
    return tuple(
        replace(drift, grade=Grade.NOTE) if drift.kind in _OF_THE_SITE and (first or drift.kind in always) else drift for drift in found
    )


def settle(world: World, stored: StoredPost, look: Look, tally: Tally) -> None:
    """Keep the proof, and ask for what follows from it."""
    breaches = [drift for drift in look.drifts if drift.grade is Grade.BREACH]
    doubts = [drift for drift in look.drifts if drift.grade is Grade.DOUBT]
    post = stored.post
    facts = {"site": post.site_id, "post": post.key[:12], "url": look.page.url, "duties": len(look.checks), "drifts": len(look.drifts)}
    if breaches or lacking(look.checks):
        why = "the live copy lacks: " + "; ".join(
            [*(f"{c.obligation.duty}: {c.why}" for c in lacking(look.checks)), *_further(breaches, look)]
        )
        deed, wait = _asks_for(world, stored, look)
        _keep(world, stored, look, PostState.LACKING, look.now + wait, why)
        if deed is not None:
            world.store.queue_deed(post.key, deed, why, look.now, repair=True)
        tally.problem(f"{post.site_id}: {look.page.url}: {why}")
        world.note("post.lacking", {**facts, "why": why, "next": deed or "looked at again"})
        return
    why = "for a person: " + "; ".join(drift.says for drift in doubts) if doubts else ""
    good = max(stored.run, 0) + 1
    waits = any(drift.kind == SOURCE_GONE for drift in look.drifts)  # to be confirmed
    _keep(world, stored, look, PostState.PROVEN, look.now + _DAILY if doubts or waits else next_proof(good, look.now), why)
    tally.add("proven")
    if doubts:
        tally.problem(f"{post.site_id}: {look.page.url}: {why}")
    world.note("post.drifted" if doubts else "post.proven", facts)


def _further(breaches: list[Drift], look: Look) -> list[str]:
    """Breaches that are no lost duty."""
    told = {c.obligation.duty for c in lacking(look.checks)}
    return [drift.says for drift in breaches if not any(drift.kind.startswith(f"{duty}_") for duty in told)]


def _asks_for(world: World, stored: StoredPost, look: Look) -> tuple[Deed | None, timedelta]:
    """The deed that follows, and when the copy is looked at again: once the site's own means are tried, then the policy decides."""
    if not stored.repaired:
        return Deed.UPDATE, SOON
    looks = -min(stored.run, 0)
    if looks < len(_STALE):
        return None, _STALE[looks]
    ends = cure_by(stored.post.licence_url, standing(stored.drifts, look.drifts, look.now))
    over = ends is not None and ends - look.now <= _DAILY  # the next look would be too late
    if when_lacking(world, stored) == "hold" and not over:
        return None, _DAILY
    return Deed.WITHDRAW, SOON


def when_lacking(world: World, stored: StoredPost) -> str:
    """What the operator wants for a copy that one repair did not mend: withdraw, or hold."""
    due = world.store.case(stored.post.article_key, stored.post.site_id)
    source = world.sources.get(due.article.source_id) if due else None
    return source.when_lacking if source else "withdraw"


def _keep(world: World, stored: StoredPost, look: Look, state: PostState, again: datetime, why: str) -> None:
    world.store.record_proof(stored.post.key, look.checks, state, again, why, look.now, page=look.page, drifts=look.drifts)
