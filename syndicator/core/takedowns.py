"""Requests from outside for copies to go, as the ledger keeps them: noted, then done or declined by a person."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from syndicator.core.ledger import Entry

REQUESTS = "takedown:requests"  # what entries about requests are filed under
REQUEST, ANSWER = "takedown_request", "takedown_answer"
OPEN, DONE, DECLINED = "open", "done", "declined"
_TEXTS = ("url", "reason", "from", "contact")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: `number` is its entry in the ledger; the words are a stranger's, and "" where they were erased."""

    number: int
    at: datetime
    url: str
    reason: str
    requester: str
    contact: str
    state: str = OPEN
    answered_at: datetime | None = None


def requests(entries: Iterable[Entry], content: Callable[[str], bytes | None]) -> list[Asked]:
    """Every request of the entries filed under REQUESTS, oldest first, with what came of it."""
    asked: dict[int, Asked] = {}
    for told in (entry.read() for entry in entries):
        if told.kind == REQUEST:
            said = json.loads(content(told.contents.get("request", "")) or b"{}")
            url, reason, requester, contact = (str(said.get(name, "")) for name in _TEXTS)
            asked[told.seq] = Asked(told.seq, told.at, url, reason, requester, contact)
        elif told.kind == ANSWER and (one := asked.get(int(told.says["request"]))):
            state = str(told.says["answer"])
            asked[one.number] = Asked(one.number, one.at, one.url, one.reason, one.requester, one.contact, state, told.at)
    return list(asked.values())
