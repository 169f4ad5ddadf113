"""The JSON:API of Drupal in its own words (drupal.org/docs): nodes of one content type, and what its errors mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from syndicator.core.markup import read
from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater, SyndicatorError
from syndicator.sites.answers import Answer, short
from syndicator.sites.client import Body, HttpClient
from syndicator.sites.drupal_login import ended, logged_in
from syndicator.sites.json_api import dig, text_of

_KIND = "application/vnd.api+json"
_READ_ONLY = "let the site take writes: Configuration → Web services → JSON:API, “Accept all … operations”"
_STATUS = "give the user's role “Administer content” (who may publish), or set moderated = true where the type has a workflow"
_RIGHTS = "check the credential, and that its user may create, edit and delete content of this type"


class Taken(SyndicatorError):
    """A node with this UUID is there already; inside this kind only."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its text as it was sent (`raw`) and as the site's text format shows it (`shown`)."""

    uuid: str
    number: int
    public: bool
    title: str
    raw: str
    shown: str


class DrupalApi:
    """Nodes of one content type (`bundle`), whose text is in the field `body`."""

    def __init__(self, http: HttpClient, now: Callable[[], datetime], *, root: str, bundle: str, body: str) -> None:
        self.http = http
        self._now = now
        self._type = f"node--{bundle}"
        self._nodes = f"{http.base}{root}/node/{bundle}"
        self._files = f"{http.base}{root}/file/file"
        self._body = body

    def create(self, uuid: str, attributes: Mapping[str, object], relations: Mapping[str, object] | None = None) -> Node:
        """A new node under this UUID; raises Taken where one has it, OutcomeUnknown for an answer that cannot be read."""
        answer = self.sent("POST", self._nodes, self._document(uuid, attributes, relations))
        if answer.status == 409:
            raise Taken(answer.words)
        if answer.status in (404, 410):
            raise Rejected(f"{answer.asked} answered {answer.status}: {answer.words}", "correct the options “type” and “api”")
        return self._written(answer, uuid)

    def change(self, uuid: str, attributes: Mapping[str, object], relations: Mapping[str, object] | None = None) -> Node:
        """Other attributes of a node; raises Gone where there is none."""
        return self._written(self.sent("PATCH", f"{self._nodes}/{uuid}", self._document(uuid, attributes, relations)), uuid)

    def remove(self, uuid: str) -> None:
        """Delete a node for good; one that is not there is success."""
        answer = self.sent("DELETE", f"{self._nodes}/{uuid}")
        if answer.status not in (404, 410):
            self.accepted(answer, wrote=True)

    def node(self, uuid: str) -> Node:
        """One node, as its user sees it; raises Gone where there is none."""
        answer = self.sent("GET", f"{self._nodes}/{uuid}")
        node = self._node(self.accepted(answer, wrote=False))
        if node is None or node.uuid != uuid:
            raise RetryLater(f"{answer.asked} answered {answer.status} with something that is not the node")
        return node

    def files(self, name: str) -> Answer:
        """What the site tells of files with this name, the oldest first; not yet judged."""
        return self.sent("GET", f"{self._files}?{urlencode({'filter[filename]': name, 'sort': 'drupal_internal__fid'})}")

    def add_file(self, field: str, name: str, data: bytes) -> Answer:
        """Upload a file for a field of the content type (JSON:API of Drupal, “File Uploads”); the answer, not yet judged."""
        named = {"Content-Disposition": f'file; filename="{name}"'}
        return self.sent("POST", f"{self._nodes}/{field}", Body(data, "application/octet-stream"), named)

    def look(self) -> None:
        """Whether there is such a content type at such a JSON:API; raises Rejected where not."""
        answer = self.sent("GET", f"{self._nodes}?page[limit]=1")
        if answer.status in (404, 410):
            raise Rejected(
                f"{answer.asked} answered {answer.status}: {answer.words}", "correct the address, or the options “type” and “api”"
            )
        if not isinstance(dig(self.accepted(answer, wrote=False).json(), "data"), list):
            raise Rejected(f"{answer.asked} is no JSON:API of a Drupal", "correct the address, or the option “api”")

    def software(self) -> str:
        """Name and version as the front page tells it ("Drupal 11 (…)"), "" where it does not."""
        page = self.http.ask(self.http.base, anonymous=True)
        told = page.headers.get("x-generator", "") or read(page.body.decode("utf-8", "replace")).meta("generator")
        return short(told) if told.startswith("Drupal") else ""

    def sent(self, method: str, address: str, body: Body | None = None, more: Mapping[str, str] | None = None) -> Answer:
        """One request, its answer not yet judged; once more where a token had ended, for then nothing was done."""
        answer = self._once(method, address, body, more)
        return self._once(method, address, body, more) if ended(self.http, answer) else answer

    def _once(self, method: str, address: str, body: Body | None, more: Mapping[str, str] | None) -> Answer:
        logged_in(self.http, self._now())
        headers = {"Accept": _KIND, **(more or {})}
        return (
            self.http.ask(address, headers=headers) if method == "GET" else self.http.tell(method, address, payload=body, headers=headers)
        )

    def _document(self, uuid: str, attributes: Mapping[str, object], relations: Mapping[str, object] | None) -> Body:
        said = {"type": self._type, "id": uuid, "attributes": dict(attributes)}
        return Body.json({"data": said | ({"relationships": dict(relations)} if relations else {})}, _KIND)

    def accepted(self, answer: Answer, *, wrote: bool) -> Answer:
        """The answer if it tells of success; else raises ours."""
        said = f"{answer.asked} answered {answer.status}: {answer.words}"
        if answer.status == 405:
            raise Rejected(said, _READ_ONLY)
        if answer.status in (401, 403):
            raise Rejected(said, _STATUS if "(status)" in answer.words else _RIGHTS)
        if answer.status == 422:
            raise Rejected(said, "change the article, or the options “format”, “body” and “summary” to what the content type has")
        return self.http.accept(answer, wrote=wrote)

    def _written(self, answer: Answer, uuid: str) -> Node:
        node = self._node(self.accepted(answer, wrote=True))
        if node is None or node.uuid != uuid:
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} with something that is not the node")
        return node

    def _node(self, answer: Answer) -> Node | None:
        data = dig(answer.json(), "data")
        told: Any = dig(data, "attributes")
        number = dig(told, "drupal_internal__nid")
        uuid, public = text_of(data, "id"), dig(told, "status")
        if not uuid or not isinstance(number, int) or isinstance(number, bool) or not isinstance(public, bool):
            return None
        texts = (text_of(told, "title"), text_of(told, self._body, "value"), text_of(told, self._body, "processed"))
        return Node(uuid, number, public, *texts)


def standing(api: DrupalApi, uuid: str) -> Node | None:
    """The node with this UUID, or None."""
    try:
        return api.node(uuid)
    except Gone:
        return None
