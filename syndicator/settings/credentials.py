"""Secrets: read once from the environment or a file, held as SecretStr, never shown."""

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import SecretStr, ValidationError

from syndicator.settings import lines
from syndicator.settings.document import SecretTable
from syndicator.settings.problems import Where

_LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Secrets:
    """The secrets of one file by key path, what could not be read, and what would better be kept elsewhere."""

    values: dict[lines.Path, SecretStr] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_secrets(document: Mapping[str, Any], folder: Path, environ: Mapping[str, str], where: Where) -> Secrets:
    """Read every secret a document names; relative files are looked for in `folder`."""
    secrets = Secrets()
    for path, table in _named(document):
        try:
            reference = SecretTable.model_validate(table)
        except ValidationError:
            continue  # the shape of the document has its own problems, told beside these
        try:
            secrets.values[path] = SecretStr(_read(reference, folder, environ))
        except (OSError, ValueError) as error:
            secrets.problems.append(where.told(path, str(error)))
        if reference.text is not None:
            says = "the secret stands in the settings file; keep it in the environment or in a file instead"
            secrets.warnings.append(where.told(path, says))
        if reference.file is not None and _open_to_all(folder / reference.file):
            says = f"everybody on this machine can read {reference.file}; take the right away with: chmod o-r {reference.file}"
            secrets.warnings.append(where.told(path, says))
    return secrets


def read_secret_file(file: Path) -> str:
    """The text of a secret file without the white space round it; ValueError says what is wrong with the file."""
    try:
        with file.open("rb") as stream:
            text = stream.read(_LARGEST).decode().strip()
    except UnicodeDecodeError:
        raise ValueError(f"the secret file {file} is not text; write the secret alone, in UTF-8") from None
    except OSError as error:
        raise ValueError(f"the secret file {file} cannot be read ({error.strerror}); create it, or name another") from None
    if not text:
        raise ValueError(f"the secret file {file} is empty; write the secret into it")
    return text


def _named(document: Mapping[str, Any]) -> list[tuple[lines.Path, object]]:
    found: list[tuple[lines.Path, object]] = []
    for kind in ("source", "site"):
        tables = document.get(kind)
        for number, table in enumerate(tables if isinstance(tables, list) else []):
            if isinstance(table, Mapping) and "credential" in table:
                found.append(((kind, number, "credential"), table["credential"]))
    for name, key in (("sentry", "dsn"), ("mail", "password")):
        named = document.get(name)
        if isinstance(named, Mapping) and key in named:
            found.append(((name, key), named[key]))
    notify = document.get("notify")
    urls = notify.get("urls") if isinstance(notify, Mapping) else None
    return found + [(("notify", "urls", number), url) for number, url in enumerate(urls if isinstance(urls, list) else [])]


def _read(reference: SecretTable, folder: Path, environ: Mapping[str, str]) -> str:
    if reference.file is not None:
        return read_secret_file(folder / reference.file)
    if reference.text is not None:
        return reference.text
    value = environ.get(reference.env or "", "").strip()
    if not value:
        raise ValueError(f'the environment variable {reference.env} is not set; set it, or write {{ file = "/path" }}')
    return value


def _open_to_all(file: Path) -> bool:
    try:
        return bool(file.stat().st_mode & stat.S_IROTH)
    except OSError:
        return False  # a file that cannot be looked at is a problem already
