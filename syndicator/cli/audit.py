"""`syndicator audit`: whether pages anyone published are copies, and which of the publisher's terms they keep."""

from datetime import UTC, datetime
from pathlib import Path

import click

from syndicator.cli.common import Shell

FORMATS = ("text", "json", "csv", "html", "junit", "pdf")


@click.command()
@click.argument("targets", nargs=-1, metavar="[URL|FILE]...")
@click.option(
    "--csv",
    "tables",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Audit the pages that a CSV file lists in its column url, beside the column original.",
)
@click.option(
    "--sitemap", "sitemaps", multiple=True, metavar="URL", help="Audit every page that a sitemap lists, or the robots.txt of a front page."
)
@click.option("--site", "site_ids", multiple=True, metavar="ID", help="Audit the live copies on a site of yours.")
@click.option(
    "--original",
    "originals",
    multiple=True,
    metavar="URL|FILE",
    help="The original, or a feed of originals (default: where each page says it is from).",
)
@click.option(
    "--use",
    type=click.Choice(("community", "commercial")),
    default="community",
    show_default=True,
    help="How the audited sites are run.",
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Audit no more than N pages.")
@click.option(
    "--run-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Keep each page as it is done, and go on from there another time.",
)
@click.option("--format", "kind", type=click.Choice(FORMATS), default="text", show_default=True, help="The form of the report.")
@click.option(
    "--screenshots",
    type=click.IntRange(0, 200),
    default=20,
    show_default=True,
    metavar="N",
    help="In HTML and PDF show the N worst pages as they were read, where a browser is here.",
)
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write the report here.")
@click.option(
    "--contact",
    default="",
    metavar="ADDRESS",
    help="Your e-mail address or page, told to the sites; where no settings file says it, a URL needs it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(
    shell: Shell,
    targets: tuple[str, ...],
    tables: tuple[Path, ...],
    sitemaps: tuple[str, ...],
    site_ids: tuple[str, ...],
    originals: tuple[str, ...],
    use: str,
    limit: int | None,
    run_file: Path | None,
    kind: str,
    screenshots: int,
    output: Path | None,
    contact: str,
    as_json: bool,
) -> int:
    """Say of each page whether it is a copy, how much was taken and changed, and clause by clause whether it keeps the terms.

    Pages are read as a reader would, where robots.txt lets them, one at a time from each host. Exit code 0 where every
    page is compliant or no copy, 1 where one is not or cannot be told, 2 where a list or an original cannot be read.
    """
    from syndicator.audit.seen import Seen
    from syndicator.cli.audit_asking import Asked, asked_for, auditing
    from syndicator.cli.audit_telling import tell

    asked = Asked(targets, tables, sitemaps, site_ids, originals, use, limit, contact)
    now, form = datetime.now(UTC), "json" if as_json else kind
    seen = Seen(screenshots if form in ("html", "pdf") else 0)
    with auditing(shell, asked, now, seen) as run:
        pages = asked_for(run, shell, run_file)
    return tell(shell, pages, form, output, now, run.renderer, seen)
