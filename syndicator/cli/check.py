"""`syndicator check`: what the terms of a page, feed or text allow, whose article it is, the three checks, and the verdicts."""

from datetime import UTC, datetime

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json, plain


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option("--site", "site_ids", multiple=True, metavar="ID", help="Judge for this site (repeatable; default: every one).")
@click.option("--original", default="", metavar="URL", help="The address of the original, where the document does not say it.")
@click.option(
    "--contact",
    default="",
    metavar="ADDRESS",
    help="Your e-mail address or page, told to the publisher; where no settings file says it, a URL needs it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(shell: Shell, targets: tuple[str, ...], site_ids: tuple[str, ...], original: str, contact: str, as_json: bool) -> int:
    """Say what each TARGET allows, with the words it was read from, and judge it; nothing is stored or sent.

    A TARGET is a file (HTML, Markdown, text, or a feed), an http(s) URL, or "-" for standard input. Exit code 0 where
    everything may be posted to every site asked about, 1 where something is held, refused or waits, 2 where a target
    cannot be read.
    """
    from syndicator.cli.judging import bench
    from syndicator.errors import InputError
    from syndicator.targets import is_address, load

    found = bench(shell, site_ids, contact, tuple(t for t in targets if is_address(t)), datetime.now(UTC))
    problems: list[str] = []
    shapes: list[dict[str, object]] = []
    worst = 0
    for target in targets:
        try:
            articles = load(target, found.kit, original=original, sources=found.kit.settings.sources, now=found.now)
        except InputError as error:
            problems.append(str(error))
            click.echo(f"syndicator: {plain(str(error))}", err=True)
            continue
        for one in articles:
            answer = found.judged(one)
            worst = max(worst, 0 if answer.allowed else 1)
            if as_json:
                shapes.append(answer.shape())
            else:
                answer.show()
    if as_json:
        emit_json("check", {"targets": shapes, "problems": problems})
    return 2 if problems else worst
