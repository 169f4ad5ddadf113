"""Connections to the store's file: every write starts with BEGIN IMMEDIATE, and no foreign exception gets out."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from syndicator.errors import StoreUnavailable

_SAYS = {
    "SQLITE_BUSY": "locked by another process: wait until it has ended, or stop it",
    "SQLITE_FULL": "no space left on its disk: free some; nothing that was stored is lost",
    "SQLITE_NOTADB": "not a store of syndicator: name another data directory, or restore a backup",
    "SQLITE_CORRUPT": "damaged: restore the newest backup",
    "SQLITE_READONLY": "cannot be written: check the owner and the mode of the file and its directory",
    "SQLITE_CANTOPEN": "cannot be opened: check that its directory exists and may be written",
    "SQLITE_IOERR": "its disk reports an error: check the disk before starting again",
    "SQLITE_CONSTRAINT": "refused what does not fit together",
}


class Database:
    """A pool of connections to one SQLite file, safe to use from several threads; `patience` in seconds is for locks."""

    def __init__(self, path: Path, patience: float) -> None:
        self.path = path
        self.engine = _engine(path, patience)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view of the store; never waits for a writer."""
        with translated(self.path), self.engine.connect().execution_options(syndicator_reads=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that is kept whole or not at all."""
        with translated(self.path), self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection that rests in the pool."""
        with translated(self.path):
            self.engine.dispose()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what the database, its driver and the disk raise into StoreUnavailable: the file, what, and what to do."""
    try:
        yield
    except StoreUnavailable as error:
        raise StoreUnavailable(f"{path}: {error}") from error
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreUnavailable(f"{path}: {_says(error)}") from error
    except OSError as error:
        raise StoreUnavailable(f"{path}: {error.strerror}; check that its directory exists and may be written") from error


def _says(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    name = getattr(cause, "sqlite_errorname", "")
    for code, words in _SAYS.items():
        if name.startswith(code):
            return words
    return f"cannot be used: {cause}".partition("\n")[0]


def _engine(path: Path, patience: float) -> Engine:
    url = URL.create("sqlite", database=str(path))
    # As many connections as there are threads: a bound would make one thread's wait another's error.
    engine = create_engine(url, max_overflow=-1, hide_parameters=True)

    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver's own BEGIN is deferred, and a deferred write loses updates
        cursor = connection.cursor()
        for pragma in (f"busy_timeout={int(patience * 1000)}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("syndicator_reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine
