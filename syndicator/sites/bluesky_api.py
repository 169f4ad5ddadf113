"""One repository over XRPC (atproto.com/specs): its session, and records under keys that the client chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater
from syndicator.sites.answers import Answer
from syndicator.sites.client import HttpClient
from syndicator.sites.credentials import Named
from syndicator.sites.json_api import dig, text_of, was_read, was_written

COLLECTION = "app.bsky.feed.post"
_STALE = ("ExpiredToken", "InvalidToken")  # 400 at the PDS, 401 elsewhere
_REMEDY = "check the handle and its app password"


@dataclass(frozen=True, slots=True)
class Record:
    """A record as the repository holds it; `cid` is the digest of what it says."""

    uri: str
    cid: str
    value: Mapping[str, Any]


class Repository:
    """The repository of one account; a session is opened when it is needed and renewed when it has run out."""

    def __init__(self, http: HttpClient, handle: str, password: str) -> None:
        self.http = http
        self.handle = handle
        self._password = password
        self._did = ""
        self._refresh = ""

    def did(self) -> str:
        """The account's identifier, which stays the same whatever its handle becomes."""
        if not self._did:
            self._enter()
        return self._did

    def get(self, rkey: str, repository: str = "") -> Record | None:
        """A record as anybody can read it; None where there is none."""
        params = {"repo": repository or self.did(), "collection": COLLECTION, "rkey": rkey}
        answer = self.http.ask(self._at("com.atproto.repo.getRecord"), params, anonymous=True)
        if answer.code == "RecordNotFound":
            return None
        found = was_read(self.http, answer)
        uri, cid, value = text_of(found, "uri"), text_of(found, "cid"), dig(found, "value")
        if not uri or not cid or not isinstance(value, dict):
            raise RetryLater(f"{answer.asked} answered {answer.status} with something that is no record")
        return Record(uri, cid, value)

    def put(self, rkey: str, value: Mapping[str, object], over: str | None) -> str:
        """Write a record over the one with this cid, or where there is none (None); the uri. Raises RetryLater where that changed."""
        record = {"$type": COLLECTION, **value}
        payload = {"repo": self.did(), "collection": COLLECTION, "rkey": rkey, "record": record, "swapRecord": over}
        answer = self._told("com.atproto.repo.putRecord", payload)
        if answer.code == "InvalidSwap":
            raise RetryLater(f"{answer.asked}: the record was changed at the same time")
        uri = was_written(self.http, answer, "uri")
        if not isinstance(uri, str) or not uri.endswith(f"/{COLLECTION}/{rkey}"):
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with another record")
        return uri

    def remove(self, rkey: str) -> None:
        """Delete a record; one that is not there is success."""
        answer = self._told("com.atproto.repo.deleteRecord", {"repo": self.did(), "collection": COLLECTION, "rkey": rkey})
        self.http.accept(answer, wrote=True)

    def _told(self, method: str, payload: Mapping[str, object]) -> Answer:
        """One write under the session; a session that has run out is renewed, and the write, which was refused, made once more."""
        answer = self.http.tell("POST", self._at(method), payload=payload)
        if answer.code in _STALE:
            self._renew()
            answer = self.http.tell("POST", self._at(method), payload=payload)
        if answer.code in _STALE:
            raise Rejected(f"{answer.asked} answered {answer.status} {answer.code}: {answer.words}", _REMEDY)
        return answer

    def _enter(self) -> None:
        payload = {"identifier": self.handle, "password": self._password}
        answer = self.http.ask(self._at("com.atproto.server.createSession"), method="POST", payload=payload, anonymous=True)
        if answer.status in (400, 401, 403):
            raise Rejected(f"{answer.asked} answered {answer.status} {answer.code}: {answer.words}", _REMEDY)
        self._keep(was_read(self.http, answer))

    def _renew(self) -> None:
        named = {"Authorization": f"Bearer {self._refresh}"}
        answer = self.http.ask(self._at("com.atproto.server.refreshSession"), method="POST", headers=named, anonymous=True)
        if answer.status in (400, 401):
            self._enter()
        else:
            self._keep(was_read(self.http, answer))

    def _keep(self, session: object) -> None:
        access, self._refresh, did = (text_of(session, name) for name in ("accessJwt", "refreshJwt", "did"))
        if not access or not did.startswith("did:"):
            raise RetryLater(f"{self.http.base} opened no session that can be used")
        if self._did not in ("", did):
            raise Rejected(f"the handle {self.handle} now belongs to another account", _REMEDY)
        self._did = did
        self.http.auth = Named({"Authorization": f"Bearer {access}"}, (access, self._refresh, self._password))

    def _at(self, method: str) -> str:
        return f"{self.http.base}xrpc/{method}"


def standing(record: Record | None, name: str) -> Record:
    """The record; raises Gone where there is none."""
    if record is None:
        raise Gone(f"the record {name} does not exist")
    return record
