"""The main text of pages that do not mark it; the library is an extra."""

import pytest

from syndicator.errors import Rejected
from syndicator.feeds import extracting, open_extractor

URL = "https://herald.example/a"
STORY = "".join(
    f"<p>In part {n} the river rose again, and the <a href='/bridge'>old bridge</a> was closed to all traffic.</p>" for n in range(12)
)
PAGE = f"<html><body><div><a href='/'>Home</a> <a href='/news'>News</a></div><div class='x'><h1>River</h1>{STORY}</div></body></html>"


def test_without_the_library_there_is_no_extractor(monkeypatch: pytest.MonkeyPatch):
    """Nothing is loaded, and nothing fails."""
    monkeypatch.setattr(extracting, "find_spec", lambda name: None)
    assert open_extractor() is None


def test_a_library_that_cannot_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    """A half-installed extra stops no daemon; the article and the log say why its text was not found."""

    def half(name: str) -> None:
        raise ImportError(f"{name} lacks a part of it")

    monkeypatch.setattr(extracting, "find_spec", lambda name: object())
    monkeypatch.setattr(extracting, "import_module", half)
    with pytest.raises(Rejected, match=r"trafilatura, which finds main texts, cannot be loaded \(ImportError") as refused:
        open_extractor().main_text(PAGE, URL)
    assert "install it again" in refused.value.remedy
    assert "install it again" in caplog.text


def test_the_library_is_not_loaded_before_a_page_needs_it(monkeypatch: pytest.MonkeyPatch):
    """It would stay in the memory of a daemon that never asks it."""
    monkeypatch.setattr(extracting, "find_spec", lambda name: object())
    monkeypatch.setattr(extracting, "import_module", lambda name: pytest.fail(f"{name} was loaded"))
    assert open_extractor() is not None


def test_the_text_is_told_from_the_page():
    """With its links, made whole; the menu is not in it."""
    pytest.importorskip("trafilatura")
    found = open_extractor().main_text(PAGE, URL)
    assert (True, True, False) == ("In part 11" in found, 'href="https://herald.example/bridge"' in found, "/news" in found)


@pytest.mark.parametrize("html", ["", "<html></html>", "\0", "<p>x", "<html><body><ul><li><a href='/'>Home</a></ul></body></html>"])
def test_where_there_is_none_nothing_is_made_up(html: str):
    """The reason says so."""
    pytest.importorskip("trafilatura")
    with pytest.raises(Rejected, match="main text"):
        open_extractor().main_text(html, URL)


class Broken:
    """A library that fails, as parsers do on hostile markup."""

    def extract(self, *_: object, **__: object) -> str:
        raise RecursionError("deep inside")


def test_what_the_library_raises_is_one_of_our_errors(monkeypatch: pytest.MonkeyPatch):
    """No foreign exception passes the port, and no page of absurd length gets as far."""
    monkeypatch.setattr(extracting, "import_module", lambda name: Broken())
    with pytest.raises(Rejected, match="could not be found"):
        extracting.TrafilaturaExtractor().main_text(PAGE, URL)
    with pytest.raises(Rejected, match="too large"):
        extracting.TrafilaturaExtractor().main_text("x" * 3_000_001, URL)
