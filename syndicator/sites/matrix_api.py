"""One room of a Matrix homeserver (spec 1.18, client-server API): messages of one account, their edits and redactions."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from syndicator.errors import OutcomeUnknown, Rejected, RetryLater
from syndicator.sites.client import HttpClient
from syndicator.sites.json_api import dig, text_of, was_read, was_written

MESSAGE = "m.room.message"
MARK = "org.syndicator.post"  # a field of our own in the content: the key of the post
_EDIT = "m.replace"
_PAGE, _PAGES = 100, 10


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the room holds it; its content is empty once it is redacted."""

    id: str
    sender: str
    content: Mapping[str, Any]

    @property
    def edits(self) -> bool:
        """Whether it only replaces another."""
        return bool(dig(self.content, "m.relates_to", "rel_type") == _EDIT)


class Room:
    """Messages in one room, by one access token; a room's alias and the account's name are asked for once."""

    def __init__(self, http: HttpClient, room: str) -> None:
        self.http = http
        self._named = room
        self._id = "" if room.startswith("#") else room
        self._me = ""

    def id(self) -> str:
        """The room's id; raises Rejected for an alias that leads nowhere."""
        if not self._id:
            answer = self.http.ask(self._at(f"directory/room/{quote(self._named, safe='')}"), anonymous=True)
            if answer.status == 404:
                raise Rejected(f"{self.http.base} knows no room {self._named}", "correct the option “room”")
            self._id = text_of(was_read(self.http, answer), "room_id")
        return self._id

    def me(self) -> str:
        """The account that the token belongs to."""
        if not self._me:
            self._me = text_of(was_read(self.http, self.http.ask(self._at("account/whoami"))), "user_id")
            if not self._me:
                raise RetryLater(f"{self.http.base} does not say whose the token is")
        return self._me

    def joined(self) -> bool:
        """Whether the account is in the room."""
        rooms = dig(was_read(self.http, self.http.ask(self._at("joined_rooms"))), "joined_rooms")
        return isinstance(rooms, list) and self.id() in rooms

    def encrypted(self) -> bool:
        """Whether the room's messages are encrypted, which nobody who sees them proven here could read."""
        answer = self.http.ask(self._in("state/m.room.encryption"))
        return answer.status != 404 and bool(was_read(self.http, answer))

    def send(self, content: Mapping[str, object], transaction: str) -> str:
        """Send a message; the event's id, the same for every try with this transaction (same device, while the server remembers)."""
        answer = self.http.tell("PUT", self._in(f"send/{MESSAGE}/{quote(transaction, safe='')}"), payload=content)
        return _event_id(was_written(self.http, answer, "event_id"), answer.asked)

    def redact(self, event: str, transaction: str, why: str) -> None:
        """Take an event's content away for everybody."""
        route = f"redact/{quote(event, safe='')}/{quote(transaction, safe='')}"
        answer = self.http.tell("PUT", self._in(route), payload={"reason": why[:500]})
        was_written(self.http, answer, "event_id")

    def event(self, event: str) -> Event:
        """One event; raises Gone where the server does not have it."""
        answer = self.http.ask(self._in(f"event/{quote(event, safe='')}"))
        found = _event(was_read(self.http, answer))
        if found is None:
            raise RetryLater(f"{answer.asked} answered {answer.status} with something that is no event")
        return found

    def own(self) -> Iterator[Event]:
        """The account's own messages, newest first, edits left out, as far back as ten pages go."""
        wanted = json.dumps({"types": [MESSAGE], "senders": [self.me()]}, separators=(",", ":"))
        params = {"dir": "b", "limit": str(_PAGE), "filter": wanted}
        for _ in range(_PAGES):
            found = was_read(self.http, self.http.ask(self._in("messages"), params))
            events = _events(found, self.http.base)
            yield from (event for event in events if event.sender == self.me() and not event.edits)
            further = text_of(found, "end")
            if not further:
                return
            params["from"] = further

    def edits(self, event: Event) -> list[Event]:
        """The replacements of a message by its own sender, newest first; what others send as such replaces nothing."""
        address = f"{self.http.base}_matrix/client/v1/rooms/{quote(self.id(), safe='')}/relations/{quote(event.id, safe='')}/{_EDIT}"
        found = was_read(self.http, self.http.ask(address, {"limit": str(_PAGE)}))
        return [one for one in _events(found, self.http.base) if one.sender == event.sender]

    def _in(self, route: str) -> str:
        return self._at(f"rooms/{quote(self.id(), safe='')}/{route}")

    def _at(self, route: str) -> str:
        return f"{self.http.base}_matrix/client/v3/{route}"


def _events(found: object, base: str) -> list[Event]:
    chunk = dig(found, "chunk")
    if not isinstance(chunk, list):
        raise RetryLater(f"{base}: the list of events is no list")
    return [event for event in map(_event, chunk) if event is not None]


def _event(value: object) -> Event | None:
    identity, sender, content = text_of(value, "event_id"), text_of(value, "sender"), dig(value, "content")
    return Event(identity, sender, content) if identity and sender and isinstance(content, dict) else None


def _event_id(value: object, asked: str) -> str:
    if not isinstance(value, str) or not value.startswith("$"):
        raise OutcomeUnknown(f"{asked} answered with something that is no event")
    return value
