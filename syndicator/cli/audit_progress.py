"""A progress bar on a terminal, and nothing elsewhere: what is printed into a file or a log stays clean."""

import sys
from collections.abc import Iterable, Iterator

from syndicator.audit.results import Checked


def progress(pages: Iterable[Checked], total: int, *, shown: bool) -> Iterator[Checked]:
    """The same pages, counted on stderr as they come."""
    if not (shown and total > 1 and sys.stderr.isatty()):
        yield from pages
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task, bad = bar.add_task("audited", total=total), 0
        for page in pages:
            bad += not page.fine
            bar.update(task, advance=1, description=f"audited, {bad} with findings")
            yield page
