"""A small homeserver, from the specification and what Synapse 1.163 was seen to do.

A transaction answers with the event that it made, also when that was redacted or another body is sent; redaction empties the content.
"""

import re
from typing import Any
from urllib.parse import unquote

from tests.sites.serving import Reply, Request, SmallSite, as_json

TOKEN, ROOM, ALIAS, ME = "syt_cXVheQ_aBcDeF", "!quay-room", "#news:quay.example", "@quay:quay.example"


class FakeMatrix(SmallSite):
    """One room, in which others talk too."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[dict[str, Any]] = []  # oldest first
        self.transactions: dict[str, str] = {}
        self.member = True
        self.encrypted = False
        self.page = 100

    def forget(self) -> None:
        """The server restarts, or half an hour passes."""
        self.transactions.clear()

    def say(self, content: dict[str, Any], sender: str = "@ada:quay.example") -> str:
        """Somebody sends a message."""
        identity = f"$event{len(self.events)}"
        self.events.append({"event_id": identity, "sender": sender, "type": "m.room.message", "content": content})
        return identity

    def standing(self) -> list[dict[str, Any]]:
        """The messages of ours that members can read."""
        ours = [event for event in self.events if event["sender"] == ME and event["content"]]
        return [event for event in ours if "m.relates_to" not in event["content"]]

    def reply(self, request: Request) -> Reply:
        status, value = self._answer(request)
        return as_json(status, value)

    def _answer(self, request: Request) -> tuple[int, Any]:
        parts = [unquote(part) for part in request.route.removeprefix("/_matrix/client/").split("/")]
        if parts[1:3] == ["directory", "room"]:
            return (200, {"room_id": ROOM}) if parts[3] == ALIAS else _error(404, "M_NOT_FOUND", f"Room alias {parts[3]} not found")
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return _error(401, "M_UNKNOWN_TOKEN", f"Invalid access token passed: {request.headers.get('Authorization')}")
        if parts[1:] == ["account", "whoami"]:
            return 200, {"user_id": ME, "device_id": "QUAYDEVICE"}
        if parts[1:] == ["joined_rooms"]:
            return 200, {"joined_rooms": [ROOM] if self.member else []}
        if parts[1:3] != ["rooms", ROOM] or not self.member:
            return _error(403, "M_FORBIDDEN", "You are not in this room")
        return self._in_room(request, parts[3:])

    def _in_room(self, request: Request, parts: list[str]) -> tuple[int, Any]:
        if parts[0] == "messages":
            return 200, self._messages(request.query)
        if parts[0] == "event":
            found = self._event(parts[1])
            return (200, found) if found else _error(404, "M_NOT_FOUND", "Event not found.")
        if parts[0] == "relations":
            return 200, {"chunk": [e for e in reversed(self.events) if e["content"].get("m.relates_to", {}).get("event_id") == parts[1]]}
        if parts[0] == "state":
            return (200, {"algorithm": "m.megolm.v1.aes-sha2"}) if self.encrypted else _error(404, "M_NOT_FOUND", "Event not found.")
        if len(request.body) > 65_000:
            return _error(413, "M_TOO_LARGE", "event too large")
        if request.route not in self.transactions:
            self.transactions[request.route] = self._redacted(parts[1]) if parts[0] == "redact" else self.say(request.json(), ME)
        return 200, {"event_id": self.transactions[request.route]}

    def _event(self, identity: str) -> dict[str, Any] | None:
        return next((event for event in self.events if event["event_id"] == identity), None)

    def _redacted(self, identity: str) -> str:
        event = self._event(identity)
        if event:
            event["content"] = {}
        return "$redaction"

    def _messages(self, query: dict[str, str]) -> dict[str, Any]:
        end = int(query.get("from", len(self.events)))
        start = max(end - min(int(query["limit"]), self.page), 0)
        senders = re.findall(r"@[\w:.-]+", query["filter"])
        chunk = [event for event in reversed(self.events[start:end]) if event["sender"] in senders]
        return {"chunk": chunk, "start": str(end)} | ({"end": str(start)} if start else {})


def _error(status: int, code: str, words: str) -> tuple[int, Any]:
    return status, {"errcode": code, "error": words}
