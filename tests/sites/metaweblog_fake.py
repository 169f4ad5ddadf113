"""Two small blogs over XML-RPC, written from the descriptions of the protocol and of what WordPress makes of it.

One has slugs and drafts, and lists both, as WordPress does; an older one has neither slugs nor states, and lists what is public.
"""

import html
import re
import xmlrpc.client
from itertools import pairwise
from typing import Any

from tests.sites.serving import Reply, Request, SmallSite, as_page

USER, PASSWORD = "desk", "correct horse & 9"
_XML = (("Content-Type", "text/xml; charset=UTF-8"),)
READS = ("getRecentPosts", "getPost<", "getUsersBlogs", "getMediaLibrary")


def is_read(request: Request) -> bool:
    """Whether a call changes nothing: in XML-RPC every call is a POST."""
    return request.method == "GET" or any(name in request.body.decode("utf-8", "replace") for name in READS)


def is_write(request: Request) -> bool:
    """The others."""
    return not is_read(request)


class FakeBlog(SmallSite):
    """The blog's state and its server."""

    def __init__(self) -> None:
        super().__init__()
        self.posts: dict[str, dict[str, Any]] = {}
        self.number = 100
        self.slugs = True
        self.may_publish = True
        self.may_upload = True
        self.files: dict[str, dict[str, Any]] = {}  # by path; listed where there are slugs
        self.endpoint = f"{self.url}xmlrpc.php"
        self.noise = ""  # what a careless plug-in prints before every answer

    def standing(self) -> list[str]:
        """The ids of the posts that lie in no trash."""
        return [name for name, post in self.posts.items() if not post.get("trash")]

    def public(self) -> list[str]:
        """The ids of the posts that a reader can find."""
        return [name for name, post in self.posts.items() if post["public"]]

    def reply(self, request: Request) -> Reply:
        if request.route == "/":
            return as_page(200, f'<html><head><link rel="EditURI" type="application/rsd+xml" href="{self.url}rsd.xml"></head></html>')
        if request.route == "/rsd.xml":
            api = f'<api name="MetaWeblog" blogID="1" preferred="false" apiLink="{self.endpoint}"/>'
            service = f"<service><engineName>Inkpot 2</engineName><apis>{api}</apis></service>"
            rsd = f'<?xml version="1.0"?><rsd version="1.0" xmlns="http://archipelago.phrasewise.com/rsd">{service}</rsd>'
            return Reply(200, (("Content-Type", "text/xml"),), rsd.encode())
        if request.route == "/xmlrpc.php":
            return self._called(request)
        if request.route in self.files:
            file = self.files[request.route]
            return Reply(200, (("Content-Type", file["type"]),), file["bits"])
        post = next((post for post in self.posts.values() if post["public"] and f"/{post['path']}/" == request.route), None)
        if post is None:
            return as_page(404, "<h1>Not found</h1>")
        return as_page(200, f"<html><head><title>{post['title']}</title></head><body><h1>{post['title']}</h1>{post['html']}</body></html>")

    def _called(self, request: Request) -> Reply:
        parameters, method = xmlrpc.client.loads(request.body)
        try:
            known = (USER, PASSWORD) in pairwise(parameters)
            if not known:
                raise xmlrpc.client.Fault(403, f"Incorrect username or password: {parameters!r}")
            answer = getattr(self, f"_{str(method).replace('.', '_')}", self._missing)(*parameters)
            body = xmlrpc.client.dumps((answer,), methodresponse=True)
        except xmlrpc.client.Fault as fault:
            body = xmlrpc.client.dumps(fault, methodresponse=True)
        return Reply(200, _XML, (self.noise + body).strip().encode())

    def _missing(self, *_: Any) -> Any:
        raise xmlrpc.client.Fault(-32601, "server error. requested method does not exist.")

    def _blogger_getUsersBlogs(self, *_: Any) -> Any:  # noqa: N802  # the method's own name
        return [{"blogid": "1", "blogName": "Harbour notes", "url": self.url}]

    def _metaWeblog_newPost(self, _blog: str, _user: str, _password: str, content: dict[str, Any], public: bool) -> str:  # noqa: N802
        self._may(public)
        self.number += 1
        name = str(self.number)
        self.posts[name] = {"public": False, "path": name}
        self._take(name, content, public)
        self._feature(name, content, unset=False)
        return name

    def _metaWeblog_editPost(self, name: str, _user: str, _password: str, content: dict[str, Any], public: bool) -> bool:  # noqa: N802
        self._found(name)
        self._may(public)
        self._take(name, content, public)
        self._feature(name, content, unset=True)
        return True

    def _metaWeblog_getPost(self, name: str, *_: Any) -> dict[str, Any]:  # noqa: N802
        return self._told(self._found(name))

    def _metaWeblog_getRecentPosts(self, _blog: str, _user: str, _password: str, most: str) -> list[dict[str, Any]]:  # noqa: N802
        shown = [name for name, post in reversed(self.posts.items()) if post["public"] or (self.slugs and not post.get("trash"))]
        return [self._told(name) for name in shown[: int(most)]]

    def _blogger_deletePost(self, _key: str, name: str, *_: Any) -> bool:  # noqa: N802
        post = self.posts[self._found(name)]
        if self.slugs and not post.get("trash"):
            post |= {"trash": True, "public": False, "path": f"{post['path']}__trashed"}
        else:
            del self.posts[name]
        return True

    def _metaWeblog_newMediaObject(self, _blog: str, _user: str, _password: str, told: dict[str, Any]) -> dict[str, str]:  # noqa: N802
        if not self.may_upload:
            raise xmlrpc.client.Fault(401, "Sorry, you are not allowed to upload files.")
        if not told["type"].startswith("image/"):
            raise xmlrpc.client.Fault(500, "Could not write file: you are not allowed to upload this file type.")
        stem, _, kind = told["name"].rpartition(".")
        path = next(p for p in (f"/files/{stem}{f'-{n}' if n else ''}.{kind}" for n in range(99)) if p not in self.files)
        self.number += 1
        self.files[path] = {"id": str(self.number), "title": told["name"], "type": told["type"], "bits": told["bits"].data}
        return {"url": f"{self.url.rstrip('/')}{path}"} | ({"id": str(self.number), "file": told["name"]} if self.slugs else {})

    def _wp_getMediaLibrary(self, _blog: str, _user: str, _password: str, wanted: dict[str, Any]) -> list[dict[str, str]]:  # noqa: N802
        if not self.slugs:
            self._missing()
        if not self.may_upload:
            raise xmlrpc.client.Fault(401, "Sorry, you are not allowed to upload files.")
        shown = list(reversed(self.files.items()))[: int(wanted["number"])]
        return [{"attachment_id": f["id"], "title": f["title"], "link": f"{self.url.rstrip('/')}{path}"} for path, f in shown]

    def _may(self, public: bool) -> None:
        if public and not self.may_publish:
            raise xmlrpc.client.Fault(401, "Sorry, you are not allowed to publish posts on this site.")

    def _found(self, name: str) -> str:
        if name not in self.posts:
            raise xmlrpc.client.Fault(404, "Invalid post ID.")
        return name

    def _take(self, name: str, content: dict[str, Any], public: bool) -> None:
        post = self.posts[name]
        title = content.get("title", "") if self.slugs else html.escape(content.get("title", ""))
        text = re.sub(r"(?is)<(script|style)\b.*?</\1>", "", content.get("description", ""))
        draft = content.get("post_status") == "draft" if self.slugs else False
        post |= {"title": title, "html": text, "public": public and not draft}
        slug = content.get("wp_slug", "") if self.slugs else ""
        if slug:
            taken = {one["path"] for other, one in self.posts.items() if other != name}
            post["path"] = next(one for one in (slug, *(f"{slug}-{n}" for n in range(2, 99))) if not post["public"] or one not in taken)

    def _feature(self, name: str, content: dict[str, Any], *, unset: bool) -> None:
        """As WordPress does it, after all else is done: what is set already, or is not in the library, is an error."""
        if not self.slugs or (wanted := content.get("wp_post_thumbnail")) is None:
            return
        before = self.posts[name].get("thumbnail", "")
        there = any(file["id"] == wanted for file in self.files.values())
        self.posts[name]["thumbnail"] = wanted if there else ""
        if not (there or (unset and not wanted)) or (wanted and wanted == before):
            raise xmlrpc.client.Fault(404, "Invalid attachment ID.")

    def _told(self, name: str) -> dict[str, Any]:
        post = self.posts[name]
        link = f"{self.url}{post['path']}/"
        title = post["title"] if self.slugs else html.unescape(post["title"])
        told = {"postid": name if self.slugs else int(name), "title": title, "description": post["html"], "link": link}
        state = "trash" if post.get("trash") else "publish" if post["public"] else "draft"
        more = {"wp_slug": post["path"], "post_status": state, "permaLink": link, "wp_post_thumbnail": int(post.get("thumbnail") or 0)}
        return told | (more if self.slugs else {})
