"""The frame of the command line: the table of commands, loaded one by one when they are called, and the global options."""

import difflib
import importlib
import os
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from syndicator import __version__
from syndicator.cli.common import Shell
from syndicator.cli.output import plain

# Name → where it is and what it does; the help needs no more than this table, so that it answers at once.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("syndicator.cli.init:command", "Write a settings file with every setting and its comment."),
    "check-config": ("syndicator.cli.check_config:command", "Say everything that is wrong with the settings."),
    "run": ("syndicator.cli.run:command", "Read, judge, deliver, prove and follow until stopped."),
    "check": ("syndicator.cli.check:command", "Say what a page, feed or text allows, and judge it."),
    "audit": ("syndicator.cli.audit:command", "Say which pages are copies, and whose terms they keep."),
    "terms": ("syndicator.cli.terms:command", "Say what a notice, page or feed allows, and where it says so."),
    "preview": ("syndicator.cli.preview:command", "Show what would be posted, without posting it."),
    "sources": ("syndicator.cli.sources:command", "List, add, remove, import and export sources."),
    "sites": ("syndicator.cli.sites:command", "List and show sites, and test whether they can be reached."),
    "publishers": ("syndicator.cli.publishers:command", "List, explain and check the policies of publishers."),
    "policy": ("syndicator.cli.policy:command", "Test cases that pin what must never happen, and write new ones."),
    "posts": ("syndicator.cli.posts:command", "List and show the copies and their proofs; try failed ones again."),
    "review": ("syndicator.cli.review:command", "List what is held, and approve, reject or defer it."),
    "permissions": ("syndicator.cli.permissions:command", "List, add and revoke permissions, and ask for them by letter."),
    "explain": ("syndicator.cli.explain:command", "Say why an article was posted, held or refused."),
    "takedown": ("syndicator.cli.takedown:command", "Withdraw an article everywhere, because somebody outside asked."),
    "takedowns": ("syndicator.cli.takedowns:command", "List what was asked for from outside, and decline it."),
    "report": ("syndicator.cli.report:command", "Tell what a period brought: posted, held, refused, and why."),
    "ledger": ("syndicator.cli.ledger:command", "Show and verify the ledger of what was decided and done."),
    "evidence": ("syndicator.cli.evidence:command", "Export the evidence about an article, and verify such a file."),
    "status": ("syndicator.cli.status:command", "Show what rests where."),
    "health": ("syndicator.cli.health:command", "Say by the exit code whether the daemon is well."),
    "config": ("syndicator.cli.config:command", "Show the settings in force, or their schema."),
    "completion": ("syndicator.cli.completion:command", "Print the completion script for a shell."),
}


class Commands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's own signature
        """The names of the table, in its order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's own signature
        """Import one command; None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name][0]} is no command")
        command.short_help = COMMANDS[cmd_name][1]
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command the first word names; a wrong word is met with the nearest right one."""
        word = args[0]
        if word not in COMMANDS and not word.startswith("-") and not ctx.resilient_parsing:
            near = difflib.get_close_matches(word, COMMANDS, n=1)
            question = f"did you mean '{near[0]}'?" if near else "they are listed by: syndicator --help"
            raise click.UsageError(f"there is no command '{plain(word)}'; {question}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; one of the frame's own options behind the command is met with its right place."""
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            own = next((one for one in self.params if isinstance(one, click.Option) and error.option_name in one.opts), None)
            if own is None:
                raise
            value = "" if own.is_flag or own.count else f" {own.make_metavar(ctx)}"
            right = f"{error.message} It goes before the command: syndicator {error.option_name}{value} {ctx.invoked_subcommand} …"
            raise click.NoSuchOption(error.option_name, right, error.possibilities, error.ctx) from None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names for the shell's completion, from the table: a key press must not import every command."""
        names = [CompletionItem(name, help=says) for name, (_, says) in COMMANDS.items() if name.startswith(incomplete)]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's own signature
        """The list of commands for --help, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-c", "--config", type=click.Path(path_type=Path), help="The settings file (else $SYNDICATOR_CONFIG, ./syndicator.toml, …).")
@click.option("-v", "--verbose", count=True, help="Log more.")
@click.option("-q", "--quiet", count=True, help="Log errors only, and say no more than asked.")
@click.version_option(__version__, prog_name="syndicator", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, config: Path | None, verbose: int, quiet: int) -> None:
    """Repost news articles only when their terms allow it, prove it, and keep it true.

    Exit codes: 0 fine, 1 findings or held work, 2 wrong use or settings, 3 another instance holds the data, 4 the store
    cannot be reached.
    """
    ctx.obj = Shell(config=config, verbosity=verbose - quiet, environ=dict(os.environ))
