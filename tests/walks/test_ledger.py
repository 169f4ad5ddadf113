"""Checkpoints of a store that grows, and what a look at the ledger finds of them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syndicator.core.checkpoints import note
from syndicator.core.ledger import Record
from syndicator.daemon import once
from syndicator.looking import opened
from syndicator.pipeline.checkpointing import Notary, checkpoint, hand_over
from syndicator.pipeline.ledger_looks import look_at, look_whole
from syndicator.settings import FetchSettings, Settings
from syndicator.settings.model import LedgerSettings
from syndicator.signing import KeyFile, make_key, open_key, signed_by

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
EVERY = timedelta(minutes=10)


@dataclass
class Desk:
    """A key and what was laid outside."""

    key: KeyFile
    laid: list[str] = field(default_factory=list)

    @property
    def notary(self) -> Notary:
        return Notary(lambda: self.key, EVERY, self.laid.append)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(make_key(tmp_path / "ledger.key"))


def grow(store, count: int) -> None:
    for number in range(count):
        store.record(Record(kind="proof", at=NOW, about=f"a{number % 3}", contents={"page": str(number).encode()}))


def test_the_first_checkpoint_names_its_key(store, desk):
    """An entry with the public key comes before it, so that what is signed says who signs."""
    made = checkpoint(store, desk.notary, NOW)
    assert (1, [made.note]) == (made.size, desk.laid)
    assert str(desk.key.key) == store.ledger_entries()[0].read().says["key"]


def test_a_checkpoint_is_signed_when_its_time_has_come(store, desk):
    """Not before, and not where nothing was added."""
    first = checkpoint(store, desk.notary, NOW)
    assert checkpoint(store, desk.notary, NOW + EVERY) is None
    grow(store, 5)
    assert checkpoint(store, desk.notary, NOW + EVERY / 2) is None
    second = checkpoint(store, desk.notary, NOW + EVERY)
    assert (6, [first.size, second.size]) == (second.size, [c.size for c in store.checkpoints()])
    assert () == look_whole(store, desk.key.key, signed_by).problems


def test_a_checkpoint_that_could_not_be_laid_outside_is_kept(store, desk):
    """A full disk elsewhere costs nothing here."""

    def full(_: str) -> None:
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        checkpoint(store, Notary(lambda: desk.key, EVERY, full), NOW)
    assert [1] == [c.size for c in store.checkpoints()]


def test_many_checkpoints_grow_out_of_one_another(store, desk):
    """Each is computed from the last one's subtrees, and holds against the whole."""
    for step in range(12):
        grow(store, step)
        checkpoint(store, desk.notary, NOW + step * EVERY)
    found = look_whole(store, desk.key.key, signed_by)
    assert ((), 67, 67) == (found.problems, found.size, found.signed)


def test_what_is_said_of_one_subject_is_proven_alone(store, desk):
    """By audit paths; what came after the checkpoint is told as not covered."""
    grow(store, 20)
    made = checkpoint(store, desk.notary, NOW)
    grow(store, 1)
    found = look_at(store, "a0", note(made.note).head)
    assert ["", "", "", "", "", "", "", "no checkpoint covers it yet"] == [one.why for one in found]
    assert all(2 <= len(one.path) <= 5 for one in found[:-1])


def test_a_checkpoint_elsewhere_tells_of_an_old_store(store, desk):
    """The store was put back from a backup; the note outside counts more."""
    grow(store, 3)
    checkpoint(store, desk.notary, NOW)
    laid = desk.laid[-1].replace("\n4\n", "\n400\n")
    problems = look_whole(store, desk.key.key, signed_by, [("elsewhere", laid)]).problems
    assert "elsewhere is not signed by a key of this ledger" in problems
    other = Desk(desk.key)
    fresh = type(store)() if type(store).__name__ == "MemoryStore" else None
    if fresh is not None:
        checkpoint(fresh, other.notary, NOW)
        problems = look_whole(fresh, desk.key.key, signed_by, [("elsewhere", desk.laid[-1])]).problems
        assert ("a checkpoint counts 4 entries, and there are 1: the end was cut off",) == problems


def test_a_ledger_rewritten_with_another_key_is_found(store, desk, tmp_path):
    """Whole in itself, and signed by somebody else."""
    forger = Desk(make_key(tmp_path / "forged"))
    grow(store, 3)
    checkpoint(store, forger.notary, NOW)
    assert ("the checkpoint at 4 is not signed by a key of this ledger",) == look_whole(store, desk.key.key, signed_by).problems


def test_a_key_that_is_handed_over_is_trusted(store, desk, tmp_path):
    """Whoever knows only the first key, and whoever knows only the second, can verify all."""
    checkpoint(store, desk.notary, NOW)
    second = Desk(make_key(tmp_path / "second", desk.key.key.name))
    hand_over(store, desk.notary, second.key.key, NOW)
    grow(store, 3)
    checkpoint(store, second.notary, NOW + EVERY)
    for key in (desk.key.key, second.key.key):
        assert () == look_whole(store, key, signed_by).problems


def test_a_key_that_nobody_handed_over_is_not(store, desk, tmp_path):
    """To be named in an entry is not enough: only what a trusted key signed vouches for others."""
    checkpoint(store, desk.notary, NOW)
    thief = Desk(make_key(tmp_path / "thief", desk.key.key.name))
    grow(store, 1)
    made = checkpoint(store, thief.notary, NOW + EVERY)
    assert (f"the checkpoint at {made.size} is not signed by a key of this ledger",) == look_whole(store, desk.key.key, signed_by).problems


def test_a_content_that_went_missing_is_found(store, desk):
    """Without an entry that says it was erased."""
    grow(store, 2)
    checkpoint(store, desk.notary, NOW)
    name = store.ledger_entries()[0].read().contents["page"]
    store.erase_contents([name], Record(kind="proof", at=NOW))
    assert (f"a content was changed or is missing: {name}",) == look_whole(store, desk.key.key, signed_by).problems


def test_every_pass_of_the_daemon_signs_what_was_added(tmp_path):
    """From the first pass on, with a key made on first use; the head lies beside the store."""
    settings = Settings(data=tmp_path / "data", fetch=FetchSettings(contact="desk@commons.test"))
    once(settings)
    with opened(settings) as overview:
        (made,) = overview.checkpoints()
        assert () == look_whole(overview, open_key(settings.ledger_key).key, signed_by).problems
    assert made.note == settings.ledger_checkpoint.read_text("utf-8")


def test_a_head_that_cannot_be_laid_outside_is_told_and_stops_nothing(tmp_path):
    """The pass goes on; the checkpoint is in the store."""
    settings = Settings(
        data=tmp_path / "data",
        fetch=FetchSettings(contact="desk@commons.test"),
        ledger=LedgerSettings(checkpoint=tmp_path / "no" / "such" / "folder"),
    )
    once(settings)
    with opened(settings) as overview:
        assert 1 == len(overview.checkpoints())
