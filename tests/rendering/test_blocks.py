"""The attribution block in every flavour: as it should look, and with hostile names in it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from syndicator.core.article import Person
from syndicator.core.attribution import Attribution
from syndicator.core.markup import read
from syndicator.core.proof import By, Obligation, lacking, prove, prove_text
from syndicator.core.verdict import Form
from syndicator.errors import SettingsError
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner

GOLDEN = Path(__file__).parent / "golden"
CREDIT = Attribution(
    title="Rivers rise (again) & again",
    url="https://src.example/a?x=1&y=2",
    authors=(Person("Ana Ruiz", "https://src.example/by/ana"), Person("Bo Li")),
    source="Source Daily",
    source_url="https://src.example/",
    original="",
    original_url="",
    published=datetime(2026, 3, 2, tzinfo=UTC),
    copyright_line="© 2026 Source Daily",
    licence_name="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    credit="",
    change_note="Images were left out; they are with the original.",
    pixel="",
    form=Form.FULL,
    at_top=False,
)
VARIANTS = {
    "full": CREDIT,
    "bare": replace(CREDIT, authors=(), published=None, copyright_line="", licence_name="", licence_url="", change_note=""),
    "third-party": replace(CREDIT, original="The Tidewater Post", original_url="https://tide.example/a", credit="Used with permission."),
    "pixel": replace(CREDIT, pixel="https://c.example/p?i=1&j=2"),
}
HOSTILE = '<script>alert(1)</script>](javascript:alert(1)) **x** `y` {{ 7*7 }} {% raw %} & "q" \u202etxt\nNext: line'


@pytest.mark.parametrize("name", VARIANTS)
@pytest.mark.parametrize("flavour", ["html", "md", "txt"])
def test_blocks_look_as_they_should(name: str, flavour: str):
    """Golden files, one a variant and flavour; review them as a reader would."""
    golden = GOLDEN / f"block.{name}.{flavour}"

    assert golden.read_text(encoding="utf-8") == JinjaRenderer().render(f"attribution/block.{flavour}", VARIANTS[name])


@pytest.mark.parametrize("flavour", ["html", "md", "txt"])
def test_links_look_as_they_should(flavour: str):
    """Headline and link, in every flavour."""
    golden = GOLDEN / f"link.{flavour}"

    assert golden.read_text(encoding="utf-8") == JinjaRenderer().render(f"attribution/link.{flavour}", CREDIT)


def hostile(text: str = HOSTILE) -> Attribution:
    return replace(CREDIT, title=text, authors=(Person(text),), source=text, copyright_line=f"© {text}", credit=text, change_note=text)


@pytest.mark.parametrize("template", ["block", "link"])
def test_hostile_names_are_shown_not_executed_in_html(template: str):
    """A script in a name is read as its own letters, and adds no element, link or image."""
    html = JinjaRenderer().render(f"attribution/{template}.html", hostile())

    assert "<script" not in html
    assert "<script>alert(1)</script>" in read(html).text
    assert {"https://src.example/a?x=1&y=2", "https://src.example/", "https://creativecommons.org/licenses/by/4.0/"} >= {
        a.href for a in read(html).links
    }


@pytest.mark.parametrize("template", ["block", "link"])
def test_hostile_names_add_no_markdown(template: str):
    """No link, emphasis, code or HTML of a stranger's stands in the Markdown flavour, and nothing begins a line of its own."""
    markdown = JinjaRenderer().render(f"attribution/{template}.md", hostile())

    assert "](javascript" not in markdown
    assert "<script" not in markdown.replace("\\<", "")
    assert "\nNext" not in markdown
    assert "\u202e" not in markdown


@pytest.mark.parametrize("flavour", ["html", "md", "txt"])
def test_a_block_is_read_back_with_every_fact(flavour: str):
    """What was put in is found again, hostile or not: escaping is undone by reading as a reader does."""
    credit = replace(hostile("O'Neil & <Sons>"), licence_name="CC BY 4.0")
    text = JinjaRenderer().render(f"attribution/block.{flavour}", credit)
    owed = (
        Obligation("hyperlink_original", By.LINK, credit.url),
        Obligation("source_link", By.LINK, credit.source_url),
        Obligation("licence_notice", By.LINK, credit.licence_url),
        Obligation("title", By.WORDS, credit.title),
        Obligation("byline", By.WORDS, credit.authors[0].name),
        Obligation("copyright_notice", By.WORDS, credit.copyright_line),
    )
    checks = prove(text, owed, "block") if flavour == "html" else prove_text(text, owed, "block", markdown=flavour == "md")

    assert not lacking(checks)


def test_the_operators_own_template_comes_first(tmp_path: Path):
    """A file of the same name in the operator's folder is used instead of the shipped one."""
    (tmp_path / "attribution").mkdir()
    (tmp_path / "attribution" / "block.txt").write_text("{{ title }}!")

    assert "Rivers rise (again) & again!" == JinjaRenderer(tmp_path).render("attribution/block.txt", CREDIT)


@pytest.mark.parametrize("template", ["{{ titel }}", "{% for %}", "{{ ''.__class__.__mro__[1].__subclasses__() }}"])
def test_a_wrong_or_reaching_template_is_one_line(tmp_path: Path, template: str):
    """A misspelt field, broken syntax or a reach into Python names the template; nothing is rendered."""
    (tmp_path / "attribution").mkdir()
    (tmp_path / "attribution" / "block.txt").write_text(template)

    with pytest.raises(SettingsError, match=r"templates/attribution/block\.txt"):
        JinjaRenderer(tmp_path).render("attribution/block.txt", CREDIT)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p onclick="x()">a</p><script>b</script>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="jav&#x09;ascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="#">a</a><a href="">b</a>', "<a>a</a><a>b</a>"),
        ('<a href="../b?c=1&amp;d=2">a</a>', '<a href="https://src.example/b?c=1&amp;d=2">a</a>'),
        ('<img src="https://src.example/pic.jpg" alt="x>y">text', "text"),
        ("<svg/onload=alert(1)>", ""),
        ("<!--><img src=x onerror=alert(1)>-->", "--&gt;"),
        ('<a href="http://[::1">a</a>', "<a>a</a>"),
    ],
)
def test_what_is_hostile_is_cleaned(html: str, expected: str):
    """Scripts, handlers, odd schemes and images of unknown rights go; addresses become absolute; dead links stay dead."""
    assert expected == HtmlCleaner().clean(html, "https://src.example/news/a")


def test_a_caption_goes_with_its_image():
    """A figure that would be left with nothing but its caption goes; one that holds text stays."""
    image = '<figure><img src="p.jpg"><figcaption>The <i>Orla</i>. Photo: X</figcaption></figure>'
    text = "<figure><p>Text</p><figcaption>T</figcaption></figure>"

    assert text == HtmlCleaner().clean(image + text, "https://s.example/")


def test_text_that_looks_like_markup_stays_text_in_markdown():
    """Escaped HTML and Markdown signs in an article are not brought to life by the conversion."""
    markdown = HtmlCleaner().markdown("<p>&lt;script&gt; *not* bold ![](x) # no heading</p>")

    assert "<script>" not in markdown
    assert "\\*not\\*" in markdown
    assert "![](x)" not in markdown
