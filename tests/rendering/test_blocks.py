"""The attribution block in every flavour: hostile facts, what is removed, and templates of the operator's own."""

import re
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from syndicator.core.article import Person
from syndicator.core.attribution import Attribution, Author
from syndicator.core.flavours import Flavour, as_html
from syndicator.core.markup import read
from syndicator.core.places import Annotation
from syndicator.core.proof import By, Obligation, lacking, prove, prove_text
from syndicator.core.verdict import Form
from tests.rendering.credits import FAMILIES, RENDERER, TITLES, a_case, drafted

SHARED = ("attribution",)
HOSTILE = (
    '<script>alert(1)</script>](javascript:alert(1)) **x** `y` {{ 7*7 }} {% raw %} & "q" \u202etxt\nNext: line',
    "[url=https://evil.example/]click[/url] [img]https://evil.example/i.png[/img]",
    "![x](https://evil.example/i.png) [y]: https://evil.example/ <https://evil.example/>",
    "a\x00b \u2066c\u2069 \u200fd\ufeffe",
    "x" * 5000,
    "👩‍👩‍👧 Ω é ﷽ 𝔸",
    "%(title)s %s %% {0}",
    "'); DROP TABLE posts;-- \\",
    "--> <!-- <img src=x onerror=alert(1)>",
    "1. # - > |a|b| ~~s~~ ^2",
)


def credit(text: str = "Rivers rise", **more: object) -> Attribution:
    """A credit whose every name is this text."""
    made = drafted(a_case("another's article", "en")).credit
    names = {"title": text, "source": text, "original": text, "copyright_line": f"© {text}", "credit": text, "change_note": text}
    return replace(made, authors=(Author(text, "", text), Author(text, "https://a.example/x")), disclaimers=(text,), **{**names, **more})


def owed(one: Attribution) -> list[Obligation]:
    """What a block with these facts has to show."""
    words = (one.title, one.source, one.original, one.copyright_line, one.credit, one.change_note, *one.disclaimers)
    words += tuple(author.name for author in one.authors)
    links = (one.url, one.source_url, one.original_url, one.licence_url)
    return [Obligation("words", By.WORDS, w) for w in words if w] + [Obligation("link", By.LINK, a) for a in links if a]


@pytest.mark.parametrize("name", ["block", "link"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_shown_not_executed_in_html(text: str, name: str):
    """A stranger's words add no element, and no link or image."""
    plain, hostile = (RENDERER.block(name, Flavour.HTML, credit(words), SHARED).text for words in ("Rivers", _clean(text)))

    tags = [sorted(node.tag or "" for node in LexborHTMLParser(html).css("*")) for html in (plain, hostile)]
    assert tags[0] == tags[1]
    assert [a.href for a in read(plain).links] == [a.href for a in read(hostile).links]


@pytest.mark.parametrize("name", ["block", "link"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_add_no_markdown(text: str, name: str):
    """An independent reader of CommonMark and GFM finds the links that are ours, and nothing else of a stranger's."""
    plain, hostile = (
        MarkdownIt("gfm-like", {"linkify": False}).render(RENDERER.block(name, Flavour.MARKDOWN, credit(words), SHARED).text)
        for words in ("Rivers", _clean(text))
    )

    tags = [sorted(node.tag or "" for node in LexborHTMLParser(html).css("*")) for html in (plain, hostile)]
    assert tags[0] == tags[1]
    assert [a.href for a in read(plain).links] == [a.href for a in read(hostile).links]


@pytest.mark.parametrize("name", ["block", "link"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_add_no_bbcode(text: str, name: str):
    """No tag stands in the block but ours."""
    plain, hostile = (RENDERER.block(name, Flavour.BBCODE, credit(words), SHARED).text for words in ("Rivers", _clean(text)))
    tags = [sorted(re.findall(r"\[/?\w+(?==|\])", block)) for block in (plain, hostile)]

    assert tags[0] == tags[1]


@pytest.mark.parametrize("flavour", Flavour)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_begin_no_line_and_turn_no_letters(text: str, flavour: Flavour):
    """In no flavour does a name end its line, hold NUL, or override the direction of what follows."""
    case = a_case("CC BY 4.0", "en", title=text, authors=(Person(text),), rights=f"© {text}")
    made = drafted(case)
    lines = drafted(a_case("CC BY 4.0", "en", authors=(Person("Ana"),))).blocks[flavour].count("\n")

    assert not lacking(made.checks)
    assert lines == made.blocks[flavour].count("\n")
    assert not set("\x00\u202e\u2066\u2068\u200f") & set(made.blocks[flavour])


NAMES = st.text(min_size=1, max_size=60).map(lambda text: _clean(f"A{text}z"))
ADDRESSES = st.text("abcXYZ019-._~:/?#@!$&'()*+,;=%", max_size=40).map(lambda path: f"https://src.example/{path}")


@settings(max_examples=60, deadline=None)
@given(names=st.lists(NAMES, min_size=9, max_size=9), address=ADDRESSES, language=st.sampled_from(sorted(TITLES)))
def test_a_block_with_any_facts_proves_itself(names: list[str], address: str, language: str):
    """Escaping is undone by reading as a reader does, in every flavour and language, whatever the names."""
    title, source, original, line, sentence, note, author, institution, disclaimer = names
    one = credit("x", url=address, language=RENDERER.speaks(language), title=title, source=source, original=original, credit=sentence)
    people = (Author(author, "https://a.example/b", institution),)
    one = replace(one, copyright_line=f"© {line}", change_note=note, authors=people, disclaimers=(disclaimer,))

    for flavour in Flavour:
        block = RENDERER.block("block", flavour, one, SHARED)
        assert not lacking(prove_text(block.text, owed(one), flavour, flavour)), block.text


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
@pytest.mark.parametrize("family", FAMILIES)
def test_without_its_element_exactly_that_duty_is_lacking(family: str, language: str):
    """Each element that meets a duty is removed in turn: what it held is lacking, and nothing else."""
    html, checks = _apart(family, language)
    for gone in {check.element for check in checks}:
        tree = LexborHTMLParser(html)
        node = tree.css_first(f"body > {gone}")
        assert node is not None, gone
        node.decompose()
        lost = {c.obligation for c in lacking(prove(tree.html or "", [c.obligation for c in checks], "without"))}
        held = {c.obligation for c in checks if c.element == gone or c.element.startswith(f"{gone} >")}
        assert held == lost, gone


def _apart(family: str, language: str) -> tuple[str, tuple]:
    """A block none of whose facts says another's words, with its checks."""
    made = drafted(a_case(family, language, rights="© 1999 Quayside Trust"))
    checks = [c for c in made.checks if c.quote and c.quote.where == "draft (attribution block)"]
    words = [c for c in checks if c.obligation.by is By.WORDS]
    alone = [c for c in words if sum(c.obligation.value in other.obligation.value for other in words) == 1]
    return made.blocks["html"], tuple([c for c in checks if c.obligation.by is not By.WORDS] + alone)


@pytest.mark.parametrize("annotations", [(), (Annotation.H_CITE,), (Annotation.SCHEMA,), tuple(Annotation)])
def test_what_machines_are_told_changes_nothing_for_readers(annotations: tuple[Annotation, ...]):
    """The words, the links and the proof are the same with and without."""
    bare, told = (RENDERER.block("block", Flavour.HTML, credit("Rivers", annotations=a), SHARED).text for a in ((), annotations))

    assert (read(bare).text, read(bare).links) == (read(told).text, read(told).links)


def test_every_fact_of_the_context_is_used_by_the_shipped_block():
    """A fact no template shows would be one nobody is credited by."""
    lines = dict(RENDERER.block("block", Flavour.HTML, credit(), SHARED).lines)

    assert {"form", "at_top"} == {f.name for f in fields(Attribution)} - lines.keys()


@pytest.mark.parametrize(
    ("markdown", "seen"),
    [
        ("[a](https://x.example/)", True),
        ("![a](https://x.example/)", False),
        ("<!-- [a](https://x.example/) -->", False),
        ("[a]: https://x.example/", False),
        ("see <https://x.example/>", True),
        ("see https://x.example/.", True),
        ("[](https://x.example/)", False),
        ('<p style="display:none">[a](https://x.example/)</p>', False),
    ],
)
def test_markdown_is_read_as_its_readers_see_it(markdown: str, seen: bool):
    """A link in a comment, an image or a definition leads nobody anywhere."""
    assert seen == prove_text(markdown, (Obligation("x", By.LINK, "https://x.example/"),), "md", Flavour.MARKDOWN)[0].met


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("[url=https://x.example/]a[/url]", True),
        ("[url]https://x.example/[/url]", True),
        ("[URL='https://x.example/']a[/URL]", True),
        ("[url=https://x.example/][/url]", False),
        ("[img]https://x.example/[/img]", False),
        ("[spoiler][url=https://x.example/]a[/url][/spoiler]", False),
        ("[color=white][url=https://x.example/]a[/url][/color]", False),
        ("[b]https://x.example/[/b]", True),
    ],
)
def test_bbcode_is_read_as_its_readers_see_it(text: str, seen: bool):
    """Images, spoilers and white on white show no link."""
    assert seen == prove_text(text, (Obligation("x", By.LINK, "https://x.example/"),), "bbcode", Flavour.BBCODE)[0].met


def test_plain_text_gives_its_addresses_whole():
    """An address ends before the signs that end a sentence, and where an angle bracket closes it (RFC 3986 appendix C)."""
    shown = as_html("See <https://x.example/a>，and (https://x.example/b_(c)). Then\nhttps://x.example/d.", Flavour.TEXT)

    assert ["https://x.example/a", "https://x.example/b_(c)", "https://x.example/d."] == [a.href for a in read(shown).links]


def test_a_link_post_is_credited_too():
    """Headline, authors, source and address; nothing more is owed, since nothing is copied."""
    made = drafted(a_case("CC BY 4.0", "en"), Form.LINK)

    assert {"title", "source_credit", "hyperlink_original"} == {o.duty for o in made.post.obligations}
    assert not lacking(made.checks)


def _clean(text: str) -> str:
    """A name as the facts hold it: on one line, as `attribute` makes it."""
    return drafted(a_case("no licence", "en", title=text)).credit.title if len(text) < 300 else text
