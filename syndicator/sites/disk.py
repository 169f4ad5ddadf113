"""Files as destinations: a file is there whole or not at all, one writer at a time, and names cannot leave the folder."""

import fcntl
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from syndicator.errors import Rejected, RetryLater

STATE = ".syndicator"
_SEGMENT = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LONGEST = 120  # file systems hold 255 bytes a name; suffixes and the temporary name need room


def checked_segment(name: str) -> str:
    """A name that is safe as a file name and in an address; raises Rejected for any other."""
    if len(name) > _LONGEST or not _SEGMENT.fullmatch(name):
        raise Rejected(f"{name[:_LONGEST]!r} is no safe file name", "use lower-case letters, digits and single hyphens")
    return name


def write_whole(path: Path, text: str) -> None:
    """Put `text` (UTF-8) at `path` so that a reader, or a crash, meets the old file or the new one; an equal file is left alone.

    Temporary file in the same folder, fsync, rename, fsync of the folder. Raises RetryLater when the disk refuses.
    """
    data = text.encode("utf-8", "replace")
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    with _ours(path):
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except OSError:
            with suppress(OSError):  # the first error is the one to tell
                temporary.unlink(missing_ok=True)
            raise
        _keep_names(path.parent)


def remove(path: Path) -> None:
    """Take a file away and wait until the disk knows; one that is not there is success."""
    with _ours(path):
        path.unlink(missing_ok=True)
        _keep_names(path.parent)


def append_line(path: Path, line: str) -> None:
    """Add one line to a file and wait until the disk has it; a line torn by a crash is closed off first."""
    with _ours(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            torn = file.tell() > 0 and _last_byte(path) != b"\n"
            file.write((b"\n" if torn else b"") + line.encode("utf-8", "replace") + b"\n")
            file.flush()
            os.fsync(file.fileno())


def read_whole(path: Path) -> str | None:
    """The file's text, or None where there is no file; raises RetryLater when the disk refuses."""
    with _ours(path):
        try:
            return path.read_bytes().decode("utf-8", "replace")
        except (FileNotFoundError, NotADirectoryError):
            return None


def read_json(path: Path) -> dict[str, Any] | None:
    """The JSON object in a file, or None where there is no file or no such object."""
    try:
        value = json.loads(read_whole(path) or "null")
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def names_in(folder: Path) -> list[str]:
    """The stems of the JSON files directly in a folder, sorted; a missing folder is empty."""
    with _ours(folder):
        return sorted(path.stem for path in folder.glob("*.json") if path.is_file() and not path.name.startswith("."))


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the folder against other threads and processes: what is rebuilt from several files is not rebuilt from a mix."""
    with _ours(folder):
        (folder / STATE).mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / STATE / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        with _ours(folder):
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def writable(folder: Path) -> tuple[bool, str]:
    """Whether files can be written in a folder, tried with one that is removed again."""
    probe = folder / STATE / f".probe-{secrets.token_hex(6)}"
    try:
        write_whole(probe, "")
        with _ours(probe):
            probe.unlink()
    except RetryLater as error:
        return False, str(error)
    return True, f"{folder} can be written"


@contextmanager
def _ours(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RetryLater(f"{error.filename or path}: {error.strerror or error}; make room or give access, and it is tried again") from error


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1)


def _keep_names(folder: Path) -> None:
    """Wait until the disk has the folder's names (a rename is durable only then)."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
