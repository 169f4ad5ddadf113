"""The ledger's side of the store in an SQLite file; each method is one transaction."""

from collections.abc import Mapping, Sequence

from syndicator.core.ledger import Entry, Record
from syndicator.ports import Checkpoint, LedgerReading, LedgerWriting
from syndicator.stores import ledger
from syndicator.stores.database import Database


class SqlLedger(LedgerReading, LedgerWriting):
    """The ledger, its checkpoints, and the contents its entries name."""

    _database: Database

    def ledger_size(self) -> int:
        """How many entries there are."""
        with self._database.reading() as connection:
            return ledger.size(connection)

    def ledger_entries(self, after: int = 0, limit: int = 1000) -> list[Entry]:
        """The entries behind one, in order."""
        with self._database.reading() as connection:
            return ledger.after(connection, after, limit)

    def ledger_about(self, subject: str) -> list[Entry]:
        """The entries about an article or a source, in order."""
        with self._database.reading() as connection:
            return ledger.about(connection, subject)

    def ledger_leaves(self, size: int) -> list[bytes]:
        """The hashes of the first entries."""
        with self._database.reading() as connection:
            return ledger.leaves(connection, size)

    def checkpoints(self) -> list[Checkpoint]:
        """Every checkpoint, oldest first."""
        with self._database.reading() as connection:
            return ledger.heads(connection)

    def content(self, digest: str) -> bytes | None:
        """What an entry names by its SHA-256."""
        with self._database.reading() as connection:
            return ledger.content(connection, digest)

    def content_sums(self) -> Mapping[str, bool]:
        """Every content, and whether its bytes still are what they are named by."""
        with self._database.reading() as connection:
            return ledger.sums(connection)

    def record(self, record: Record) -> Entry:
        """Write down a deed that changes nothing else in the store."""
        with self._database.writing() as connection:
            return ledger.append(connection, record)[0]

    def record_checkpoint(self, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint."""
        with self._database.writing() as connection:
            ledger.keep_head(connection, checkpoint)

    def erase_contents(self, digests: Sequence[str], record: Record) -> None:
        """Take contents out for good, with the record that says so."""
        with self._database.writing() as connection:
            ledger.erase(connection, digests)
            ledger.append(connection, record)
