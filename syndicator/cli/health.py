"""`syndicator health`: the exit code says whether the daemon is well; for a container's health check."""

from datetime import UTC, datetime

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json
from syndicator.cli.showing import moment, say


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(shell: Shell, as_json: bool) -> int:
    """Say whether the daemon is well: the store opens, and the last tick is younger than three ticks (or two minutes).

    Exit code 0: well. 1: it never ticked, or not lately. 4: the store cannot be used.
    """
    from syndicator.looking import opened

    settings = shell.settings_without_secrets
    allowed = settings.daemon.longest_silence
    with opened(settings) as overview:
        last = overview.last_tick()
    now = datetime.now(UTC)
    well = last is not None and now - last < allowed
    says = f"last tick {moment(last)}" if last else "the daemon never ran on this data directory; start it with: syndicator run"
    if last and not well:
        says += f"; it should be younger than {allowed.total_seconds():.0f} s"
    if as_json:
        emit_json("health", {"healthy": well, "last_tick": last, "allowed_seconds": allowed, "says": says})
    else:
        say(f"{'healthy' if well else 'not healthy'}: {says}", colour="green" if well else "red")
    return 0 if well else 1
