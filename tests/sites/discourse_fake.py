"""A small Discourse, from its documentation: external ids are unique for ever, deleted topics stay for its staff, texts are cooked.

What stands in a block of HTML is only sanitised; in anything after a blank line names become mentions, colons emoji, lone
addresses previews and brackets quotations, as markdown-it and the forum's own rules have it.
"""

import html
import re
from typing import Any

from tests.sites.serving import Reply, Request, SmallSite, as_json

KEY = "d15c0" * 12
USER = "desk"
_KEPT = "a|p|div|span|blockquote|em|strong|ul|ol|li|code|pre|img|br|h[1-6]"


class FakeDiscourse(SmallSite):
    """The forum's state and its server."""

    def __init__(self) -> None:
        super().__init__()
        self.topics: dict[int, dict[str, Any]] = {}
        self.review = False  # whether new topics wait in the queue
        self.most = 32_000

    def public(self) -> list[str]:
        """The external ids of the topics a reader can see."""
        return [topic["external_id"] for topic in self.topics.values() if not topic["deleted_at"] and topic["archetype"] == "regular"]

    def reply(self, request: Request) -> Reply:
        keyed = request.headers.get("Api-Key") == KEY and request.headers.get("Api-Username") == USER
        route = request.route
        if not keyed and (request.method != "GET" or "Api-Key" in request.headers):
            return _errors(
                403, f"You are not permitted to view {request.headers.get('Api-Key', '')} the requested resource.", "invalid_access"
            )
        if route == "/session/current.json":
            return as_json(200, {"current_user": {"username": USER}}) if keyed else _errors(404, "Not found", "not_found")
        if category := re.fullmatch(r"/c/(\d+)/show\.json", route):
            return as_json(200, {"category": {"name": "Reposts"}}) if category[1] == "7" else _errors(404, "Not found", "not_found")
        if route == "/posts.json":
            return self._create(request.json())
        if external := re.fullmatch(r"/t/external_id/([\w-]+)\.json", route):
            found = [t for t in self.topics.values() if t["external_id"] == external[1] and not t["deleted_at"]]
            where = [("Location", f"{self.url}t/{t['slug']}/{t['id']}.json?page=") for t in found]
            return Reply(301, tuple(where)) if found else _errors(404, "The requested URL could not be found.", "not_found")
        if post := re.fullmatch(r"/posts/(\d+)\.json", route):
            return self._change(int(post[1]) // 10, {"raw": request.json()["post"]["raw"]})
        number = re.search(r"(\d+)\.json$", route)
        topic = self.topics.get(int(number[1])) if number else None
        if topic is None or (topic["deleted_at"] and not keyed) or (topic["archetype"] != "regular" and not keyed):
            return _errors(404, "The requested URL could not be found.", "not_found")
        if request.method == "DELETE":
            topic["deleted_at"] = topic["deleted_at"] or "2026-03-05T10:00:00.000Z"
            return as_json(200, {})
        return self._change(topic["id"], request.json()) if request.method == "PUT" else self._shown(topic)

    def _create(self, given: dict[str, Any]) -> Reply:
        wrong = self._wrong(given)
        if given.get("external_id") and given["external_id"] in {topic["external_id"] for topic in self.topics.values()}:
            wrong.append("External has already been taken")
        if wrong:
            return as_json(422, {"action": "create_post", "errors": wrong})
        if self.review:
            return as_json(200, {"success": True, "action": "enqueued", "pending_post": {"id": 3}})
        number = len(self.topics) + 1
        topic = {"id": number, "slug": "eels", "deleted_at": None, "external_id": None, "archetype": "regular", **given}
        self.topics[number] = topic
        post = {"id": number * 10, "topic_id": number, "topic_slug": "eels", "cooked": cooked(given["raw"])}
        return as_json(200, post)

    def _change(self, number: int, given: dict[str, Any]) -> Reply:
        if wrong := self._wrong(given):
            return as_json(422, {"errors": wrong})
        self.topics[number] |= given
        return as_json(200, {"post": {"id": number * 10}})

    def _wrong(self, given: dict[str, Any]) -> list[str]:
        wrong = ["Title is too long (maximum is 255 characters)"] if len(given.get("title", "")) > 255 else []
        if len(given.get("raw", "")) > self.most:
            wrong.append(f"Body is limited to {self.most} characters; you entered {len(given['raw'])}.")
        return wrong

    def _shown(self, topic: dict[str, Any]) -> Reply:
        post = {"id": topic["id"] * 10, "raw": topic["raw"], "cooked": cooked(topic["raw"])}
        shown = {name: topic[name] for name in ("id", "slug", "title", "deleted_at")}
        return as_json(200, {**shown, "post_stream": {"posts": [post]}})


def cooked(raw: str) -> str:
    """What the forum shows of a text."""
    return "\n".join(_sanitised(part) if part.lstrip().startswith("<") else _cooked(part) for part in re.split(r"\n[ \t]*\n", raw))


def _sanitised(text: str) -> str:
    text = re.sub(r"(?is)<(script|style)\b.*?</\1>", "", text)
    text = re.sub(rf"(?i)</?(?!(?:{_KEPT})\b)[a-z][^>]*>", "", text)
    text = re.sub(r"(?i) (?:class|on\w+|style|data-[\w-]+)=(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", "", text)
    text = re.sub(r"(?i)(<a [^>]*?) ?\brel=(?:\"[^\"]*\"|'[^']*')", r"\1", text)
    return re.sub(r"(?i)<a ", '<a rel="noopener nofollow ugc" ', text)


def _cooked(text: str) -> str:
    text = re.sub(r"@(\w+)", r'<a class="mention" href="/u/\1">@\1</a>', _sanitised(html.escape(text, quote=False)))
    text = re.sub(r"(?m)^https?://\S+$", '<aside class="onebox">a preview</aside>', text)
    text = re.sub(r":(\w+):", r"<img class=emoji title=\1>", text)
    return f"<p>{text}</p>"


def _errors(status: int, words: str, kind: str) -> Reply:
    return as_json(status, {"errors": [words], "error_type": kind})
