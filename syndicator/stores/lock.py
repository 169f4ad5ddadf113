"""One process a data directory: the operating system frees the lock whatever way its holder ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from syndicator.errors import DataInUse, StoreUnavailable


@contextmanager
def hold(data: Path) -> Iterator[None]:
    """Make and hold this data directory for as long as the context lasts (flock on its file `lock`).

    Raises DataInUse, naming the process that holds it, and StoreUnavailable where the file cannot be made.
    """
    make_data_folder(data)
    file = _opened(data)
    try:
        _lock(file, data)
        try:
            yield
        finally:
            # The file stays: unlinking it would let two holders lock two files of one name.
            os.ftruncate(file, 0)
    finally:
        os.close(file)


def make_data_folder(data: Path) -> None:
    """Make the data directory where it is missing, closed to strangers: secrets of hubs and words of people rest in it.

    One that is there keeps its mode. Raises StoreUnavailable.
    """
    try:
        data.mkdir(mode=0o750, parents=True, exist_ok=True)
    except FileExistsError:
        raise StoreUnavailable(f"{data}: it is a file, and a folder is wanted; name another data directory") from None
    except OSError as error:
        raise StoreUnavailable(f"{data}: {error.strerror}; make it, or name another data directory") from error


def _opened(data: Path) -> int:
    """The lock file, without a buffer: one that could not be emptied onto a full disk would fail a second time on closing."""
    try:
        return os.open(data / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreUnavailable(f"{data / 'lock'}: {error.strerror}; make the data directory writable") from error


def _lock(file: int, data: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(file, 0)
        os.pwrite(file, str(os.getpid()).encode(), 0)
    except BlockingIOError as error:
        pid = os.pread(file, 20, 0).decode("ascii", "replace").strip()
        holder = f"process {pid}" if pid.isdigit() else "another process"
        raise DataInUse(f"{data} is in use by {holder}: stop it, or use another data directory") from error
    except OSError as error:
        raise StoreUnavailable(f"{data / 'lock'}: {error.strerror}; use a file system with locks and free space") from error
