"""The demonstration touches nothing that is not its own, and a mistake is told in one line."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.__main__ import _defects, main
from syndicator.core.verdict import Answer, Finding, Status, Verdict
from syndicator.settings import load
from syndicator.stores import open_store
from tests.shells import press


@pytest.fixture(autouse=True)
def _same_log_level() -> Iterator[None]:
    """The demonstration quiets the log of its process; the other tests' stays as it is."""
    level = logging.getLogger().level
    yield
    logging.getLogger().setLevel(level)


@pytest.mark.parametrize("options", [[], ["--fresh"]])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, options: list[str]):
    """Its settings are not overwritten, and nothing in it is deleted."""
    (tmp_path / "syndicator.toml").write_text("mine")
    monkeypatch.setattr(sys, "argv", ["demo", "--out", str(tmp_path), *options])
    assert 2 == main()
    assert ["syndicator.toml"] == [path.name for path in tmp_path.iterdir()]
    assert "mine" == (tmp_path / "syndicator.toml").read_text()
    assert (
        f"demo: {tmp_path} holds something that is not of this demonstration; name another folder with --out\n" == capsys.readouterr().err
    )


@pytest.mark.parametrize(("port", "says"), [("99999", "is no web address"), ("abc", "invalid int value: 'abc'")])
def test_a_wrong_port_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, port: str, says: str):
    """Also when the environment names it."""
    monkeypatch.setenv("PORT", port)
    monkeypatch.setattr(sys, "argv", ["demo", "--out", str(tmp_path / "out")])
    with pytest.raises(SystemExit) as ended:
        sys.exit(main())
    assert (2, True) == (ended.value.code, says in capsys.readouterr().err)


def test_a_file_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    """It is told, and what to do."""
    (tmp_path / "out").write_text("x")
    monkeypatch.setattr(sys, "argv", ["demo", "--out", str(tmp_path / "out")])
    assert 2 == main()
    assert "cannot be used (Not a directory); name another folder with --out" in capsys.readouterr().err


def test_an_article_the_program_failed_on_is_told_apart(tmp_path: Path):
    """It is held like others, but it is no answer, and the demonstration does not end well."""
    settings = load(press.settings(tmp_path), {})
    press.fill(tmp_path)
    assert [] == _defects(settings)
    failed = Verdict(Answer.HOLD, None, (Finding("internal", Status.UNKNOWN, Answer.HOLD, "it could not be judged: ValueError"),))
    store = open_store(tmp_path / "data" / "syndicator.sqlite")
    store.record_verdict(press.CRANE.key, "square", "d", failed, None, press.NOW)
    store.close()
    assert ["it could not be judged: ValueError"] == _defects(settings)
