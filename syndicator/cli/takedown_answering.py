"""Answering who asked for a takedown: the letter, and the request it closes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from syndicator.cli.letters import language_of, send_letter, stem, write_letter
from syndicator.cli.showing import count, heading, moment, say
from syndicator.errors import InputError

if TYPE_CHECKING:
    from syndicator.core.takedowns import Asked
    from syndicator.ports import LedgerReading, Mailer
    from syndicator.settings import Settings
    from syndicator.wiring.takedowns import Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered to whom: `to` may be "" (nobody is known), `declined` is the reason where nothing goes."""

    to: str
    requester: str
    title: str
    url: str
    asked_at: datetime
    copies: "Sequence[Taken]" = ()
    declined: str = ""
    by: str
    language: str = ""


def open_request(ledger: "LedgerReading", number: int) -> "Asked":
    """The request of this number that waits; InputError for any other."""
    found = next((one for one in requests_of(ledger) if one.number == number), None)
    if found is None:
        raise InputError(f"there is no request {number}; list them: syndicator takedowns list")
    if found.state != "open":
        raise InputError(f"request {number} was answered before: {found.state}")
    return found


def requests_of(ledger: "LedgerReading") -> "list[Asked]":
    """Every request that was noted."""
    from syndicator.core.takedowns import REQUESTS, requests

    return requests(ledger.ledger_about(REQUESTS), ledger.content)


def answered(settings: "Settings", answer: Answer, out: Path | None, at: datetime, server: "Mailer | None") -> Path | None:
    """Write the letter, and mail it where there is a server for it; None where nobody is to be written to."""
    from syndicator.pipeline.takedown_letters import Answered, TakedownLetter, takedown_letter
    from syndicator.rendering import JinjaRenderer

    if not answer.to:
        return None
    names = {site.facts.id: site.facts.name or site.facts.id for site in settings.sites}
    sites = [one.row.stored.post.site_id for one in answer.copies]
    letter = TakedownLetter(
        requester=answer.requester,
        title=answer.title,
        url=answer.url,
        asked=f"{answer.asked_at:%Y-%m-%d}",
        copies=tuple(Answered(names.get(site, site), one.url, one.by_itself) for site, one in zip(sites, answer.copies, strict=True)),
        declined=answer.declined,
        by=answer.by,
        contact=settings.fetch.contact,
    )
    message = takedown_letter(JinjaRenderer(settings.templates), letter, language_of(settings, answer.language, "takedown"), at)
    file = out or settings.data / "letters" / f"{at:%Y%m%d-%H%M%S}-takedown-{stem(answer.requester, 'requester')}.txt"
    write_letter(file, answer.to, message)
    if server is not None:
        send_letter(server, answer.to, message, file)
    return file


def show_asked(waiting: "Sequence[Asked]", program: str) -> None:
    """The requests that wait, for `status`."""
    if waiting:
        heading(f"Asked from outside to be taken down: {count(len(waiting), 'request')}, since {moment(waiting[0].at)}")
        say(f"→ {program} takedowns list", 2)
