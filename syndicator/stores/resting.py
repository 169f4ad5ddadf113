"""A post between two steps, and the arrows between its states (docs/states.md): pure, so that every store keeps the same promises."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from syndicator.core.article import Article
from syndicator.core.drift import Drift, standing
from syndicator.core.mentions import GONE, Mention
from syndicator.core.post import Deed, Post, PostState
from syndicator.core.verdict import Answer, Verdict
from syndicator.ports import Ended, StoredPost

CASE_STATES = {Answer.ALLOW: "allowed", Answer.WAIT: "waiting", Answer.HOLD: "held", Answer.REFUSE: "refused"}
TIMED = ("waiting", "allowed")  # states of a case that may end by themselves: its time comes, or its permission ends
LIVE = (PostState.DELIVERED, PostState.PROVEN, PostState.LACKING)
PROVABLE = (*LIVE, PostState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a look at a live copy came to: whether duties were `looked` for, and the departures seen (None: nothing was read)."""

    state: PostState
    next_at: datetime | None
    why: str
    at: datetime
    looked: bool
    drifts: Sequence[Drift] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestingPost:
    """A stored post with what only the store needs of it.

    `token` fences late answers off. `queued_at` is when it was last queued to be created.
    `revive`: it was allowed again while its withdrawal was under way.
    """

    stored: StoredPost
    created_at: datetime
    queued_at: datetime
    delivered_at: datetime | None = None
    proof_at: datetime | None = None
    token: str = ""
    revive: bool = False

    def leased(self, now: datetime) -> bool:
        """Whether somebody works on it at this time."""
        until = self.stored.claimed_until
        return self.stored.state is PostState.CLAIMED and until is not None and until > now

    def due(self, now: datetime) -> bool:
        """Whether it waits for somebody to work on it, its time has come, and no lease is running."""
        if self.stored.state is PostState.CLAIMED:
            return not self.leased(now)
        return self.stored.state is PostState.QUEUED and self.stored.next_at is not None and self.stored.next_at <= now


# ---------------------------------------------------------------------------------------------------- judge


def judged_again(verdict: Verdict, now: datetime) -> datetime | None:
    """When a case is to be judged again by the clock alone: its time has come, or what allows it ends."""
    return (verdict.not_before or now) if verdict.answer is Answer.WAIT else verdict.not_after


def drafted(row: RestingPost | None, post: Post, now: datetime) -> RestingPost:
    """What an allowed draft makes of a post: a first one is queued, a later one replaces the draft.

    A post we withdrew is queued to be created again; a failed one gets another try when the draft says something else.
    Every other state stays as it is: follow asks for the correction.
    """
    if row is None:
        stored = StoredPost(post, PostState.QUEUED, Deed.CREATE, next_at=now)
        return RestingPost(stored=stored, created_at=now, queued_at=now)
    before = row.stored
    row = replace(row, stored=replace(before, post=post))
    if before.state is PostState.WITHDRAWN:
        return _created_again(row, now) if _may_return(before, post) else row
    if before.state is PostState.FAILED and before.post.revision != post.revision:
        return _queued(row, Deed.UPDATE if before.receipt else Deed.CREATE, now)
    under_way = before.deed is Deed.WITHDRAW and before.state in (PostState.QUEUED, PostState.CLAIMED)
    return replace(row, revive=under_way and _may_return(before, post))


def disallowed(row: RestingPost, now: datetime) -> RestingPost:
    """What a verdict other than ALLOW makes of a post: one that never set out is withdrawn at once, the rest is for follow."""
    row, stored = replace(row, revive=False), row.stored
    if stored.state is not PostState.QUEUED or stored.deed is not Deed.CREATE or stored.attempts:
        return row
    why = "no longer allowed before it was published"
    stored = replace(stored, state=PostState.WITHDRAWN, deed=Deed.WITHDRAW, next_at=None, why=why)
    return replace(row, stored=stored, proof_at=now if stored.receipt else None)


# ---------------------------------------------------------------------------------------------------- deliver


def may_leave(stored: StoredPost, case: str) -> bool:
    """Whether a deed may be done while its case rests in this state.

    A copy is only made or changed while it is allowed; taking it down and mending its credit need nobody's permission.
    """
    return case == "allowed" or stored.deed is Deed.WITHDRAW or (stored.deed is Deed.UPDATE and stored.repaired)


def is_fresh(stored: StoredPost) -> bool:
    """Whether it waits to be created, and no lease on it was cut off."""
    return stored.state is PostState.QUEUED and stored.deed is Deed.CREATE


def in_turn(rows: Sequence[RestingPost], one_of: Collection[str]) -> list[RestingPost]:
    """Of each site in `one_of` the first alone; all others."""
    seen, turn = set[str](), []
    for row in rows:
        site = row.stored.post.site_id
        if site not in one_of or site not in seen:
            turn.append(row)
        seen.add(site)
    return turn


def found(row: RestingPost) -> StoredPost:
    """The post as a new claim finds it: CLAIMED after a lease that ran out, which counts as an attempt (nobody knows how far it came)."""
    if row.stored.state is not PostState.CLAIMED:
        return row.stored
    return replace(row.stored, attempts=row.stored.attempts + 1)


def claimed(row: RestingPost, token: str, until: datetime) -> RestingPost:
    """A leased post."""
    stored = replace(found(row), state=PostState.CLAIMED, claimed_until=until)
    return replace(row, stored=stored, token=token)


def ended(row: RestingPost, end: Ended, now: datetime) -> RestingPost:
    """A post after its lease."""
    if not end.tried:
        return _with(row, state=PostState.QUEUED, next_at=now)
    if end.state is PostState.DELIVERED:  # to be proven now
        stored = _unleased(row, state=end.state, receipt=end.receipt, attempts=0, next_at=None, why="", run=0)
        return replace(row, stored=stored, token="", delivered_at=row.delivered_at or now, proof_at=now)
    if end.state is PostState.WITHDRAWN:  # the same, unless it was allowed again meanwhile
        row = replace(_with(row, state=end.state, attempts=0, next_at=None), proof_at=now)
        return _created_again(row, now) if row.revive else row
    return _with(row, state=end.state, next_at=end.next_at, why=end.why, attempts=row.stored.attempts + 1)


def ended_as(before: RestingPost, after: RestingPost) -> PostState:
    """What a lease came to; a withdrawn copy may be queued again at once, because it was allowed meanwhile."""
    return PostState.WITHDRAWN if before.revive and not after.revive else after.stored.state


# ---------------------------------------------------------------------------------------------------- prove and follow


def proven(row: RestingPost, found: Proof) -> RestingPost:
    """What a proof makes of a post; one that was queued or claimed while it was being proven keeps its state."""
    stored = row.stored
    if found.drifts is not None:
        stored = replace(stored, drifts=standing(stored.drifts, found.drifts, found.at))
    if stored.state not in PROVABLE:
        return replace(row, stored=stored)
    good = found.state is PostState.PROVEN
    if not good:
        stored = replace(stored, run=min(stored.run, 0) - 1)
    elif found.looked:
        stored = replace(stored, run=max(stored.run, 0) + 1)
    repaired = stored.repaired and not good  # found good: the next trouble may be mended once more
    return replace(row, stored=replace(stored, state=found.state, why=found.why, repaired=repaired), proof_at=found.next_at)


def asked(row: RestingPost, deed: Deed, why: str, now: datetime, *, repair: bool) -> RestingPost:
    """A deed queued for a copy, due now; a post on which somebody works stays theirs, and follow will list it again."""
    if row.leased(now):
        return row
    row = _queued(row, deed, now)
    return replace(row, stored=replace(row.stored, why=why, repaired=repair))


def to_follow(row: RestingPost, article: Article, verdict: Verdict, now: datetime) -> bool:
    """Whether a copy differs from what its article, draft and newest verdict say, and nothing is queued for it yet.

    A withdrawal that failed or whose outcome is unknown is not listed again: a person acts.
    """
    stored = row.stored
    live = stored.state in LIVE
    if row.leased(now) or stored.state is PostState.WITHDRAWN or (stored.deed is Deed.WITHDRAW and not live):
        return False
    if (article.withdrawn or verdict.answer is not Answer.ALLOW) and _may_be_seen(stored):
        return True
    return live and stored.receipt is not None and stored.receipt.revision != stored.post.revision


def to_mention(row: RestingPost, known: Mention | None, now: datetime) -> bool:
    """Whether the original of a copy is to be told of it: proven and not told of as it is, or proven gone after it was told of."""
    stored = row.stored
    gone = stored.state is PostState.WITHDRAWN
    if gone and (row.proof_at is not None or known is None or known.posted_at is None):
        return False
    if not gone and (stored.state is not PostState.PROVEN or stored.receipt is None):
        return False
    change = GONE if gone or stored.receipt is None else stored.receipt.revision
    return known is None or known.change != change or (known.next_at is not None and known.next_at <= now)


def _may_be_seen(stored: StoredPost) -> bool:
    """Whether readers may meet a copy: it is there, or an attempt was made whose end nobody knows."""
    if stored.state is PostState.QUEUED:
        return stored.receipt is not None or stored.attempts > 0
    return stored.state is not PostState.FAILED or stored.receipt is not None


def may_be_met(stored: StoredPost) -> bool:
    """Whether a copy stands on its site, as far as the store knows: delivered once, and not taken down since."""
    return stored.state in LIVE or (stored.receipt is not None and stored.state is not PostState.WITHDRAWN)


def _may_return(before: StoredPost, post: Post) -> bool:
    """Whether a withdrawn copy may be created again: not one that somebody else removed, nor the very draft the site broke."""
    removed_elsewhere = before.deed is not Deed.WITHDRAW
    broken_again = before.repaired and before.post.revision == post.revision
    return not (removed_elsewhere or broken_again)


def _created_again(row: RestingPost, now: datetime) -> RestingPost:
    row = _queued(row, Deed.CREATE, now)
    return replace(row, stored=replace(row.stored, repaired=False), queued_at=now)


def _queued(row: RestingPost, deed: Deed, now: datetime) -> RestingPost:
    """Queued anew: back-off starts again, but one attempt stays on record so that the site is asked first."""
    tried = row.stored.attempts > 0 or row.stored.state in (PostState.CLAIMED, PostState.UNKNOWN)
    row = _with(row, state=PostState.QUEUED, deed=deed, attempts=int(tried), next_at=now)
    return replace(row, proof_at=None, revive=False)


def _with(row: RestingPost, **changes: Any) -> RestingPost:  # noqa: ANN401  # fields of StoredPost
    """The same without its lease, and with what changed."""
    return replace(row, stored=_unleased(row, **changes), token="")


def _unleased(row: RestingPost, **changes: Any) -> StoredPost:  # noqa: ANN401  # fields of StoredPost
    return replace(row.stored, claimed_until=None, **changes)


def counts(row: RestingPost) -> bool:
    """Whether a post counts against a quota: not one that was taken back before anything was sent."""
    stored = row.stored
    return stored.state is not PostState.WITHDRAWN or stored.receipt is not None or stored.attempts > 0


def occupies(stored: StoredPost) -> bool:
    """Whether a copy stands in the way of its twin: one that is there or may come, and one that somebody removed at the site."""
    if stored.state is PostState.WITHDRAWN:
        return stored.deed is not Deed.WITHDRAW and stored.receipt is not None
    return stored.state is not PostState.FAILED or stored.receipt is not None
