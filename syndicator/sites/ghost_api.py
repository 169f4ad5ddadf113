"""Ghost's Admin API in its own words: its key, its posts, and what its errors mean (ghost.org/docs/admin-api)."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from syndicator.errors import OutcomeUnknown, Rejected, RetryLater
from syndicator.sites.answers import Answer
from syndicator.sites.client import Body, HttpClient
from syndicator.sites.credentials import spellings
from syndicator.sites.json_api import dig, text_of, was_read, was_written

_KEY = re.compile(r"([0-9a-f]{8,64}):((?:[0-9a-f]{2}){16,64})")
_ID = re.compile(r"[0-9a-f]{24}")
_VERSION = {"Accept-Version": "v5.0"}
_MINUTES = 4  # Ghost takes tokens of at most five minutes


@dataclass(frozen=True, slots=True)
class GhostKey:
    """An Admin API key `ID:SECRET`; each request carries a token of its own, signed with it (HS256, RFC 7519)."""

    key: str

    def headers(self, now: datetime) -> Mapping[str, str]:
        """The one header."""
        identity, _, secret = self.key.partition(":")
        issued = int(now.timestamp())
        parts = ({"alg": "HS256", "typ": "JWT", "kid": identity}, {"iat": issued, "exp": issued + 60 * _MINUTES, "aud": "/admin/"})
        signed = ".".join(_coded(json.dumps(part).encode()) for part in parts)
        signature = hmac.new(bytes.fromhex(secret), signed.encode(), hashlib.sha256).digest()
        return {"Authorization": f"Ghost {signed}.{_coded(signature)}"}

    @property
    def hidden(self) -> tuple[str, ...]:
        """The key and its secret half."""
        return spellings(self.key, self.key.partition(":")[2])

    def __repr__(self) -> str:
        return "GhostKey()"


def is_key(secret: str) -> bool:
    """Whether this is an Admin API key."""
    return _KEY.fullmatch(secret) is not None


def _coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Copy:
    """A post as the site holds it; `changed` must be told with the next change, so that nobody's edit is overwritten."""

    id: str
    uuid: str
    slug: str
    status: str
    url: str
    title: str
    html: str
    changed: str
    authors: tuple[str, ...]


class GhostApi:
    """Speaks the Admin API at `ghost/api/admin/` below the client's base; `site` is what readers know the site by."""

    def __init__(self, http: HttpClient, site: str) -> None:
        self.http = http
        self.site = f"{site.rstrip('/')}/"
        self.host = urlsplit(site).hostname or ""
        self._root = f"{http.base}ghost/api/admin/"

    def by_slug(self, slug: str) -> Copy | None:
        """The post with this slug (there is at most one), whatever its state."""
        answer = self._ask(f"posts/slug/{slug}/")
        if answer.status == 404 and text_of(_first(answer.json(), "errors"), "type") == "NotFoundError":
            return None
        return self._read(answer)

    def copy(self, identity: str) -> Copy:
        """One post by its id; raises Gone where it does not exist."""
        return self._read(self._ask(f"posts/{_checked(identity)}/"))

    def create(self, payload: Mapping[str, object]) -> Copy:
        """A new post."""
        return self._write("POST", "posts/", payload)

    def change(self, copy: Copy, payload: Mapping[str, object]) -> Copy:
        """Change a post as it was last read; raises RetryLater when somebody else changed it since."""
        return self._write("PUT", f"posts/{copy.id}/", {**payload, "updated_at": copy.changed})

    def remove(self, identity: str) -> None:
        """Delete a post; one that is not there any more is success."""
        answer = self._tell("DELETE", f"posts/{_checked(identity)}/")
        if answer.status not in (404, 410):
            self._accepted(answer, wrote=True)

    def untagged(self, html: str) -> str:
        """A public page with its links as they were sent: without the `ref=HOST` that Ghost puts behind them."""
        host = re.escape(self.host)
        html = re.sub(rf"\?ref={host}&(?:amp;)?", "?", html)
        return re.sub(rf"(?:\?|&(?:amp;)?)ref={host}(?=[\"'#&\s>])", "", html)

    def settings(self) -> dict[str, object]:
        """The site's settings by their keys."""
        listed = dig(was_read(self.http, self._accepted(self._ask("settings/"), wrote=False)), "settings")
        return {text_of(one, "key"): dig(one, "value") for one in listed} if isinstance(listed, list) else {}

    def version(self) -> str:
        """Which Ghost this is."""
        return text_of(was_read(self.http, self._accepted(self._ask("site/"), wrote=False)), "site", "version")

    def send(self, route: str, body: Body) -> Answer:
        """Write something that is no JSON."""
        return self._accepted(self.http.tell("POST", f"{self._root}{route}", {}, body, headers=_VERSION), wrote=True)

    def _read(self, answer: Answer) -> Copy:
        copy = _copy(was_read(self.http, self._accepted(answer, wrote=False)))
        if copy is None:
            raise RetryLater(f"{answer.asked} answered {answer.status} with something that is not the post")
        return copy

    def _write(self, method: str, route: str, payload: Mapping[str, object]) -> Copy:
        answer = self._tell(method, route, {"posts": [payload]})
        value = was_written(self.http, self._accepted(answer, wrote=True), "posts")
        copy = _copy({"posts": value})
        if copy is None or (method == "PUT" and copy.id not in route):
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with something that is not the post")
        return copy

    def _accepted(self, answer: Answer, *, wrote: bool) -> Answer:
        """The answer if it tells of success; else ours, with Ghost's own meanings taken before the status."""
        said = f"{answer.asked} answered {answer.status} {answer.code}: {answer.words}"
        if answer.status == 409:
            raise RetryLater(said)
        if answer.status in (401, 403):
            raise Rejected(said, "check the Admin API key of the custom integration, and this machine's clock")
        if answer.status == 422:
            raise Rejected(said, "shorten or change the article")
        return self.http.accept(answer, wrote=wrote)

    def _ask(self, route: str) -> Answer:
        return self.http.ask(f"{self._root}{route}", {"formats": "html"}, headers=_VERSION)

    def _tell(self, method: str, route: str, payload: object = None) -> Answer:
        params = {"source": "html", "formats": "html"} if payload else {}
        return self.http.tell(method, f"{self._root}{route}", params, payload, headers=_VERSION)


def _first(value: object, name: str) -> Any:  # noqa: ANN401  # foreign JSON
    listed = dig(value, name)
    return listed[0] if isinstance(listed, list) and listed else None


def _copy(value: object) -> Copy | None:
    post = _first(value, "posts")
    words = {name: text_of(post, name) for name in ("id", "uuid", "slug", "status", "url", "title", "html", "updated_at")}
    if not _ID.fullmatch(words["id"]) or not words["slug"] or not words["updated_at"]:
        return None
    authors = dig(post, "authors")
    emails = tuple(text_of(author, "email") for author in authors) if isinstance(authors, list) else ()
    return Copy(changed=words.pop("updated_at"), authors=emails, **words)


def _checked(identity: str) -> str:
    if not _ID.fullmatch(identity):
        raise Rejected(f"{identity!r} is no id of a Ghost post")
    return identity
