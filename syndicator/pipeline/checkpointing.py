"""Checkpoints: now and then the ledger's tree head is signed, kept, and laid where the store is not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from syndicator.core.checkpoints import Head, Signature, VerifierKey, note, signed
from syndicator.core.ledger import KEY, Record
from syndicator.core.merkle import Frontier
from syndicator.ports import Checkpoint, Signer, Store

KEYS = "ledger:keys"  # what entries about keys are filed under
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Notary:
    """Who signs (asked for anew each time, since a key may be exchanged), how often at most, and how a checkpoint is laid outside.

    `signer` raises SettingsError, `publish` OSError.
    """

    signer: Callable[[], Signer]
    every: timedelta
    publish: Callable[[str], None]


def checkpoint(store: Store, notary: Notary, now: datetime, *, always: bool = False) -> Checkpoint | None:
    """Sign the head of the ledger where entries were added and the time has come (or `always`); None where nothing was to do.

    The first one of a key is preceded by an entry that names the key. Raises OSError where it cannot be laid outside: then it
    is kept in the store all the same.
    """
    known = store.checkpoints()
    last = known[-1] if known else None
    if last is not None and not always and (now - last.at < notary.every or last.size == store.ledger_size()):
        return None
    signer = notary.signer()
    key = str(signer.key)
    if key not in _keys(store):
        store.record(Record(kind=KEY, at=now, about=KEYS, says={"key": key}))
    tree = (grown(last) if last else None) or Frontier()
    while entries := store.ledger_entries(tree.size, _BATCH):
        for entry in entries:
            tree.add(entry.leaf)
    head = Head(signer.key.name, tree.size, tree.root())
    signatures = (signer.sign(head.text()), *_others(last, head, signer.key))
    made = Checkpoint(tree.size, now, signed(head, signatures), tuple(tree.peaks))
    store.record_checkpoint(made)
    notary.publish(made.note)
    return made


def _others(last: Checkpoint | None, head: Head, key: VerifierKey) -> tuple[Signature, ...]:
    """What other keys signed under the same head: a key that is exchanged says no more than the one before it."""
    if last is None or grown(last) is None or (found := note(last.note)).head != head:
        return ()
    return tuple(s for s in found.signatures if s.key_id != key.key_id)


def grown(found: Checkpoint) -> Frontier | None:
    """The tree that a checkpoint keeps, to grow on; None where it is not the one that was signed."""
    try:
        tree, head = Frontier(found.size, found.peaks), note(found.note).head
    except ValueError:
        return None
    return tree if (head.size, head.root) == (tree.size, tree.root()) else None


def hand_over(store: Store, notary: Notary, key: VerifierKey, now: datetime) -> None:
    """Name the next key in the ledger and let the one in force sign that: whoever trusts the old key can trust the new one."""
    store.record(Record(kind=KEY, at=now, about=KEYS, says={"key": str(key)}))
    checkpoint(store, notary, now, always=True)


def _keys(store: Store) -> set[str]:
    return {str(entry.read().says.get("key")) for entry in store.ledger_about(KEYS)}
