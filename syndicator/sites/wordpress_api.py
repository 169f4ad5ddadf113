"""The WordPress REST API in its own words: where it is, its posts, terms and fields, and the errors its statuses hide."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from syndicator.core.markup import read
from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater
from syndicator.sites.answers import Answer, short
from syndicator.sites.client import HttpClient
from syndicator.sites.json_api import dig, was_read

# WordPress answers these with 500 although the request itself is at fault and always will be.
_PERMANENT = frozenset({"db_insert_error", "db_update_error", "rest_upload_sideload_error"})
# A look-up with a refused credential is answered as a wrong parameter (400), with this code in the details.
_FORBIDDEN = "rest_forbidden_status"
# Where permalinks are plain; with the file named, for nginx answers 405 to OPTIONS and DELETE of a bare folder.
_PLAIN = "index.php"
_FIELDS = "id,slug,status,link,title,content"
# Our own plug-in: a post with this key is there, or is being made at this moment; the next look finds it.
_HELD = "syndication_key_held"
_CREDENTIAL = "check the user name, the application password, and that the user may publish posts"


@dataclass(frozen=True, slots=True)
class Copy:
    """A post as the site holds it: `raw_title` and `raw` are what was stored, before the site renders them."""

    id: int
    slug: str
    status: str
    link: str
    raw_title: str
    raw: str
    rendered: str


class WordPressApi:
    """Speaks `wp/v2`; finds the API once, at `wp-json/` or `index.php?rest_route=/`, and remembers terms and fields."""

    def __init__(self, http: HttpClient) -> None:
        self.http = http
        self._root = ""
        self._meta: frozenset[str] | None = None
        self._tags: dict[str, int] = {}
        self._categories: dict[str, int] = {}

    def root(self) -> str:
        """The address of the API; raises Rejected where there is none."""
        if not self._root:
            pretty = self.http.ask(f"{self.http.base}wp-json/", {"_fields": "namespaces"})
            plain = None if _is_root(pretty) else self.http.ask(f"{self.http.base}{_PLAIN}", {"rest_route": "/", "_fields": "namespaces"})
            if plain is not None and not _is_root(plain):
                worst = plain if plain.status >= 300 else pretty
                if worst.status >= 300 and worst.status not in (404, 410):
                    self.http.accept(worst, wrote=False)
                raise Rejected(
                    f"{self.http.base} shows no WordPress REST API", "set the site's address to where it really is; allow the REST API"
                )
            self._root = f"{self.http.base}wp-json/" if plain is None else f"{self.http.base}{_PLAIN}"
        return self._root

    def copies(self, slug: str, status: str = "any") -> list[Copy]:
        """The posts with exactly this slug, oldest first; `any` leaves out the trash (WP_Query)."""
        wanted = {"slug": slug, "status": status, "context": "edit", "orderby": "id", "order": "asc", "per_page": "100", "_fields": _FIELDS}
        found = self.read("posts", wanted)
        if not isinstance(found, list):
            raise RetryLater(f"{self.http.base}: the list of posts is no list")
        copies = [copy for copy in map(_copy, found) if copy is not None and copy.slug == slug]
        return sorted(copies, key=lambda copy: copy.id)

    def copy(self, identity: str) -> Copy:
        """One post by its id, with its status; raises Gone where it does not exist."""
        copy = _copy(self.read(f"posts/{identity}", {"context": "edit", "_fields": _FIELDS}))
        if copy is None:
            raise RetryLater(f"{self.http.base}: the answer about post {identity} cannot be read")
        return copy

    def save(self, payload: Mapping[str, object], identity: int | str | None = None) -> Copy:
        """Create a post, or change the one with this id; the answer must be that post, or the outcome is unknown."""
        route = "posts" if identity is None else f"posts/{identity}"
        answer = self.accept(self.tell("POST", route, payload, {"context": "edit"}), wrote=True)
        copy = _copy(answer.json())
        if copy is None or (identity is not None and copy.id != int(identity)):
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with something that is not the post")
        return copy

    def remove(self, identity: int | str, *, force: bool = False) -> None:
        """Put a post into the trash, or away for good; one that is there already, or was never there, is success."""
        answer = self.tell("DELETE", f"posts/{identity}", None, {"force": "true"} if force else {})
        if answer.code == "rest_trash_not_supported":  # EMPTY_TRASH_DAYS = 0: take it off the site without destroying it
            self.save({"status": "draft"}, identity)
        elif not (answer.status in (404, 410) and answer.code in ("rest_already_trashed", "rest_post_invalid_id")):
            self.accept(answer, wrote=True)

    def meta_fields(self) -> frozenset[str]:
        """The names of the post fields that can be set (registered with show_in_rest); others would be ignored silently."""
        if self._meta is None:
            answer = self.accept(self._ask("posts", {}, method="OPTIONS"), wrote=False)
            self._meta = frozenset(dig(answer.json(), "schema", "properties", "meta", "properties") or {})
        return self._meta

    def tag(self, name: str) -> int:
        """The id of a tag, made where it is missing (a search would not find names that WordPress stores escaped)."""
        if name not in self._tags:
            answer = self.tell("POST", "tags", {"name": name}, {})
            known = dig(answer.json(), "data", "term_id") if answer.code == "term_exists" else None
            made = known if isinstance(known, int) else dig(self.accept(answer, wrote=True).json(), "id")
            if not isinstance(made, int):
                raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with something that is not the tag")
            self._tags[name] = made
        return self._tags[name]

    def category(self, name: str | int) -> int:
        """The id of an existing category; raises Rejected for a name the site does not know."""
        if isinstance(name, int):
            return name
        wanted = name.casefold()
        if wanted not in self._categories:
            self._categories |= self._all_categories()
        if wanted not in self._categories:
            raise Rejected(f"{self.http.base} has no category “{name}”", "create it there, or correct the option “categories”")
        return self._categories[wanted]

    def me(self) -> dict[str, Any]:
        """The user the credential belongs to, with roles and capabilities."""
        user = self.read("users/me", {"context": "edit", "_fields": "id,name,roles,capabilities"})
        return user if isinstance(user, dict) else {}

    def software(self) -> str:
        """Name and version as the site's pages tell it, "" where they do not."""
        page = self.http.ask(self.http.base, anonymous=True).body.decode("utf-8", "replace")
        return next((short(said) for name, said in read(page).metas if name == "generator" and said.startswith("WordPress")), "")

    def tell(self, method: str, route: str, payload: Mapping[str, object] | None, params: Mapping[str, str]) -> Answer:
        """One write, its answer not yet judged."""
        address, query = self.at(route, params)
        return self.http.tell(method, address, query, payload)

    def accept(self, answer: Answer, *, wrote: bool) -> Answer:
        """The answer if it tells of success; else ours, with WordPress's own codes taken before the status."""
        if answer.code == _HELD:
            raise RetryLater(f"{answer.asked} answered {answer.code}: {answer.words}")
        if answer.code in _PERMANENT:
            raise Rejected(f"{answer.asked} answered {answer.code}: {answer.words}", "shorten or change the article")
        if dig(answer.json(), "data", "details", "status", "code") == _FORBIDDEN or answer.status in (401, 403):
            raise Rejected(f"{answer.asked} answered {answer.status} {answer.code}: {answer.words}", _CREDENTIAL)
        return self.http.accept(answer, wrote=wrote)

    def read(self, route: str, params: Mapping[str, str]) -> Any:  # noqa: ANN401  # foreign JSON
        """What a read of the API answers."""
        answer = self._ask(route, params)
        self.accept(answer, wrote=False)
        return was_read(self.http, answer)

    def _ask(self, route: str, params: Mapping[str, str], method: str = "GET") -> Answer:
        address, query = self.at(route, params)
        return self.http.ask(address, query, method=method)

    def at(self, route: str, params: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
        """The address of a route, and the parameters it is asked with."""
        root = self.root()
        if root.endswith("/wp-json/"):
            return f"{root}wp/v2/{route}", params
        return root, {"rest_route": f"/wp/v2/{route}", **params}

    def _all_categories(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for page in range(1, 11):
            terms = self.read("categories", {"per_page": "100", "page": str(page), "_fields": "id,name,slug"})
            for term in terms if isinstance(terms, list) else []:
                found[str(term.get("slug"))] = found[unescape(str(term.get("name"))).casefold()] = int(term["id"])
            if not isinstance(terms, list) or len(terms) < 100:
                break
        return found


def gone_copy(api: WordPressApi, identity: str) -> Copy | None:
    """The post with this id, or None where it does not exist any more."""
    try:
        return api.copy(identity)
    except Gone:
        return None


def _is_root(answer: Answer) -> bool:
    spaces = dig(answer.json(), "namespaces")
    return answer.status == 200 and isinstance(spaces, list) and "wp/v2" in spaces


def _copy(value: object) -> Copy | None:
    identity, slug = dig(value, "id"), dig(value, "slug")
    if not isinstance(identity, int) or isinstance(identity, bool) or not isinstance(slug, str):
        return None
    words = (
        dig(value, "status"),
        dig(value, "link"),
        dig(value, "title", "raw"),
        *(dig(value, "content", k) for k in ("raw", "rendered")),
    )
    status, link, title, raw, rendered = (word if isinstance(word, str) else "" for word in words)
    return Copy(identity, slug, status, link, title, raw, rendered)
