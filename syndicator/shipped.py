"""Where the files that ship with syndicator are: inside the package in a wheel, beside it in a checkout."""

from pathlib import Path
from typing import Literal

from syndicator.errors import InputError


def shipped(kind: Literal["templates", "config"]) -> Path:
    """The folder of shipped templates or configuration; InputError where the installation has lost it."""
    package = Path(__file__).parent
    installed, beside = package / "_shipped" / kind, package.parent / kind
    if installed.is_dir():
        return installed
    if beside.is_dir() and (package.parent / "pyproject.toml").is_file():
        return beside
    raise InputError(f"the shipped {kind} are neither at {installed} nor at {beside}; install syndicator again")
