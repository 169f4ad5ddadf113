"""A small Drupal, written from its documentation (drupal.org/docs, JSON:API) and from what the core's own tests of it expect.

A UUID that is taken answers 409; `status` may only be set by who administers content, in a type with a workflow by nobody;
an unpublished node is 403 to anybody; a deleted one 404; where only reading is allowed, writes are 405. Texts go through a
text format: `basic_html` lets few elements and attributes pass, and shows no image of other sites; `full_html` lets all pass.
"""

import html
import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

from tests.sites.serving import Reply, Request, SmallSite, as_page
from tests.sites.support import NOW

USER, PASSWORD = "desk", "correct horse 9"
CLIENT, SECRET = "syndicator", "client-secret-77"
_BASIC = "Basic ZGVzazpjb3JyZWN0IGhvcnNlIDk="
_KIND = ("Content-Type", "application/vnd.api+json")
_ELEMENTS = "a|em|strong|cite|blockquote|code|ul|ol|li|dl|dt|dd|h[2-6]|p|br|img|pre"
_ATTRIBUTES = frozenset("href hreflang cite src alt height width id data-entity-type data-entity-uuid".split())
_FORMATS = ("basic_html", "full_html")


class FakeDrupal(SmallSite):
    """The site's state and its server."""

    def __init__(self) -> None:
        super().__init__()
        self.nodes: dict[str, dict[str, Any]] = {}
        self.number = 0
        self.administers = True
        self.moderated = False
        self.read_only = False
        self.tokens: set[str] = set()
        self.lasts = 300
        self.files: dict[str, dict[str, Any]] = {}  # by path
        self.hides_files = False  # whether the user is shown none of them

    def public(self) -> list[str]:
        """The UUIDs of the nodes that a reader can find."""
        return [name for name, node in self.nodes.items() if node["status"]]

    def reply(self, request: Request) -> Reply:
        if request.route == "/oauth/token":
            return self._token(dict(parse_qsl(request.body.decode())))
        if page := re.fullmatch(r"/node/(\d+)", request.route):
            return self._page(int(page[1]))
        if request.route == "/":
            return as_page(200, "<html><head></head><body>Harbour</body></html>", ("X-Generator", "Drupal 11 (https://www.drupal.org)"))
        if request.route in self.files:
            return Reply(200, (("Content-Type", "image/png"),), self.files[request.route]["data"])
        if request.route == "/jsonapi/file/file":
            return self._listed(request)
        if request.route == "/jsonapi/node/article/field_image":
            return self._uploaded(request)
        if not (found := re.fullmatch(r"/jsonapi/node/article(?:/([0-9a-f-]{36}))?", request.route)):
            return _error(404, "Not Found", 'No route found for "GET"')
        return self._resource(request, found[1] or "")

    def _listed(self, request: Request) -> Reply:
        if refused := self._refused(request):
            return refused
        shown = [self._file(path) for path, file in self.files.items() if file["name"] == request.query["filter[filename]"]]
        return _answer(200, {"data": [], "meta": {"omitted": {"links": {}}}} if self.hides_files and shown else {"data": shown})

    def _uploaded(self, request: Request) -> Reply:
        """As the core's TemporaryJsonapiFileFieldUploader: an equal name gets `_0` in its address, and keeps it as its name."""
        if refused := self._refused(request, needed=True):
            return refused
        if request.headers.get("Content-Type") != "application/octet-stream":
            return _error(415, "Unsupported Media Type", "No route found that matches the content type")
        name = re.fullmatch(r'file; filename="([\w.-]+)"', request.headers.get("Content-Disposition", ""))
        if name is None:
            return _error(400, "Bad Request", 'No filename found in "Content-Disposition" header.')
        stem, _, kind = name[1].rpartition(".")
        if kind not in ("png", "gif", "jpg", "jpeg", "webp"):
            return _error(422, "Unprocessable Entity", "Unprocessable Entity: file validation failed. Only files with … are allowed")
        folder = "/sites/default/files/2026-03"
        path = next(p for p in (f"{folder}/{stem}{f'_{n - 1}' if n else ''}.{kind}" for n in range(99)) if p not in self.files)
        self.files[path] = {"name": name[1], "data": request.body, "id": f"00000000-0000-4000-9000-{len(self.files):012}"}
        return _answer(201, {"data": self._file(path)})

    def _file(self, path: str) -> dict[str, Any]:
        file = self.files[path]
        uri = {"value": path.replace("/sites/default/files/", "public://"), "url": path}
        return {"type": "file--file", "id": file["id"], "attributes": {"filename": file["name"], "uri": uri}}

    def _refused(self, request: Request, *, needed: bool = False) -> Reply | None:
        given = request.headers.get("Authorization", "")
        if given and given != _BASIC and given.removeprefix("Bearer ") not in self.tokens:
            return _error(401, "Unauthorized", f"Invalid credentials: {given}")
        return _error(401, "Unauthorized", "No authentication credentials provided.") if needed and not given else None

    def _resource(self, request: Request, name: str) -> Reply:
        given = request.headers.get("Authorization", "")
        if refused := self._refused(request):
            return refused
        if request.method == "GET":
            if not name:
                return _answer(200, {"data": [self._shown(one) for one in self.public()]})
            return self._seen(name, known=bool(given))
        if self.read_only:
            return _error(405, "Method Not Allowed", "JSON:API is configured to accept only read operations. Site administrators …")
        if not given:
            return _error(401, "Unauthorized", "No authentication credentials provided.")
        if request.method == "DELETE":
            if name not in self.nodes:
                return _error(404, "Not Found", "The requested entity was not found.")
            del self.nodes[name]
            return Reply(204)
        if request.headers.get("Content-Type") != _KIND[1]:
            return _error(415, "Unsupported Media Type", "No route found that matches the content type")
        return self._write(request, name)

    def _write(self, request: Request, name: str) -> Reply:
        data = (request.json() or {}).get("data") or {}
        attributes = data.get("attributes") or {}
        if data.get("type") != "node--article":
            return _error(400, "Bad Request", 'Resource object must include a "type".')
        if trouble := self._trouble(attributes, request.method):
            return trouble
        if request.method == "PATCH":
            if name not in self.nodes:
                return _error(404, "Not Found", "The requested entity was not found.")
            self._take(self.nodes[name], attributes)
            self.nodes[name] |= data.get("relationships", {})
            return _answer(200, {"data": self._shown(name)})
        name = data.get("id") or f"00000000-0000-4000-8000-{self.number:012}"
        if name in self.nodes:
            return _error(409, "Conflict", "Conflict: Entity already exists.")
        self.number += 1
        self.nodes[name] = {"nid": self.number, "status": not self.moderated, "title": "", "body": {}}
        self._take(self.nodes[name], attributes)
        self.nodes[name] |= data.get("relationships", {})
        return _answer(201, {"data": self._shown(name)})

    def _take(self, node: dict[str, Any], attributes: dict[str, Any]) -> None:
        node |= {field: attributes[field] for field in ("title", "body", "status") if field in attributes}
        if "moderation_state" in attributes:
            node["status"] = attributes["moderation_state"] == "published"

    def _trouble(self, attributes: dict[str, Any], method: str) -> Reply | None:
        if "status" in attributes and (self.moderated or not self.administers):
            why = (
                "Cannot edit the published field of moderated entities."
                if self.moderated
                else "The 'administer nodes' permission is required."
            )
            detail = f"The current user is not allowed to {method} the selected field (status). {why}"
            return _error(403, "Forbidden", detail, "/data/attributes/status")
        if len(attributes.get("title", "")) > 255:
            return _error(422, "Unprocessable Content", "title: Title: may not be longer than 255 characters.", "/data/attributes/title")
        if attributes.get("body", {}).get("format", "basic_html") not in _FORMATS:
            return _error(
                422, "Unprocessable Content", "body.0.format: The value you selected is not a valid choice.", "/data/attributes/body/format"
            )
        strange = set(attributes) - {"title", "body", "status", "moderation_state"}
        return (
            _error(422, "Unprocessable Content", f"The attribute {strange.pop()} does not exist on the node--article") if strange else None
        )

    def _seen(self, name: str, *, known: bool) -> Reply:
        if name not in self.nodes:
            return _error(404, "Not Found", "The requested entity was not found.")
        if not self.nodes[name]["status"] and not known:
            return _error(403, "Forbidden", "The current user is not allowed to GET the selected resource.")
        return _answer(200, {"data": self._shown(name)})

    def _shown(self, name: str) -> dict[str, Any]:
        node = self.nodes[name]
        told = {"drupal_internal__nid": node["nid"], "status": node["status"], "title": node["title"], "path": {"alias": None}}
        return {
            "type": "node--article",
            "id": name,
            "attributes": {**told, "body": {**node["body"], "processed": processed(**node["body"])}},
        }

    def _page(self, number: int) -> Reply:
        node = next((node for node in self.nodes.values() if node["nid"] == number), None)
        if node is None or not node["status"]:
            return as_page(404 if node is None else 403, "<h1>Access denied</h1>")
        title = html.escape(node["title"])
        return as_page(
            200, f"<html><head><title>{title} | Harbour</title></head><body><h1>{title}</h1>{processed(**node['body'])}</body></html>"
        )

    def _token(self, form: dict[str, str]) -> Reply:
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return _answer(401, {"error": "invalid_client", "error_description": f"Client authentication failed {form}"})
        token = f"token-{len(self.tokens)}-{(NOW + timedelta(seconds=len(self.requests))):%H%M%S}"
        self.tokens.add(token)
        return _answer(200, {"token_type": "Bearer", "expires_in": self.lasts, "access_token": token})


def processed(value: str = "", **given: str) -> str:
    """What a text format shows of a text."""
    if given.get("format") == "full_html":
        return value
    text = re.sub(r"(?s)<!--.*?-->", "", value)
    text = re.sub(rf"(?i)</?(?!(?:{_ELEMENTS})\b)[a-z][^>]*>", "", text)
    text = re.sub(
        r"<img [^>]*src=[\"']?https?://(?!127\.0\.0\.1:)[^>]*>", '<img src="/core/misc/icons/e32700/error.svg" alt="Image removed.">', text
    )
    return re.sub(r"(?i)<([a-z]\w*) ([^>]*)>", _plainer, text)


def _plainer(found: re.Match[str]) -> str:
    kept = [whole for whole in re.findall(r"[\w-]+=(?:\"[^\"]*\"|'[^']*')", found[2]) if whole.partition("=")[0].lower() in _ATTRIBUTES]
    return f"<{' '.join([found[1], *kept])}>"


def _answer(status: int, value: Any) -> Reply:
    return Reply(status, (_KIND,), json.dumps(value).encode())


def _error(status: int, title: str, detail: str, pointer: str = "") -> Reply:
    error = {"title": title, "status": str(status), "detail": detail}
    return _answer(status, {"jsonapi": {"version": "1.0"}, "errors": [error | ({"source": {"pointer": pointer}} if pointer else {})]})
