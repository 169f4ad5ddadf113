"""A small Micropub site, from the W3C Recommendation and what django-indieweb was seen to do.

An equal slug becomes `slug-2`; deleted posts answer 410; errors are plain text; an unknown action makes a post.
Files get names of the server's own, and are not listed.
"""

import html
from email import policy
from email.parser import BytesParser
from typing import Any

from tests.sites.serving import Reply, Request, SmallSite, as_json, as_page

TOKEN = "m1cr0pub-t0ken-0f-the-quay"
CREATE_ONLY = "t0ken-that-may-0nly-create"


class FakeMicropub(SmallSite):
    """The site's state and its server."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[str, dict[str, Any]] = {}
        self.deleted: set[str] = set()
        self.lists = True  # whether it lists its posts
        self.undeletes = True
        self.says_link = True  # where the endpoint is named: in the header, or in the page
        self.status = 201
        self.files: dict[str, tuple[str, bytes]] = {}  # by path: media type and contents
        self.plainly = False  # whether their addresses are told plainly, not as properties
        self.media: str | None = "/media"  # where its media endpoint is, if it has one
        self.names_kept = False  # whether files keep their names, and are listed

    def public(self) -> list[str]:
        """The slugs of the posts a reader can see."""
        return [slug for slug in self.entries if slug not in self.deleted]

    def reply(self, request: Request) -> Reply:
        if request.route == "/":
            if self.says_link:
                return as_page(200, "<h1>Quay</h1>", ("Link", '</auth>; rel="authorization_endpoint", </pub>; rel="micropub"'))
            return as_page(200, "<head><link rel='micropub' href='pub'></head><h1>Quay</h1>")
        if request.route in self.files:
            kind, data = self.files[request.route]
            return Reply(200, (("Content-Type", kind),), data)
        if request.route not in ("/pub", "/media"):
            return self._page(request.route.strip("/"))
        if request.route == "/media" and request.headers.get("Authorization") == f"Bearer {CREATE_ONLY}":
            return as_page(403, "insufficient_scope")
        if request.headers.get("Authorization") not in (f"Bearer {TOKEN}", f"Bearer {CREATE_ONLY}"):
            return as_page(401, f"authentication error {request.headers.get('Authorization')}", ("WWW-Authenticate", "Bearer"))
        if request.route == "/media":
            return self._listed() if request.method == "GET" else self._uploaded(request)
        return self._asked(request.query) if request.method == "GET" else self._told(request.json())

    def _listed(self) -> Reply:
        places = [f"{self.url.rstrip('/')}{path}" for path in self.files]
        items = [{"url": place} if self.plainly else {"properties": {"url": [place]}} for place in places]
        return as_json(200, {"items": items}) if self.names_kept else as_page(501, "not_implemented")

    def _uploaded(self, request: Request) -> Reply:
        form = BytesParser(policy=policy.HTTP).parsebytes(
            b"Content-Type: " + request.headers["Content-Type"].encode() + b"\r\n\r\n" + request.body
        )
        (file,) = [part for part in form.iter_parts() if part.get_param("name", header="content-disposition") == "file"]
        if not file.get_content_type().startswith("image/"):
            return as_page(415, "invalid_request")
        stem, _, kind = (file.get_filename() or "").rpartition(".")
        stem = stem if self.names_kept else f"file-{len(self.files) + 1}"
        path = next(p for p in (f"/files/{stem}{f'-{n}' if n else ''}.{kind}" for n in range(99)) if p not in self.files)
        self.files[path] = (file.get_content_type(), file.get_payload(decode=True))
        return Reply(201, (("Location", path), ("Content-Type", "text/plain")))

    def _asked(self, query: dict[str, str]) -> Reply:
        if query["q"] == "config":
            return as_json(200, {"q": ["config", "source"]} | ({"media-endpoint": self.media} if self.media else {}))
        if "url" in query:
            slug = self._slug(query["url"])
            return as_json(200, self._item(slug)) if slug in self.public() else as_page(400, "invalid_request")
        return (
            as_json(200, {"items": [self._item(slug) for slug in reversed(self.public())]})
            if self.lists
            else as_page(400, "invalid_request")
        )

    def _told(self, given: dict[str, Any]) -> Reply:
        action, slug = given.get("action"), self._slug(given.get("url", ""))
        if action in ("update", "delete", "undelete") and (slug not in self.entries or (action == "undelete" and not self.undeletes)):
            return as_page(400, "invalid_request")
        if action == "update":
            self.entries[slug] |= given["replace"]
        elif action == "delete":
            self.deleted.add(slug)
        elif action == "undelete":
            self.deleted.discard(slug)
        else:
            properties = dict(given.get("properties", {}))
            wanted = properties.pop("mp-slug", ["untitled"])[0]
            slug = next(s for s in [wanted, *(f"{wanted}-{n}" for n in range(2, 99))] if s not in self.entries)
            self.entries[slug] = properties
            return Reply(self.status, (("Location", f"/notes/{slug}"), ("Content-Type", "text/plain")))
        return Reply(204)

    def _item(self, slug: str) -> dict[str, Any]:
        return {"type": ["h-entry"], "properties": {**self.entries[slug], "url": [f"{self.url}notes/{slug}"]}}

    def _slug(self, url: str) -> str:
        return url.rpartition("/notes/")[2]

    def _page(self, path: str) -> Reply:
        slug = path.removeprefix("notes/")
        if slug in self.deleted:
            return as_page(410, "gone")
        if slug not in self.entries:
            return as_page(404, "<h1>Nothing</h1>")
        entry = self.entries[slug]
        name, content = html.escape(entry["name"][0]), entry["content"][0]["html"]
        return as_page(200, f'<title>{name}</title><article class="h-entry"><h1 class="p-name">{name}</h1><div>{content}</div></article>')
