"""How the ledger looks on a terminal and as JSON."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from syndicator.cli.output import table
from syndicator.cli.showing import count, labelled, mark, moment, say

if TYPE_CHECKING:
    from syndicator.core.checkpoints import Head, VerifierKey
    from syndicator.core.ledger import Entry, Said
    from syndicator.pipeline.ledger_looks import Looked, Proven
    from syndicator.ports import LedgerReading

_SHOWN = 20  # problems
_KEY = 12


def looked(found: "Looked") -> dict[str, object]:
    """What a look at the whole found."""
    return {
        "entries": found.size,
        "root": found.root.hex(),
        "signed": found.signed,
        "checkpoints": found.checkpoints,
        "contents": found.kept,
        "erased": found.erased,
        "problems": found.problems,
    }


def show_looked(found: "Looked", trusted: "VerifierKey | None") -> None:
    """What a look at the whole found, in a few lines."""
    entries, signed = count(found.size, "entry", "entries"), count(found.checkpoints, "signed checkpoint")
    say(f"{mark(not found.problems)} {entries}, {found.signed} of them under {signed}", bold=True)
    labelled("root", found.root.hex())
    labelled("contents", f"{found.kept} kept, {found.erased} erased")
    labelled("key", str(trusted) if trusted else "none: there is no key file, and --key names none; nothing here is proven")
    for problem in found.problems[:_SHOWN]:
        say(f"✗ {problem}", 2, hanging=2, colour="red")
    if len(found.problems) > _SHOWN:
        say(f"… and {len(found.problems) - _SHOWN} more (--json lists all)", 2)


def signed_up_to(ledger: "LedgerReading") -> dict[str, object]:
    """How many entries there are, how many of them the newest signed head covers, and since when (None: there is none yet)."""
    heads = ledger.checkpoints()
    last = heads[-1] if heads else None
    return {"entries": ledger.ledger_size(), "signed": last.size if last else 0, "signed_at": last.at if last else None}


def show_ledger(found: Mapping[str, object]) -> None:
    """The same for `status`, in one line."""
    when = found["signed_at"]
    of = f" of {moment(when)}" if isinstance(when, datetime) else ""
    say(f"ledger     {count(int(str(found['entries'])), 'entry', 'entries')}, {found['signed']} of them under the signed head{of}")


def show_path(title: str, head: "Head", found: "Sequence[Proven]", gone: Mapping[int, Collection[str]], *, signed: bool) -> None:
    """The entries about one article, each with whether it stands under the signed head."""
    say(title, bold=True)
    entries = count(head.size, "entry", "entries")
    labelled("checkpoint", f"{head.origin}, {entries}, {mark(signed)} {'signed' if signed else 'not signed by the trusted key'}")
    for one in found:
        told_ = one.entry.read() if not one.why else None
        what = f"{told_.kind} at {moment(told_.at)}" if told_ else one.why
        lost = f"; not kept: {', '.join(gone.get(one.entry.seq, ()))}" if gone.get(one.entry.seq) else ""
        steps = f" · {count(len(one.path), 'step')} to the head" if one.path else ""
        say(f"{mark(not one.why)} {one.entry.seq}: {what}{steps}{lost}", 2, hanging=2, colour=None if not one.why else "red")


def show_entries(title: str, entries: "Sequence[Entry]", kept: Collection[str]) -> None:
    """The entries about one article, a line each."""
    say(title, bold=True)
    rows = []
    for entry in entries:
        one = entry.read()
        lost = [name for name, digest in one.contents.items() if digest not in kept]
        erased = f" (erased: {', '.join(lost)})" if lost else ""
        rows.append((one.seq, moment(one.at), one.kind, one.by, one.site, _words(one.says) + erased))
    table(("entry", "at", "kind", "by", "site", "says"), rows, empty="nothing is written about it yet")


def told(entry: "Entry", kept: Collection[str] | None = None) -> dict[str, object]:
    """One entry as JSON, with the very text that is hashed."""
    one = entry.read()
    contents = (
        {name: {"sha256": digest, "kept": digest in kept} for name, digest in one.contents.items()} if kept is not None else one.contents
    )
    said = {"seq": one.seq, "at": one.at, "kind": one.kind, "by": one.by, "about": one.about, "site": one.site, "says": one.says}
    return {**said, "contents": contents, "hash": entry.digest, "text": entry.text}


def _words(says: "Mapping[str, Said]") -> str:
    shown = ((name, value) for name, value in says.items() if value not in ("", False))
    return ", ".join(f"{name} {str(value)[:_KEY] if name in _HASHES else value}" for name, value in shown)


_HASHES = frozenset({"post", "digest", "sha256", "revision", "under"})
