"""Looking into a store from beside the daemon: no lock, no change, and nothing heavy loaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from syndicator.errors import StoreUnavailable
from syndicator.ports import Overview
from syndicator.settings import Settings
from syndicator.stores import open_store
from syndicator.stores.memory import MemoryStore


def store_file(settings: Settings) -> Path:
    """Where the store of an instance lies."""
    return settings.data / "syndicator.sqlite"


def has_store(settings: Settings) -> bool:
    """Whether there is a store already; StoreUnavailable where its folder is closed to us."""
    file = store_file(settings)
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise StoreUnavailable(f"{file}: {error.strerror}; check the owner and the mode of its folder") from None
    return True


@contextmanager
def opened(settings: Settings) -> Iterator[Overview]:
    """The store as people see it; before the first run it is an empty one, and nothing is made on disk.

    Readers of SQLite in WAL mode block nobody and are not blocked. Raises StoreUnavailable.
    """
    store = open_store(store_file(settings), upgrade=False) if has_store(settings) else MemoryStore()
    try:
        yield store
    finally:
        store.close()
