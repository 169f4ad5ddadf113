"""Where articles, cases, posts and proofs rest between two steps; heavy libraries are loaded when a store is opened, not before."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syndicator.stores.sql import SqlStore

__all__ = ["open_store"]


def open_store(path: Path, *, patience: float = 10.0, upgrade: bool = True) -> "SqlStore":
    """Open the store in this SQLite file, made or brought up to date where needed (with `upgrade`).

    `patience` is how long (seconds) a write waits for another process. Raises StoreUnavailable.
    """
    from syndicator.stores.sql import SqlStore

    return SqlStore(path, patience, upgrade=upgrade)
