"""A file has one subject: none is longer than 300 lines."""

from tests.house.project import name, python_files

LONGEST = 300


def test_no_file_is_too_long() -> None:
    """A longer file has two subjects."""
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files("syndicator", "demo", "tests")}
    assert {} == {path: length for path, length in lengths.items() if length > LONGEST}


def test_the_measure_sees_the_files() -> None:
    """The test above looks at files that exist."""
    assert "syndicator/errors.py" in {name(path) for path in python_files("syndicator", "demo", "tests")}
