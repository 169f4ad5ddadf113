"""`syndicator ledger`: what was decided and done, whether it is still as it was signed, and the key that signs."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicator.cli.common import Shell
from syndicator.cli.ledger_showing import looked, show_entries, show_looked, show_path, told
from syndicator.cli.output import emit_json
from syndicator.cli.people import by_option, now, one_article, store_of, wanted, who
from syndicator.cli.showing import count
from syndicator.errors import InputError

if TYPE_CHECKING:
    from syndicator.core.checkpoints import VerifierKey
    from syndicator.core.ledger import Entry
    from syndicator.ports import LedgerReading, Overview
    from syndicator.settings import Settings


@click.group()
def command() -> None:
    """Show and verify the ledger, erase contents in it, and show or exchange its key."""


@command.command("verify")
@click.argument("reference", metavar="[ARTICLE]", required=False)
@click.option("--key", "vkey", metavar="VKEY", help="The public key to trust, as `ledger key` prints it; else that of the key file.")
@click.option(
    "--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), multiple=True, help="A checkpoint that was kept elsewhere."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def verify(shell: Shell, reference: str | None, vkey: str | None, against: tuple[Path, ...], as_json: bool) -> int:
    """Verify the whole ledger, or with ARTICLE what it says of one: by its path to the signed head, without reading the rest.

    Exit code 1 where anything is not as it was signed. The checkpoint laid beside the store is looked at, too.
    """
    from syndicator.looking import opened
    from syndicator.pipeline.ledger_looks import look_whole
    from syndicator.signing import signed_by

    settings = shell.settings_without_secrets
    trusted = _trusted(settings, vkey)
    with opened(settings) as overview:
        if reference:
            return _verify_one(overview, reference, trusted, as_json)
        found = look_whole(overview, trusted, signed_by, list(_beside(settings, against)))
    if as_json:
        emit_json("ledger-verify", {"key": str(trusted) if trusted else None, **looked(found)})
    else:
        show_looked(found, trusted)
    return 1 if found.problems else 0


def _verify_one(overview: "Overview", reference: str, trusted: "VerifierKey | None", as_json: bool) -> int:
    from syndicator.core.checkpoints import note
    from syndicator.pipeline.ledger_looks import look_at, missing
    from syndicator.signing import signed_by

    article = one_article(overview, reference)
    heads = overview.checkpoints()
    if not heads or trusted is None:
        raise InputError("no checkpoint is signed yet; the daemon does it: syndicator run")
    try:
        newest = note(heads[-1].note)
    except ValueError as error:
        raise InputError(f"the newest checkpoint cannot be read ({error}); look at all: syndicator ledger verify") from error
    true = signed_by(newest, trusted)
    found = look_at(overview, article.key, newest.head)
    gone = {one.entry.seq: missing(overview, one.entry) for one in found if not one.why}
    if as_json:
        entries = [
            {**told(one.entry), "why": one.why, "missing": gone.get(one.entry.seq, []), "path": [step.hex() for step in one.path]}
            for one in found
        ]
        emit_json("ledger-verify-article", {"article": article.key, "checkpoint": heads[-1].note, "signed": true, "entries": entries})
    else:
        show_path(article.title or article.key, newest.head, found, gone, signed=true)
    return 0 if true and not any(one.why for one in found if one.entry.seq <= newest.head.size) else 1


@command.command("show")
@click.argument("reference", metavar="ARTICLE")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def show(shell: Shell, reference: str, as_json: bool) -> None:
    """Show every entry about ARTICLE: terms, verdicts, decisions, deeds, receipts, proofs and requests, in order."""
    from syndicator.looking import opened

    with opened(shell.settings_without_secrets) as overview:
        article = one_article(overview, reference)
        entries = [*overview.ledger_about(f"source:{article.source_id}"), *overview.ledger_about(article.key)]
        entries.sort(key=lambda entry: entry.seq)
        kept = {sum_ for entry in entries for sum_ in entry.read().contents.values() if overview.content(sum_) is not None}
    if as_json:
        emit_json("ledger-show", {"article": article.key, "entries": [told(entry, kept) for entry in entries]})
        return
    show_entries(article.title or article.key, entries, kept)


@command.command("key")
@click.option("--rotate", is_flag=True, help="Make a new key; the one in force signs that it follows, and is laid beside it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def key(shell: Shell, rotate: bool, as_json: bool) -> None:
    """Print the public key of the ledger, for those who verify it; the key is made where there is none.

    Keep it where the store is not: a ledger that is rewritten whole, with a key of its own, is told by it.
    """
    from syndicator.cli.ledger_keys import exchange
    from syndicator.signing import make_key, open_key

    settings = shell.settings_without_secrets
    file = settings.ledger_key
    if rotate:
        found = exchange(settings)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        found = (open_key(file) if file.exists() else make_key(file)).key
    if as_json:
        emit_json("ledger-key", {"key": str(found), "file": file})
        return
    click.echo(str(found))


@command.command("erase")
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="ENTRY...")
@click.option("--reason", required=True, help="Why, such as a request under GDPR Article 17; it is written into the ledger.")
@by_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def erase(shell: Shell, numbers: tuple[int, ...], reason: str, by: str, as_json: bool) -> None:
    """Erase the contents of entries (words of people, pages, receipts): for good, and without breaking the chain.

    The entries stay, and say what was decided and when. What the store keeps outside the ledger is not touched.
    """
    from syndicator.stores.recording import erasure

    name, why = who(shell, by), wanted(reason, "--reason")
    with store_of(shell.settings_without_secrets) as store:
        entries = [_entry(store, number) for number in numbers]
        sums = list(dict.fromkeys(sum_ for entry in entries for sum_ in entry.read().contents.values() if store.content(sum_) is not None))
        if not sums:
            raise InputError("these entries have no contents that are kept")
        store.erase_contents(sums, erasure(entries[0].about, sums, why, name, now()))
    if as_json:
        emit_json("ledger-erase", {"entries": list(numbers), "contents": sums})
        return
    click.echo(
        f"erased {count(len(sums), 'content')} of {count(len(entries), 'entry', 'entries')}; the chain is whole: syndicator ledger verify"
    )


def _entry(store: "LedgerReading", number: int) -> "Entry":
    found = store.ledger_entries(number - 1, 1) if number > 0 else []
    if not found or found[0].seq != number:
        raise InputError(f"there is no entry {number}; syndicator ledger show ARTICLE lists them")
    return found[0]


def _trusted(settings: "Settings", vkey: str | None) -> "VerifierKey | None":
    """The key that is named, else that of the key file; None where there is neither."""
    from syndicator.core.checkpoints import verifier_key
    from syndicator.signing import open_key

    if vkey is not None:
        try:
            return verifier_key(vkey)
        except ValueError as error:
            raise InputError(f"--key: {error}") from error
    return open_key(settings.ledger_key).key if settings.ledger_key.exists() else None


def _beside(settings: "Settings", against: tuple[Path, ...]) -> Iterator[tuple[str, str]]:
    """The checkpoints that lie outside the store, each by its path."""
    laid = settings.ledger_checkpoint
    for path in dict.fromkeys((*([laid] if laid.exists() else []), *against)):
        try:
            yield str(path), path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: cannot be read: {error}") from error
