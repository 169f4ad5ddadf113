"""A small WordPress: the REST semantics that matter to a client, and the ways in which an answer gets lost.

Slugs are made unique with `-2`, deletion is a move to the trash that renames the slug, terms exist only once, a refused
credential is a wrong parameter to look-ups. `faults` holds (what, mode) pairs, each used once, for requests whose
«METHOD route» starts with `what`.
"""

import base64
import html
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.sites.wordpress_library import Library

PASSWORD = "abcd efgh ijkl mnop"
Reply = tuple[int, Any]


class FakeWordPress:
    """The site's state and its server; use as a context manager."""

    def __init__(self) -> None:
        self.posts: dict[int, dict[str, Any]] = {}
        self.tags: dict[str, int] = {}
        self.library = Library()
        self.requests: list[tuple[str, str, dict[str, str]]] = []  # «METHOD route», address, headers
        self.faults: list[tuple[str, str]] = []
        self.pretty = True
        self.racy = False  # as in WordPress itself, parallel creations may be given the same slug
        self.trash = True
        self.rights = {"edit_posts": True, "publish_posts": True}
        self.meta = {"canonical_url": "", "syndication_key": ""}
        self.sanitise: Callable[[str], str] = str
        self.next_id = 1
        self.lock = threading.RLock()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *arguments: Any) -> None:
                """Say nothing."""

            def _answer(self) -> None:
                fake.answer(self)

            do_GET = do_POST = do_DELETE = do_OPTIONS = _answer  # noqa: N815  # the server's own names

        class Server(ThreadingHTTPServer):
            request_queue_size = 64  # five by default, fewer than a test has workers

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> "FakeWordPress":
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def public(self) -> list[str]:
        """The slugs of the posts a reader can see."""
        return [post["slug"] for post in self.posts.values() if post["status"] == "publish"]

    def writes(self) -> list[str]:
        """The writing requests so far."""
        return [what for what, _, _ in self.requests if not what.startswith(("GET", "OPTIONS"))]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(request.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        route = query.get("rest_route") or (
            parts.path.removeprefix("/wp-json") if self.pretty and parts.path.startswith("/wp-json/") else ""
        )
        what = f"{request.command} {route.removeprefix('/wp/v2/') or parts.path}"
        self.requests.append((what, request.path, dict(request.headers.items())))
        fault = self._fault(what)
        if fault in _BEFORE:
            return _BEFORE[fault](request)
        with self.lock:
            status, value = self._rest(request, route, query, body) if route else self._page(parts.path, query)
        return _AFTER.get(fault, _send)(request, status, value)

    def _fault(self, what: str) -> str:
        for number, (start, mode) in enumerate(self.faults):
            if what.startswith(start):
                del self.faults[number]
                return mode
        return ""

    def _rest(self, request: BaseHTTPRequestHandler, route: str, query: dict[str, str], body: bytes) -> Reply:
        allowed = request.headers.get("Authorization") == "Basic " + base64.b64encode(f"desk:{PASSWORD}".encode()).decode()
        if route == "/wp/v2/media":
            if not allowed:
                return _error(401, "rest_cannot_create")
            return self.library.answer(request, query, body, self.url, self._new_id)
        value = json.loads(body) if body else {}
        if route == "/":
            return 200, {"namespaces": ["oembed/1.0", "wp/v2"]}
        if request.command == "OPTIONS":
            return 200, {"schema": {"properties": {"meta": {"properties": {name: {"type": "string"} for name in self.meta}}}}}
        if route == "/wp/v2/users/me":
            return (200, self._me()) if allowed else _error(401, "rest_not_logged_in")
        if route == "/wp/v2/categories":
            return 200, [{"id": 1, "name": "Uncategorised", "slug": "none"}, {"id": 4, "name": "Reposts &amp; more", "slug": "reposts"}]
        if route == "/wp/v2/posts" and request.command == "GET":
            return self._listed(query) if allowed else _forbidden_status()
        if not allowed:
            return _error(401, "rest_cannot_create")
        if route == "/wp/v2/tags":
            return self._tagged(value["name"])
        return self._one(request.command, route, query, value)

    def _me(self) -> dict[str, Any]:
        return {"id": 9, "name": "The Desk", "roles": ["author"], "capabilities": self.rights}

    def _tagged(self, name: str) -> Reply:
        if name in self.tags:
            return 400, {"code": "term_exists", "message": "It exists.", "data": {"status": 400, "term_id": self.tags[name]}}
        self.tags[name] = 50 + len(self.tags)
        return 201, {"id": self.tags[name]}

    def _listed(self, query: dict[str, str]) -> Reply:
        wanted = {"any": ("publish", "draft", "pending", "future", "private")}.get(query["status"], (query["status"],))
        found = [self._shown(p) for p in self.posts.values() if p["slug"] == query["slug"] and p["status"] in wanted]
        return 200, sorted(found, key=lambda post: post["id"], reverse=query.get("order") != "asc")

    def _one(self, command: str, route: str, query: dict[str, str], value: dict[str, Any]) -> Reply:
        number = route.rpartition("/")[2]
        if number == "posts":
            return self._saved({"id": self._new_id(), "slug": "", "status": "draft", "title": "", "content": "", "meta": {}}, value, 201)
        post = self.posts.get(int(number))
        if post is None:
            return _error(404, "rest_post_invalid_id")
        if command == "GET":
            return 200, self._shown(post)
        return self._saved(post, value, 200) if command == "POST" else self._deleted(post, force=query.get("force") == "true")

    def _saved(self, post: dict[str, Any], value: dict[str, Any], status: int) -> Reply:
        if value.get("status") == "publish" and not self.rights.get("publish_posts"):
            return _error(403, "rest_cannot_publish")
        if len(value.get("title", "")) > 60_000:
            return _error(500, "db_insert_error")
        self.posts[post["id"]] = post
        given = {
            name: value[name] for name in ("title", "status", "meta", "tags", "categories", "date_gmt", "featured_media") if name in value
        }
        post |= given | ({"content": self.sanitise(value["content"])} if "content" in value else {})
        given_slug = value.get("slug", post["slug"])
        post["slug"] = given_slug if self.racy and status == 201 else self._unique(given_slug, post["id"])
        return status, self._shown(post)

    def _deleted(self, post: dict[str, Any], *, force: bool) -> Reply:
        if force:
            return 200, {"deleted": True, "previous": self._shown(self.posts.pop(post["id"]))}
        if not self.trash:
            return _error(501, "rest_trash_not_supported")
        if post["status"] == "trash":
            return _error(410, "rest_already_trashed")
        post |= {"status": "trash", "slug": f"{post['slug']}__trashed"}
        return 200, self._shown(post)

    def _unique(self, slug: str, number: int) -> str:
        taken = {post["slug"] for post in self.posts.values() if post["id"] != number}
        tried, count = slug, 2
        while tried in taken:
            tried, count = f"{slug}-{count}", count + 1
        return tried

    def _new_id(self) -> int:
        self.next_id += 1
        return self.next_id

    def _shown(self, post: dict[str, Any]) -> dict[str, Any]:
        link = f"{self.url}{post['slug']}/" if post["status"] == "publish" and self.pretty else f"{self.url}?p={post['id']}"
        words = {"title": {"raw": post["title"]}, "content": {"raw": post["content"], "rendered": _rendered(post["content"])}}
        return {"id": post["id"], "slug": post["slug"], "status": post["status"], "link": link, "meta": post["meta"], **words}

    def _page(self, path: str, query: dict[str, str]) -> Reply:
        if path in self.library.files:
            return 200, self.library.files[path]
        for post in self.posts.values():
            if post["status"] == "publish" and (str(post["id"]) == query.get("p") or (self.pretty and path == f"/{post['slug']}/")):
                canonical = html.escape(post["meta"].get("canonical_url") or self._shown(post)["link"])
                links = f"<link rel=canonical href='{canonical}'><link rel=shortlink href='{self.url}?p={post['id']}'>"
                head = f"<title>{post['title']}</title>{links}"
                return 200, f"<!doctype html><head>{head}</head><body><h1>{post['title']}</h1>{_rendered(post['content'])}</body>"
        return 404, "<h1>Nothing here</h1>"


def _rendered(content: str) -> str:
    """Shortcodes are executed, addresses on a line of their own become players, block comments go."""
    content = re.sub(r"<!-- /?wp:html -->", "", content)
    content = re.sub(r"(?im)(^|<p>)\s*https?://[^\s<>\"]+\s*($|</p>)", "<iframe></iframe>", content)
    return re.sub(r"\[gallery[^\]]*\]", "", content)


def _error(status: int, code: str) -> Reply:
    return status, {"code": code, "message": f"Sorry: <b>{code}</b>.", "data": {"status": status}}


def _forbidden_status() -> Reply:
    details = {"status": {"code": "rest_forbidden_status", "message": "Status is forbidden.", "data": {"status": 401}}}
    return 400, {"code": "rest_invalid_param", "message": "Invalid parameter(s): status", "data": {"status": 400, "details": details}}


def _send(request: BaseHTTPRequestHandler, status: int, value: Any, **headers: str) -> None:
    body = value if isinstance(value, bytes) else (value if isinstance(value, str) else json.dumps(value)).encode()
    request.send_response(status)
    kind = {bytes: "image/png", str: "text/html; charset=utf-8"}.get(type(value), "application/json")
    for name, text in {"Content-Type": kind, "Content-Length": str(len(body)), "Set-Cookie": "seen=1; Path=/", **headers}.items():
        request.send_header(name.replace("_", "-"), text)
    request.end_headers()
    request.wfile.write(body)


def _reset(request: BaseHTTPRequestHandler, *_: Any) -> None:
    """End the connection with a TCP reset."""
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.close_connection = True
    request.rfile.close()
    request.wfile.close()
    request.connection.close()


def _torn(request: BaseHTTPRequestHandler, status: int, value: Any) -> None:
    request.send_response(status)
    request.send_header("Content-Length", "100000")
    request.end_headers()
    request.wfile.write(json.dumps(value).encode()[:20])
    request.close_connection = True


def _slow(request: BaseHTTPRequestHandler, status: int, value: Any) -> None:
    time.sleep(1.2)
    try:
        _send(request, status, value)
    except OSError:
        request.close_connection = True


def _trickle(request: BaseHTTPRequestHandler, status: int, value: Any) -> None:
    request.send_response(status)
    request.end_headers()
    try:
        for _ in range(40):
            request.wfile.write(b" ")
            request.wfile.flush()
            time.sleep(0.05)
    except OSError:
        request.close_connection = True


def _echo(request: BaseHTTPRequestHandler) -> None:
    sent = request.headers.get("Authorization", "")
    said = f"you sent {sent} and {PASSWORD}\x1b[31m " + "x" * 400
    _send(request, 422, {"code": "rest_odd", "message": said})


_BEFORE: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {
    "429": lambda r: _send(r, 429, {"code": "slow", "message": "Slow down"}, Retry_After="120"),
    "429 bare": lambda r: _send(r, 429, "Slow down"),
    "503 with a time": lambda r: _send(r, 503, "Upgrading", Retry_After="Thu, 05 Mar 2026 10:30:00 GMT"),
    "503": lambda r: _send(r, 503, "Upgrading"),
    "redirect": lambda r: _send(r, 302, "", Location="http://127.0.0.2:9/stolen"),
    "413": lambda r: _send(r, 413, "<html><h1>413 Request Entity Too Large</h1><script>x()</script></html>"),
    "echo": _echo,
    "key held": lambda r: _send(r, 409, {"code": "syndication_key_held", "message": "A post with this key exists."}),
    "reset before": _reset,
}
_AFTER: dict[str, Callable[[BaseHTTPRequestHandler, int, Any], None]] = {
    "500 after save": lambda r, _s, _v: _send(r, 500, "<p>There has been a critical error on this website.</p>"),
    "502 after save": lambda r, _s, _v: _send(r, 502, "Bad gateway"),
    "504 after save": lambda r, _s, _v: _send(r, 504, "Gateway timeout"),
    "html after save": lambda r, _s, _v: _send(r, 200, "<b>Warning</b>: Cannot modify header information"),
    "wrong id": lambda r, s, v: _send(r, s, {**v, "id": 999}),
    "huge": lambda r, s, v: _send(r, s, json.dumps(v) + " " * 3_000_000),
    "timeout after save": _slow,
    "trickle": _trickle,
    "torn": _torn,
    "reset after save": _reset,
}
