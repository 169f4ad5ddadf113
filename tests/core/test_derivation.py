"""The derivation of a copy: what its words lack of the original's, and what they add."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.derivation import Derivation, derivation, unaccounted

STORY = "<h2>A chapter</h2><p>The river rose again. <b>Nobody</b> was hurt.</p><p>The council meets on Monday.</p>"


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        (STORY, Derivation()),
        ("<div>A chapter</div><p>The river rose again. Nobody was hurt.</p><p>The council meets on Monday.</p>", Derivation()),
        (STORY.replace("</p><p>", " "), Derivation()),
        (STORY.replace("again", "never again"), Derivation((), ("never",))),
        (STORY.replace("again", "yesterday"), Derivation(("again.",), ("yesterday.",))),
        (STORY.replace("rose again", "fell as ever"), Derivation(("rose again.",), ("fell as ever.",))),
        (
            STORY.replace("A chapter", "Another chapter").replace("on Monday", "never"),
            Derivation(("A", "on Monday."), ("Another", "never.")),
        ),
        (STORY.replace("<p>The council meets on Monday.</p>", ""), Derivation(("The council meets on Monday.",), ())),
        (f"{STORY}<p>Buy our book.</p>", Derivation((), ("Buy our book.",))),
        (STORY.replace("Nobody was", "Nobody  was").replace("again.", "again."), Derivation()),
        ("", Derivation(("A chapter", "The river rose again. Nobody was hurt.", "The council meets on Monday."), ())),
    ],
)
def test_words_that_went_and_came_are_told(copy: str, expected: Derivation):
    """Markup, paragraphs and white space are format; words are not."""
    found = derivation(STORY, copy)

    assert expected == found


def test_the_order_of_the_words_counts():
    """A paragraph that moved was taken away and added."""
    assert not derivation("<p>One.</p><p>Two.</p>", "<p>Two.</p><p>One.</p>").unchanged


def test_captions_and_a_repeated_headline_are_no_part_of_the_text():
    """They go with their image, and with the headline that the site shows itself; other words do not."""
    html = f"<h1>Flood</h1><figure><img src='x'><figcaption>The river, by Jo Bell</figcaption></figure>{STORY}"

    assert unaccounted(html, "Flood", derivation(html, STORY)).unchanged
    assert not unaccounted(html, "Another", derivation(html, STORY)).unchanged


def test_what_was_added_is_told_whatever_was_left_out():
    """A caption that went with its image excuses no word that came."""
    html = f"<figure><img src='x'><figcaption>The river</figcaption></figure>{STORY}"
    copy = f"{STORY}<p>Buy our book.</p>"

    assert Derivation((), ("Buy our book.",)) == unaccounted(html, "Flood", derivation(html, copy))


def test_words_that_come_again_and_again_are_compared_all_the_same():
    """Long texts repeat their words: none is passed over as too common to count."""
    line = " ".join(["the river and the bridge"] * 120)

    assert Derivation((), ("never",)) == derivation(f"<p>{line}</p>", f"<p>{line.replace('and', 'and never', 1)}</p>")
    lines = [f"<p>The same line, {n % 3}.</p>" for n in range(400)]
    assert Derivation((), ("Once.",)) == derivation("".join(lines), "".join([*lines[:200], "<p>Once.</p>", *lines[200:]]))


def test_a_long_text_is_compared_in_linear_time():
    """Thousands of lines: what was lost is still told."""
    lines = [f"<p>Line {n} of the report.</p>" for n in range(3000)]

    assert (("Line 1500 of the report.",), ()) == (
        (found := derivation("".join(lines), "".join(lines[:1500] + lines[1501:]))).removed,
        found.added,
    )
    assert (("Line 1500 of the report.",), ("Fine. Fine.",)) == (
        (found := derivation("".join(lines), "".join([*lines[:1500], *lines[1501:], "<p>Fine.</p>" * 2]))).removed,
        found.added,
    )


@given(st.lists(st.text("abc .", min_size=1, max_size=12), max_size=8))
def test_a_text_is_its_own_derivation(lines: list[str]):
    """Whatever it says."""
    html = "".join(f"<p>{line}</p>" for line in lines)

    assert derivation(html, html).unchanged
