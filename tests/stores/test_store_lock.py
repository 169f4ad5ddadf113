"""One process a data directory."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from syndicator.errors import DataInUse, StoreUnavailable
from syndicator.stores.lock import hold

HOLDER = """
import sys
from pathlib import Path
from syndicator.stores.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_holder_is_told_who_holds_it(tmp_path: Path):
    """The number of the process is in the words, and what to do."""
    with hold(tmp_path), pytest.raises(DataInUse, match=f"in use by process {os.getpid()}: stop it, or use another"), hold(tmp_path):
        pass


def test_it_is_free_after_its_holder(tmp_path: Path):
    """Leaving the context, by an error too, frees it."""
    with pytest.raises(KeyError), hold(tmp_path):
        raise KeyError
    with hold(tmp_path):
        assert str(os.getpid()) == (tmp_path / "lock").read_text()
    assert (tmp_path / "lock").read_text() == ""


def test_a_killed_holder_frees_it(tmp_path: Path):
    """The operating system lets go of it, whatever the file still says."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": os.pathsep.join(sys.path)}
    ) as other:
        assert "held\n" == other.stdout.readline()
        with pytest.raises(DataInUse, match=f"process {other.pid}"), hold(tmp_path):
            pass
        other.kill()
    with hold(tmp_path):
        pass


def test_a_missing_directory_is_made(tmp_path: Path):
    """With every directory above it."""
    with hold(tmp_path / "new" / "data"):
        assert str(os.getpid()) == (tmp_path / "new" / "data" / "lock").read_text()


def test_a_directory_that_is_made_is_closed_to_strangers(tmp_path: Path):
    """Secrets of hubs and words of people rest in it; one that was there keeps the mode its owner gave it."""
    with hold(tmp_path / "data"):
        assert 0 == (tmp_path / "data").stat().st_mode & 0o007
    (tmp_path / "data").chmod(0o755)
    with hold(tmp_path / "data"):
        assert 0o755 == (tmp_path / "data").stat().st_mode & 0o777


def test_a_directory_that_cannot_be_made_is_told(tmp_path: Path):
    """In words, with the file."""
    (tmp_path / "file").touch()
    with (
        pytest.raises(StoreUnavailable, match=r"file/data: Not a directory; make it, or name another data directory"),
        hold(tmp_path / "file" / "data"),
    ):
        pass


def test_a_file_in_its_place_is_told(tmp_path: Path):
    """With what is wanted instead."""
    (tmp_path / "data").touch()
    with pytest.raises(StoreUnavailable, match=r"data: it is a file, and a folder is wanted"), hold(tmp_path / "data"):
        pass


def test_a_full_disk_is_one_error_of_ours(tmp_path: Path):
    """The number cannot be written; nothing foreign follows when the file is closed, and the lock is free again."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with pytest.raises(StoreUnavailable, match=r"lock: .*free space"), hold(tmp_path):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    with hold(tmp_path):
        assert str(os.getpid()) == (tmp_path / "lock").read_text()
