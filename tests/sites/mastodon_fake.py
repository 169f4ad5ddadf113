"""A small Mastodon, written from its documentation (docs.joinmastodon.org).

Statuses are at most 500 characters, of which each address is 23 and `@name@host` counts as `@name`; an `Idempotency-Key` is
kept for an hour, also when its status was deleted (404 then); the key is set after the status was saved. 300 requests in five minutes.
"""

import html
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from syndicator.core.counting import Counting, counted
from tests.sites.serving import Reply, Request, SmallSite, as_json, as_page
from tests.sites.support import NOW

TOKEN = "tok-3b9f1c77aa"
_ADDRESS = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?'\"”’)]")
_MENTION = re.compile(r"(?<![=/\w])@(\w+)(@[\w.-]+)?")


class FakeMastodon(SmallSite):
    """One account of a server, and other programs that post in its name."""

    def __init__(self, now: Callable[[], datetime] = lambda: NOW) -> None:
        super().__init__()
        self.statuses: dict[str, dict[str, Any]] = {}
        self.keys: dict[str, tuple[str, datetime]] = {}
        self.notified: list[str] = []
        self.now = now
        self.next_id = 100
        self.characters = 500
        self.remembers = True  # relatives of Mastodon forget keys
        self.open = True  # anybody may ask for a public status
        self.left = 300
        self.tells_app = True

    def post(self, text: str, app: str = "Web", answers: str | None = None) -> str:
        """A status that the account's owner wrote in another program."""
        return str(self._made({"status": text, "visibility": "public", "in_reply_to_id": answers}, app)["id"])

    def threads(self) -> list[str]:
        """The ids of the public statuses that answer no other."""
        return [status["id"] for status in self.statuses.values() if status["answers"] is None and status["visibility"] != "direct"]

    def public(self) -> list[str]:
        """The texts that a reader can find."""
        return [status["text"] for status in self.statuses.values() if status["visibility"] in ("public", "unlisted")]

    def reply(self, request: Request) -> Reply:
        self.left -= 1
        reset = (self.now() + timedelta(minutes=5)).isoformat().replace("+00:00", "Z")
        limits = (("X-RateLimit-Limit", "300"), ("X-RateLimit-Remaining", str(max(self.left, 0))), ("X-RateLimit-Reset", reset))
        if self.left < 0:
            return as_json(429, {"error": "Too many requests"}, *limits)
        if page := re.fullmatch(r"/@quay/(\d+)", request.route):
            return self._page(page[1])
        status, value = self._answer(request)
        return as_json(status, value, *limits)

    def _page(self, identity: str) -> Reply:
        status = self.statuses.get(identity)
        return as_page(200, f"<html><body><main>{_html(status['text'])}</main></body></html>") if status else as_page(404, "<h1>404</h1>")

    def _answer(self, request: Request) -> tuple[int, Any]:
        allowed = request.headers.get("Authorization") == f"Bearer {TOKEN}"
        route = request.route.removeprefix("/api/")
        if route == "v2/instance":
            return 200, {"domain": "square.example", "configuration": {"statuses": {"max_characters": self.characters}}}
        if below := re.fullmatch(r"v1/statuses/(\w+)/context", route):
            return self._context(below[1]) if allowed else (401, {"error": "This API requires an authenticated user"})
        if one := re.fullmatch(r"v1/statuses/(\w+)", route):
            return self._one(request, one[1], allowed=allowed)
        if not allowed:
            return 401, {"error": "The access token is invalid"}
        if route == "v1/accounts/verify_credentials":
            return 200, {"id": "7", "username": "quay", "acct": "quay", "bot": True}
        if route == "v1/apps/verify_credentials":
            return (200, {"name": "syndicator"}) if self.tells_app else (403, {"error": "This action is outside the authorized scopes"})
        if route == "v1/accounts/7/statuses":
            return 200, self._listed(request.query)
        if route == "v1/statuses" and request.method == "POST":
            return self._created(request)
        return 404, {"error": "Record not found"}

    def _one(self, request: Request, identity: str, *, allowed: bool) -> tuple[int, Any]:
        status = self.statuses.get(identity)
        if request.method == "GET" and not allowed and not self.open:
            return 401, {"error": "This API requires an authenticated user"}
        if status is None or (not allowed and status["visibility"] not in ("public", "unlisted")):
            return 404, {"error": "Record not found"}
        if request.method == "GET":
            return 200, self._shown(status)
        if not allowed:
            return 401, {"error": "The access token is invalid"}
        if request.method == "DELETE":
            del self.statuses[identity]
            return 200, self._shown(status)
        if trouble := self._trouble(request.json()):
            return trouble
        status |= {"text": request.json()["status"], "edited_at": self.now().isoformat()}
        return 200, self._shown(status)

    def _context(self, identity: str) -> tuple[int, Any]:
        if identity not in self.statuses:
            return 404, {"error": "Record not found"}
        known, found = {identity}, []
        for status in self.statuses.values():
            if status["answers"] in known:
                known.add(status["id"])
                found.append(self._shown(status))
        return 200, {"ancestors": [], "descendants": found}

    def _created(self, request: Request) -> tuple[int, Any]:
        key = request.headers.get("Idempotency-Key", "")
        known, until = self.keys.get(key, ("", self.now()))
        if self.remembers and key and known and self.now() < until:
            return (200, self._shown(self.statuses[known])) if known in self.statuses else (404, {"error": "Record not found"})
        if trouble := self._trouble(request.json()):
            return trouble
        if request.json().get("in_reply_to_id", "100") not in (*self.statuses, "100"):
            return 404, {"error": "The status you are trying to reply to does not appear to exist."}
        made = self._made(request.json(), "syndicator")
        self.keys[key] = (str(made["id"]), self.now() + timedelta(hours=1))
        return 200, self._shown(made)

    def _trouble(self, given: dict[str, Any]) -> tuple[int, Any] | None:
        text = re.sub(_MENTION, r"@\1", given.get("status") or "")
        if not text.strip():
            return 422, {"error": "Validation failed: Text can't be blank"}
        if counted(text, Counting.ADDRESSES_23) > self.characters:
            return 422, {"error": f"Validation failed: Text character limit of {self.characters} exceeded"}
        if given.get("visibility", "public") not in ("public", "unlisted", "private", "direct"):
            return 422, {"error": "Validation failed: Visibility is not included in the list"}
        if not re.fullmatch(r"[a-z]{2,3}", given.get("language") or "en"):
            return 422, {"error": "Validation failed: Language is not included in the list"}
        return None

    def _made(self, given: dict[str, Any], app: str) -> dict[str, Any]:
        self.next_id += 1
        made = {"id": str(self.next_id), "text": given["status"], "visibility": given.get("visibility", "public"), "app": app}
        made |= {"language": given.get("language"), "answers": given.get("in_reply_to_id")}
        self.notified += [name for name, _ in _MENTION.findall(given["status"])]
        self.statuses[str(self.next_id)] = made
        return made

    def _listed(self, query: dict[str, str]) -> list[dict[str, Any]]:
        older = [s for s in self.statuses.values() if int(s["id"]) < int(query.get("max_id", "999999999"))]
        newest = sorted(older, key=lambda status: -int(status["id"]))
        return [self._shown(status) for status in newest[: min(int(query.get("limit", "20")), 40)]]

    def _shown(self, status: dict[str, Any]) -> dict[str, Any]:
        shown = {
            "id": status["id"],
            "url": f"{self.url}@quay/{status['id']}",
            "visibility": status["visibility"],
            "language": status["language"],
            "content": _html(status["text"]),
            "account": {"id": "7", "username": "quay"},
            "in_reply_to_id": status["answers"],
        }
        return shown | ({"application": {"name": status["app"], "website": None}} if self.tells_app else {})


def _html(text: str) -> str:
    """Plain text as Mastodon formats it: paragraphs, breaks, and addresses of which only the middle is shown."""
    pieces, last = [], 0
    for found in _ADDRESS.finditer(text):
        head, rest = re.match(r"(https?://(?:www\.)?)(.*)", found[0]).groups()  # type: ignore[union-attr]  # it matched above
        parts = (("invisible", head), ("ellipsis", rest[:30]), ("invisible", rest[30:]))
        dressed = "".join(f'<span class="{name}">{html.escape(part)}</span>' for name, part in parts)
        pieces += [html.escape(text[last : found.start()]), f'<a href="{html.escape(found[0])}" rel="nofollow noopener">{dressed}</a>']
        last = found.end()
    whole = "".join([*pieces, html.escape(text[last:])])
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in re.split(r"\n\n+", whole))
