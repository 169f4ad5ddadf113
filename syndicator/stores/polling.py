"""A source between two polls, and what a reading makes of it and of its articles: pure, shared by every store."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from syndicator.core.article import PAGE_SIGNAL, Article, Withdrawal
from syndicator.core.places import Source
from syndicator.ports import DueSource, FetchMemory, Poll, SourceRow

_A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestingSource:
    """A source as it rests; `kept` is whether the configuration still names it, `next_poll` None that it is stopped."""

    id: str
    feed: str
    kept: bool
    next_poll: datetime | None
    last_poll: datetime | None = None
    polls: int = 0
    problem: str = ""
    memory: FetchMemory = field(default_factory=FetchMemory)
    told_at: datetime | None = None  # when somebody else than its feed last told of it, since it was asked
    withheld_at: datetime | None = None  # since when its feed has been withheld for legal reasons

    def due(self, now: datetime) -> bool:
        """Whether its time has come."""
        return self.kept and self.next_poll is not None and self.next_poll <= now

    def due_source(self) -> DueSource:
        """The source as the read step meets it."""
        return DueSource(self.id, self.memory, self.polls)

    def row(self, articles: int) -> SourceRow:
        """The source as people see it, with the number of its articles."""
        memory = self.memory
        return SourceRow(
            self.id, self.feed, self.next_poll, self.last_poll, self.polls, memory.failures, self.problem, articles, memory.url
        )


def kept(row: RestingSource | None, source: Source, now: datetime) -> RestingSource:
    """The source the configuration names: a new one and one with another feed address start anew, due now.

    Not so where the address is the one its feed moved to for good: nothing is asked anew for what is known already.
    """
    if row is not None and row.memory.url and row.memory.url == source.feed != row.feed:  # the operator wrote down where it moved
        there = "" if row.memory.validated == source.feed else row.memory.validated
        return replace(row, kept=True, feed=source.feed, memory=replace(row.memory, url="", validated=there))
    if row is None or row.feed != source.feed:
        return RestingSource(id=source.id, feed=source.feed, kept=True, next_poll=now)
    return replace(row, kept=True)


def polled(row: RestingSource, poll: Poll, now: datetime) -> RestingSource:
    """The source after a completed poll; what was told while it was under way is newer than its answer, and asks for another one."""
    memory, then = replace(poll.memory or row.memory, failures=0), poll.next_poll
    if unanswered(row, poll):
        memory, then = replace(memory, known=""), min(then, now + _A_MINUTE)
    return replace(row, memory=memory, next_poll=then, last_poll=now, polls=row.polls + 1, problem="", told_at=None, withheld_at=None)


def unanswered(row: RestingSource, poll: Poll) -> bool:
    """Whether somebody told of the source after it was asked."""
    return row.told_at is not None and poll.began is not None and row.told_at >= poll.began


def unpolled(row: RestingSource, why: str, next_poll: datetime | None, now: datetime, *, withheld: bool) -> RestingSource:
    """The source after a poll that failed: validators stay, the failure is counted; None stops it.

    A feed that was `withheld` stays so until it is read again, whatever else it fails of.
    """
    memory, since = replace(row.memory, failures=row.memory.failures + 1), row.withheld_at or (now if withheld else None)
    return replace(row, memory=memory, next_poll=next_poll, last_poll=now, problem=why, withheld_at=since)


def told(row: RestingSource, now: datetime) -> RestingSource:
    """The source after somebody else than its feed told of its articles: what is known of the feed's entries may be older."""
    return replace(row, memory=replace(row.memory, known=""), told_at=now)


def hastened(row: RestingSource, now: datetime) -> RestingSource:
    """The source that has news, as a hub says: due now, a minute after its last poll at the earliest.

    One that asked for patience, or fails, is left its time; a stopped one stays stopped.
    """
    if row.next_poll is None or row.memory.failures:
        return row
    soon = max(now, row.last_poll + _A_MINUTE) if row.last_poll else now
    return replace(row, next_poll=min(row.next_poll, soon), told_at=now)


def with_withdrawal(article: Article, known: Article | None, withdrawn: Mapping[str, str], now: datetime) -> Article:
    """The article as this reading leaves it: a tombstone marks it, and one that is repeated keeps its first time."""
    signal = withdrawn.get(article.identity)
    if signal is None:
        return article
    if known is not None and known.withdrawn is not None and known.withdrawn.signal == signal:
        return replace(article, withdrawn=known.withdrawn)
    return replace(article, withdrawn=Withdrawal(signal, at=now))


def stays_down(before: Article, article: Article) -> bool:
    """Whether an article stays withdrawn because its own page is gone, although its feed still lists it as it was."""
    gone = before.withdrawn is not None and before.withdrawn.signal.startswith(PAGE_SIGNAL)
    return gone and replace(before, withdrawn=None).digest == article.digest


def source_counts(rows: list[RestingSource], last_tick: datetime | None) -> dict[str, int]:
    """How many kept sources are due (at the last tick, or never polled), failing, stopped, and how many there are."""
    rows = [r for r in rows if r.kept]
    return {
        "due": sum(r.next_poll is not None and (r.last_poll is None or (last_tick is not None and r.due(last_tick))) for r in rows),
        "failing": sum(r.memory.failures > 0 and r.next_poll is not None for r in rows),
        "stopped": sum(r.next_poll is None for r in rows),
        "all": len(rows),
    }
