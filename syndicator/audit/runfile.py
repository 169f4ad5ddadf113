"""The file of a run: every page that is done is a line in it, so that a run that was broken off goes on where it ended."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from syndicator.audit.results import Checked
from syndicator.errors import InputError

_SCHEMA = "syndicator/audit-run/1"


def digest_of(said: Iterable[str]) -> str:
    """sha256 (hex) of what decides the answers of a run beside the pages: the originals, and how the sites are run."""
    return hashlib.sha256("\0".join(said).encode("utf-8", "replace")).hexdigest()


class RunFile:
    """Lines of JSON: the first says what the run is about, each other one a page. Raises InputError for a file that is none."""

    def __init__(self, path: Path, about: str) -> None:
        self._path = path
        self.done = self._read(about)
        try:
            self._file = path.open("a", encoding="utf-8")
        except OSError as error:
            raise InputError(f"{path}: it cannot be written ({error.strerror})") from None
        if not self._file.tell():
            self._write({"schema": _SCHEMA, "about": about})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, page: Checked) -> None:
        """Keep a page; it is in the file when this returns."""
        self.done[page.url] = page
        self._write(page.shape())

    def _write(self, said: object) -> None:
        self._file.write(json.dumps(said) + "\n")
        self._file.flush()

    def _read(self, about: str) -> dict[str, Checked]:
        """The pages that are done. A last line that was cut off in the middle is cut away."""
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise InputError(f"{self._path}: it cannot be read ({error.strerror})") from None
        whole = data[: data.rfind(b"\n") + 1]
        if whole != data:
            self._path.write_bytes(whole)
        if not whole:
            return {}
        head, *lines = whole.decode("utf-8", "replace").splitlines()
        self._require(head, about)
        try:
            pages = [Checked.of_shape(json.loads(line)) for line in lines]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{self._path}: a line of it cannot be read ({error}); begin anew with another file") from None
        return {page.url: page for page in pages}

    def _require(self, head: str, about: str) -> None:
        try:
            said = json.loads(head)
        except ValueError:
            said = None
        if not isinstance(said, dict) or said.get("schema") != _SCHEMA:
            raise InputError(f"{self._path}: it is not the file of an audit; name another, which is made then")
        if said.get("about") != about:
            raise InputError(f"{self._path}: it is of a run with other originals or another --use; name another file")
