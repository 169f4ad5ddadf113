"""The people's side of the store in an SQLite file; each method is one transaction."""

from dataclasses import replace
from datetime import datetime

from syndicator.core.approvals import Decision
from syndicator.core.permissions import Permission, Request
from syndicator.ports import Held, PeopleReading, PeopleWriting
from syndicator.stores import people
from syndicator.stores.database import Database


class SqlPeople(PeopleReading, PeopleWriting):
    """What people decide, permit and ask."""

    _database: Database

    def held(self) -> list[Held]:
        """The cases that rest in the state held, oldest article first."""
        with self._database.reading() as connection:
            return people.held(connection)

    def decisions(self, article_key: str, site_id: str) -> list[Decision]:
        """Every decision on a case, oldest first."""
        with self._database.reading() as connection:
            return people.history(connection, article_key, site_id)

    def permissions(self) -> list[Permission]:
        """The permissions as they stand, by number."""
        with self._database.reading() as connection:
            return people.all_permissions(connection)

    def requests(self) -> list[Request]:
        """The letters as they stand, by number."""
        with self._database.reading() as connection:
            return people.all_requests(connection)

    def noted(self, name: str) -> datetime | None:
        """When something was last done."""
        with self._database.reading() as connection:
            return people.noted(connection, name)

    def record_decision(self, article_key: str, site_id: str, decision: Decision) -> None:
        """Append a decision, and make its case new again where that matters."""
        with self._database.writing() as connection:
            people.decide(connection, article_key, site_id, decision)

    def reopen_decided(self, now: datetime) -> int:
        """Make rested cases new again whose last decision is news, or ended."""
        with self._database.writing() as connection:
            return people.reopen(connection, now)

    def record_permission(self, permission: Permission) -> int:
        """Keep a permission as it stands now; its number."""
        with self._database.writing() as connection:
            return people.keep_permission(connection, permission)

    def record_request(self, request: Request, permission: Permission | None = None) -> int:
        """Keep a letter as it stands now, with the permission that answers it; its number."""
        with self._database.writing() as connection:
            number = people.keep_request(connection, request)
            if permission is not None:
                people.keep_permission(connection, replace(permission, request=number))
            return number

    def note_time(self, name: str, now: datetime) -> None:
        """Remember when something was done."""
        with self._database.writing() as connection:
            people.note(connection, name, now)
