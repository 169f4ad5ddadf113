"""A small Lemmy, from its documentation: sessions by password, nothing idempotent, one's own deleted posts shown to oneself."""

import re
from typing import Any

from tests.sites.serving import Reply, Request, SmallSite, as_json

USER, PASSWORD = "newsdesk", "le mot de passe"


class FakeLemmy(SmallSite):
    """The site's state and its server."""

    def __init__(self) -> None:
        super().__init__()
        self.posts: dict[int, dict[str, Any]] = {}
        self.session = 1  # raise it, and every session has ended
        self.banned = False

    def public(self) -> list[int]:
        """The numbers of the posts a reader can see."""
        return [number for number, post in self.posts.items() if not post["deleted"] and not post["removed"]]

    def reply(self, request: Request) -> Reply:
        route, query, given = request.route.removeprefix("/api/v3/"), request.query, request.json()
        logged_in = request.headers.get("Authorization") == f"Bearer jwt-{self.session}"
        if route == "user/login":
            if (given["username_or_email"], given["password"]) != (USER, PASSWORD):
                return as_json(401, {"error": "incorrect_login", "message": f"not {given['password']}"})
            return as_json(200, {"jwt": f"jwt-{self.session}", "registration_created": False, "verify_email_sent": False})
        if route == "site":
            return as_json(200, {"version": "0.19.11"})
        if "Authorization" in request.headers and not logged_in:
            return as_json(401, {"error": "not_logged_in"})
        if request.method == "GET":
            return self._asked(route, query, logged_in)
        if not logged_in:
            return as_json(401, {"error": "not_logged_in"})
        return self._told(request.method, route, given)

    def _asked(self, route: str, query: dict[str, str], logged_in: bool) -> Reply:
        if route == "community":
            known = query["name"] == "news"
            return (
                as_json(200, {"community_view": {"community": {"id": 5}}}) if known else as_json(404, {"error": "couldnt_find_community"})
            )
        shown = [
            {"post": post} for _, post in sorted(self.posts.items(), reverse=True) if logged_in or not (post["deleted"] or post["removed"])
        ]
        if route == "user":
            return as_json(200, {"person_view": {"person": {"id": 9}}, "posts": shown[: int(query["limit"])]})
        if route == "search":
            return as_json(200, {"posts": [view for view in shown if view["post"]["url"] == query["q"]]})
        found = [view for view in shown if view["post"]["id"] == int(query["id"])]
        return as_json(200, {"post_view": found[0]}) if found else as_json(404, {"error": "couldnt_find_post"})

    def _told(self, method: str, route: str, given: dict[str, Any]) -> Reply:
        if self.banned:
            return as_json(400, {"error": "banned_from_community"})
        if not 3 <= len(given.get("name", "Eels")) <= 200 or "\n" in given.get("name", ""):
            return as_json(400, {"error": "invalid_post_title"})
        if len(given.get("body", "").encode()) > 50_000:
            return as_json(400, {"error": "invalid_body_field"})
        number = given.get("post_id") or len(self.posts) + 1
        if route == "post/delete":
            self.posts[number]["deleted"] = given["deleted"]
        elif method == "PUT":
            self.posts[number] |= {name: given[name] for name in ("name", "body", "url") if name in given}
        else:
            self.posts[number] = {"id": number, "url": "", "body": "", "deleted": False, "removed": False, **given}
        return as_json(200, {"post_view": {"post": self.posts[number]}})


def mentioned(body: str) -> list[str]:
    """Whom Lemmy notifies: every name with a host in a text, wherever it stands (its MENTIONS_REGEX)."""
    return re.findall(r"@([\w.]+)@([a-zA-Z0-9._:-]+)", body)
