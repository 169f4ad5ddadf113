"""Where a report goes: to a file, or to standard output."""

import sys
from pathlib import Path

import click

from syndicator.cli.common import Shell
from syndicator.errors import InputError


def deliver(shell: Shell, report: str | bytes, output: Path | None, summary: str) -> None:
    """Write a report, and say where and what in one line on stderr; without a file, print it.

    Raises InputError where the file cannot be written, and for PDF on a terminal.
    """
    if output is None:
        if isinstance(report, bytes) and sys.stdout.isatty():
            raise InputError("a PDF is no text for a terminal; name a file with --output")
        click.echo(report, nl=isinstance(report, str) and not report.endswith("\n"))
        return
    try:
        output.write_bytes(report if isinstance(report, bytes) else report.encode("utf-8", "replace"))
    except OSError as error:
        raise InputError(f"{output}: it cannot be written ({error.strerror})") from None
    shell.note(f"{output}: {summary}")
