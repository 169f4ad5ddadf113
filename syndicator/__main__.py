"""The console script: runs the command line and turns every error into one line and an exit code.

0 fine · 1 findings or held work · 2 wrong use or settings · 3 another instance holds the data · 4 the store cannot be reached
"""

import io
import os
import sys
from collections.abc import Sequence

import click

from syndicator.cli.main import main as commands
from syndicator.cli.output import plain
from syndicator.errors import DataInUse, StoreUnavailable, SyndicatorError, UserError

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a command returns None (fine) or the code itself."""
    _write_what_can_be_written()
    try:
        code = commands.main(args=arguments, prog_name="syndicator", standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SyndicatorError as error:
        for line in str(error).splitlines() or [type(error).__name__]:
            click.echo(f"syndicator: {plain(line)}", err=True)
        return _code(error)
    except BrokenPipeError:
        _close_quietly()
        return 1
    except OSError as error:
        if error.filename is None:  # nothing of a person's: a mistake of ours, and its place is wanted
            raise
        click.echo(f"syndicator: {plain(str(error.filename))}: {plain(error.strerror or type(error).__name__)}", err=True)
        return 2
    return code if isinstance(code, int) else 0


def _code(error: SyndicatorError) -> int:
    kinds = ((UserError, 2), (DataInUse, 3), (StoreUnavailable, 4))
    return next((code for kind, code in kinds if isinstance(error, kind)), 1)


def _write_what_can_be_written() -> None:
    """Titles are in every language: what a terminal's encoding lacks is spelled out, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors in ("strict", "surrogateescape"):
            stream.reconfigure(errors="backslashreplace")


def _close_quietly() -> None:
    """Let nothing more be written to a reader that went away, not even by the interpreter on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
