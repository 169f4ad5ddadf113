"""Showing a Drupal whose a request is: by user and password, or by a token that its OAuth server gives and takes away again."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from syndicator.errors import Rejected, RetryLater
from syndicator.sites.answers import Answer
from syndicator.sites.client import Body, HttpClient
from syndicator.sites.credentials import Bearer, spellings
from syndicator.sites.json_api import dig, text_of, was_read

_EARLY = timedelta(seconds=30)  # before a token's end a new one is asked for
_SHORT = 300.0  # seconds that a token is taken to last where the server does not say (the default of Simple OAuth)


@dataclass(frozen=True, slots=True)
class ClientToken(Bearer):
    """A token ("" before there is one), until when it lasts, and the client that gets it: its secret is not repeated either."""

    client: str = ""
    secret: str = ""
    until: datetime | None = None

    @property
    def hidden(self) -> tuple[str, ...]:
        """Token and secret."""
        return spellings(self.token, self.secret)


def logged_in(http: HttpClient, now: datetime) -> None:
    """Put a token that lasts into the client where one is used (client credentials, RFC 6749 §4.4); others have nothing to do."""
    known = http.auth
    if not isinstance(known, ClientToken) or (known.token and known.until is not None and now < known.until - _EARLY):
        return
    form = {"grant_type": "client_credentials", "client_id": known.client, "client_secret": known.secret}
    http.auth = replace(known, token="")
    # No write: a token more or less is nothing that could stand twice.
    answer = http.ask(f"{http.base}oauth/token", method="POST", payload=Body.form(form), anonymous=True)
    if answer.status in (400, 401, 403):
        raise Rejected(f"{answer.asked} answered {answer.status}: {answer.words}", "check the option “client” and the client's secret")
    found = was_read(http, answer)
    token, seconds = text_of(found, "access_token"), dig(found, "expires_in")
    if not token:
        raise RetryLater(f"{answer.asked} gave no access token")
    lasts = float(seconds) if isinstance(seconds, int | float) and 0 < seconds < 10**8 else _SHORT
    http.auth = replace(known, token=token, until=now + timedelta(seconds=lasts))


def ended(http: HttpClient, answer: Answer) -> bool:
    """Whether a token was refused before its time (it was revoked): it is thrown away, and another one may do."""
    known = http.auth
    if answer.status != 401 or not isinstance(known, ClientToken) or not known.token:
        return False
    http.auth = replace(known, token="", until=None)
    return True
