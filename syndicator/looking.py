"""Looking into a store from beside the daemon: no lock, no change, and nothing heavy loaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from syndicator.ports import Overview
from syndicator.settings import Settings
from syndicator.stores import open_store
from syndicator.stores.memory import MemoryStore


def store_file(settings: Settings) -> Path:
    """Where the store of an instance lies."""
    return settings.data / "syndicator.sqlite"


@contextmanager
def opened(settings: Settings) -> Iterator[Overview]:
    """The store as people see it; before the first run it is an empty one, and nothing is made on disk.

    Readers of SQLite in WAL mode block nobody and are not blocked. Raises StoreUnavailable.
    """
    file = store_file(settings)
    store = open_store(file, upgrade=False) if file.exists() else MemoryStore()
    try:
        yield store
    finally:
        store.close()
