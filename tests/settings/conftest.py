"""A settings file that is right, to be bent by the tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

GOOD = """\
data = "store"
[fetch]
contact = "desk@quay.test"
workers = 3
[[source]]
id = "quay"
feed = "https://quay.test/feed.xml"
publisher = "Quay Weekly"
owners = ["Quay Trust"]
cadence = "1h30m"
text = "page"
on_first_poll = "latest:5"
[[source]]
id = "pier"
feed = "http://pier.test/atom"
publisher = "Pier Daily"
[[site]]
id = "square"
kind = "wordpress"
address = "https://square.test/blog"
use = "community"
nonprofit = true
forms = ["full", "link"]
credential = { env = "SQUARE_PASSWORD" }
[site.options]
user = "bot"
[[site]]
id = "market"
kind = "journal"
use = "commercial"
[[route]]
sources = ["*"]
sites = ["square"]
max_age = "30d"
quiet = "22:00-07:00"
[[route]]
id = "paid"
sources = ["quay"]
sites = ["*"]
[[agreement]]
publisher = "Quay Trust"
sites = ["market"]
uses = ["republish", "commercial"]
from = 2026-01-01
until = 2026-12-31
reference = "letter of 2025-12-01"
"""
ENVIRON = {"SQUARE_PASSWORD": "open sesame"}


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a text as the settings file of a fresh folder."""

    def written(text: str) -> Path:
        file = tmp_path / "syndicator.toml"
        file.write_text(text, "utf-8")
        return file

    return written


@pytest.fixture
def good(write: Callable[[str], Path]) -> Path:
    """The settings file that is right."""
    return write(GOOD)
