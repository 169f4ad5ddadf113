"""`syndicator evidence`: one file about one article that a lawyer can open, and that proves itself."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json
from syndicator.cli.people import KEY, now, one_article
from syndicator.cli.showing import count, mark, say
from syndicator.errors import InputError

if TYPE_CHECKING:
    from syndicator.core.article import Article
    from syndicator.ports import Overview, StoredPost


@click.group()
def command() -> None:
    """Export the evidence about an article, and verify such a file."""


@command.command("export")
@click.argument("reference", metavar="ARTICLE|POST")
@click.option("--out", "out", type=click.Path(path_type=Path), help="The file to write (default: evidence-KEY.zip here).")
@click.option("--screenshots/--no-screenshots", default=True, show_default=True, help="Add screenshots, where a browser is here.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def export(shell: Shell, reference: str, out: Path | None, screenshots: bool, as_json: bool) -> None:
    """Write one zip with everything about ARTICLE, or about one copy of it.

    It holds a readable summary, the source and live pages as WARC, the terms with their words, the credit as it was sent, receipts,
    proofs, the ledger's entries with their proofs, and a program that verifies all that offline.

    ARTICLE is the beginning of its key, its id or its address; POST the beginning of a copy's key, or the copy's address.
    """
    from syndicator.bundling import Pictures, gather, pictures, write_bundle
    from syndicator.pipeline.checkpointing import checkpoint
    from syndicator.printing import shot
    from syndicator.rendering import JinjaRenderer
    from syndicator.wiring import desk, notary

    settings, at = shell.settings_without_secrets, now()
    signs = notary(settings)
    with desk(settings) as at_desk:
        article, site = _meant(at_desk.overview, reference)
        try:
            checkpoint(at_desk.world.store, signs, at, always=True)
        except OSError as error:
            raise InputError(f"{settings.ledger_checkpoint}: the checkpoint cannot be laid there: {error.strerror}") from error
        found = gather(at_desk.overview, article, str(signs.signer().key), site)
    drawn = pictures(found, shot) if screenshots else Pictures()
    path = out or Path(f"evidence-{article.key[:KEY]}{f'-{site}' if site else ''}.zip")
    try:
        path.write_bytes(write_bundle(found, JinjaRenderer(settings.templates), at, drawn))
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from error
    if as_json:
        emit_json(
            "evidence-export",
            {
                "file": path,
                "article": article.key,
                "site": site,
                "entries": len(found.entries),
                "screenshots": [one.file for one in drawn.taken],
                "key": found.key,
            },
        )
        return
    parts = ((found.entries, "entry", "entries"), (found.contents, "content", ""), (found.snapshots, "page", ""))
    shown = [count(len(held), one, many) for held, one, many in parts]
    shown += [count(len(drawn.taken), "screenshot")] if drawn.taken else []
    say(f"{path}: {', '.join(shown)}")
    if drawn.says:
        shell.note(drawn.says)
    shell.note(f"verify it anywhere: syndicator evidence verify {path}, or unpack it and: python3 verify.py")


@command.command("verify")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--key", "vkey", default="", metavar="VKEY", help="The public key to trust, from `ledger key`; else that of the file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def verify(file: Path, vkey: str, as_json: bool) -> int:
    """Verify a file that `evidence export` wrote; neither settings nor a store are needed. Exit code 1 where anything is not true."""
    from zipfile import BadZipFile

    from syndicator.bundling.offline import opened, problems

    try:
        found = problems(opened(file), vkey)
    except (OSError, BadZipFile) as error:
        raise InputError(f"{file}: is no bundle: {error}") from error
    if as_json:
        emit_json("evidence-verify", {"file": file, "problems": found})
    else:
        say(
            f"{mark(not found)} {file}: {'is whole, and stands in the signed ledger' if not found else 'is not what was signed'}", bold=True
        )
        for problem in found:
            say(f"✗ {problem}", 2, hanging=2, colour="red")
    return 1 if found else 0


def _meant(overview: "Overview", reference: str) -> "tuple[Article, str]":
    """The article, and the site of the one copy that is meant, if it is one."""
    from syndicator.core.article import same_address

    def is_meant(stored: "StoredPost") -> bool:
        address = same_address(stored.receipt.url) if stored.receipt else ""
        return stored.post.key.startswith(reference) or address == same_address(reference)

    mine = [row.stored.post for row in overview.posts() if reference and is_meant(row.stored)]
    if len(mine) == 1 and not overview.articles(reference):
        return one_article(overview, mine[0].article_key), mine[0].site_id
    return one_article(overview, reference), ""
