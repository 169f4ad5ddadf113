"""What people decide, permit and ask, as it rests in the store: appended, never overwritten, so that every step can be told later."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from syndicator.core.approvals import Decision
from syndicator.core.permissions import Permission, Request
from syndicator.ports.cases import CaseRow


@dataclass(frozen=True, slots=True)
class Held:
    """A case that waits for a person: since when without a break, and the last thing a person decided on it."""

    case: CaseRow
    since: datetime
    decision: Decision | None = None

    def deferred(self, now: datetime) -> bool:
        """Whether a person put it off, and its day has not come."""
        return self.decision is not None and self.decision.choice == "defer" and (self.decision.ends_at or now) > now


class PeopleReading(Protocol):
    """What people left in the store, for the pipeline and for commands. Raises StoreUnavailable."""

    def held(self) -> list[Held]:
        """The cases that rest in the state held, oldest article first, deferred ones too."""

    def decisions(self, article_key: str, site_id: str) -> list[Decision]:
        """Every decision on a case, oldest first; the last one counts."""

    def permissions(self) -> list[Permission]:
        """The permissions as they stand, by number; revoked and expired ones too."""

    def requests(self) -> list[Request]:
        """The letters as they stand, by number."""

    def noted(self, name: str) -> datetime | None:
        """When something was last done that is remembered by a name (at most 50 characters); None: never."""

    def note_time(self, name: str, now: datetime) -> None:
        """Remember when something was done."""


class PeopleWriting(Protocol):
    """Keeping what people decide, permit and ask; each method is one transaction. Raises StoreUnavailable."""

    def record_decision(self, article_key: str, site_id: str, decision: Decision) -> None:
        """Append a decision; one that is not only a delay makes the rested case new again."""

    def reopen_decided(self, now: datetime) -> int:
        """Make rested cases new again whose last decision came after they were judged, or ended since; how many."""

    def record_permission(self, permission: Permission) -> int:
        """Keep a permission as it stands now: a new one (number 0) is given the next number, which is returned."""

    def record_request(self, request: Request, permission: Permission | None = None) -> int:
        """Keep a letter as it stands now, numbered like permissions; with the permission that answers it, if one does."""
