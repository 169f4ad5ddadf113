"""Running commands as the console script does, without a process for each."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from syndicator.__main__ import main

GOOD = """\
# Our settings.
[fetch]
contact = "desk@quay.test"

[[source]]
id = "quay"  # the oldest
feed = "https://quay.test/feed.xml"
publisher = "Quay Weekly"

[[site]]
id = "square"
kind = "journal"
use = "community"

[[route]]
sources = ["*"]
sites = ["square"]
"""


@dataclass(frozen=True)
class Ran:
    """What a command answered: its exit code, and what it said where."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Ran]]:
    """Runs one command line as the console script does, with no settings in the environment; what it logs to goes with it."""
    before = list(logging.getLogger().handlers)
    for name in ("SYNDICATOR_CONFIG", "SYNDICATOR_DATA", "SYNDICATOR_LOG_LEVEL", "SYNDICATOR_LOG_FORMAT", "SYNDICATOR_SENTRY_DSN"):
        monkeypatch.delenv(name, raising=False)

    def ran(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        _log_no_more(before)  # a test's own server may log on, into a stream that is no more
        return Ran(code, said.out, said.err)

    yield ran
    _log_no_more(before)


def _log_no_more(before: list[logging.Handler]) -> None:
    root = logging.getLogger()
    for handler in [h for h in root.handlers if h not in before]:
        root.removeHandler(handler)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A settings file that is right."""
    path = tmp_path / "syndicator.toml"
    path.write_text(GOOD, "utf-8")
    return path
