"""`syndicator completion`: the script that lets a shell complete commands and options."""

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script for SHELL; for bash: source <(syndicator completion bash)."""
    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"there is no completion for {shell}", ctx)
    click.echo(script(ctx.find_root().command, {}, "syndicator", "_SYNDICATOR_COMPLETE").source())
