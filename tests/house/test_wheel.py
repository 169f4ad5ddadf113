"""The wheel: what an installation gets, and what it does not."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.project import PACKAGE, ROOT, name

SHIPPED = "syndicator/_shipped/"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel as hatchling builds it from this checkout, without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def files(kind: str) -> set[str]:
    """What lies in one of the shipped folders of the checkout."""
    return {f"{SHIPPED}{name(path)}" for path in (ROOT / kind).rglob("*") if path.is_file() and not path.name.startswith(".")}


@pytest.mark.parametrize("kind", ["templates", "config"])
def test_templates_and_configuration_are_in_it(wheel: zipfile.ZipFile, kind: str) -> None:
    """Every file of the two top-level folders lands where `shipped` looks for it, and none but those."""
    landed = {entry for entry in wheel.namelist() if entry.startswith(f"{SHIPPED}{kind}/")}
    assert files(kind) == landed
    assert landed != set()


def test_the_whole_package_is_in_it(wheel: zipfile.ZipFile) -> None:
    """Migrations and the marker for type checkers too (PEP 561), and nothing that Python left behind."""
    expected = {name(path) for path in PACKAGE.rglob("*") if path.is_file() and path.parent.name != "__pycache__"}
    assert "syndicator/py.typed" in expected
    assert expected == {entry for entry in wheel.namelist() if entry.startswith("syndicator/") and not entry.startswith(SHIPPED)}


def test_nothing_else_is_in_it(wheel: zipfile.ZipFile) -> None:
    """No tests, no demonstration, no code among the data."""
    tops = {Path(entry).parts[0] for entry in wheel.namelist()}
    assert {"syndicator"} == {top for top in tops if not top.endswith(".dist-info")}
    assert [] == [entry for entry in wheel.namelist() if entry.startswith(SHIPPED) and entry.endswith((".py", ".pyc"))]


def test_it_carries_its_licence_and_its_doors(wheel: zipfile.ZipFile) -> None:
    """The licence text, the command and the kinds of site come with it."""
    [info] = {Path(entry).parts[0] for entry in wheel.namelist() if ".dist-info/" in entry}
    assert "Apache License" in wheel.read(f"{info}/licenses/LICENSE").decode()
    doors = wheel.read(f"{info}/entry_points.txt").decode()
    assert [] == [door for door in ("[console_scripts]\nsyndicator = ", "[syndicator.sites]") if door not in doors]
