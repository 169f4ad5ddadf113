"""Every problem of a file is told at once, each with its line, its key, what is wrong and what would be right."""

from pathlib import Path

import pytest

from syndicator.errors import SettingsError
from syndicator.settings import load

CASES = sorted((Path(__file__).parent / "problems").glob("*.toml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_wrong_file_is_told_all_its_problems(case):
    """The lines after `#=` in a case are what is said of it, in this order and nothing else."""
    expected = [line.removeprefix("#= ") for line in case.read_text("utf-8").splitlines() if line.startswith("#= ")]
    with pytest.raises(SettingsError) as told:
        load(case, {})
    said = [problem.replace(f"{case}:", "").replace(f"{case.parent}/", "") for problem in told.value.problems]
    assert expected == said


def test_every_case_has_expectations():
    """A case that expects nothing would prove nothing."""
    assert CASES
    assert [] == [case.name for case in CASES if "#= " not in case.read_text("utf-8")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_no_secret_is_repeated(case):
    """What stands where a secret belongs is not said again, whatever is wrong with it."""
    with pytest.raises(SettingsError) as told:
        load(case, {})
    assert not [word for word in ("hunter2", "12345", "secret-key") if word in str(told.value)]


def test_a_file_that_is_no_text_is_told_with_its_line(tmp_path):
    """A file in another encoding is told where it stops being UTF-8."""
    file = tmp_path / "syndicator.toml"
    file.write_bytes(b'data = "x"\n# caf\xe9\n')
    with pytest.raises(SettingsError, match=r"syndicator\.toml:2: not UTF-8 text; save the file as UTF-8"):
        load(file, {})


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    """A folder is no file."""
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path, {})


@pytest.mark.parametrize("key", ["data", "templates", "policies"])
def test_a_folder_that_cannot_be_looked_at_is_told(tmp_path, key):
    """With its key and line, and no traceback."""
    closed = tmp_path / "closed"
    closed.symlink_to(closed)
    file = tmp_path / "syndicator.toml"
    file.write_text(f'{key} = "closed/x"\n[fetch]\ncontact = "desk@quay.test"\n', "utf-8")
    with pytest.raises(SettingsError, match=rf"syndicator\.toml:1: {key}: .*closed/x: cannot be looked at \(Too many levels"):
        load(file, {})


def test_a_file_nested_without_end_is_told(tmp_path):
    """The parser's own bound is a line, not a traceback."""
    file = tmp_path / "syndicator.toml"
    file.write_text(f"a = {'[' * 100_000}{']' * 100_000}\n", "utf-8")
    with pytest.raises(SettingsError, match=r"syndicator\.toml: .*nested too deeply"):
        load(file, {})
