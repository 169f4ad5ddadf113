"""`syndicator takedown`: somebody outside asks for an article to go, and it goes everywhere."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicator.cli.common import Shell
from syndicator.cli.letters import sender_of
from syndicator.cli.output import emit_json
from syndicator.cli.people import CONTACT, KEY, by_option, now, one_line, wanted, who
from syndicator.cli.showing import say
from syndicator.errors import InputError

if TYPE_CHECKING:
    from syndicator.core.takedowns import Asked
    from syndicator.wiring import Desk


@click.command()
@click.argument("reference", metavar="[URL|ARTICLE]", default="")
@click.option("--request", "number", type=int, metavar="NUMBER", help="Grant a request that was noted: `takedowns list`.")
@click.option("--reason", default="", metavar="TEXT", help="What was asked for, and why; it is written into the ledger.")
@click.option("--from", "requester", default="", metavar="NAME", help="Who asked.")
@click.option("--reply-to", "to", type=CONTACT, metavar="ADDRESS", help="Write the answer to this address.")
@click.option("--language", default="", metavar="CODE", help="The language of the answer (default: the article's, else English).")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file the answer is written to.")
@click.option("--send", is_flag=True, help="Hand the answer to the server of [mail]; otherwise you send it yourself.")
@by_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(
    shell: Shell,
    reference: str,
    number: int | None,
    reason: str,
    requester: str,
    to: str | None,
    language: str,
    out: Path | None,
    send: bool,
    by: str,
    as_json: bool,
) -> int:
    """Withdraw an article from every site, because somebody outside asked for it: a publisher, an author, a court.

    URL is the address of the original or of a copy, ARTICLE the beginning of its key, or its id. The request is written into the
    ledger, and nothing of the article is posted again until a person says so. The daemon's next pass takes the copies down.
    Whoever asked is answered by a letter, from the template `letters/takedown.CODE.txt`. Exit code 1 where a copy has to be
    taken down by hand.
    """
    from syndicator.cli.takedown_answering import Answer, answered, open_request
    from syndicator.wiring import desk
    from syndicator.wiring.takedowns import Wish, meant, take_down

    if not reference and number is None:
        raise InputError("name the URL of the article or of a copy, the beginning of its key, or a request with --request NUMBER")
    at, name = now(), who(shell, by)
    settings = shell.settings if send else shell.settings_without_secrets
    server = sender_of(settings) if send else None
    with desk(settings) as at_desk:
        noted = open_request(at_desk.overview, number) if number is not None else None
        why = one_line(reason, "--reason") or (noted.reason if noted else "") or wanted(reason, "--reason")
        asked_by = one_line(requester, "--from") or (noted.requester if noted else "")
        articles = meant(at_desk.overview, reference or (noted.url if noted else ""))
        wish = Wish(why=why, requester=asked_by, by=name, asked_at=noted.at if noted else None)
        copies = [copy for article in articles for copy in take_down(at_desk.world, at_desk.overview, article, wish, at)]
        _close(at_desk, noted, why, name)
    answer = Answer(
        to=to or (noted.contact if noted else ""), requester=asked_by, title=articles[0].title, url=articles[0].url, copies=copies,
        asked_at=noted.at if noted else at, by=name, language=language or articles[0].language,
    )  # fmt: skip
    file = answered(settings, answer, out, at, server)
    if as_json:
        told = [
            {
                "post": c.row.stored.post.key,
                "site": c.row.stored.post.site_id,
                "url": c.url or "address not known",
                "by_itself": c.by_itself,
            }
            for c in copies
        ]
        emit_json("takedown", {"articles": [article.key for article in articles], "at": at, "copies": told, "letter": file, "sent": send})
    else:
        for article in articles:
            say(f"{article.title} ({article.key[:KEY]}) is not posted any more", bold=True)
        for copy in copies:
            what = "goes with the next pass" if copy.by_itself else "take it down there by hand"
            say(f"{copy.row.stored.post.site_id}: {copy.url or 'address not known'}: {what}", 2, hanging=2)
        if file:
            say(f"the answer to {answer.to}: {file}" + (" (sent)" if send else "; send it"), 2, hanging=2)
        shell.note("the daemon's next pass does it; or: syndicator run --once" if copies else "no copy of it stands anywhere")
    return 0 if all(copy.by_itself for copy in copies) else 1


def _close(at_desk: "Desk", noted: "Asked | None", why: str, name: str) -> None:
    from syndicator.core.takedowns import DONE
    from syndicator.stores.recording import takedown_answer

    if noted is not None:
        at_desk.world.store.record(takedown_answer(noted.number, DONE, why, name, now()))
