"""Ports of the ledger: what the store keeps of it, and what signs its checkpoints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from syndicator.core.checkpoints import Signature, VerifierKey
from syndicator.core.ledger import Entry, Record


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed tree head as it rests: the note, and the perfect subtrees from which the next one is computed."""

    size: int
    at: datetime
    note: str
    peaks: tuple[bytes, ...]


class LedgerReading(Protocol):
    """Reading the ledger; nothing in it is ever changed. Raises StoreUnavailable."""

    def ledger_size(self) -> int: ...

    def ledger_entries(self, after: int = 0, limit: int = 1000) -> list[Entry]:
        """The entries behind one, in order."""

    def ledger_about(self, subject: str) -> list[Entry]:
        """The entries about an article (its key) or a source (`source:ID`), in order."""

    def ledger_leaves(self, size: int) -> list[bytes]:
        """The hashes of the first entries, without what they say."""

    def checkpoints(self) -> list[Checkpoint]:
        """Every checkpoint, oldest first."""

    def content(self, digest: str) -> bytes | None:
        """What an entry names by its SHA-256 (hex); None where it is not kept, or no longer."""

    def content_sums(self) -> Mapping[str, bool]:
        """Every content that is kept, and whether its bytes still are what they are named by."""


class LedgerWriting(Protocol):
    """Adding to the ledger; each method is one transaction. Raises StoreUnavailable."""

    def record(self, record: Record) -> Entry:
        """Write down a deed that changes nothing else in the store."""

    def record_checkpoint(self, checkpoint: Checkpoint) -> None: ...

    def erase_contents(self, digests: Sequence[str], record: Record) -> None:
        """Take contents out for good, with the record that says so; the entries that name them stay."""


class Signer(Protocol):
    """Signs checkpoints; always with the same key."""

    @property
    def key(self) -> VerifierKey: ...

    def sign(self, text: str) -> Signature: ...
