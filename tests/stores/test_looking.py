"""Looking in from beside the daemon changes nothing."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from syndicator.errors import StoreUnavailable
from syndicator.stores import open_store

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_an_older_store_is_not_upgraded_by_a_reader(tmp_path: Path):
    """A newer command line beside an older daemon leaves the schema alone, and says who changes it."""
    file = tmp_path / "s.sqlite"
    open_store(file).close()
    with closing(sqlite3.connect(file)) as connection, connection:
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        connection.execute("DELETE FROM alembic_version")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (version,))
    open_store(file, upgrade=False).close()  # of today: readable

    empty = tmp_path / "empty.sqlite"
    empty.touch()
    with pytest.raises(StoreUnavailable, match="syndicator run"):
        open_store(empty, upgrade=False)
    assert 0 == empty.stat().st_size
