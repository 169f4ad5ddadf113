"""Trying out an account without publishing anything: address, token, limits, and what the server makes of a specimen."""

from collections.abc import Iterator
from datetime import datetime

from syndicator.errors import SyndicatorError
from syndicator.sites import specimen
from syndicator.sites.mastodon_api import MastodonApi


def check(api: MastodonApi, characters: int, now: datetime) -> list[tuple[bool, str]]:
    """One line for each thing found, until one fails that the others stand on."""
    lines: list[tuple[bool, str]] = []
    try:
        account = api.account()
        lines.append((True, f"the token belongs to {account.get('acct') or account.get('username')}"))
        if account.get("bot") is not True:
            lines.append((True, "the account is not marked as automated, which many servers ask of one like this (profile settings)"))
        lines.append(_limit(api, characters))
        lines += _specimen(api, now)
    except SyndicatorError as error:
        lines.append((False, str(error)))
    return lines


def _limit(api: MastodonApi, characters: int) -> tuple[bool, str]:
    most = api.limits().get("max_characters")
    if not isinstance(most, int):
        return True, f"the server does not say how long a post may be; {characters} characters are used"
    if most < characters:
        return False, f"the server takes {most} characters; set the option characters = {most}"
    more = f"; with the option characters = {most} more of an article fits" if most > characters else ""
    return True, f"the server takes {most} characters, {characters} are used{more}"


def _specimen(api: MastodonApi, now: datetime) -> Iterator[tuple[bool, str]]:
    made = api.create({"status": specimen.TEXT, "visibility": "direct"}, f"specimen-{int(now.timestamp())}")
    try:
        shown = api.status(made.id, anonymous=False)
    finally:
        api.remove(made.id)
    missing = specimen.lost(shown.content if shown else "")
    yield not missing, f"the server takes away {', '.join(missing)}" if missing else "the server keeps words and links of a credit"
