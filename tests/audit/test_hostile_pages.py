"""Hostile and odd HTML over real sockets: no crash, no document taken for a copy, and no answer about a true copy changed by one."""

import os
from pathlib import Path

import pytest

from bench.audit_hostile import audited, measure, said, served
from bench.hostile import documents

_WANTED = 120
_TELL_OF_WORDS = {"changes", "change_note"}  # words that a document shows between paragraphs are a change to the text


@pytest.fixture(scope="module")
def hostile() -> list[bytes]:
    """Documents out of the whole folder: $SYNDICATOR_CORPORA, else the one that stands beside the project."""
    folder = Path(os.environ.get("SYNDICATOR_CORPORA") or Path(__file__).parents[2].parent / "shared" / "corpora") / "html"
    found = list(documents(folder)) if folder.is_dir() else []
    if len(found) < _WANTED:
        pytest.skip(f"there are no test cases of parsers and sanitisers at {folder}; name the folder above html in SYNDICATOR_CORPORA")
    return found[:: len(found) // _WANTED]


def test_hostile_pages_are_audited_as_any_other(hostile, tmp_path):
    """A hundred and more, each by itself, below a page whose defects are known, and within one."""
    originals, paths = served(7, hostile)
    found = audited(originals, paths, tmp_path)
    assert set(paths) == set(found)
    assert [] == [path for path in paths if path.startswith("/alone/") and said(found[path])]
    assert set() == {one["problem"] for one in found.values() if "could not be read" in one["problem"]}
    counts, _ = measure(paths, found)
    assert {} == {key: count.examples for key, count in counts.items() if count.examples and not (_so(key) and not count.missed)}
    assert all(counts[name, question].right for name in ("below", "within") for question in ("copied", "hyperlink_original", "byline"))


def _so(key: tuple[str, str]) -> bool:
    return key[0] == "within" and key[1] in _TELL_OF_WORDS
