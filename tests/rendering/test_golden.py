"""Golden blocks: as they should look in every flavour and language, under every family of licence; each proves itself."""

import pytest
from markdown_it import MarkdownIt

from syndicator.core.flavours import Flavour
from syndicator.core.markup import read
from syndicator.core.proof import By, lacking, prove, prove_text
from syndicator.core.verdict import Form
from tests.rendering import golden
from tests.rendering.credits import FAMILIES, TITLES, a_case, drafted


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("flavour", Flavour)
def test_blocks_look_as_they_should(flavour: Flavour, language: str):
    """One file a flavour and language; a wanted difference is written by `make credits` and reviewed as a reader would."""
    assert golden.path(flavour, language).read_text(encoding="utf-8") == golden.whole(flavour, language)


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_golden_block_proves_itself(family: str, language: str):
    """In every flavour, alone, with the duties of its own draft."""
    made = drafted(a_case(family, language))
    written = {flavour: _golden(flavour, language)[family] for flavour in Flavour}

    assert not lacking(made.checks)
    owed = [o for o in made.post.obligations if o.by in (By.WORDS, By.LINK) or o.duty == "pixel"]
    assert not lacking(prove(written[Flavour.HTML], owed, "golden"))
    seen = [o for o in owed if o.by is not By.IMAGE]
    assert [] == [check for flavour in Flavour for check in lacking(prove_text(written[flavour], seen, flavour, flavour))]


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("form", [Form.EXCERPT, Form.LINK])
def test_shorter_forms_prove_themselves(form: Form, language: str):
    """An excerpt owes what the whole text owes, and a note; a link its headline, source and address."""
    made = drafted(a_case("CC BY 4.0", language), form)

    assert not lacking(made.checks)
    assert (form is Form.EXCERPT) == any(o.duty == "change_note" for o in made.post.obligations)


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("family", FAMILIES)
def test_a_markdown_reader_sees_what_the_html_shows(family: str, language: str):
    """An independent CommonMark reader finds the same links, and the very words of the HTML block's facts."""
    made = drafted(a_case(family, language))
    shown = read(MarkdownIt().render(made.blocks["md"]))

    assert [a.href for a in read(made.blocks["html"]).links] == [a.href for a in shown.links]
    owed = [o for o in made.post.obligations if o.by in (By.WORDS, By.LINK)]
    assert not lacking(prove(MarkdownIt().render(made.blocks["md"]), owed, "CommonMark"))


@pytest.mark.parametrize("language", TITLES)
def test_no_block_is_half_translated(language: str):
    """No English word around the facts is left in another language's block."""
    text = read(drafted(a_case("another's article", language)).blocks["html"]).text
    english = [words for words in ("First published", "Licensed", "Updated", "Images were", "March", " by ") if words in text]

    assert (language == "en") == bool(english)


def test_arabic_runs_from_right_to_left():
    """The block says so, and names of other scripts are kept apart from it (UAX #9)."""
    made = drafted(a_case("CC BY 4.0", "ar"))

    assert '<footer class="h-cite syndicator-attribution" lang="ar" dir="rtl">' in made.blocks["html"]
    assert "\u2068Ana Ruiz\u2069" in made.blocks["txt"]
    assert "\u2068لينا حداد" not in made.blocks["txt"]
    assert not any(mark in drafted(a_case("CC BY 4.0", "en")).blocks["txt"] for mark in "\u2068\u2069")


def test_schema_org_and_microformats_tell_machines_what_readers_read():
    """isBasedOn, license, copyrightNotice and creditText, on the very elements that are shown."""
    case = a_case("a prescribed sentence", "en", golden.EVERYTHING)
    licensed = a_case("CC BY 4.0", "en", golden.EVERYTHING)
    html = drafted(case).blocks["html"] + drafted(licensed).blocks["html"]

    assert [1, 2, 2, 1] == [html.count(f'itemprop="{name}"') for name in ("creditText", "isBasedOn", "copyrightNotice", "license")]
    assert "itemprop" not in drafted(a_case("CC BY 4.0", "en")).blocks["html"]


def _golden(flavour: Flavour, language: str) -> dict[str, str]:
    parts = golden.path(flavour, language).read_text(encoding="utf-8").split("=== ")[1:]
    return {name: block.strip() for name, _, block in (part.partition("\n") for part in parts)}
