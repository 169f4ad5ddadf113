"""A small Ghost, from its documentation and what Ghost 6.65 was seen to do.

Keys sign tokens of at most five minutes; slugs are unique by `-2`; a change needs the post's current `updated_at`; without
`source=html` the text is dropped; every outbound link of a public page gets `?ref=`; titles end at 255 characters.
"""

import base64
import hashlib
import hmac
import html
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email import policy
from email.parser import BytesParser
from typing import Any

from tests.sites.serving import Reply, Request, SmallSite, as_json, as_page
from tests.sites.support import NOW

KEY = f"{'6a' * 12}:{'c0ffee' * 10}c0de"
_API = "/ghost/api/admin/"


class FakeGhost(SmallSite):
    """The site's state and its server."""

    def __init__(self, now: Callable[[], datetime] = lambda: NOW) -> None:
        super().__init__()
        self.posts: dict[str, dict[str, Any]] = {}
        self.now = now
        self.steps = 0
        self.images: dict[str, bytes] = {}  # by path; an equal name with `-1`
        self.head = True  # whether the theme shows what Ghost puts into a page's head
        self.tagging = True
        self.staff = {"owner@quay.example", "desk@quay.example"}

    def public(self) -> list[str]:
        """The slugs of the posts a reader can see."""
        return [post["slug"] for post in self.posts.values() if post["status"] == "published"]

    def reply(self, request: Request) -> Reply:
        route = request.route
        if route.startswith(_API):
            if request.headers.get("Accept-Version", "")[:1] != "v":
                return _error(400, "BadRequestError", "no version")
            return self._admin(request, route.removeprefix(_API))
        if route.startswith("/content/images/"):
            found = self.images.get(route)
            return Reply(200, (("Content-Type", "image/png"),), found) if found is not None else as_page(404, "<h1>404</h1>")
        return self._page(route.strip("/"))

    def _admin(self, request: Request, route: str) -> Reply:
        if route == "site/":
            return as_json(200, {"site": {"title": "Quay", "version": "6.65", "url": self.url}})
        refused = self._refused(request.headers.get("Authorization", ""))
        if refused:
            return refused
        if route == "images/upload/":
            return self._uploaded(request)
        if route == "settings/":
            return as_json(200, {"settings": [{"key": "outbound_link_tagging", "value": self.tagging}]})
        if slug := re.fullmatch(r"posts/slug/([^/]+)/", route):
            return self._shown([post for post in self.posts.values() if post["slug"] == slug[1]])
        if route == "posts/" and request.method == "POST":
            return self._created(request)
        post = self.posts.get(route.removeprefix("posts/").strip("/"))
        if post is None or request.method == "GET":
            return self._shown([post] if post else [])
        if request.method == "DELETE":
            del self.posts[post["id"]]
            return Reply(204)
        return self._changed(post, request)

    def _refused(self, authorization: str) -> Reply | None:
        if not authorization:
            return _error(403, "NoPermissionError", "Authorization failed")
        head, _, signature = authorization.removeprefix("Ghost ").rpartition(".")
        identity, _, secret = KEY.partition(":")
        expected = hmac.new(bytes.fromhex(secret), head.encode(), hashlib.sha256).digest()
        header, claims = (json.loads(_decoded(part)) for part in head.split("."))
        if header["kid"] != identity:
            return _error(401, "UnauthorizedError", "Unknown Admin API Key", "UNKNOWN_ADMIN_API_KEY")
        fresh = claims["iat"] <= self.now().timestamp() < claims["exp"] <= claims["iat"] + 300
        if _decoded(signature) != expected or not fresh or claims["aud"] != "/admin/":
            return _error(401, "UnauthorizedError", f"Invalid token: {authorization}", "INVALID_JWT")
        return None

    def _uploaded(self, request: Request) -> Reply:
        form = BytesParser(policy=policy.HTTP).parsebytes(
            b"Content-Type: " + request.headers["Content-Type"].encode() + b"\r\n\r\n" + request.body
        )
        parts = {part.get_param("name", header="content-disposition"): part for part in form.iter_parts()}
        file = parts["file"]
        if not file.get_content_type().startswith("image/") or parts["purpose"].get_content().strip() != "image":
            return _error(415, "UnsupportedMediaTypeError", "Please select a valid image.")
        stem, _, kind = (file.get_filename() or "").rpartition(".")
        folder = f"/content/images/{self.now():%Y/%m}"
        names = (f"{folder}/{stem}{f'-{n}' if n else ''}.{kind}" for n in range(99))
        path = next(name for name in names if name not in self.images)
        self.images[path] = file.get_payload(decode=True)
        return as_json(201, {"images": [{"url": f"{self.url.rstrip('/')}{path}", "ref": parts["ref"].get_content().strip()}]})

    def _created(self, request: Request) -> Reply:
        identity = f"{len(self.posts) + self.steps + 1:024x}"
        post = {"id": identity, "uuid": f"uuid-{identity}", "status": "draft", "slug": "untitled", "html": "", "updated_at": ""}
        return self._saved(post, request, 201)

    def _changed(self, post: dict[str, Any], request: Request) -> Reply:
        given = request.json()["posts"][0]
        if "updated_at" not in given:
            return _error(422, "ValidationError", "Validation failed for updated_at.")
        if given["updated_at"] != post["updated_at"]:
            return _error(409, "UpdateCollisionError", "Saving failed! Someone else is editing this post.", "UPDATE_COLLISION")
        return self._saved(post, request, 200)

    def _saved(self, post: dict[str, Any], request: Request, status: int) -> Reply:
        given = dict(request.json()["posts"][0])
        if unknown := given.keys() - _FIELDS:
            return _error(422, "ValidationError", f"unknown {unknown}")
        for name, most in (("title", 255), ("custom_excerpt", 300), ("slug", 191), ("canonical_url", 2000), ("feature_image_alt", 191)):
            if len(given.get(name) or "") > most:
                return _error(422, "ValidationError", f"Value in [posts.{name}] exceeds maximum length of {most} characters.")
        if request.query.get("source") != "html":
            given.pop("html", None)
        given["slug"] = self._unique(given.get("slug", post["slug"]), post["id"])
        given["authors"] = [a for a in given.get("authors", []) if a["email"] in self.staff] or [{"email": "owner@quay.example"}]
        self.steps += 1
        post |= given | {"updated_at": (NOW + timedelta(seconds=self.steps)).isoformat()}
        self.posts[post["id"]] = post
        return self._shown([post], status)

    def _unique(self, slug: str, identity: str) -> str:
        taken = {post["slug"] for post in self.posts.values() if post["id"] != identity}
        return next(name for name in [slug, *(f"{slug}-{n}" for n in range(2, 99))] if name not in taken)

    def _shown(self, posts: list[dict[str, Any]], status: int = 200) -> Reply:
        if not posts:
            return _error(404, "NotFoundError", "Resource not found error, cannot read post.")
        return as_json(status, {"posts": [{**post, "url": self._address(post)} for post in posts]})

    def _address(self, post: dict[str, Any]) -> str:
        return f"{self.url}{post['slug'] if post['status'] == 'published' else 'p/' + post['uuid']}/"

    def _page(self, path: str) -> Reply:
        for post in self.posts.values():
            if path in (f"p/{post['uuid']}", post["slug"] if post["status"] == "published" else ""):
                canonical = html.escape(post.get("canonical_url") or self._address(post)).replace("=", "&#x3D;")
                head = f"<title>{html.escape(post['title'])}</title><link rel='canonical' href='{canonical}'>"
                head += post.get("codeinjection_head") or ""
                if not self.head:
                    head = ""
                return as_page(200, f"<!doctype html><head>{head}</head><h1>{html.escape(post['title'])}</h1>{self._tagged(post['html'])}")
        return as_page(404, "<h1>404 Page not found</h1>")

    def _tagged(self, text: str) -> str:
        def tag(found: re.Match[str]) -> str:
            address, hash_, fragment = found[3].partition("#")
            return f"{found[1]}{found[2]}{address}{'&' if '?' in address else '?'}ref=127.0.0.1{hash_}{fragment}{found[2]}"

        return re.sub(r"(<a [^>]*?href=)([\"'])(https?://[^\"']*)\2", tag, text) if self.tagging else text


_FIELDS = frozenset(
    "title html slug status tags authors canonical_url custom_excerpt codeinjection_head published_at visibility updated_at "
    "feature_image feature_image_alt feature_image_caption".split()
)


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _error(status: int, kind: str, message: str, code: str | None = None) -> Reply:
    said = {"message": message, "context": f"{message} (context)", "type": kind, "code": code, "property": None}
    return as_json(status, {"errors": [said]})
