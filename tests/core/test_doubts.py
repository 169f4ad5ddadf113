"""What leaves a grant in doubt: refusals around a licence's name, beneath a grant in any language, and in disguise."""

import tomllib
from pathlib import Path

import pytest

from syndicator.core.reading import answer_line

CASES = Path(__file__).with_name("cases")
DOUBTS = tomllib.loads((CASES / "doubts.toml").read_text("utf-8"))
LICENCES = tomllib.loads((CASES / "refused_licences.toml").read_text("utf-8"))
GRANTS = ("You may republish our articles with credit.", "This article is licensed under CC BY 4.0.")
ELSEWHERE = "https://publisher.example/terms"


def republish(text: str, url: str = ELSEWHERE) -> object:
    """The answer to one text on reposting."""
    return answer_line({"text": text, "url": url})["republish"]


def test_there_are_many_ways_to_refuse_a_licence() -> None:
    """The table is no sample: every saying is tried with every name, over a thousand texts."""
    assert 1_500 < len(LICENCES["sayings"]) * len(LICENCES["names"])


@pytest.mark.parametrize("saying", LICENCES["sayings"])
def test_a_refused_licence_grants_nothing(saying: str) -> None:
    """Whatever the licence is called, and wherever the words stand."""
    places = LICENCES["places"]
    first = LICENCES["sayings"].index(saying)
    for number, name in enumerate(LICENCES["names"]):
        text = places[(first + number) % len(places)].format(said=saying.format(name=name))
        assert "yes" != republish(text), text


@pytest.mark.parametrize("refusal", DOUBTS["in_passing"])
def test_a_refusal_in_any_language_leaves_no_grant(refusal: str) -> None:
    """Below the grant, above it, or in its line."""
    for grant in GRANTS:
        for text in (f"{grant}\n{refusal}", f"{refusal}\n\n{grant}", f"{grant} {refusal}"):
            assert "yes" != republish(text), text


@pytest.mark.parametrize("words", DOUBTS["after"])
def test_words_after_a_grant_leave_it_in_doubt(words: str) -> None:
    """A person reads what no lexicon weighs."""
    for grant in GRANTS:
        assert "yes" != republish(f"{grant} {words}"), grant


@pytest.mark.parametrize("label", DOUBTS["labels"])
def test_a_label_belies_what_stands_under_it(label: str) -> None:
    """What is called a myth, a sample or forbidden is not meant as it stands."""
    for grant in GRANTS:
        assert "yes" != republish(label.format(grant=grant)), grant


@pytest.mark.parametrize("refusal", DOUBTS["disguised"])
def test_a_disguised_refusal_is_seen(refusal: str) -> None:
    """What a reader sees is restored, or the text is held as disguised."""
    for grant in GRANTS:
        assert "yes" != republish(f"{grant} {refusal}"), grant


@pytest.mark.parametrize("case", DOUBTS["granted"], ids=lambda case: str(case["text"])[-40:])
def test_names_and_conditions_leave_a_grant_alone(case: dict[str, str]) -> None:
    """Foreign names, accents, typography and plain conditions are no doubts."""
    assert "yes" == republish(case["text"], case.get("url", ""))


@pytest.mark.parametrize("case", DOUBTS["elsewhere"], ids=lambda case: str(case["text"])[:40])
def test_a_grant_for_others_articles_is_none_here(case: dict[str, str]) -> None:
    """At the address of somebody else it is left to a person."""
    assert "unknown" == republish(case["text"])
