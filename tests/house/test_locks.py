"""The locks: every package pinned and hashed, no registry named, and what pyproject.toml asks for."""

import re

import pytest
from packaging.requirements import Requirement

from tests.house.project import ROOT, pyproject

LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-build.lock"]


def pins(lock: str) -> dict[str, list[str]]:
    """Package → the versions a lock pins it to (several where they depend on the Python)."""
    found: dict[str, list[str]] = {}
    for line in re.findall(r"(?m)^([\w.-]+==\S+)", (ROOT / lock).read_text(encoding="utf-8")):
        package, _, version = line.partition("==")
        found.setdefault(package.lower(), []).append(version)
    return found


def asked(lock: str) -> list[str]:
    """What pyproject.toml asks for, as far as a lock is to hold it."""
    whole = pyproject()
    run = whole["project"]["dependencies"]
    kinds = {"requirements.lock": run, "requirements-dev.lock": run + whole["dependency-groups"]["dev"]}
    return kinds.get(lock, whole["build-system"]["requires"])


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_hashed_and_no_address_stands_in_it(lock: str) -> None:
    """A lock serves any mirror, and pip refuses a file that is not the one that was locked."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"(?m)^(?=[\w.-]+==)", text)[1:]
    assert ([], []) == (re.findall(r"\w+://\S+", text), [block.split()[0] for block in blocks if "--hash=sha256:" not in block])


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_what_is_asked_for(lock: str) -> None:
    """A changed dependency without a new lock is noticed (`make lock`)."""
    held = pins(lock)
    wanted = [Requirement(line) for line in asked(lock)]
    assert [] == [str(want) for want in wanted if not any(want.specifier.contains(v) for v in held.get(want.name.lower(), []))]


def test_the_locks_agree() -> None:
    """What is tested is what runs: a package that stands in two locks has one version."""
    run, dev, build = (pins(lock) for lock in LOCKS)
    assert {} == {package: (run[package], dev.get(package)) for package in run if run[package] != dev.get(package)}
    assert {} == {package: (build[package], dev[package]) for package in build.keys() & dev.keys() if build[package] != dev[package]}
