"""Opening a store's file: is it ours, is it of our time, and bringing it up to date in one guarded transaction."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from syndicator.errors import StoreUnavailable
from syndicator.stores.database import Database, translated

APPLICATION_ID = 0x53594E44  # "SYND", for file(1) and for us
_FOREIGN = "not a store of syndicator: name another data directory"
_TABLES = "SELECT count(*) FROM sqlite_master WHERE type = 'table'"
_VERSION = "SELECT version_num FROM alembic_version"


def open_database(path: Path, patience: float, *, upgrade: bool = True) -> Database:
    """The database in this file, made or brought up to date; an older one is backed up beside itself first.

    Without `upgrade` an older one is refused: a reader must not change the schema under a running daemon.
    """
    with translated(path):
        found = _inspect(path, patience)
        scripts = ScriptDirectory.from_config(_config())
        head = scripts.get_current_head()
        if found and found not in {s.revision for s in scripts.walk_revisions()}:
            raise StoreUnavailable(f"made by a newer syndicator (schema {found}): install that version, or restore a backup")
        if found != head and not upgrade:
            made = f"made by an older syndicator (schema {found})" if found else "not set up yet"
            raise StoreUnavailable(f"{made}: bring it up to date with: syndicator run")
        if found and found != head:
            _back_up(path, found, patience)
    database = Database(path, patience)
    if found != head:
        _migrate(database)
    return database


def _inspect(path: Path, patience: float) -> str:
    """The schema's version, "" for a file that is new or empty; nothing is written, it may be somebody else's."""
    if not path.parent.is_dir():
        raise StoreUnavailable(f"there is no directory {path.parent}: make it first")
    if not path.exists() or not path.stat().st_size:
        return ""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=patience)) as connection:
        tables = connection.execute(_TABLES).fetchone()[0]
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        if application != APPLICATION_ID:
            if tables or application:
                raise StoreUnavailable(_FOREIGN)
            return ""
        return str(connection.execute(_VERSION).fetchone()[0])


def _back_up(path: Path, version: str, patience: float) -> None:
    """A whole copy, as it was before the upgrade (`store.db.0001.bak`); it appears complete or not at all."""
    target, partial = path.with_name(f"{path.name}.{version}.bak"), path.with_name(f"{path.name}.{version}.partial")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, timeout=patience)) as connection:
        connection.execute("VACUUM INTO ?", (str(partial),))
    partial.replace(target)


def _migrate(database: Database) -> None:
    """All migrations in one transaction, which on SQLite is also the lock against a second process."""
    config = _config()
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "syndicator:stores/migrations")
    config.set_main_option("path_separator", "os")
    return config
