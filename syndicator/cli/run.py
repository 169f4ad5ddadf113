"""`syndicator run`: the daemon, or one pass of its steps."""

from typing import TYPE_CHECKING

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json
from syndicator.cli.showing import say

if TYPE_CHECKING:
    from syndicator import daemon
    from syndicator.pipeline import Tally


@click.command()
@click.option("--once", is_flag=True, help="Walk every step once, say what was done, and end.")
@click.option("--json", "as_json", is_flag=True, help="With --once: print JSON.")
@click.pass_obj
def command(shell: Shell, once: bool, as_json: bool) -> int:
    """Read, judge, follow, deliver and prove until SIGTERM or SIGINT.

    With --once the exit code is 1 when there were problems. 3: another instance holds the data; 4: the store cannot be used.
    """
    if as_json and not once:
        raise click.UsageError("--json goes with --once; the daemon says what it does in its log")
    from syndicator import daemon, wiring

    wiring.observe(shell.settings)
    if not once:
        daemon.serve(shell.settings, _beside(shell))
        return 0
    done = daemon.once(shell.settings)
    if as_json:
        emit_json("run", {"steps": {name: {"counts": tally.counts, "problems": tally.problems} for name, tally in done.items()}})
    else:
        _show(done)
    return 1 if any(tally.problems for tally in done.values()) else 0


def _beside(shell: Shell) -> "daemon.Beside":
    """The web server where the settings have one; its libraries are loaded only then."""
    from syndicator import daemon

    if shell.settings.web is None:
        return daemon.nothing
    from syndicator import web

    return web.beside


def _show(done: "dict[str, Tally]") -> None:
    for name, tally in done.items():
        counts = ", ".join(f"{count} {word}" for word, count in tally.counts.items())
        say(f"{name:<8} {counts or 'nothing to do'}")
        for problem in tally.problems:
            say(problem, 2, hanging=2, colour="yellow")
