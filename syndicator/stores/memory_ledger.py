"""The ledger's side of the store in memory."""

from collections.abc import Mapping, Sequence

from syndicator.core.ledger import Entry, Record, digest, follow
from syndicator.ports import Checkpoint, LedgerReading, LedgerWriting
from syndicator.stores.shelves import Shelves


class MemoryLedger(LedgerReading, LedgerWriting):
    """The ledger over shelves."""

    _shelves: Shelves

    def ledger_size(self) -> int:
        """How many entries there are."""
        return len(self._shelves.ledger)

    def ledger_entries(self, after: int = 0, limit: int = 1000) -> list[Entry]:
        """The entries behind one, in order."""
        with self._shelves.lock:
            return self._shelves.ledger[after : after + limit]

    def ledger_about(self, subject: str) -> list[Entry]:
        """The entries about an article or a source, in order."""
        with self._shelves.lock:
            return [entry for entry in self._shelves.ledger if entry.about == subject]

    def ledger_leaves(self, size: int) -> list[bytes]:
        """The hashes of the first entries."""
        with self._shelves.lock:
            return [entry.leaf for entry in self._shelves.ledger[:size]]

    def checkpoints(self) -> list[Checkpoint]:
        """Every checkpoint, oldest first."""
        with self._shelves.lock:
            return [found for _, found in sorted(self._shelves.checkpoints.items())]

    def content(self, digest: str) -> bytes | None:
        """What an entry names by its SHA-256."""
        return self._shelves.contents.get(digest)

    def content_sums(self) -> Mapping[str, bool]:
        """Every content, and whether its bytes still are what they are named by."""
        with self._shelves.lock:
            return {name: digest(found) == name for name, found in self._shelves.contents.items()}

    def record(self, record: Record) -> Entry:
        """Write down a deed."""
        with self._shelves.lock:
            entry = follow(record, self._shelves.ledger[-1] if self._shelves.ledger else None)
            self._shelves.ledger.append(entry)
            self._shelves.contents.update((digest(found), found) for found in record.contents.values())
            return entry

    def record_checkpoint(self, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint."""
        with self._shelves.lock:
            self._shelves.checkpoints[checkpoint.size] = checkpoint

    def erase_contents(self, digests: Sequence[str], record: Record) -> None:
        """Take contents out for good, with the record that says so."""
        with self._shelves.lock:
            for name in digests:
                self._shelves.contents.pop(name, None)
            self.record(record)
