"""`syndicator permissions request | requests | answer`: letters to publishers, from asked to answered."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicator.cli.common import Shell
from syndicator.cli.letters import language_of, send_letter, sender_of, stem, write_letter
from syndicator.cli.output import emit_json, table
from syndicator.cli.people import CONTACT, DAY, LENGTH, by_option, now, store_of, wanted, who
from syndicator.cli.permissions_asking import Asking, asked_for
from syndicator.cli.showing import say, show_block
from syndicator.core.permissions import USES
from syndicator.errors import InputError

if TYPE_CHECKING:
    from syndicator.core.permissions import Request
    from syndicator.ports import Message
    from syndicator.settings import Settings

_PATIENCE = "30d"


@click.command()
@click.argument("reference", metavar="[ARTICLE]", default="")
@click.option("--publisher", default="", metavar="NAME", help="Ask this publisher, for everything of theirs (instead of ARTICLE).")
@click.option(
    "--site", "sites", multiple=True, metavar="ID", help="For which site (repeatable; default: every one the article is held for)."
)
@click.option("--use", "uses", multiple=True, type=click.Choice(USES), help="What to ask for (repeatable; default: what the case lacks).")
@click.option(
    "--to", "to", type=CONTACT, metavar="ADDRESS", help="To whom: an e-mail address or a contact page (default: whom the terms name)."
)
@click.option("--language", default="", metavar="CODE", help="In which language (default: the article's, else English).")
@click.option("--patience", type=LENGTH, default=_PATIENCE, show_default=True, help="How long an answer is waited for.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file the letter is written to.")
@click.option("--send", is_flag=True, help="Hand it to the server of [mail]; otherwise you send it yourself.")
@by_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def request(
    shell: Shell,
    reference: str,
    publisher: str,
    sites: tuple[str, ...],
    uses: tuple[str, ...],
    to: str | None,
    language: str,
    patience: timedelta,
    out: Path | None,
    send: bool,
    by: str,
    as_json: bool,
) -> None:
    """Write the letter that asks for ARTICLE, or for everything of a publisher, to the contact their terms name.

    It is written to a file from the template `letters/request.CODE.txt`, mailed with --send, and followed until it is
    answered: syndicator permissions answer. ARTICLE is the beginning of its key, its id or its address.
    """
    if bool(reference) is bool(publisher.strip()):
        raise InputError("name an ARTICLE, or a publisher with --publisher NAME; one of the two")
    settings = shell.settings if send else shell.settings_without_secrets
    server = sender_of(settings) if send else None
    asking = asked_for(settings, reference, publisher.strip(), sites, uses, to or "", now())
    letter = replace(asking.request, by=who(shell, by), patience=patience)
    letter = replace(letter, language=language_of(settings, language or asking.language, "request"))
    message = _message(settings, letter, asking)
    file = out or settings.data / "letters" / f"{letter.at:%Y%m%d-%H%M%S}-{stem(letter.publisher, 'publisher')}.txt"
    write_letter(file, letter.contact, message)
    if server is not None:
        send_letter(server, letter.contact, message, file)
        letter = replace(letter, sent=letter.contact)
    with store_of(settings) as store:
        number = store.record_request(replace(letter, file=str(file)))
    if as_json:
        emit_json("permissions-request", {"number": number, "to": letter.contact, "file": file, "sent": send, "subject": message.subject})
        return
    say(f"letter {number} to {letter.contact}: {file}" + (" (sent)" if send else ""))
    show_block(f"{message.subject}\n\n{message.body}")
    if not send:
        shell.note(f"send it, and record the answer with: syndicator permissions answer {number} granted|refused")


@click.command()
@click.option("--all", "every", is_flag=True, help="Those that were answered too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def requests(shell: Shell, every: bool, as_json: bool) -> None:
    """List the letters that wait for an answer, and those that got none in time."""
    from syndicator.core.permissions import Asked
    from syndicator.looking import opened

    at = now()
    with opened(shell.settings_without_secrets) as overview:
        found = [r for r in overview.requests() if every or r.state(at) in (Asked.ASKED, Asked.EXPIRED)]
    if as_json:
        emit_json("permissions-requests", {"requests": [_shape(r, at) for r in found]})
        return
    rows = (
        (r.number, r.publisher, r.sent or f"{r.contact} (by you)", f"{r.at:%Y-%m-%d}", f"{r.at + r.patience:%Y-%m-%d}", r.state(at), r.why)
        for r in found
    )
    table(("number", "publisher", "to", "asked", "answer by", "state", "answer"), rows, empty="no letter waits for an answer")


@click.command()
@click.argument("number", type=int)
@click.argument("said", metavar="granted|refused", type=click.Choice(("granted", "refused")))
@click.option("--reference", required=True, metavar="TEXT", help="Where the answer is written: a file, a letter and its date.")
@click.option("--use", "uses", multiple=True, type=click.Choice(USES), help="What was granted (repeatable; default: what was asked).")
@click.option("--site", "sites", multiple=True, metavar="ID", help="For which site (repeatable; default: those that were asked for).")
@click.option("--until", type=DAY, help="The last day it holds (default: no end).")
@click.option("--everything", is_flag=True, help="It was granted for everything of theirs, though one article was asked for.")
@by_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def answer(
    shell: Shell,
    number: int,
    said: str,
    reference: str,
    uses: tuple[str, ...],
    sites: tuple[str, ...],
    until: date | None,
    everything: bool,
    by: str,
    as_json: bool,
) -> None:
    """Record what came of the letter NUMBER; where it was granted, the permission is recorded in the same step.

    It speaks for what was asked: for one article where the letter named one, unless --everything was granted.
    """
    from syndicator.core.permissions import Asked, Permission
    from syndicator.core.places import Agreement

    at, settings = now(), shell.settings_without_secrets
    if until is not None and until < at.date():
        raise InputError(f"--until {until} is over")
    why, name = wanted(reference, "--reference"), who(shell, by)
    with store_of(settings) as store:
        letter = next((r for r in store.requests() if r.number == number), None)
        if letter is None:
            raise InputError(f"there is no letter {number}; syndicator permissions requests --all shows them")
        if letter.answer is not None:
            raise InputError(f"letter {number} was {letter.answer} on {letter.answered_at:%Y-%m-%d}: {letter.why}")
        answered = replace(letter, answer=Asked(said), answered_at=at, why=why)
        granted = None
        if answered.answer is Asked.GRANTED:
            terms = Agreement(
                publisher=letter.publisher,
                sites=tuple(dict.fromkeys(_asked_sites(letter, sites))),
                uses=tuple(dict.fromkeys(uses)) or letter.uses,
                reference=why,
                starts=at.date(),
                until=until,
                articles=(letter.article_url,) if letter.article_url and not everything else (),
            )
            granted = Permission(agreement=terms, by=name, at=at)
        store.record_request(answered, granted)
    if as_json:
        emit_json("permissions-answer", {"request": _shape(answered, at)})
        return
    say(f"letter {number} to {letter.publisher}: {said}" + ("; the permission is recorded" if granted else ""))


def stranger(settings: "Settings", publisher: str) -> str:
    """What a person should know of a publisher whose name no source bears; "" where one does."""
    names = [name for source in settings.sources for name in (source.publisher, *source.owners, source.id)]
    if publisher.casefold() in {name.casefold() for name in names}:
        return ""
    return f"no source has the publisher or owner “{publisher}”: it only speaks for what your sources take over from that publisher"


def _asked_sites(letter: "Request", sites: tuple[str, ...]) -> tuple[str, ...]:
    strange = [site for site in sites if site not in letter.sites]
    if strange:
        raise InputError(f"the letter asked for {', '.join(letter.sites)}, not for {', '.join(strange)}")
    return sites or letter.sites


def _message(settings: "Settings", letter: "Request", asking: Asking) -> "Message":
    from syndicator.pipeline.letters import request_letter
    from syndicator.rendering import JinjaRenderer

    facts = {site.facts.id: site.facts for site in settings.sites}
    named = tuple(facts[site] for site in letter.sites)
    return request_letter(JinjaRenderer(settings.templates), letter, asking.title, asking.quotes, named, settings.fetch.contact)


def _shape(letter: "Request", at: datetime) -> dict[str, object]:
    return {
        "number": letter.number,
        "publisher": letter.publisher,
        "contact": letter.contact,
        "article": letter.article_key or None,
        "url": letter.article_url,
        "sites": list(letter.sites),
        "uses": list(letter.uses),
        "language": letter.language,
        "by": letter.by,
        "asked_at": letter.at,
        "answer_by": letter.at + letter.patience,
        "state": letter.state(at),
        "sent": letter.sent,
        "file": letter.file,
        "answered_at": letter.answered_at,
        "answer": letter.why,
    }
