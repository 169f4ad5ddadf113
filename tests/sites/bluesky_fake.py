"""A small Personal Data Server, from the lexicons and what @atproto/pds 0.5.35 was seen to do.

A bad token is 400, a missing record too; a record is written only over what its writer saw; sessions run out; reading needs none.
"""

import hashlib
import json
import re
from typing import Any
from urllib.parse import urlsplit

from tests.sites.serving import Reply, Request, SmallSite, as_json

HANDLE, PASSWORD, DID = "quay.example", "abcd-efgh-ijkl-mnop", "did:plc:quayquayquayquayquayquay"
_TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")


class FakePds(SmallSite):
    """One account."""

    def __init__(self) -> None:
        super().__init__()
        self.records: dict[str, dict[str, Any]] = {}
        self.access, self.refresh, self.sessions = "", "", 0
        self.logins = 0

    def expire(self, *, both: bool = False) -> None:
        """The session runs out, and where asked the one that renews it too."""
        self.access = "gone"
        if both:
            self.refresh = "gone"

    def texts(self) -> list[str]:
        """What stands there."""
        return [record["text"] for record in self.records.values()]

    def reply(self, request: Request) -> Reply:
        method = request.route.removeprefix("/xrpc/")
        if method == "com.atproto.server.createSession":
            given = request.json()
            if (given.get("identifier"), given.get("password")) != (HANDLE, PASSWORD):
                return _error(401, "AuthenticationRequired", f"Invalid identifier or password {given.get('password')}")
            self.logins += 1
            return self._session()
        if method == "com.atproto.server.refreshSession":
            fresh = request.headers.get("Authorization") == f"Bearer {self.refresh}"
            return self._session() if fresh else _error(400, "ExpiredToken", "Token has been revoked")
        if method == "com.atproto.repo.getRecord":
            return self._got(request.query)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not token:
            return _error(401, "AuthMissing", "Authentication Required")
        if token != self.access:
            return _error(400, "ExpiredToken", f"Token has expired: {token}")
        given = request.json()
        if given["repo"] != DID:
            return _error(403, "AccountNotFound", "Could not find account")
        return self._put(given) if method == "com.atproto.repo.putRecord" else self._deleted(given)

    def _session(self) -> Reply:
        self.sessions += 1
        self.access, self.refresh = f"access-{self.sessions}-q8Zt", f"refresh-{self.sessions}-q8Zt"
        return as_json(200, {"accessJwt": self.access, "refreshJwt": self.refresh, "did": DID, "handle": HANDLE})

    def _got(self, query: dict[str, str]) -> Reply:
        record = self.records.get(query["rkey"]) if query["repo"] in (DID, HANDLE) else None
        if record is None:
            return _error(400, "RecordNotFound", "Could not locate record")
        return as_json(200, {"uri": _uri(query["rkey"]), "cid": _cid(record), "value": record})

    def _put(self, given: dict[str, Any]) -> Reply:
        rkey, record, standing = given["rkey"], given["record"], self.records.get(given["rkey"])
        if trouble := _invalid(rkey, record):
            return _error(400, "InvalidRequest", trouble)
        if standing != record:
            if "swapRecord" in given and given["swapRecord"] != (_cid(standing) if standing else None):
                return _error(400, "InvalidSwap", "Record was at another cid")
            self.records[rkey] = record
        return as_json(200, {"uri": _uri(rkey), "cid": _cid(record), "validationStatus": "valid"})

    def _deleted(self, given: dict[str, Any]) -> Reply:
        self.records.pop(given["rkey"], None)
        return as_json(200, {})


def _invalid(rkey: str, record: dict[str, Any]) -> str:
    if not _TID.fullmatch(rkey):
        return "Invalid record key"
    if record.get("$type") != "app.bsky.feed.post" or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", record["createdAt"]):
        return "Invalid app.bsky.feed.post record"
    if len(record["text"]) > 400 or len(record["text"].encode()) > 3000:  # its test posts join no signs into one
        return "grapheme too big (maximum 300) at $.record.text"
    if len(record.get("tags", ())) > 8 or len(record.get("langs", ())) > 3:
        return "array too big"
    external = record.get("embed", {}).get("external")
    if external is not None and (not urlsplit(external["uri"]).scheme or not isinstance(external["description"], str)):
        return "Invalid embed"
    return ""


def _uri(rkey: str) -> str:
    return f"at://{DID}/app.bsky.feed.post/{rkey}"


def _cid(record: dict[str, Any]) -> str:
    return f"bafy{hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()[:52]}"


def _error(status: int, error: str, message: str) -> Reply:
    return as_json(status, {"error": error, "message": message})
