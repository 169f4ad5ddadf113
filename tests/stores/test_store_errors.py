"""No foreign exception passes the store's door: whatever is wrong with the file is told in one line."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from syndicator.core.post import Deed, PostState
from syndicator.errors import StoreUnavailable
from syndicator.ports import Admitted, Claim, Ended, FetchMemory, Poll
from syndicator.stores import open_store
from tests.contracts.conftest import NOW, Make, One


def said_by(path: Path) -> str:
    """What opening this file says."""
    with pytest.raises(StoreUnavailable) as caught:
        open_store(path, patience=0.05)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(f"{path}: ")


def test_a_text_file_is_no_store(tmp_path: Path):
    """It is refused, and stays as it was."""
    path = tmp_path / "store.db"
    path.write_text("Dear diary,\n" * 100)
    assert "not a store of syndicator: name another data directory, or restore a backup" == said_by(path)
    assert path.read_text().startswith("Dear diary")


def test_a_missing_directory_is_named(tmp_path: Path):
    """Directories are made by a person, not guessed."""
    assert f"there is no directory {tmp_path / 'no'}: make it first" == said_by(tmp_path / "no" / "store.db")


def test_a_directory_is_no_store(tmp_path: Path):
    """The driver's own words never come through."""
    assert "cannot be opened: check that its directory exists and may be written" == said_by(tmp_path)


def test_a_cut_file_is_damaged(tmp_path: Path):
    """Half a database is told as damage, with the remedy."""
    path = tmp_path / "store.db"
    open_store(path).close()
    path.write_bytes(path.read_bytes()[:8192])
    assert "damaged: restore the newest backup" == said_by(path)


def one_in_sqlite(path: Path) -> One:
    """A store in a file with one delivered post."""
    one = One(open_store(path, patience=0.05))
    one.rests_in(PostState.DELIVERED)
    return one


WRITES = {
    "keep_sources": lambda one: one.store.keep_sources([Make.source("herald")], NOW),
    "record_polls": lambda one: one.store.record_polls(
        [Poll("gazette", FetchMemory(), NOW, [Admitted(Make.article("two"), ("plaza",))])], NOW
    ),
    "record_polls, as it was": lambda one: one.store.record_polls([Poll("gazette", None, NOW)], NOW),
    "record_failed_reading": lambda one: one.store.record_failed_reading("gazette", "why", NOW, NOW),
    "reopen_cases": lambda one: one.store.reopen_cases({"plaza": "x"}, "y", NOW),
    "record_verdict": lambda one: one.judge(text="Snow fell."),
    "claim_posts_due": lambda one: one.store.claim_posts_due(NOW, NOW, 1),
    "record_ends": lambda one: one.store.record_ends([Ended.done(Claim(one.post, ""), None)], NOW),
    "record_proof": lambda one: one.store.record_proof(one.key, [Make.check()], PostState.PROVEN, None, "", NOW),
    "queue_deed": lambda one: one.store.queue_deed(one.key, Deed.UPDATE, "why", NOW),
    "record_tick": lambda one: one.store.record_tick(NOW),
}
READS = {
    "sources_due": lambda one: one.store.sources_due(NOW),
    "known_articles": lambda one: one.store.known_articles("gazette", ["x"]),
    "cases_due": lambda one: one.store.cases_due(NOW, 1),
    "posted_since": lambda one: one.store.posted_since("plaza", NOW),
    "posted_of": lambda one: one.store.posted_of(("gazette",), NOW),
    "recent_copies": lambda one: one.store.recent_copies("plaza", NOW, 9),
    "proofs_due": lambda one: one.store.proofs_due(NOW, 1),
    "posts_to_follow": lambda one: one.store.posts_to_follow(NOW),
    "sources": lambda one: one.store.sources(),
    "articles": lambda one: one.store.articles("x"),
    "cases": lambda one: one.store.cases(),
    "verdicts": lambda one: one.store.verdicts("x", "y"),
    "posts": lambda one: one.store.posts(),
    "counts": lambda one: one.store.counts(),
    "last_tick": lambda one: one.store.last_tick(),
}


def test_a_locked_store_says_so_and_goes_on(tmp_path: Path):
    """Every write gives up after its patience, every read goes on; when the lock is gone everything works."""
    one = one_in_sqlite(tmp_path / "store.db")
    with closing(sqlite3.connect(tmp_path / "store.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for write in WRITES.values():
            with pytest.raises(StoreUnavailable, match="locked by another process: wait until it has ended, or stop it"):
                write(one)
        for read in READS.values():
            read(one)
        other.execute("ROLLBACK")
    for write in WRITES.values():
        write(one)
    one.store.close()


def test_a_full_disk_says_so_and_keeps_what_was_there(tmp_path: Path):
    """A transaction that finds no space is taken back whole; reading goes on."""
    one = one_in_sqlite(tmp_path / "store.db")
    before = one.post
    one.store._database.engine.dispose()
    event.listen(one.store._database.engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 1"))
    articles = [Admitted(Make.article(f"n{i}", text=os.urandom(4096).hex()), ("plaza",)) for i in range(10)]
    with pytest.raises(StoreUnavailable, match="no space left on its disk: free some; nothing that was stored is lost"):
        one.store.record_polls([Poll("gazette", FetchMemory(), NOW, articles)], NOW)
    assert ([before], 1, 1) == ([row.stored for row in one.store.posts()], len(one.store.cases()), one.store.sources()[0].polls)
    one.store.close()


@pytest.mark.parametrize(
    ("table", "column", "reads"), [("articles", "packed", "articles"), ("posts", "packed", "posts"), ("verdicts", "verdict", "cases")]
)
def test_a_damaged_row_says_so(tmp_path: Path, table: str, column: str, reads: str):
    """A flipped byte that SQLite cannot see is never read as something else."""
    one = one_in_sqlite(tmp_path / "store.db")
    with closing(sqlite3.connect(tmp_path / "store.db")) as other, other:
        (value,) = other.execute(f"SELECT {column} FROM {table}").fetchone()
        middle = len(value) // 2
        damaged = value[:middle] + (b"\x00" if isinstance(value, bytes) else "\x00") + value[middle + 1 :]
        other.execute(f"UPDATE {table} SET {column} = ?", (damaged,))
    with pytest.raises(StoreUnavailable, match="is damaged: restore the newest backup"):
        one.store.articles(one.article.id) if reads == "articles" else getattr(one.store, reads)()
    one.store.close()


@pytest.mark.parametrize("name", [*WRITES, *READS])
def test_a_file_that_vanished_under_it_says_so(tmp_path: Path, name: str):
    """Every method turns what the driver raises into our own error."""
    one = one_in_sqlite(tmp_path / "store.db")
    with closing(sqlite3.connect(tmp_path / "store.db")) as other:
        tables = [row[0] for row in other.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
        for table in tables:
            other.execute(f"DROP TABLE {table}")
    with pytest.raises(StoreUnavailable, match="no such table"):
        (WRITES | READS)[name](one)
    one.store.close()
