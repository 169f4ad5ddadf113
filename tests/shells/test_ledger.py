"""`ledger`: verifying, showing, erasing and the key; and a store that somebody opened with other tools."""

import json
import sqlite3
from contextlib import closing

import pytest

from syndicator.pipeline.checkpointing import checkpoint
from syndicator.settings import read
from syndicator.stores import open_store
from syndicator.wiring import notary
from tests.shells.press import FERRY, NOW, fill, settings


@pytest.fixture
def config(tmp_path):
    """Settings with a store that holds something in every state, under a signed checkpoint."""
    (tmp_path / "data").mkdir()
    fill(tmp_path)
    file = settings(tmp_path)
    with closing(open_store(tmp_path / "data" / "syndicator.sqlite")) as store:
        checkpoint(store, notary(read(file, {}).settings), NOW)
    return file


def meddle(config, *statements: str) -> None:
    """Change the store as somebody would who knows SQLite, triggers or not."""
    with closing(sqlite3.connect(config.parent / "data" / "syndicator.sqlite")) as connection:
        for trigger in ("ledger_no_update", "ledger_no_delete"):
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_whole_ledger_is_said_to_be_whole(run, config):
    """Exit 0, with the number of entries, the root and the key."""
    ran = run("-c", config, "ledger", "verify")
    assert (0, "✓") == (ran.code, ran.out[0])
    said = json.loads(run("-c", config, "ledger", "verify", "--json").out)
    assert ("syndicator/ledger-verify/1", [], said["entries"]) == (said["schema"], said["problems"], said["signed"])


def test_a_checkpoint_that_is_laid_out_too_counts_once(run, config):
    """It is kept in the store and beside it; one is one, and is said so."""
    assert 1 == json.loads(run("-c", config, "ledger", "verify", "--json").out)["checkpoints"]
    assert "under 1 signed checkpoint\n" in run("-c", config, "ledger", "verify").out


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE ledger SET text = replace(text, 'syndicator', 'somebody') WHERE seq = 1", "entry 1 was changed"),
        ("UPDATE ledger SET about = 'x' WHERE seq = 1", "another subject"),
        ("DELETE FROM ledger WHERE seq = 2", "entry 3 follows entry 1"),
        ("DELETE FROM ledger WHERE seq = (SELECT max(seq) FROM ledger)", "the end was cut off"),
        ("UPDATE ledger SET seq = -seq WHERE seq = 1", "numbered from 1"),
        ("UPDATE contents SET packed = x'00' WHERE digest = (SELECT min(digest) FROM contents)", "a content was changed"),
        ("DELETE FROM contents", "is missing"),
        ("DELETE FROM checkpoints", "entries"),
        ("UPDATE checkpoints SET note = replace(note, 'syndicator/', 'syndicator/0')", "signed"),
        ("UPDATE checkpoints SET peaks = zeroblob(length(peaks))", "for the next one was changed"),
        ("UPDATE checkpoints SET size = size + 1", "counts"),
    ],
)
def test_what_somebody_changed_is_named(run, config, statement, said):
    """Exit 1, and what is wrong with its place. Where all checkpoints are gone, the one beside the store is left."""
    if statement == "DELETE FROM checkpoints":
        meddle(config, statement, "DELETE FROM ledger WHERE seq > 3")
    else:
        meddle(config, statement)
    ran = run("-c", config, "ledger", "verify")
    assert (1, True) == (ran.code, said in ran.out), ran.out


def test_the_store_refuses_to_change_what_was_written(config):
    """Against accidents, there are triggers."""
    with closing(sqlite3.connect(config.parent / "data" / "syndicator.sqlite")) as connection:
        for statement in ("UPDATE ledger SET about = 'x'", "DELETE FROM ledger"):
            with pytest.raises(sqlite3.IntegrityError, match="append only"):
                connection.execute(statement)


def test_one_article_is_verified_without_the_rest(run, config):
    """Each entry by its path to the signed head; what befell others does not matter to it, and what befell it does."""
    ran = run("-c", config, "ledger", "verify", FERRY.key[:8])
    assert (0, True) == (ran.code, "steps to the head" in ran.out), ran.out
    meddle(config, f"UPDATE ledger SET text = '' WHERE about != '{FERRY.key}' AND about != 'ledger:keys'")
    assert 0 == run("-c", config, "ledger", "verify", FERRY.key[:8]).code
    meddle(config, f"UPDATE ledger SET text = replace(text, 'allow', 'refuse') WHERE about = '{FERRY.key}'")
    ran = run("-c", config, "ledger", "verify", FERRY.key[:8], "--json")
    assert (1, "it was changed") == (ran.code, next(e["why"] for e in json.loads(ran.out)["entries"] if e["why"]))


def test_another_key_trusts_nothing_here(run, config):
    """A key of somebody else, and one that is none."""
    other = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    assert (1, True) == ((ran := run("-c", config, "ledger", "verify", "--key", other)).code, "not signed" in ran.out)
    assert 1 == run("-c", config, "ledger", "verify", FERRY.key, "--key", other).code
    assert (2, True) == ((ran := run("-c", config, "ledger", "verify", "--key", "x")).code, "verifier key" in ran.err)


def test_what_was_done_with_an_article_is_shown(run, config):
    """In order, with what each entry says; as JSON with the text that is hashed."""
    out = run("-c", config, "ledger", "show", FERRY.key[:8]).out
    assert all(kind in out for kind in ("verdict", "receipt", "proof"))
    said = json.loads(run("-c", config, "ledger", "show", FERRY.key[:8], "--json").out)
    assert {True} == {kept["kept"] for entry in said["entries"] for kept in entry["contents"].values()}


def test_contents_are_erased_and_the_chain_is_whole(run, config):
    """The entry stays; its words are told as erased."""
    number = json.loads(run("-c", config, "ledger", "show", FERRY.key[:8], "--json").out)["entries"][-1]["seq"]
    ran = run("-c", config, "ledger", "erase", number, "--reason", "GDPR Article 17", "--by", "Ada")
    assert (0, True) == (ran.code, "erased" in ran.out)
    assert 0 == run("-c", config, "ledger", "verify").code
    assert "(erased: " in run("-c", config, "ledger", "show", FERRY.key[:8]).out
    assert 2 == run("-c", config, "ledger", "erase", number, "--reason", "again", "--by", "Ada").code
    assert 2 == run("-c", config, "ledger", "erase", 99_999, "--reason", "again", "--by", "Ada").code


def test_the_key_is_printed_made_and_exchanged(run, config):
    """Public halves only; whoever trusts the old key can go on."""
    first = run("-c", config, "ledger", "key").out.strip()
    second = run("-c", config, "ledger", "key", "--rotate").out.strip()
    data = config.parent / "data"
    assert (first != second, second) == (True, run("-c", config, "ledger", "key").out.strip())
    assert 2 == len(list(data.glob("ledger.key*")))
    for key in (first, second):
        ran = run("-c", config, "ledger", "verify", "--key", key)
        assert 0 == ran.code, ran.out


def test_before_the_first_run_there_is_nothing_to_verify(run, tmp_path):
    """An empty ledger is whole; one article has no proof yet."""
    (tmp_path / "data").mkdir()
    assert 0 == run("-c", settings(tmp_path), "ledger", "verify").code
    key = run("-c", settings(tmp_path), "ledger", "key", "--json")
    assert "syndicator/" in json.loads(key.out)["key"]


def test_status_says_up_to_where_the_ledger_is_signed(run, config):
    """In one line, and as JSON."""
    said = json.loads(run("-c", config, "status", "--json").out)["ledger"]
    assert (said["entries"], True) == (said["signed"], said["entries"] > 0)
    assert f"{said['entries']} entries, {said['signed']} of them under the signed head" in run("-c", config, "status").out
