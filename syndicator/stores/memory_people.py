"""The people's side of the store in memory."""

from dataclasses import replace
from datetime import datetime

from syndicator.core.approvals import Choice, Decision
from syndicator.core.permissions import Permission, Request
from syndicator.core.verdict import Answer, Verdict
from syndicator.ports import CaseRow, Held, PeopleReading, PeopleWriting
from syndicator.stores import recording
from syndicator.stores.memory_ledger import MemoryLedger
from syndicator.stores.shelves import RestingCase, Shelves


class MemoryPeople(PeopleReading, PeopleWriting, MemoryLedger):
    """What people decide, permit and ask, over shelves."""

    _shelves: Shelves

    def held(self) -> list[Held]:
        """The cases that rest in the state held, oldest article first."""
        with self._shelves.lock:
            found = []
            for place, case in self._shelves.cases_by_age():
                if case.state == "held":
                    article, verdicts = self._shelves.articles[place[0]].article, self._shelves.verdicts[place]
                    row = CaseRow(*place, article.source_id, article.title, article.url, case.state, verdicts[-1][1], case.since)
                    found.append(Held(row, _unbroken(verdicts), self._shelves.decided(place)))
            return found

    def decisions(self, article_key: str, site_id: str) -> list[Decision]:
        """Every decision on a case, oldest first."""
        with self._shelves.lock:
            return list(self._shelves.decisions.get((article_key, site_id), ()))

    def permissions(self) -> list[Permission]:
        """The permissions as they stand, by number."""
        with self._shelves.lock:
            return [records[-1] for _, records in sorted(self._shelves.permissions.items())]

    def requests(self) -> list[Request]:
        """The letters as they stand, by number."""
        with self._shelves.lock:
            return [records[-1] for _, records in sorted(self._shelves.requests.items())]

    def noted(self, name: str) -> datetime | None:
        """When something was last done."""
        with self._shelves.lock:
            return self._shelves.times.get(name)

    def record_decision(self, article_key: str, site_id: str, decision: Decision) -> None:
        """Append a decision, and make its case new again where that matters."""
        place = (article_key, site_id)
        with self._shelves.lock:
            case = self._shelves.case(place)
            self._shelves.decisions.setdefault(place, []).append(decision)
            self.record(recording.decision(article_key, site_id, decision))
            if decision.choice is not Choice.DEFER and case.state != "new":
                self._shelves.cases[place] = replace(case, state="new", since=decision.at, next_at=None)

    def reopen_decided(self, now: datetime) -> int:
        """Make rested cases new again whose last decision is news, or ended."""
        with self._shelves.lock:
            news = [p for p, case in self._shelves.cases.items() if case.state != "new" and self._is_news(p, case, now)]
            for place in news:
                self._shelves.cases[place] = replace(self._shelves.cases[place], state="new", since=now, next_at=None)
            return len(news)

    def _is_news(self, place: tuple[str, str], case: RestingCase, now: datetime) -> bool:
        decision = self._shelves.answered(place)
        if decision is None:
            return False
        ends = decision.ends_at if decision.choice is Choice.APPROVE else None
        return decision.at > case.since or (ends is not None and case.since < ends <= now)

    def record_permission(self, permission: Permission) -> int:
        """Keep a permission as it stands now; its number."""
        with self._shelves.lock:
            found = replace(permission, number=permission.number or max(self._shelves.permissions, default=0) + 1)
            self._shelves.permissions.setdefault(found.number, []).append(found)
            self.record(recording.permission(found))
            return found.number

    def record_request(self, request: Request, permission: Permission | None = None) -> int:
        """Keep a letter as it stands now, with the permission that answers it; its number."""
        with self._shelves.lock:
            found = replace(request, number=request.number or max(self._shelves.requests, default=0) + 1)
            self._shelves.requests.setdefault(found.number, []).append(found)
            self.record(recording.letter(found))
            if permission is not None:
                self.record_permission(replace(permission, request=found.number))
            return found.number

    def note_time(self, name: str, now: datetime) -> None:
        """Remember when something was done."""
        with self._shelves.lock:
            self._shelves.times[name] = now


def _unbroken(verdicts: list[tuple[datetime, Verdict]]) -> datetime:
    """When the first of the last verdicts that hold without a break was recorded."""
    since = verdicts[-1][0]
    for at, verdict in reversed(verdicts):
        if verdict.answer is not Answer.HOLD:
            break
        since = at
    return since
