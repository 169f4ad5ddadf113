"""Trying out an account without publishing anything: address, token, limits, and what the server makes of a specimen."""

from datetime import datetime

from syndicator.errors import SyndicatorError
from syndicator.sites import specimen
from syndicator.sites.mastodon_api import MastodonApi
from syndicator.sites.specimen import Findings


def check(api: MastodonApi, characters: int, now: datetime) -> Findings:
    """One line for each thing found, until one fails that the others stand on."""
    found = Findings()
    try:
        account = api.account()
        found.say(True, f"the token belongs to {account.get('acct') or account.get('username')}")
        if account.get("bot") is not True:
            found.say(True, "the account is not marked as automated, which many servers ask of one like this (profile settings)")
        most = api.limits().get("max_characters")
        found.measure(server=api.software(), max_characters=most if isinstance(most, int) and most > 0 else None)
        found.say(*_limit(most, characters))
        _specimen(api, now, found)
    except SyndicatorError as error:
        found.say(False, str(error))
    return found


def _limit(most: object, characters: int) -> tuple[bool, str]:
    if not isinstance(most, int):
        return True, f"the server does not say how long a post may be; {characters} characters are used"
    if most < characters:
        return False, f"the server takes {most} characters; set the option characters = {most}"
    more = f"; with the option characters = {most} more of an article fits" if most > characters else ""
    return True, f"the server takes {most} characters, {characters} are used{more}"


def _specimen(api: MastodonApi, now: datetime, found: Findings) -> None:
    made = api.create({"status": specimen.TEXT, "visibility": "direct"}, f"specimen-{int(now.timestamp())}")
    try:
        shown = api.status(made.id, anonymous=False)
    finally:
        api.remove(made.id)
    found.look(shown.content if shown else "", specimen.CREDIT)
