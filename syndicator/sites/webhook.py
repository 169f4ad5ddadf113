"""Any program, by a signed call: what is published, corrected and withdrawn is told as Standard Webhooks has it.

https://www.standardwebhooks.com: the headers `webhook-id`, `webhook-timestamp` and `webhook-signature` (HMAC-SHA256 over
`id.timestamp.body`). The id is the same at every try, so a receiver that keeps ids takes each call once. Where its operator
says so (`keeps_ids`), a call whose answer was lost is made again; else it waits for a person.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any

from syndicator.core.flavours import Flavour
from syndicator.core.places import Carries, Once, Site
from syndicator.core.post import Post, Receipt
from syndicator.errors import Gone, Rejected, SyndicatorError
from syndicator.ports import UNREAD, SiteTools
from syndicator.sites.client import Body, HttpClient
from syndicator.sites.connecting import connected
from syndicator.sites.credentials import Named
from syndicator.sites.options import Options

_PREFIX = "whsec_"
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_SHORTEST = 24  # bytes; Standard Webhooks asks for 24 to 64


class Webhook:
    """Calls one address; any 2xx is an acceptance, whatever it says."""

    carries = Carries(once=Once.NEVER_AGAIN)
    flavours = (Flavour.HTML, Flavour.TEXT, Flavour.MARKDOWN)

    def __init__(self, http: HttpClient, address: str, key: bytes, tools: SiteTools, *, keeps_ids: bool = False) -> None:
        if keeps_ids:
            self.carries = Carries(once=Once.EXACT)
        self._http = http
        self._address = address
        self._key = key
        self._tools = tools

    def publish(self, post: Post) -> Receipt:
        """Tell of the post; raises OutcomeUnknown when the answer was lost."""
        return self._told("post.published", post)

    def update(self, post: Post, receipt: Receipt) -> Receipt:  # noqa: ARG002  # the key of the post says which
        """Tell of the corrected post."""
        return self._told("post.updated", post)

    def withdraw(self, post: Post, receipt: Receipt, why: str) -> None:  # noqa: ARG002
        """Tell that the post has to go, and why; a receiver that has nothing of it any more (404, 410) is success."""
        try:
            self._call("post.withdrawn", f"{post.key}", {"key": post.key, "original_url": post.original_url, "why": why})
        except Gone:
            return

    def test(self) -> Sequence[tuple[bool, str]]:
        """Whether the receiver takes a signed call (of the type webhook.test, which tells of no post)."""
        try:
            self._call("webhook.test", self._tools.now().isoformat(), {})
        except SyndicatorError as error:
            return [(False, str(error))]
        return [(True, "the receiver took a signed call of the type webhook.test")]

    def _told(self, kind: str, post: Post) -> Receipt:
        data = _as_data(post)
        try:
            self._call(kind, f"{post.key} {data['revision']}", data)
        except Gone as error:
            raise Rejected(error.why, "correct the site's address") from error
        return Receipt(post.key, "", data["revision"])

    def _call(self, kind: str, what: str, data: Mapping[str, object]) -> None:
        now = self._tools.now()
        body = _ENCODER.encode({"type": kind, "timestamp": now.isoformat(), "data": data}).encode()
        identity, moment = f"msg_{hashlib.sha256(f'{kind} {what}'.encode()).hexdigest()[:32]}", str(int(now.timestamp()))
        signature = hmac.digest(self._key, f"{identity}.{moment}.".encode() + body, "sha256")
        named = {
            "webhook-id": identity,
            "webhook-timestamp": moment,
            "webhook-signature": f"v1,{base64.b64encode(signature).decode()}",
        }
        answer = self._http.tell("POST", self._address, payload=Body(body, "application/json"), headers=named)
        self._http.accept(answer, wrote=True)


def open_site(site: Site, options: Mapping[str, object], secret: str, tools: SiteTools) -> Webhook:
    """Open a receiver; its credential is the secret that calls are signed with (whsec_…).

    Option: `keeps_ids`, whether the receiver takes calls of one `webhook-id` once, as the standard asks of it.
    """
    taken = Options(site, options)
    keeps_ids = taken.flag("keeps_ids")
    key = b"" if secret == UNREAD else _key(secret)
    if not site.url:
        taken.wrong("an address is required: that of the receiver")
    if key is None or (secret != UNREAD and len(key) < _SHORTEST):
        taken.wrong(
            f"a credential is required: {_PREFIX} and at least {_SHORTEST} bytes in base64, such as `openssl rand -base64 32` gives"
        )
    taken.done()
    http = connected(site, tools, Named({}, (secret, secret.removeprefix(_PREFIX))), lasting=keeps_ids)
    return Webhook(http, site.url, key or b"", tools, keeps_ids=keeps_ids)


def _key(secret: str) -> bytes | None:
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True) if secret.startswith(_PREFIX) else None
    except binascii.Error:
        return None


def _as_data(post: Post) -> dict[str, Any]:
    """Everything a receiver needs to show the post with every duty."""
    return {
        "key": post.key,
        "revision": post.revision,
        "slug": post.slug,
        "form": post.form,
        "title": post.title,
        "html": post.html,
        "text": post.text,
        "markdown": post.markdown,
        "excerpt": post.excerpt,
        "original_url": post.original_url,
        "authors": [{"name": person.name, "url": person.url} for person in post.authors],
        "publisher": {"name": post.publisher, "url": post.publisher_url},
        "published": post.published.isoformat() if post.published else None,
        "language": post.language,
        "tags": list(post.tags),
        "rights": post.rights,
        "licence_url": post.licence_url,
        "canonical": post.canonical,
        "noindex": post.noindex,
        "obligations": [{"duty": one.duty, "by": one.by, "value": one.value} for one in post.obligations],
    }
