"""The Mastodon API in its own words (docs.joinmastodon.org/methods), as Mastodon and its many relatives speak it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from syndicator.errors import Gone, OutcomeUnknown, RetryLater
from syndicator.sites.answers import Answer, short
from syndicator.sites.client import HttpClient
from syndicator.sites.json_api import dig, text_of, was_read, was_written

_PAGE = 40
_HOUR_KEYS = 3


@dataclass(frozen=True, slots=True)
class Status:
    """A status as the server shows it; `app` is the name of the program that posted it, "" where it does not tell."""

    id: str
    url: str
    content: str
    app: str
    account: str = ""
    answers: str = ""  # the id of the status that it replies to


class MastodonApi:
    """Statuses of the one account that the token belongs to."""

    def __init__(self, http: HttpClient) -> None:
        self.http = http
        self._account: Mapping[str, Any] = {}
        self._app: str | None = None

    def account(self) -> Mapping[str, Any]:
        """The account of the token; asked once."""
        if not text_of(self._account, "id"):
            found = was_read(self.http, self.http.ask(self._at("accounts/verify_credentials")))
            if not text_of(found, "id"):
                raise RetryLater(f"{self.http.base} does not say whose the token is")
            self._account = found
        return self._account

    def app(self) -> str:
        """The name under which this token posts, "" where the server does not tell; asked once."""
        if self._app is None:
            answer = self.http.ask(self._at("apps/verify_credentials"))
            told = answer if answer.status in (401, 403, 404) else self.http.accept(answer, wrote=False)
            self._app = text_of(told.json(), "name") if told.status < 300 else ""
        return self._app

    def limits(self) -> Mapping[str, Any]:
        """The server's `configuration.statuses`, by the newer or the older door; empty where it has neither."""
        for version in ("v2", "v1"):
            answer = self.http.ask(f"{self.http.base}api/{version}/instance")
            found = dig(answer.json(), "configuration", "statuses") if answer.status < 300 else None
            if isinstance(found, dict):
                return found
        return {}

    def software(self) -> str:
        """Version as the server tells it (relatives of Mastodon name themselves in it), "" where it does not."""
        for version in ("v2", "v1"):
            answer = self.http.ask(f"{self.http.base}api/{version}/instance")
            if answer.status < 300 and (said := text_of(answer.json(), "version")):
                return short(f"Mastodon API {said}")
        return ""

    def own(self, pages: int = 5) -> Iterator[Status]:
        """The account's own statuses, newest first, as many as these pages hold; boosts and replies to others are left out."""
        params = {"limit": str(_PAGE), "exclude_reblogs": "true", "exclude_replies": "true"}
        for _ in range(pages):
            found = was_read(self.http, self.http.ask(self._at(f"accounts/{quote(self.account()['id'], safe='')}/statuses"), params))
            if not isinstance(found, list):
                raise RetryLater(f"{self.http.base}: the list of statuses is no list")
            statuses = [status for status in map(_status, found) if status is not None]
            yield from statuses
            if not statuses or len(found) < _PAGE:
                return
            params["max_id"] = statuses[-1].id

    def replies(self, identity: str) -> list[Status]:
        """The account's own statuses below a status, the oldest first; none where it does not stand."""
        answer = self.http.ask(f"{self._one(identity)}/context")
        if answer.status in (404, 410):
            return []
        found = dig(was_read(self.http, answer), "descendants")
        if not isinstance(found, list):
            raise RetryLater(f"{answer.asked} answered {answer.status} with something that is no conversation")
        mine = self.account()["id"]
        return [status for status in map(_status, found) if status is not None and status.account == mine]

    def create(self, fields: Mapping[str, object], key: str) -> Status:
        """A new status, or the one that this key made within the hour; raises OutcomeUnknown for an answer that cannot be read.

        A server answers 404 while it remembers a key whose status was deleted: then nothing was made, and the next key is used.
        """
        for turn in range(_HOUR_KEYS):
            headers = {"Idempotency-Key": f"{key}-{turn}" if turn else key}
            answer = self.http.tell("POST", self._at("statuses"), payload=fields, headers=headers)
            if answer.status != 404:
                break
        return self._written(answer)

    def change(self, identity: str, url: str, fields: Mapping[str, object]) -> Status:
        """Edit a status, known by its address where a server names it anew (snac); raises Gone for one that does not exist."""
        answer = self.http.tell("PUT", self._one(identity), payload=fields)
        changed = self._written(answer)
        if identity != changed.id and url != changed.url:
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with another status")
        return replace(changed, id=identity)

    def remove(self, identity: str) -> None:
        """Delete a status; one that is not there is success."""
        answer = self.http.tell("DELETE", self._one(identity))
        if answer.status not in (404, 410):
            self.http.accept(answer, wrote=True)

    def status(self, identity: str, *, anonymous: bool) -> Status | None:
        """One status as its account, or as anybody, sees it; None where the server lets nobody ask without a token. Raises Gone."""
        answer = self.http.ask(self._one(identity), anonymous=anonymous)
        if anonymous and answer.status in (401, 403):
            return None
        found = _status(was_read(self.http, answer))
        if found is None:
            raise RetryLater(f"{answer.asked} answered {answer.status} with something that is no status")
        return found

    def _written(self, answer: Answer) -> Status:
        was_written(self.http, answer, "id")
        status = _status(answer.json())
        if status is None:
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with something that is no status")
        return status

    def _at(self, route: str) -> str:
        return f"{self.http.base}api/v1/{route}"

    def _one(self, identity: str) -> str:
        if not identity or identity.strip(".") == "":
            raise Gone(f"{identity!r} is no id of a status")
        return self._at(f"statuses/{quote(identity, safe='')}")


def _status(value: object) -> Status | None:
    identity, url = text_of(value, "id"), text_of(value, "url") or text_of(value, "uri")
    if not identity or not url or not isinstance(dig(value, "content"), str):
        return None
    texts = (text_of(value, "content"), text_of(value, "application", "name"))
    return Status(identity, url, *texts, text_of(value, "account", "id"), text_of(value, "in_reply_to_id"))
