"""The reading side of the store: for commands and reports, never for the pipeline."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from syndicator.core.article import Article
from syndicator.core.proof import Check
from syndicator.core.verdict import Verdict
from syndicator.ports.cases import CaseRow, Judged
from syndicator.ports.ledger import LedgerReading
from syndicator.ports.mentioning import MentionReading
from syndicator.ports.people import PeopleReading
from syndicator.ports.storing import StoredPost
from syndicator.ports.subscribing import SubscriptionReading
from syndicator.ports.terms import TermsPage, TermsWatch
from syndicator.ports.trials import TrialReading


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as people see it."""

    id: str
    feed: str
    next_poll: datetime | None
    last_poll: datetime | None
    polls: int
    failures: int
    problem: str
    articles: int
    moved_to: str = ""  # where its feed has moved for good, as its server said twice; "" = it is where the settings say


@dataclass(frozen=True, slots=True)
class PostRow:
    """A copy as people see it, with its last proof."""

    stored: StoredPost
    created_at: datetime
    delivered_at: datetime | None
    checks: tuple[Check, ...] = ()
    proven_at: datetime | None = None


class Overview(PeopleReading, LedgerReading, SubscriptionReading, MentionReading, TrialReading, Protocol):
    """The reading side: for commands and reports, never for the pipeline."""

    def sources(self) -> list[SourceRow]: ...

    def articles(self, reference: str) -> list[Article]:
        """Articles whose key starts with, or whose id, address or identity equals, the reference."""

    def cases(self, article_key: str | None = None, site_id: str | None = None) -> list[CaseRow]: ...

    def verdicts(self, article_key: str, site_id: str) -> list[tuple[datetime, Verdict]]:
        """Every verdict on this case, oldest first."""

    def judged(self, since: datetime, until: datetime) -> list[Judged]:
        """Every verdict on any case from `since` on and before `until`, oldest first."""

    def posts(self, site_id: str | None = None, state: str | None = None) -> list[PostRow]: ...

    def terms_watches(self) -> dict[str, dict[str, TermsWatch]]:
        """How the watching of terms pages and files about rights stands, by source id and key."""

    def terms_pages(self, source_id: str) -> dict[str, TermsPage]:
        """The newest snapshot of each document of a source, by its key."""

    def terms_history(self, source_id: str, key: str = "") -> list[TermsPage]:
        """Every snapshot of one document of a source (its first terms page), oldest first."""

    def live_copies(self, source_id: str) -> list[PostRow]:
        """The copies of a source's articles that readers may meet, oldest first."""

    def counts(self) -> dict[str, dict[str, int]]:
        """Counts as {"cases": {state: n}, "posts": {state: n}, "sources": {"due" | "failing" | "stopped" | "all": n}}."""

    def last_tick(self) -> datetime | None: ...

    def record_tick(self, now: datetime) -> None: ...
