"""Opening a store's file: made new, brought up to date, or refused in one plain line."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from syndicator.errors import StoreUnavailable
from syndicator.ports import TermsChange, TermsPage, TermsWatch
from syndicator.stores import open_store, opening, plain
from syndicator.stores.database import Database
from syndicator.stores.schema import metadata
from tests.contracts.conftest import Make

HEAD = ScriptDirectory.from_config(opening._config()).get_current_head()


def shape(connection) -> dict[str, object]:
    """What a database is made of: columns, indexes and foreign keys of every table."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {
        table: {
            "columns": [row[1:] for row in connection.execute(f"PRAGMA table_info({table})")],
            "keys": sorted(row[2:] for row in connection.execute(f"PRAGMA foreign_key_list({table})")),
            "indexes": sorted(
                (row[1] if row[3] == "c" else row[3], row[2], tuple(r[2] for r in connection.execute(f"PRAGMA index_info('{row[1]}')")))
                for row in connection.execute(f"PRAGMA index_list({table})")
            ),
        }
        for table in tables
        if table not in ("alembic_version", "sqlite_sequence")
    }


def test_a_migrated_schema_is_the_declared_one(tmp_path: Path):
    """All migrations together make exactly what the tables say, both as alembic and as SQLite see it."""
    open_store(tmp_path / "migrated.db").close()
    engine, fresh = create_engine(f"sqlite:///{tmp_path / 'migrated.db'}"), create_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    metadata.create_all(fresh)
    with engine.connect() as connection:
        assert [] == compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
    with closing(sqlite3.connect(tmp_path / "migrated.db")) as migrated, closing(sqlite3.connect(tmp_path / "fresh.db")) as declared:
        assert shape(declared) == shape(migrated)
        assert "posts" in shape(migrated)
    engine.dispose()
    fresh.dispose()


def test_a_store_keeps_what_it_held(tmp_path: Path):
    """Closing and opening again changes nothing."""
    store = open_store(tmp_path / "store.db")
    store.record_tick(Make.NOW)
    store.close()
    store = open_store(tmp_path / "store.db")
    assert Make.NOW == store.last_tick()
    store.close()


def test_the_file_is_marked_and_safe(tmp_path: Path):
    """It carries our application id, a write-ahead log, and every commit reaches the disk."""
    store = open_store(tmp_path / "store.db")
    with store._database.writing() as connection:
        ask = lambda pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()  # noqa: E731 five questions in one place
        assert 0x53594E44 == ask("application_id")
        assert ("wal", 2, 1, 10_000) == (ask("journal_mode"), ask("synchronous"), ask("foreign_keys"), ask("busy_timeout"))
    store.close()


def test_a_file_from_the_future_is_refused(tmp_path: Path):
    """A newer schema is neither touched nor guessed at."""
    path = tmp_path / "store.db"
    open_store(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match=r"store\.db: made by a newer syndicator \(schema 9999\): install that version"):
        open_store(path)
    assert before == path.read_bytes()


@pytest.mark.parametrize("application_id", [0, 7])
def test_somebody_elses_database_is_refused_untouched(tmp_path: Path, application_id: int):
    """A database with tables that are not ours stays byte for byte as it was."""
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE notes (words TEXT)")
        connection.execute(f"PRAGMA application_id = {application_id}")
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="not a store of syndicator"):
        open_store(path)
    assert (before, [path]) == (path.read_bytes(), list(tmp_path.iterdir()))


def test_an_empty_file_becomes_a_store(tmp_path: Path):
    """A file that somebody touched is nobody's."""
    (tmp_path / "store.db").touch()
    store = open_store(tmp_path / "store.db")
    assert store.last_tick() is None
    store.close()


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of today, beside a syndicator of tomorrow: one more migration, in a copy of the scripts."""
    path, scripts = tmp_path / "store.db", tmp_path / "migrations"
    store = open_store(path)
    store.record_tick(Make.NOW)
    store.close()
    shutil.copytree(Path(opening.__file__).parent / "migrations", scripts, ignore=shutil.ignore_patterns("__pycache__"))
    config = opening._config()
    config.set_main_option("script_location", str(scripts))
    monkeypatch.setattr(opening, "_config", lambda: config)
    return path


def add_step(path: Path, body: str) -> None:
    """Write tomorrow's migration."""
    head = f'revision = "tomorrow"\ndown_revision = "{HEAD}"\nfrom alembic import op\ndef upgrade():\n'
    (path.parent / "migrations" / "versions" / "tomorrow.py").write_text(head + body)


def test_an_older_store_is_backed_up_and_upgraded(older: Path):
    """The copy beside it is the store as it was, whole; the store goes on with what it held."""
    add_step(older, '    op.execute("ALTER TABLE meta ADD COLUMN words TEXT")\n')
    store = open_store(older)
    assert Make.NOW == store.last_tick()
    store.close()
    backup = older.with_name(f"store.db.{HEAD}.bak")
    with closing(sqlite3.connect(backup)) as old, closing(sqlite3.connect(older)) as new:
        assert [("last_tick",)] == old.execute("SELECT name FROM meta").fetchall()
        assert [HEAD, "tomorrow"] == [c.execute("SELECT version_num FROM alembic_version").fetchone()[0] for c in (old, new)]
        assert (2, 3) == (len(old.execute("PRAGMA table_info(meta)").fetchall()), len(new.execute("PRAGMA table_info(meta)").fetchall()))
    assert not older.with_name(f"store.db.{HEAD}.partial").exists()


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(older: Path):
    """Half a migration is no migration: the transaction takes back every step, and says what went wrong."""
    add_step(older, '    op.execute("ALTER TABLE meta ADD COLUMN words TEXT")\n    op.execute("DROP TABLE nothing_there")\n')
    with pytest.raises(StoreUnavailable, match="no such table: nothing_there"):
        open_store(older)
    with closing(sqlite3.connect(older)) as connection:
        assert HEAD == connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        assert 2 == len(connection.execute("PRAGMA table_info(meta)").fetchall())


def test_a_store_of_the_first_schema_goes_on(tmp_path: Path):
    """What an older version left is there after the upgrade, and terms pages can be kept beside it."""
    path, config = tmp_path / "store.db", opening._config()
    database = Database(path, 1.0)
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql(f"PRAGMA application_id = {opening.APPLICATION_ID}")
        source = "INSERT INTO sources (id, feed, kept, polls, problem, memory) VALUES ('gazette', 'https://g.example/', 1, 3, '', '{}')"
        connection.exec_driver_sql(source)
    database.close()

    store = open_store(path)

    assert [("gazette", 3)] == [(row.id, row.polls) for row in store.sources()]
    assert TermsChange(0, ()) == store.record_terms_page("gazette", TermsWatch(), Make.terms_page(), Make.NOW)
    assert path.with_name("store.db.0001.bak").exists()
    store.close()


def test_what_was_watched_before_there_were_several_goes_on(tmp_path: Path):
    """A source's one terms page becomes its first, with its history."""
    path, config = tmp_path / "store.db", opening._config()
    watch, page = TermsWatch(address="https://g.example/terms", looked=True), Make.terms_page()
    database = Database(path, 1.0)
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.exec_driver_sql(f"PRAGMA application_id = {opening.APPLICATION_ID}")
        source = "INSERT INTO sources (id, feed, kept, polls, problem, memory) VALUES ('gazette', 'https://g.example/', 1, 3, '', '{}')"
        connection.exec_driver_sql(source)
        connection.exec_driver_sql("INSERT INTO terms_watches VALUES ('gazette', ?)", (plain.dumps(TermsWatch, watch),))
        row = ("gazette", page.address, page.sha256, page.fetched_at.isoformat(" "), plain.pack(TermsPage, page))
        columns = "source_id, address, sha256, fetched_at, packed"
        connection.exec_driver_sql(f"INSERT INTO terms_pages ({columns}) VALUES (?, ?, ?, ?, ?)", row)
    database.close()

    store = open_store(path)

    assert ({"gazette": {"": watch}}, [page]) == (store.terms_watches(), store.terms_history("gazette"))
    store.close()
