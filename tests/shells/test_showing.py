"""How answers look: wrapped and coloured on a terminal, plain elsewhere, and never steered by what they show."""

import io
import sys

import pytest

from syndicator.cli import showing
from syndicator.core.evidence import Quote
from syndicator.core.proof import By, Check, Obligation
from syndicator.core.verdict import Answer, Finding, Form, Status, Verdict


class Terminal(io.StringIO):
    """A standard output that is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Opens a terminal of so many columns (in the test itself: pytest takes standard output back after each fixture)."""

    def opened(columns=130):
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("TERM", "xterm")
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        return screen

    return opened


def test_two_texts_stand_side_by_side_on_a_wide_terminal(terminal):
    """Line by line, and the terminal library's markup stays words."""
    screen = terminal()
    showing.side_by_side(("source", "first [b]left[/b]\nsecond left"), ("draft", "first \x1b[31mright\nsecond right"))
    lines = [line for line in screen.getvalue().splitlines() if "left" in line]
    assert [["first", "[b]left[/b]", "first", "right"], ["second", "left", "second", "right"]] == [line.split() for line in lines]


def test_they_stand_one_under_the_other_elsewhere(terminal, capsys):
    """In a pipe, and on a narrow terminal."""
    showing.side_by_side(("source", "left"), ("draft", "right"))
    piped = capsys.readouterr().out
    screen = terminal(99)
    showing.side_by_side(("source", "left"), ("draft", "right"))
    assert "\nsource\n  left\n\ndraft\n  right\n" == piped
    assert ["  left", "  right"] == [line for line in screen.getvalue().splitlines() if line in ("  left", "  right")]


def test_paragraphs_are_wrapped_on_a_terminal_only(terminal, capsys):
    """A pipe gets whole lines, so that they can be searched."""
    showing.say("word " * 40, 2, hanging=2)
    assert 1 == capsys.readouterr().out.count("\n")
    screen = terminal()
    showing.say("word " * 40, 2, hanging=2)
    first, second = screen.getvalue().splitlines()
    assert (True, "  word", "    word") == (len(first) <= 130, first[:6], second[:8])


def test_no_color_is_honoured(terminal, monkeypatch):
    """As https://no-color.org asks."""
    screen = terminal()
    showing.say("held", colour="yellow")
    coloured = screen.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    showing.say("held", colour="yellow")
    assert ("\x1b[33mheld\x1b[0m\n", "held\n") == (coloured, screen.getvalue().removeprefix(coloured))


def test_a_quote_stands_in_full_once(capsys):
    """Then by its number; a second place of the same words is left out."""
    notes, words = showing.Notes(), "a long sentence " * 10
    notes.show((Quote(words, "page", 3, 9), Quote(words, "feed")), 2)
    notes.show((Quote(words, "page", 3, 9),), 2)
    first, second = capsys.readouterr().out.splitlines()
    assert (True, True) == (first.startswith("  [1] “a long"), first.endswith("(page, characters 3–9)"))
    assert (True, True) == (second.startswith("  [1] “a long"), len(second) < 80)


def test_a_draft_that_lacks_something_in_one_flavour_is_crossed(capsys):
    """The place that fails is named, those that hold too."""
    owed = Obligation("byline", By.WORDS, "Mara")
    met = Check(owed, True, "shows “Mara”", Quote("Mara", "draft (plain text block)", 1, 5))
    showing.show_draft_checks((met, Check(owed, False, "does not show “Mara”")))
    assert (
        "  ✗ byline: shows “Mara”\n      in draft (plain text block), characters 1–5\n      → does not show “Mara”\n"
        == capsys.readouterr().out
    )


def test_a_verdict_shows_what_stands_against_it_and_all_on_request(capsys):
    """A finding that was shown before is only named."""
    good = Finding("grant", Status.SATISFIED, Answer.ALLOW, "granted")
    late = Finding("timing", Status.NOT_SATISFIED, Answer.WAIT, "quiet hours", remedy="wait")
    verdict, notes = Verdict(Answer.WAIT, Form.FULL, (good, late), commercial=True), showing.Notes()
    showing.show_verdict(verdict, "square", notes)
    brief = capsys.readouterr().out
    showing.show_verdict(verdict, "plaza", notes, every=True)
    showing.show_verdict(verdict, "market", notes, every=True)
    out = capsys.readouterr().out
    assert (
        "  WAIT (full) · commercial use · square\n    because timing: quiet hours\n    ✗ timing: quiet hours [WAIT]\n        → wait\n"
        == brief
    )
    assert (1, 1, 2) == (out.count("✓ grant: granted"), out.count("✓ as above: grant"), out.count("✗ timing: as above [WAIT]"))
