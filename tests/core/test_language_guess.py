"""Telling languages apart: which lexicon reads a sentence, and that what is not read is named."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from syndicator.core.notices.language import guess

SENTENCES: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("cases").joinpath("language_guess.toml").read_text("utf-8"))


def sentences() -> Iterator[object]:
    """Every sentence of the table with its language."""
    for code, lines in SENTENCES.items():
        for number, line in enumerate(lines, 1):
            yield pytest.param(code, line, id=f"{code}-{number}")


@pytest.mark.parametrize(("code", "line"), list(sentences()))
def test_the_language_of_a_sentence_is_told(code: str, line: str) -> None:
    """A line of a footer is enough."""
    assert code == guess(line)


@pytest.mark.parametrize("code", list(SENTENCES))
def test_the_language_of_a_whole_text_is_told(code: str) -> None:
    """All sentences together tell it, too, though licences and names stand between them in other letters."""
    assert code == guess("\n".join([*SENTENCES[code], "© 2024 Fen Media Ltd, CC BY-SA 4.0"]))


@pytest.mark.parametrize(
    "line", ["Тарас Мельник, Харків"[:13], "Анна Петренко", "репортаж", "2024", "", "© 2024", "https://www.example.org/"]
)
def test_a_line_that_does_not_tell_says_nothing(line: str) -> None:
    """A name that may be Ukrainian or Russian, a number, an address: then the language of the whole text counts."""
    assert guess(line) == ""


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("uk", "Матеріали можна передруковувати. Він відповів: «Никто не забыт». Умови перелічені нижче, посилання є обов'язковим."),
        ("ru", "Перепечатка разрешена. Над входом было написано: «Ласкаво просимо». Указывайте, пожалуйста, источник и автора."),
        ("en", "The article was first published in «Новая газета» and may be reprinted with a link to the original."),
        ("ru", "Мақала turned up: однако эта статья была опубликована на русском языке, и её можно перепечатать."),
        ("kk", "Барлық құқықтар қорғалған. Материалдарды көшіріп басу үшін сілтеме қажет."),
    ],
)
def test_a_mixed_text_has_the_language_of_most_of_it(code: str, text: str) -> None:
    """A quotation or a name in another language does not change what a text is written in."""
    assert code == guess(text)


def test_names_of_licences_are_no_words() -> None:
    """“BY” and “SA” are English, Serbian and Slovak words; in the name of a licence they tell nothing."""
    assert guess("CC BY-SA 4.0") == ""


def test_more_words_may_be_asked_for() -> None:
    """In a text in English, two words of another language may be a name."""
    assert guess("Radio de la Costa") != ""
    assert guess("Radio de la Costa", least=3) == ""
