"""`syndicator takedowns`: what was asked for from outside, by the form of the web server, and declining it."""

from pathlib import Path

import click

from syndicator.cli.common import Shell
from syndicator.cli.letters import sender_of
from syndicator.cli.output import emit_json, table
from syndicator.cli.people import by_option, now, store_of, wanted, who
from syndicator.cli.showing import moment, say


@click.group()
def command() -> None:
    """List requests for a takedown that were noted, and decline them; `takedown --request NUMBER` grants one."""


@command.command("list")
@click.option("--all", "every", is_flag=True, help="Those that were answered too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def listed(shell: Shell, every: bool, as_json: bool) -> int:
    """List the requests that wait for a person. Exit code 1 where one does."""
    from syndicator.cli.takedown_answering import requests_of
    from syndicator.looking import opened

    with opened(shell.settings_without_secrets) as overview:
        found = [one for one in requests_of(overview) if every or one.state == "open"]
    if as_json:
        emit_json("takedowns", {"requests": found})
    else:
        rows = ((one.number, moment(one.at), one.state, one.url, one.requester, one.contact, one.reason) for one in found)
        table(("number", "asked", "state", "address", "from", "reply to", "reason"), rows, empty="nobody waits for an answer")
    return 1 if any(one.state == "open" for one in found) else 0


@command.command("decline")
@click.argument("number", type=int)
@click.option("--reason", required=True, metavar="TEXT", help="Why nothing is taken down; the answer says it.")
@click.option("--language", default="en", show_default=True, metavar="CODE", help="The language of the answer.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file the answer is written to.")
@click.option("--send", is_flag=True, help="Hand the answer to the server of [mail]; otherwise you send it yourself.")
@by_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def decline(shell: Shell, number: int, reason: str, language: str, out: Path | None, send: bool, by: str, as_json: bool) -> None:
    """Decline the request NUMBER: nothing goes, and whoever asked is told why."""
    from syndicator.cli.takedown_answering import Answer, answered, open_request
    from syndicator.core.takedowns import DECLINED
    from syndicator.stores.recording import takedown_answer

    at, name, why = now(), who(shell, by), wanted(reason, "--reason")
    settings = shell.settings if send else shell.settings_without_secrets
    server = sender_of(settings) if send else None
    with store_of(settings) as store:
        noted = open_request(store, number)
        store.record(takedown_answer(number, DECLINED, why, name, at))
    answer = Answer(
        to=noted.contact, requester=noted.requester, title="", url=noted.url, asked_at=noted.at, declined=why, by=name, language=language
    )
    file = answered(settings, answer, out, at, server)
    if as_json:
        emit_json("takedowns-decline", {"number": number, "letter": file, "sent": send})
        return
    say(f"request {number} is declined" + (f"; the answer to {noted.contact}: {file}{' (sent)' if send else ''}" if file else ""))
