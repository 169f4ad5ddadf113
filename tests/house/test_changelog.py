"""The version, told in three places, is one."""

import re

import syndicator
from tests.house.project import ROOT, pyproject


def released() -> list[str]:
    """The versions of the changelog, newest first."""
    return re.findall(r"(?m)^## \[?(\d[^\]\s]*)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))


def test_the_version_is_one() -> None:
    """Package, pyproject.toml and the newest entry of the changelog agree."""
    assert (syndicator.__version__, syndicator.__version__) == (pyproject()["project"]["version"], released()[0])


def test_every_version_has_its_day() -> None:
    """Keep a Changelog: a version is told with the day it came out (ISO 8601)."""
    headings = re.findall(r"(?m)^## (?!\[?Unreleased).*$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert [] == [line for line in headings if not re.fullmatch(r"## \[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", line)]
