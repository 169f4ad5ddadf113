"""The API of Lemmy in its own words (join-lemmy.org/api, v3): logging in, one's own posts, and what its errors mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater
from syndicator.sites.answers import Answer
from syndicator.sites.client import HttpClient
from syndicator.sites.credentials import Bearer, spellings
from syndicator.sites.json_api import dig, query, text_of, was_read, was_written

_NEWEST = "50"
_MISSING = frozenset({"couldnt_find_post", "couldnt_find_object", "not_found"})
_UNKNOWN = frozenset({"not_logged_in", "incorrect_login", "incorrect_totp_token", "missing_totp_token", "invalid_username"})
_SLOWER = frozenset({"rate_limit_error", "too_many_requests"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A post as the site holds it."""

    id: int
    community: int
    name: str
    url: str
    body: str
    deleted: bool  # by its author
    removed: bool  # by a moderator


@dataclass(frozen=True, slots=True)
class Login(Bearer):
    """A session's token ("" before there is one), and the password that makes it: neither is repeated."""

    password: str = ""

    @property
    def hidden(self) -> tuple[str, ...]:
        """Both."""
        return spellings(self.token, self.password)


class LemmyApi:
    """Speaks for one user in one community; logs in when it must, and once more where a session has ended."""

    def __init__(self, http: HttpClient, user: str, login: Login, community: str) -> None:
        self.http = http
        self.name = community
        self._user = user
        self._login = login
        self._me = 0
        self._community = 0
        self._root = f"{http.base}api/v3/"

    def me(self) -> int:
        """The number of the user."""
        if not self._me:
            self._me = self._number(self._asked("user", {"username": self._user, "limit": "1"}), "person_view", "person", "id")
        return self._me

    def community(self) -> int:
        """The number of the community; raises Rejected where there is none of that name."""
        if not self._community:
            try:
                self._community = self._number(self._asked("community", {"name": self.name}), "community_view", "community", "id")
            except Gone as error:
                raise Rejected(f"there is no community “{self.name}” at {self.http.base}", "correct the option “community”") from error
        return self._community

    def mine(self, url: str) -> Sequence[Entry]:
        """The user's newest posts, and those of any age with this link."""
        newest = self._asked("user", {"person_id": self.me(), "sort": "New", "limit": _NEWEST})
        alike = self._asked("search", {"q": url, "type_": "Url", "creator_id": self.me(), "limit": _NEWEST}) if url else {}
        views = chain.from_iterable(dig(value, "posts") or () for value in (newest, alike))
        return [entry for view in views if (entry := _entry(dig(view, "post"))) is not None]

    def entry(self, identity: int, *, anonymous: bool = False) -> Entry:
        """One post; raises Gone where there is none."""
        value = self._asked("post", {"id": identity}, anonymous=anonymous)
        entry = _entry(dig(value, "post_view", "post"))
        if entry is None:
            raise RetryLater(f"{self.http.base}: the answer about post {identity} cannot be read")
        return entry

    def create(self, payload: Mapping[str, object]) -> Entry:
        """A new post."""
        return self._told("POST", "post", {**payload, "community_id": self.community()})

    def change(self, identity: int, payload: Mapping[str, object]) -> Entry:
        """Another title, link or text."""
        return self._told("PUT", "post", {**payload, "post_id": identity})

    def delete(self, identity: int) -> None:
        """Take a post down, as its author does."""
        self._told("POST", "post/delete", {"post_id": identity, "deleted": True})

    def version(self) -> str:
        """Which Lemmy this is."""
        return text_of(self._asked("site", {}, anonymous=True), "version")

    def _asked(self, route: str, params: Mapping[str, object], *, anonymous: bool = False) -> Any:  # noqa: ANN401
        answer = self._with_session(lambda: self.http.ask(f"{self._root}{route}", query(params), anonymous=anonymous), anonymous=anonymous)
        return was_read(self.http, self._accepted(answer, wrote=False))

    def _told(self, method: str, route: str, payload: Mapping[str, object]) -> Entry:
        answer = self._with_session(lambda: self.http.tell(method, f"{self._root}{route}", payload=payload))
        entry = _entry(was_written(self.http, self._accepted(answer, wrote=True), "post_view", "post"))
        if entry is None:
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with something that is not the post")
        return entry

    def _with_session(self, send: Any, *, anonymous: bool = False) -> Answer:  # noqa: ANN401
        if anonymous:
            answer: Answer = send()
            return answer
        if not self._login.token:
            self._log_in()
        answer = send()
        if answer.code == "not_logged_in":
            self._log_in()
            answer = send()
        return answer

    def _log_in(self) -> None:
        payload = {"username_or_email": self._user, "password": self._login.password}
        answer = self.http.ask(f"{self._root}user/login", method="POST", payload=payload, anonymous=True)
        token = text_of(was_read(self.http, self._accepted(answer, wrote=False)), "jwt")
        if not token:
            raise Rejected(f"{answer.asked} gave no session", "the account may wait for a confirmation, or need a second factor")
        self.http.auth = self._login = Login(token, self._login.password)

    def _accepted(self, answer: Answer, *, wrote: bool) -> Answer:
        """The answer if it tells of success; else ours, with Lemmy's own words taken before the status (most of it is 400)."""
        said = f"{answer.asked} answered {answer.status} {answer.code}"
        if answer.status >= 400 and answer.code in _MISSING:
            raise Gone(said)
        if answer.status >= 400 and answer.code in _UNKNOWN:
            raise Rejected(said, "check the user and its password")
        if answer.status == 400 and answer.code in _SLOWER:
            raise RetryLater(said)
        return self.http.accept(answer, wrote=wrote)

    def _number(self, value: object, *names: str) -> int:
        number = dig(value, *names)
        if not isinstance(number, int):
            raise RetryLater(f"{self.http.base}: an answer lacks {'.'.join(names)}")
        return number


def _entry(post: object) -> Entry | None:
    identity, community = dig(post, "id"), dig(post, "community_id")
    if not isinstance(identity, int) or not isinstance(community, int):
        return None
    words = (text_of(post, "name"), text_of(post, "url"), text_of(post, "body"))
    return Entry(identity, community, *words, deleted=dig(post, "deleted") is True, removed=dig(post, "removed") is True)
