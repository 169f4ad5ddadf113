"""Reading only near words of rights gives what reading everything gives; and the one pass misses no way of writing a word."""

import json
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicator.core.evidence import Evidence, Level
from syndicator.core.markup import read
from syndicator.core.notices import language, reader, scanning
from syndicator.core.notices.hearing import hearings
from syndicator.core.notices.language import HINTS, guess
from syndicator.core.notices.lexicon import LEXICONS
from syndicator.core.notices.place import Place
from syndicator.core.notices.scanning import Scan, plain, scan_of
from syndicator.core.notices.sentences import alike
from syndicator.core.notices.tidying import tidied

HERE = Path(__file__).parent
STORY = (
    "The river rose by two metres on Friday.",
    "Nobody may use the old bridge until it has been inspected.",
    "“We want to know who decides,” said Ada Finch",
    "Why was that? Because nobody had asked.",
    "Can it be used?",
    "Yes, go ahead.",
    "the ferry carries",
    "Menu",
    "They said this:",
    "3.",
    "No changes",
    "Photographs are excluded",
    "Only for members",
    "Myth:",
    "Not this one.",
    "Leave our words where they are.",
    "d0 n0t repr1nt this",
    "Dö nöt repost this",
    "Förbjudet att kopiera.",
    "| • ·",
    "",
)
TERMS = (
    "You may republish our articles free of charge, provided that you name us.",
    "This article is licensed under CC BY-ND 4.0.",
    "Want to run this story? Go ahead.",
    "You may not:",
    "- sell the text",
    "All rights reserved. © 2026 Harbour Desk",
    "Write to desk@harbour.example or rights [at] harbour.example for permission.",
    "Nachdruck verboten.",
    "Feel free\nto republish",
    "Do not\u00a0share this story",
    "REPRODUÇÃO PROIBIDA.",
)


def in_full(text: str) -> tuple[Evidence, ...]:
    """What a text says, every sentence of it read."""
    tidy = tidied(text)
    return reader._found(text if tidy is None else tidy.text, "there", Level.SITE, None)


def narrowly(text: str) -> tuple[Evidence, ...]:
    """The same, read only near words of rights where that can be."""
    tidy = tidied(text)
    words = text if tidy is None else tidy.text
    return reader._found(words, "there", Level.SITE, plain(words))


def cases() -> list[str]:
    """Every text of the cases: notices in all languages, and the words of the pages."""
    found: list[str] = []
    for path in sorted((HERE / "cases").rglob("*")):
        if path.is_file():
            text = path.read_text("utf-8")
            found.append(text[:20_000])
            if path.suffix == ".jsonl":
                found += [value for line in text.splitlines() if line for value in json.loads(line).values() if isinstance(value, str)]
    for path in sorted((HERE / "pages").rglob("*.html")):
        page = path.read_text("utf-8")
        found += [read(page, blocks=True).text, page[:20_000]]
    return found


def test_all_cases_are_read_alike() -> None:
    """Each text of the cases, by itself and after twenty lines of a story, says the same whichever way it is read."""
    story = "\n".join(line for line in STORY[:2] * 10)
    texts = cases()
    assert len(texts) > 100
    for number, text in enumerate(texts):
        if plain(text) is None:  # then there is one way only
            continue
        assert in_full(text) == narrowly(text)
        if number % 4:
            continue
        assert in_full(f"{story}\n{text[:2000]}\n{story}") == narrowly(f"{story}\n{text[:2000]}\n{story}")


def test_a_story_is_not_read() -> None:
    """Of a story of many lines over a notice only the last ones are read."""
    text = "\n".join([*STORY[:2] * 40, TERMS[0]])
    hearing = next(hearings(Place(text, "there", Level.SITE), plain(text)))
    assert ["", STORY[1], STORY[0], STORY[1], TERMS[0]] == [h.sentence.text for h in hearing.heard]


@given(
    st.lists(st.one_of(*[st.sampled_from(STORY)] * 6, st.sampled_from(TERMS)), max_size=60), st.sampled_from(["\n", "\n\n", " ", "\n \n"])
)
@settings(deadline=None, max_examples=400)
def test_stories_with_terms_are_read_alike(lines: list[str], between: str) -> None:
    """Terms anywhere among the lines of a story, lists, questions and headings say the same whichever way they are read."""
    text = between.join(lines)
    assert in_full(text) == narrowly(text)


@given(st.text(max_size=300), st.sampled_from(TERMS))
@settings(deadline=None, max_examples=150)
def test_any_text_beside_terms_is_read_alike(text: str, terms: str) -> None:
    """Whatever letters stand around the terms."""
    assert in_full(f"{text}\n{terms} {text}") == narrowly(f"{text}\n{terms} {text}")


@pytest.mark.parametrize("code", sorted(LEXICONS))
def test_every_word_is_found(code: str) -> None:
    """A word of a lexicon is found in capitals, with other quotes and spaces, and at the end of a line; or the text is no plain one."""
    scan = scan_of(code)
    assert scan is not None
    for word in {*LEXICONS[code].ready.strong, *LEXICONS["en"].ready.strong, *HINTS}:
        for written in (word, word.upper(), word.replace("'", "’"), word.replace(" ", "\u00a0"), word.replace(" ", "\n")):
            data = plain(f"x {written} y")
            if data is None or word not in alike(written).replace("\n", " ").lower():
                continue
            found = scan.found(data)
            assert found is None or found.words
            assert scan.may_speak(written)


def test_every_letter_that_folds_to_one_of_a_word_is_known() -> None:
    """No letter becomes one of the lexicons' by folding or in lower case that the search for words does not know, or call strange."""
    letters = {letter for lexicon in LEXICONS.values() for word in lexicon.ready.strong for letter in word} | set("".join(HINTS))
    scan = {letter: Scan([f"x{letter}x"]) for letter in letters if letter not in "\n@[("}
    for code in range(sys.maxunicode + 1):
        letter = chr(code)
        low = alike(letter).lower()
        if low != letter and low in scan and plain(f"x{letter}x") is not None:
            assert scan[low].may_speak(f"x{letter}x"), hex(code)


def test_only_tidy_texts_are_plain() -> None:
    """Wherever tidying changes anything, or letters beyond Latin stand, the text is not taken for a plain one."""
    for code in range(0x3100):
        for text in (f"a{chr(code)}b", f"a {chr(code)}", f"{chr(code)}\n", f"\n{chr(code)}b", f"a{chr(code)}{chr(code)}b"):
            if tidied(text) is not None:
                assert plain(text) is None, hex(code)


def test_white_space_of_both_engines_is_the_same() -> None:
    """Every letter that Python takes for white space makes a text strange where two of it stand together."""
    spaces = [chr(code) for code in range(sys.maxunicode + 1) if re.fullmatch(r"[^\S\n]", chr(code))]
    assert [] == [hex(ord(space)) for space in spaces if plain(f"a {space}b") is not None]


@pytest.mark.parametrize("code", sorted(LEXICONS))
def test_what_a_wary_pattern_meets_is_suspect(code: str) -> None:
    """Every line of the cases that a wary pattern meets is one that the one pass does not leave out."""
    scan = scan_of(code)
    assert scan is not None
    wary = [pattern for _, pattern in LEXICONS[code].ready.wary]
    lines = {line for text in (*STORY, *TERMS, *(cases() if wary else ())) for line in text.split("\n") if len(line) < 160}
    for line in lines:
        if plain(line) is not None and any(pattern.search(alike(line)) for pattern in wary):
            assert scan.is_suspect(line)


def test_signs_that_disguise_nothing_are_no_letters_with_accents() -> None:
    """The signs that are not suspected in a text cannot be taken apart into a letter and an accent."""
    assert scanning._PLAIN_SIGNS == unicodedata.normalize("NFD", scanning._PLAIN_SIGNS)


def test_a_curt_no_after_a_name_counts_whatever_grants_below() -> None:
    """What leaves a licence in doubt does so, too, where the name stands alone above another grant."""
    text = "Ferries run.\nCC BY 4.0\nNot ours.\n" + "The river rose.\n" * 4 + "You may republish our articles with credit."
    assert "doubt.curt-no" in [e.rule for e in narrowly(text)]
    assert in_full(text) == narrowly(text)


@given(
    st.lists(st.one_of(st.sampled_from([*(w for lx in LEXICONS.values() for w in lx.small.split()[:9])]), st.text(max_size=5)), max_size=60)
)
@settings(deadline=None, max_examples=300)
def test_a_quick_guess_is_the_careful_one(words: list[str]) -> None:
    """The language counted in bytes is that counted letter by letter."""
    text = " ".join(words)
    assert language._carefully(text, 2) == guess(text)
    assert language._carefully(text, 3) == guess(text, least=3)
