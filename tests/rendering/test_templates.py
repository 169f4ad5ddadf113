"""Templates and translations of the operator's own: which comes first, and what is told when one is wrong."""

from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from syndicator.core.attribution import PHRASES
from syndicator.core.attribution.phrases import BRIEF
from syndicator.core.flavours import Flavour
from syndicator.core.places import Site
from syndicator.core.proof import lacking
from syndicator.errors import SettingsError
from syndicator.rendering import JinjaRenderer, path_name
from syndicator.rendering.catalogue import DATE
from syndicator.shipped import shipped
from tests.rendering.credits import TITLES, a_case, drafted

SHIPPED = shipped("templates") / "attribution"
PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def put(folder: Path, name: str, text: str) -> JinjaRenderer:
    """An operator's folder with one file."""
    file = folder / "attribution" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return JinjaRenderer(folder)


def shown(renderer: JinjaRenderer, site: str = "square", publisher: str = "Harbour Post") -> str:
    """The plain block for a site and publisher."""
    credit = drafted(a_case("CC BY 4.0", "en")).credit
    return renderer.block("block", Flavour.TEXT, credit, renderer.folders(site, publisher)).text


def test_the_nearest_template_comes_first(tmp_path: Path):
    """That of the site, then that of the publisher, then the operator's, then the shipped one."""
    assert "First published by" in shown(JinjaRenderer(tmp_path))
    assert "mine" == shown(put(tmp_path, "block.txt", "mine"))
    assert "theirs" == shown(put(tmp_path, "publishers/harbour-post/block.txt", "theirs"))
    renderer = put(tmp_path, "sites/square/block.txt", "here")
    assert ("here", "theirs", "mine") == (shown(renderer), shown(renderer, "wall"), shown(renderer, "wall", "Another"))


def test_a_folder_may_hold_one_flavour_only(tmp_path: Path):
    """What it does not hold comes from the next folder."""
    renderer = put(tmp_path, "sites/square/block.html", "<p>{{ title }}</p>")

    assert "First published by" in shown(renderer)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Harbour Post", "harbour-post"),
        ("../../etc", "etc"),
        ("Агентство Ріка", "агентство-ріка"),
        ("…", "-"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_name_is_a_folder_and_never_a_way_out(name: str, expected: str):
    """Letters and figures of any script, with a stroke between words."""
    assert expected == path_name(name)


@pytest.mark.parametrize(
    "template",
    [
        "{{ titel }}",
        "{% for %}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ title | nothing }}",
    ],
)
def test_a_wrong_or_reaching_template_is_one_line(tmp_path: Path, template: str):
    """A misspelt field, broken syntax or a reach into Python names the template; nothing is rendered."""
    with pytest.raises(SettingsError, match=r"^templates/attribution/block\.txt[^\n]*$"):
        shown(put(tmp_path, "block.txt", template))


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("\n{{ nothing }}", ":2: UndefinedError: 'nothing' is undefined"),
        ("\n{{ 1 / 0 }}", ":2: ZeroDivisionError"),
        ("{{ title + 1 }}", ":1: TypeError"),
        ("{% for i in range(99999999) %}x{% endfor %}", ":1: OverflowError"),
        ("{% include 'attribution/block.txt' %}", ":1: RecursionError"),
    ],
)
def test_whatever_an_own_template_does_wrong_is_told_with_its_line(tmp_path: Path, template: str, told: str):
    """A mistake in a template is a person's, whichever error it ends in."""
    with pytest.raises(SettingsError, match=rf"^templates/attribution/block\.txt{told}.*; mend or remove the operator's own copy$"):
        shown(put(tmp_path, "block.txt", template))


def test_a_template_in_another_encoding_is_told_with_its_line(tmp_path: Path):
    """Where it stops being UTF-8."""
    renderer = put(tmp_path, "block.txt", "")
    (tmp_path / "attribution" / "block.txt").write_bytes(b"one\ncaf\xe9")
    with pytest.raises(SettingsError, match=r"^templates/attribution/block\.txt:2: not UTF-8 text; save the file as UTF-8$"):
        shown(renderer)


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("<p>{{ source }}</p>", "templates/attribution/sites/square/block.html does not use `title`"),
        ("<p>\n<span hidden>{{ title }}</span></p>", "templates/attribution/sites/square/block.html:2 uses `title`, and no reader sees it"),
        ('<p style="color:#fff">{{ title }}</p>', "templates/attribution/sites/square/block.html:1 uses `title`, and no reader sees it"),
        ('<img src="x" alt="{{ title }}">', "templates/attribution/sites/square/block.html:1 uses `title`, and no reader sees it"),
    ],
)
def test_a_template_that_loses_a_duty_is_named_with_its_line(tmp_path: Path, template: str, told: str):
    """Where the fact is used and yet not seen, or that it is not used at all."""
    renderer = put(tmp_path, "sites/square/block.html", template)
    lost = [c.why for c in lacking(drafted(a_case("CC BY 4.0", "en"), renderer=renderer).checks) if c.obligation.duty == "title"]

    assert 1 == len(lost)
    assert told in lost[0]


@pytest.mark.parametrize("language", [code for code in TITLES if code != "en"])
def test_every_word_of_the_shipped_templates_is_translated(language: str):
    """A speaker's file holds every sentence, and no sentence that nobody says."""
    asked = {*PHRASES.values(), *BRIEF.values(), DATE}
    for file in SHIPPED.glob("*.*"):
        with file.open("rb") as opened:
            options = {"trimmed": "true", "encoding": "utf-8"}
            asked |= {str(message) for _, _, message, _ in babel_extract(opened, ["_", "gettext"], [], options)}
    with (SHIPPED / "locale" / f"{language}.po").open("rb") as opened:
        said = {str(message.id) for message in read_po(opened) if message.id and message.string}

    assert asked == said


def test_a_speaker_adds_a_language_with_one_file(tmp_path: Path):
    """No Python: the file's name is the language's tag."""
    spanish = (SHIPPED / "locale" / "es.po").read_text(encoding="utf-8")
    renderer = put(tmp_path, "locale/gl.po", spanish.replace("Publicado originalmente", "Publicado orixinalmente"))
    made = drafted(a_case("CC BY 4.0", "en", Site(id="square", kind="journal", language="gl")), renderer=renderer)

    assert "Publicado orixinalmente" in made.blocks["txt"]
    assert "2 de marzo de 2026" in made.blocks["txt"]
    assert not lacking(made.checks)


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        ("es", "es"), ("es-MX", "es"), ("pt-BR", "pt"), ("zh-Hans-CN", "zh"), ("zh-TW", "zh-Hant"), ("zh-Hant-HK", "zh-Hant"), ("AR", "ar"),
        ("pl", "en"), ("", "en"), ("en-GB", "en"), ("x-klingon", "en"),
    ],
)  # fmt: skip
def test_the_nearest_language_is_spoken(wanted: str, spoken: str):
    """That of the tag, of its script, of the language alone; else English."""
    assert spoken == JinjaRenderer().speaks(wanted)


def test_an_incomplete_file_is_not_spoken(tmp_path: Path):
    """A missing translation makes the whole block English, never half of it."""
    renderer = put(tmp_path, "locale/pl.po", f'{PO}msgid "Updated on %(date)s."\nmsgstr "Zmieniono %(date)s."\n')

    assert "en" == renderer.speaks("pl")


def test_an_untranslated_word_of_an_operators_template_makes_the_block_english(tmp_path: Path):
    """Every flavour and the note of changes with it."""
    text = (SHIPPED / "block.md").read_text(encoding="utf-8") + "{% trans %}Shared with thanks.{% endtrans %}\n"
    made = drafted(a_case("CC BY 4.0", "es"), renderer=put(tmp_path, "block.md", text))

    assert ("en", True) == (made.credit.language, "Shared with thanks." in made.blocks["md"])
    assert all("First published by" in block and "Images were left out" in block for block in made.blocks.values())
    assert not lacking(made.checks)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("pl.po", f'{PO}msgid "Updated on %(date)s."\nmsgstr "Zmieniono."\n', r"locale/pl\.po:5: .*%\(date\)s"),
        ("pl.po", f'{PO}msgid "Updated on %(date)s."\nmsgstr "%(dat)s"\n', r"locale/pl\.po:5: "),
        ("pl.po", f'{PO}msgid "Excerpt."\nmsgstr "100% s"\n', r"locale/pl\.po:5: .*no fact"),
        ("pl.po", f'{PO}msgid "x\n', r"locale/pl\.po: "),
        ("polish!.po", PO, r"locale/polish!\.po: "),
    ],
)
def test_a_wrong_translation_is_told_with_its_line(tmp_path: Path, name: str, text: str, told: str):
    """A fact left out or made up would lose a duty or break the block."""
    with pytest.raises(SettingsError, match=told):
        put(tmp_path, f"locale/{name}", text).speaks("pl")


def test_the_digest_knows_every_file(tmp_path: Path):
    """A mended template or translation lets held cases be judged again, wherever it lies."""
    seen = {JinjaRenderer(tmp_path).digest()}
    for name in ("block.txt", "sites/square/block.txt", "publishers/harbour-post/link.md", "locale/pl.po"):
        seen.add(put(tmp_path, name, "{{ title }}").digest())

    assert 5 == len(seen)


def test_the_language_is_the_sites_then_the_articles():
    """A site's readers are told in their language, whatever the article's is."""
    case = a_case("CC BY 4.0", "es")

    assert "es" == drafted(case).credit.language
    assert "uk" == drafted(replace(case, site=replace(case.site, language="uk"))).credit.language
    assert "en" == drafted(replace(case, site=replace(case.site, language="pl"))).credit.language
