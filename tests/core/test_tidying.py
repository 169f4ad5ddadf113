"""What nobody sees changes nothing: invisible characters, decomposed letters and odd spaces, with every quote in its place."""

import unicodedata

import pytest

from syndicator.core.notices import read_notice
from syndicator.core.notices.tidying import tidied
from syndicator.core.terms import Republish, combine

REFUSALS = (
    "Our articles may be republished with per\u00admission.",
    "Our articles may be republished with per\u200bmission.",
    "Our articles may be republished with prior\r\npermission.",
    "Our articles may be republished with prior  permission.",
    "Our articles may be republished with prior\u202fpermission.",
    "Puedes republicar nuestros textos.\n\n" + unicodedata.normalize("NFD", "Está prohibida la reproducción de los artículos."),
    "يسمح بإعادة نشر مقالاتنا.\n\nيُمنَع نَسخُ المقالاتِ.",
    "Our articles may be r\u0336e\u0336published with credit.",
)


@pytest.mark.parametrize("text", REFUSALS)
def test_a_disguised_refusal_is_one(text: str) -> None:
    """However a refusal is written, the article is not reposted."""
    assert combine(read_notice(text, "notice")).republish is not Republish.YES


def test_quotes_stand_in_the_text_as_it_is() -> None:
    """Offsets and words are those of the text that was given, not of its tidy form."""
    text = "Hello.\r\nYou may  re\u00adpublish our   articles with credit.\r\n"
    found = [e for e in read_notice(text, "notice") if e.rule.startswith("grant.")]
    assert ["You may  re\u00adpublish our   articles with credit."] == [text[e.quote.start : e.quote.end] for e in found]


def test_a_tidy_text_is_left_alone() -> None:
    """Nothing is copied where nothing is to be done."""
    assert tidied("You may republish our articles.\n\nCredit us.") is None


def test_every_place_leads_back() -> None:
    """Each character of the tidy text knows the stretch it was made from."""
    text = "a\u0301\u00adb  c"
    tidy = tidied(text)
    assert tidy is not None
    assert ("áb c", [(0, 2), (3, 4), (4, 6), (6, 7)]) == (tidy.text, [tidy.span(i, i + 1) for i in range(len(tidy.text))])
