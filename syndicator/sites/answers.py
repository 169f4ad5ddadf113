"""What an HTTP answer of a site means for us: one table from status to the error that says what to do next."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from syndicator.core.markup import shown
from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater
from syndicator.sites.pace import asked_to_wait, retry_after

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_CREDENTIAL = "check the site's credential, and that its user may do this"
_TOO_LARGE = "the site takes no post of this size; let it take excerpts or links, or raise its limit"
# Where sites put their words for people, and for programs, in the order of how much each tells.
_SAID = ("message", "error_description", "description", "detail", "title", "error")
_MORE = ("context",)
_CODED = ("code", "errcode", "error_type", "type", "error")


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole HTTP answer: status, headers with names in lower case, body; `hide` are words that must not be repeated."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    asked: str  # «METHOD address», for messages
    hide: tuple[str, ...] = ()

    def json(self) -> object:
        """The body as JSON, or None where it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    @property
    def code(self) -> str:
        """The machine-readable code of an error answer (of its first error, where it lists several), or an empty string."""
        return next((code for part in self._parts() for code in _texts(part, _CODED)[:1]), "")

    @property
    def words(self) -> str:
        """What the site says, for people: one short line without control characters, markup or secrets."""
        parts = self._parts()
        found = [words for part in parts for words in ([part] if isinstance(part, str) else _texts(part, _SAID)[:1] + _texts(part, _MORE))]
        said = "; ".join(dict.fromkeys(found))
        return short(shown(said or self.body[:20_000].decode("utf-8", "replace")), self.hide)

    def _parts(self) -> list[object]:
        """The objects that may tell of an error: the answer itself, or what it lists under `errors`."""
        value = self.json()
        listed = value.get("errors") if isinstance(value, dict) else None
        parts: list[object] = listed[:3] if isinstance(listed, list) else []
        return parts or [value]

    def __repr__(self) -> str:
        return f"Answer({self.status}, {self.asked!r})"


def _texts(part: object, names: tuple[str, ...]) -> list[str]:
    found = [part.get(name) for name in names] if isinstance(part, dict) else []
    return [text for text in found if isinstance(text, str) and text]


def short(text: str, hide: tuple[str, ...] = ()) -> str:
    """Foreign text as one line of at most 200 characters, without control characters or the words to hide."""
    for word in hide:
        text = text.replace(word, "…")
    line = " ".join(_CONTROL.sub(" ", text).split())
    return line if len(line) <= 200 else f"{line[:199]}…"


def accepted(answer: Answer, *, wrote: bool, now: datetime) -> Answer:
    """The answer if the site did what was asked (2xx); else raises ours.

    429, and 503 that names a time, mean that nothing was done. 408 and every other 5xx leave open whether a write took
    effect (RFC 9110 §15.6 promises nothing). A redirect is no answer to a write, and its target is not ours to trust.
    """
    status, said = answer.status, f"{answer.asked} answered {answer.status}"
    if 200 <= status < 300:
        return answer
    told = f"{said}: {answer.words}" if answer.words else said
    if 300 <= status < 400:
        target = short(answer.headers.get("location", "nowhere"), answer.hide)
        raise Rejected(f"{said}, a redirect to {target}", "set the site's address to the one that answers itself")
    if status == 429:
        raise RetryLater(told, asked_to_wait(answer.headers, answer.body, now))
    when = retry_after(answer.headers.get("retry-after", ""), now)
    if status == 503 and when is not None:
        raise RetryLater(told, when)
    if status == 408 or (status >= 500 and status not in (501, 505)):
        if wrote:
            raise OutcomeUnknown(told)
        raise RetryLater(told, when)
    if status in (401, 403):
        raise Rejected(told, _CREDENTIAL)
    if status in (404, 410):
        raise Gone(told)
    raise Rejected(told, _TOO_LARGE if status == 413 else "")
