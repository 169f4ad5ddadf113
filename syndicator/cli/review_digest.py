"""`syndicator review digest`: what waits for a person, as the operators are told it."""

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json
from syndicator.cli.people import now
from syndicator.cli.showing import show_block
from syndicator.errors import InputError


@click.command("digest")
@click.option("--send", "send", is_flag=True, help="Send it now to everyone under [notify], whenever the last one was sent.")
@click.option("--print", "show", is_flag=True, help="Print it (the default).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(shell: Shell, send: bool, show: bool, as_json: bool) -> int:
    """Print what waits for a person as one message, or send it; nothing is sent while nothing waits.

    Exit code 1 when it could not be sent everywhere.
    """
    from syndicator.looking import opened
    from syndicator.pipeline.digest import digest, waiting
    from syndicator.rendering import JinjaRenderer

    settings, at = shell.settings if send else shell.settings_without_secrets, now()
    with opened(settings) as overview:
        found = waiting(overview, at)
    message = digest(JinjaRenderer(settings.templates), found, at) if found else None
    failed = _send(shell, message is not None) if send else {}
    if as_json:
        said = {"subject": message.subject, "body": message.body} if message else None
        emit_json("review-digest", {"digest": said, "failed": failed})
        return 1 if failed else 0
    if message is None:
        click.echo("nothing waits for a person")
    elif show or not send:
        show_block(f"{message.subject}\n\n{message.body}")
    return 1 if failed else 0


def _send(shell: Shell, anything: bool) -> dict[str, str]:
    """Send it to everyone; who did not take it, and why."""
    from contextlib import closing
    from datetime import timedelta

    from syndicator.looking import store_file
    from syndicator.pipeline.digest import tell
    from syndicator.rendering import JinjaRenderer
    from syndicator.stores import open_store
    from syndicator.wiring import notifiers

    settings = shell.settings
    known = notifiers(settings)
    if not known:
        raise InputError("nobody is told anything: name a service or an address under [notify] in the settings")
    if not anything:
        return {}
    failed: dict[str, str] = {}
    renderer = JinjaRenderer(settings.templates)
    with closing(open_store(store_file(settings), upgrade=False)) as store:
        told = tell(store, known, timedelta(0), renderer, now(), lambda event, facts: failed.update(_why(event, facts)))
    for name in told:
        shell.note(f"sent by {name}")
    for name, why in failed.items():
        shell.note(f"not sent by {name}: {why}")
    return failed


def _why(event: str, facts: object) -> dict[str, str]:
    return {str(facts["by"]): str(facts["why"])} if event == "digest.failed" and isinstance(facts, dict) else {}
