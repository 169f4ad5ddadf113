"""One process a data directory: the operating system frees the lock whatever way its holder ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from syndicator.errors import DataInUse, StoreUnavailable


@contextmanager
def hold(data: Path) -> Iterator[None]:
    """Make and hold this data directory for as long as the context lasts (flock on its file `lock`).

    Raises DataInUse, naming the process that holds it, and StoreUnavailable where the file cannot be made.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        file = (data / "lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreUnavailable(f"{data / 'lock'}: {error.strerror}; make the data directory writable") from error
    with file:
        _lock(file, data)
        try:
            yield
        finally:
            # The file stays: unlinking it would let two holders lock two files of one name.
            _write(file, "")


def _lock(file: TextIO, data: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _write(file, str(os.getpid()))
    except BlockingIOError as error:
        file.seek(0)
        pid = file.read(20).strip()
        holder = f"process {pid}" if pid.isdigit() else "another process"
        raise DataInUse(f"{data} is in use by {holder}: stop it, or use another data directory") from error
    except OSError as error:
        raise StoreUnavailable(f"{data / 'lock'}: {error.strerror}; use a file system with locks and free space") from error


def _write(file: TextIO, text: str) -> None:
    file.seek(0)
    file.truncate()
    file.write(text)
    file.flush()
