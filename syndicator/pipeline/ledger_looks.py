"""Looking at the ledger: is the whole of it what was signed, and is what it says of one article in it?"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from syndicator.core.checkpoints import Head, Note, VerifierKey, note, verifier_key
from syndicator.core.ledger import Entry, digest, verify
from syndicator.core.merkle import Tree, included, leaf_hash
from syndicator.pipeline.checkpointing import KEYS, grown
from syndicator.ports import LedgerReading

SignedBy = Callable[[Note, VerifierKey], bool]
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look found: `problems` is empty where everything is as it was signed.

    `signed` is how many entries the newest checkpoint covers; `checkpoints` counts each head once, wherever it is kept; `kept` and
    `erased` count contents.
    """

    size: int
    root: bytes
    signed: int
    checkpoints: int
    kept: int
    erased: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proven:
    """One entry with its way to the signed head: `path` is its audit path; `why` says what is wrong ("" where nothing is)."""

    entry: Entry
    path: tuple[bytes, ...]
    why: str = ""


def look_whole(ledger: LedgerReading, trusted: VerifierKey | None, signed_by: SignedBy, beside: Iterable[tuple[str, str]] = ()) -> Looked:
    """Every entry, content and checkpoint; `beside` are notes kept elsewhere, each with the name it is told by.

    Without a trusted key signatures are held against the keys the ledger itself names, which a forger could have named, too.
    """
    notes, problems = _notes([*((f"the checkpoint at {c.size}", c.note) for c in ledger.checkpoints()), *beside])
    sizes = {f"the checkpoint at {c.size}": c.size for c in ledger.checkpoints()}
    problems += [f"{name} counts {n.head.size} entries" for name, n in notes if sizes.get(name, n.head.size) != n.head.size]
    problems += [f"what the checkpoint at {c.size} keeps for the next one was changed" for c in ledger.checkpoints() if grown(c) is None]
    problems += _unsigned(notes, _keys(ledger), trusted, signed_by)
    found = verify(_all(ledger), (n.head for _, n in notes))
    sums = ledger.content_sums()
    problems += found.problems
    if found.size != ledger.ledger_size():
        problems.append(f"the store holds {ledger.ledger_size()} entries, of which {found.size} are numbered from 1")
    problems += [f"a content was changed or is missing: {name}" for name in sorted(found.contents) if not sums.get(name)]
    problems += [f"a content that was erased is there: {name}" for name in sorted(found.erased) if name in sums]
    largest = max((n.head.size for _, n in notes), default=0)
    kept = sum(sums.get(name, False) for name in found.contents)
    return Looked(found.size, found.root, largest, len({n.head for _, n in notes}), kept, len(found.erased), tuple(problems))


def look_at(ledger: LedgerReading, subject: str, head: Head) -> list[Proven]:
    """The entries about a subject, each with its audit path to a head; of all others only the hashes are read."""
    leaves = ledger.ledger_leaves(head.size)
    tree = Tree(leaves)
    if (tree.size, tree.root()) != (head.size, head.root):
        return [Proven(entry, (), "the ledger is not the one that was signed") for entry in ledger.ledger_about(subject)]
    return [_proven(entry, tree, head) for entry in ledger.ledger_about(subject)]


def missing(ledger: LedgerReading, entry: Entry) -> list[str]:
    """The names of an entry's contents that are not kept, or not what they were."""
    contents = {name: (sum_, ledger.content(sum_)) for name, sum_ in entry.read().contents.items()}
    return [name for name, (sum_, found) in contents.items() if found is None or digest(found) != sum_]


def _proven(entry: Entry, tree: Tree, head: Head) -> Proven:
    if entry.seq > tree.size:
        return Proven(entry, (), "no checkpoint covers it yet")
    path = tree.inclusion(entry.seq - 1)
    alone = [problem for problem in _alone(entry) if problem]
    whole = included(entry.leaf, entry.seq - 1, head.size, path, head.root)
    return Proven(entry, tuple(path), "; ".join(alone) or ("" if whole else "it is not what was signed"))


def _alone(entry: Entry) -> Iterator[str]:
    try:
        told = entry.read()
    except ValueError as error:
        yield f"it cannot be read: {error}"
        return
    if leaf_hash(entry.text.encode()).hex() != entry.digest or (told.seq, told.about) != (entry.seq, entry.about):
        yield "it was changed"


def _notes(texts: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, Note]], list[str]]:
    notes, problems = list[tuple[str, Note]](), list[str]()
    for name, text in texts:
        try:
            notes.append((name, note(text)))
        except ValueError as error:
            problems.append(f"{name} cannot be read: {error}")
    return notes, problems


def _keys(ledger: LedgerReading) -> list[tuple[int, VerifierKey]]:
    """The keys that entries name, each with the entry's number."""
    found = []
    for entry in ledger.ledger_about(KEYS):
        try:
            found.append((entry.seq, verifier_key(str(entry.read().says.get("key")))))
        except ValueError:
            continue  # told as an entry that cannot be read
    return found


def _unsigned(
    notes: list[tuple[str, Note]], named: list[tuple[int, VerifierKey]], trusted: VerifierKey | None, signed_by: SignedBy
) -> Iterator[str]:
    """Checkpoints that no trusted key signed; who signed a checkpoint vouches for the keys named below it."""
    keys = {trusted} if trusted else {key for _, key in named[:1]}
    while True:
        sizes = [n.head.size for _, n in notes if any(signed_by(n, key) for key in keys)]
        more = {key for seq, key in named if seq <= max(sizes, default=0)} - keys
        if not more:
            break
        keys |= more
    for name, found in notes:
        if not any(signed_by(found, key) for key in keys):
            yield f"{name} is not signed by a key of this ledger"


def _all(ledger: LedgerReading) -> Iterator[Entry]:
    last = 0
    while entries := ledger.ledger_entries(last, _BATCH):
        yield from entries
        last = entries[-1].seq
