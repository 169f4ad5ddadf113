"""What an HTTP answer of a site means for us: one table from status to the error that says what to do next."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from syndicator.core.markup import shown
from syndicator.errors import Gone, OutcomeUnknown, Rejected, RetryLater

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_LONGEST_WAIT = timedelta(hours=24)
_CREDENTIAL = "check the application password, and that its user may do this"


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
        """The machine-readable code of an error answer, or an empty string."""
        value = self.json()
        code = value.get("code") if isinstance(value, dict) else None
        return code if isinstance(code, str) else ""

    @property
    def words(self) -> str:
        """What the site says, for people: one short line without control characters, markup or secrets."""
        value = self.json()
        said = value.get("message") if isinstance(value, dict) else None
        text = said if isinstance(said, str) else self.body[:20_000].decode("utf-8", "replace")
        return short(shown(text), self.hide)

    def __repr__(self) -> str:
        return f"Answer({self.status}, {self.asked!r})"


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
    when = retry_after(answer.headers.get("retry-after", ""), now)
    if status == 429 or (status == 503 and when is not None):
        raise RetryLater(told, when)
    if status == 408 or (status >= 500 and status not in (501, 505)):
        if wrote:
            raise OutcomeUnknown(told)
        raise RetryLater(told, when)
    if status in (401, 403):
        raise Rejected(told, _CREDENTIAL)
    if status in (404, 410):
        raise Gone(told)
    raise Rejected(told)


def retry_after(value: str, now: datetime) -> datetime | None:
    """When to try again (RFC 9110 §10.2.3: seconds or a date), at most a day ahead; None for no or a senseless value."""
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,12}", value):
        return now + min(timedelta(seconds=int(value)), _LONGEST_WAIT)
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return min(max(date, now), now + _LONGEST_WAIT)
