"""The words of Micropub: where its endpoint is, creating, changing and deleting entries, and asking for them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from syndicator.core.article import is_hyperlink
from syndicator.core.markup import read
from syndicator.errors import OutcomeUnknown, Rejected, RetryLater, SettingsError
from syndicator.sites.answers import Answer
from syndicator.sites.client import HttpClient
from syndicator.sites.json_api import dig, text_of, was_read

_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s,;\"]+))*)")
_REL = re.compile(r"(?i)\brel\s*=\s*(?:\"([^\"]*)\"|([^\s,;\"]+))")
_CREDENTIAL = "check the access token, and that it has the scopes create, update and delete (media for pictures)"
_LISTED = "100"


@dataclass(frozen=True, slots=True)
class Entry:
    """A post of the site: its address, title and text."""

    url: str
    name: str
    html: str


class NoMedia(Rejected):
    """The site takes no pictures; inside this kind only."""


class MicropubApi:
    """Speaks to the endpoint that the site's front page names (§5.3), or to the one that was given; a token goes nowhere else."""

    def __init__(self, reader: HttpClient, endpoint: str, connect: Callable[[str], HttpClient]) -> None:
        self._reader = reader
        self._given = endpoint
        self._connect = connect
        self._found: tuple[str, HttpClient] | None = None
        self._medium: tuple[str, HttpClient] | None = None

    def endpoint(self) -> str:
        """The address of the endpoint; raises Rejected where the front page names none that a token may be sent to."""
        return self._http[0]

    def create(self, properties: Mapping[str, object]) -> str:
        """A new entry (§3.3); its address, which the server names with 201 or 202."""
        address, http = self._http
        answer = self.accepted(http.tell("POST", address, payload={"type": ["h-entry"], "properties": properties}))
        location = urljoin(address, answer.headers.get("location", ""))
        if "location" not in answer.headers or not is_hyperlink(location):
            raise OutcomeUnknown(f"{answer.asked} answered {answer.status} without the address of the post")
        return location

    def replace(self, url: str, properties: Mapping[str, object]) -> str:
        """Other values for some properties (§3.4); the entry's new address where it moved."""
        answer = self.accepted(self._act("update", url, {"replace": properties}))
        moved = urljoin(url, answer.headers.get("location", ""))
        return moved if answer.status == 201 and "location" in answer.headers and is_hyperlink(moved) else ""

    def delete(self, url: str) -> None:
        """Take an entry down (§3.5)."""
        self.accepted(self._act("delete", url))

    def undelete(self, url: str) -> bool:
        """Bring an entry back; False where the server does not."""
        answer = self._act("undelete", url)
        if answer.status in (400, 403, 404, 410, 501):
            return False
        self.accepted(answer)
        return True

    def config(self) -> object:
        """What the server says of itself (§3.7.1); a server may know nothing to say, but it knows the token."""
        address, http = self._http
        answer = http.ask(address, {"q": "config"})
        return {} if answer.status in (400, 404, 501) else was_read(http, self.accepted(answer, wrote=False))

    def entries(self) -> Sequence[Entry]:
        """The newest posts (`q=source` without an address, an extension); raises Rejected where the server knows no such list."""
        address, http = self._http
        answer = http.ask(address, {"q": "source", "limit": _LISTED})
        if answer.status in (400, 404, 501):
            raise Rejected(
                f"{answer.asked} answered {answer.status}: the server does not list its posts",
                "set the option “permalink”, so that a copy can be looked for at its address",
            )
        items = dig(was_read(http, self.accepted(answer, wrote=False)), "items")
        if not isinstance(items, list):
            raise RetryLater(f"{answer.asked} answered {answer.status} with something that is no list of posts")
        return [entry for entry in map(_entry, items) if entry.url]

    def source(self, url: str) -> Entry:
        """What the server holds of an entry (§3.7.2); without name and text where it does not tell."""
        address, http = self._http
        answer = http.ask(address, {"q": "source", "url": url})
        if answer.status in (400, 404, 410, 501):
            return Entry(url, "", "")
        return replace(_entry(was_read(http, self.accepted(answer, wrote=False))), url=url)

    def public(self, url: str) -> str | None:
        """The page at an address as anybody gets it; None where there is none. A redirect leads to something else."""
        answer = self._reader.ask(url, anonymous=True)
        if answer.status in (404, 410) or 300 <= answer.status < 400:
            return None
        return self._reader.accept(answer, wrote=False).body.decode("utf-8", "replace")

    def was_deleted(self, url: str) -> bool:
        """Whether the site says that something stood at this address (410)."""
        return self._reader.ask(url, anonymous=True).status == 410

    def media(self) -> tuple[str, HttpClient]:
        """The media endpoint that the configuration names (§3.6.1), on whatever host; raises NoMedia where it names none to be used."""
        if self._medium is None:
            named = text_of(self.config(), "media-endpoint")
            if not named:
                raise NoMedia(f"{self.endpoint()} names no media endpoint")
            try:
                self._medium = self._at(urljoin(self.endpoint(), named))
            except Rejected as error:
                raise NoMedia(error.why) from error
        return self._medium

    @property
    def _http(self) -> tuple[str, HttpClient]:
        if self._found is None:
            self._found = (self._given, self._connect(self._given.partition("?")[0])) if self._given else self._at(self._discovered())
        return self._found

    def _at(self, address: str) -> tuple[str, HttpClient]:
        """An endpoint that the site names; raises Rejected where the token may not be sent there."""
        try:
            return address, self._connect(address.partition("?")[0])
        except SettingsError as error:
            raise Rejected(f"the endpoint {address} cannot be used: {error}", "name the right one as the option “endpoint”") from error

    def _discovered(self) -> str:
        """The first `rel=micropub`: of the Link header, then of the page (§5.3)."""
        base = self._reader.base
        answer = self._reader.accept(self._reader.ask(base, anonymous=True), wrote=False)
        linked: list[str] = [target for target, more in _LINK.findall(answer.headers.get("link", "")) if _names_micropub(more)]
        linked += read(answer.body.decode("utf-8", "replace")).declared("micropub")
        if not linked:
            raise Rejected(f"{base} names no Micropub endpoint", "set the site's address to the page that does, or the option “endpoint”")
        return urljoin(base, linked[0])

    def _act(self, action: str, url: str, more: Mapping[str, object] | None = None) -> Answer:
        address, http = self._http
        return http.tell("POST", address, payload={"action": action, "url": url, **(more or {})})

    def accepted(self, answer: Answer, *, wrote: bool = True) -> Answer:
        """The answer if it tells of success; else raises ours."""
        if answer.status in (401, 403):
            raise Rejected(f"{answer.asked} answered {answer.status}: {answer.words}", _CREDENTIAL)
        return self._http[1].accept(answer, wrote=wrote)


def _names_micropub(parameters: str) -> bool:
    found = _REL.search(parameters)
    return found is not None and "micropub" in (found[1] or found[2] or "").lower().split()


def _entry(item: object) -> Entry:
    properties = dig(item, "properties")
    content = _first(properties, "content")
    html = text_of(content, "html") or (content if isinstance(content, str) else text_of(content, "value"))
    name, url = _first(properties, "name"), _first(properties, "url") or dig(item, "url")
    return Entry(url if isinstance(url, str) else "", name if isinstance(name, str) else "", html)


def _first(properties: object, name: str) -> Any:  # noqa: ANN401  # foreign JSON
    values = dig(properties, name)
    return values[0] if isinstance(values, list) and values else None
