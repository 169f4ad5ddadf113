"""Editing a settings file in place: only the lines that are meant change, and never into a file that is wrong in a new way."""

import os
import re
import stat
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import tomlkit

from syndicator.errors import InputError, SettingsError
from syndicator.settings.lines import blocks
from syndicator.settings.loading import check, parsed


def with_sources(text: str, sources: Sequence[Mapping[str, object]]) -> str:
    """The text with sources put behind everything else, where they break up nothing."""
    made = "".join(f"\n{tomlkit.dumps({'source': [dict(source)]})}" for source in sources)
    ends = "" if text.endswith("\n") or not text else "\n"
    newline = "\r\n" if "\r\n" in text else "\n"
    return text + (ends + made).replace("\n", newline)


def without_source(text: str, path: Path, source_id: str) -> str:
    """The text without the keys of one source; comments round it stay. InputError where there is no such source."""
    document = parsed(text, path)
    tables = document.get("source", [])
    ids = [table.get("id") for table in tables] if isinstance(tables, list) else []
    found = [block for block in blocks(text) if block[0] == ("source",)]
    if source_id not in ids:
        known = ", ".join(str(word) for word in ids) or "none"
        raise InputError(f'{path}: there is no source "{source_id}"; there are: {known}')
    if len(found) != len(ids):
        raise InputError(f"{path}: the sources are not written as [[source]] tables; take it out by hand")
    _, first, last = found[ids.index(source_id)]
    lines = re.findall(r"[^\n]*\n|[^\n]+$", text)
    if not "".join(lines[first - 2 : first - 1]).strip() and not "".join(lines[last : last + 1]).strip():
        first = max(1, first - 1)
    return "".join(lines[: first - 1] + lines[last:])


def save(path: Path, before: str, after: str, environ: Mapping[str, str]) -> None:
    """Write the new text in one step; SettingsError, and nothing written, where it has a problem the old text did not have."""
    parsed(before, path)
    known = {_place_free(problem) for problem in _problems(before, path, environ)}
    fresh = [problem for problem in _problems(after, path, environ) if _place_free(problem) not in known]
    if fresh:
        raise SettingsError(*fresh)
    try:
        _replace(path.resolve(), after)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror})") from None


def _problems(text: str, path: Path, environ: Mapping[str, str]) -> tuple[str, ...]:
    try:
        check(text, path, environ)
    except SettingsError as error:
        return error.problems
    return ()


def _place_free(problem: str) -> str:
    return re.sub(r"(^.*?:\d+(:\d+)?: )|(\bline \d+)", "", problem)


def _replace(path: Path, text: str) -> None:
    """Replace a file by another with the same rights; a crash leaves the old one or the new one."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
