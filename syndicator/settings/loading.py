"""Loading: find the file, read it, lay the environment over it, check everything, and only then build Settings."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from syndicator.errors import SettingsError
from syndicator.settings.building import build
from syndicator.settings.checks import cross_problems, warnings
from syndicator.settings.credentials import Secrets, read_secrets
from syndicator.settings.document import Document
from syndicator.settings.lines import Path as Key
from syndicator.settings.lines import line_of, locate
from syndicator.settings.model import Settings
from syndicator.settings.overrides import overridden
from syndicator.settings.problems import Where, shape_problems
from syndicator.settings.standing import standing

_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A checked file: the settings, warnings (one line each), and the document with what is needed to tell where a value is from."""

    settings: Settings
    warnings: tuple[str, ...]
    document: Document
    where: Where


def find(explicit: Path | None, environ: Mapping[str, str]) -> Path:
    """The settings file: the one named, else $SYNDICATOR_CONFIG, else the first that exists of the usual places."""
    named = explicit or (Path(environ["SYNDICATOR_CONFIG"]) if environ.get("SYNDICATOR_CONFIG") else None)
    if named is not None:
        there = standing(named)
        if there == "folder":
            raise SettingsError(f"{named}: it is a directory; name the file in it")
        if there == "nothing":
            by = "" if explicit else " (named by SYNDICATOR_CONFIG)"
            raise SettingsError(f"{named}: there is no such file{by}; write one with: syndicator init")
        return named
    home = environ.get("XDG_CONFIG_HOME") or (f"{environ['HOME']}/.config" if environ.get("HOME") else "")
    places = [Path("syndicator.toml"), Path("config/syndicator.toml")]
    places += [Path(home, "syndicator", "syndicator.toml")] if home else []
    places += [Path("/etc/syndicator/syndicator.toml")]
    for place in places:
        if _lies(place):
            return place
    raise SettingsError(f"no settings file at {', '.join(map(str, places))}; write one with: syndicator init, or name one with --config")


def _lies(place: Path) -> bool:
    """A usual place that is closed to us, such as another user's home, is as good as empty."""
    try:
        return standing(place) == "file"
    except SettingsError:
        return False


def load(path: Path, environ: Mapping[str, str]) -> Settings:
    """Load and check a settings file; SettingsError holds every problem, one line each."""
    return read(path, environ).settings


def read(path: Path, environ: Mapping[str, str], *, secrets: bool = True) -> Loaded:
    """Load and check a settings file, with warnings and origins; SettingsError as for `load`.

    Without `secrets` none is read, and none is missed: whoever only looks needs no credential.
    """
    return check(read_text(path), path, environ, secrets=secrets)


def read_text(path: Path) -> str:
    """The text of a settings file as it stands, line ends and all; SettingsError where there is none."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise SettingsError(f"{path}:{line}: not UTF-8 text; save the file as UTF-8") from None
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from None


def standing_at(path: Path | None, key: Key) -> str:
    """`FILE:LINE` of a key, for what is found wrong after loading; the file alone where it can be read no more, as a pipe."""
    if path is None:
        return "settings"
    try:
        return f"{path}:{line_of(locate(read_text(path)), key)}"
    except SettingsError:
        return str(path)


def check(text: str, path: Path, environ: Mapping[str, str], *, secrets: bool = True) -> Loaded:
    """Check the text of a settings file as if it stood at `path`; SettingsError and `secrets` as for `read`."""
    folder = path.absolute().parent
    written = parsed(text, path)
    laid = overridden(written, environ)
    where = Where(str(path), locate(text), laid.variables, laid.document)
    found = read_secrets(laid.document, folder, environ, where) if secrets else Secrets()
    document, problems = _shaped(laid.document, where)
    problems += [*cross_problems(laid.document, folder, where), *laid.problems, *found.problems]
    if document is None or problems:
        raise SettingsError(*sorted(dict.fromkeys(problems), key=_line_number))
    settings = build(document, path.absolute(), found.values)
    return Loaded(settings, (*found.warnings, *warnings(laid.document, where)), document, where)


def parsed(text: str, path: Path) -> dict[str, Any]:
    """The document of a TOML text; SettingsError with line and column where it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT.search(str(error))
        at = f"{found[1]}:{found[2]}" if found and found[1] else f"{len(text.splitlines()) or 1}:1"
        says = _AT.sub("", str(error))
        raise SettingsError(f"{path}:{at}: not valid TOML: {says[:1].lower()}{says[1:]}") from None
    except RecursionError:
        raise SettingsError(
            f"{path}: its lists or tables are nested too deeply to be read; nothing here needs more than four levels"
        ) from None


def _shaped(document: Mapping[str, Any], where: Where) -> tuple[Document | None, list[str]]:
    try:
        return Document.model_validate(document), []
    except ValidationError as error:
        return None, shape_problems(error, Document, where)


def _line_number(problem: str) -> int:
    """Problems are told in the order of the file; those of the environment come first."""
    found = re.match(r".*?:(\d+): ", problem)
    return int(found[1]) if found else 0
