"""The one proving code: what counts as shown, and what does not."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from syndicator.core.flavours import Flavour
from syndicator.core.markup import read
from syndicator.core.proof import By, Obligation, lacking, prove, prove_text

URL = "https://src.example/a?x=1&y=2"
LINK = Obligation("hyperlink_original", By.LINK, URL)


def met(html: str, obligation: Obligation) -> bool:
    return prove(html, (obligation,), "page")[0].met


def test_a_link_with_words_to_the_very_address_meets_it():
    """A link counts when a reader can follow it to exactly that address; entities in it are read as a browser does."""
    assert met('<p><a href="https://src.example/a?x=1&amp;y=2">Rivers rise</a></p>', LINK)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#">Rivers rise</a>',
        '<a href="">Rivers rise</a>',
        "<a>Rivers rise</a>",
        '<a href="https://src.example/a?x=1&amp;y=2"></a>',
        '<a href="https://src.example/a?x=1&amp;y=2&amp;z=3">Rivers rise</a>',
        '<a href="https://src.example.evil.example/a?x=1&amp;y=2">Rivers rise</a>',
        '<a href="https://src.example/a/?x=1&amp;y=2">Rivers rise</a>',
        '<a href="https://src.example/a%3Fx=1&amp;y=2">Rivers rise</a>',
        '<a href="https://src.example/A?x=1&amp;y=2">Rivers rise</a>',
        '<p style="opacity:0"><a href="https://src.example/a?x=1&amp;y=2">Rivers rise</a></p>',
        '<p style="position:absolute; left:-9999px"><a href="https://src.example/a?x=1&amp;y=2">Rivers rise</a></p>',
        '<p style="font-size:0em !important"><a href="https://src.example/a?x=1&amp;y=2">Rivers rise</a></p>',
        '<p style="height:0;overflow:hidden"><a href="https://src.example/a?x=1&amp;y=2">Rivers rise</a></p>',
        '<p style="color:transparent"><a href="https://src.example/a?x=1&amp;y=2">Rivers rise</a></p>',
        '<p style="display:/**/none"><a href="https://src.example/a?x=1&amp;y=2">Rivers rise</a></p>',
        '<dialog><a href="https://src.example/a?x=1&amp;y=2">Rivers rise</a></dialog>',
        '<a href="https://src.example/a?x=1&amp;y=2">\u200b</a>',
        '<a href="javascript:https://src.example/a?x=1&amp;y=2">Rivers rise</a>',
        '<div hidden><a href="https://src.example/a?x=1&amp;y=2">Rivers rise</a></div>',
        '<p style="display: none"><a href="https://src.example/a?x=1&amp;y=2">Rivers rise</a></p>',
        '<script>"<a href=https://src.example/a?x=1&y=2>Rivers</a>"</script>',
        '<!-- <a href="https://src.example/a?x=1&amp;y=2">Rivers rise</a> -->',
        "<p>https://src.example/a?x=1&amp;y=2</p>",
    ],
)
def test_no_hyperlink_is_no_hyperlink(html: str):
    """Dead, empty, hidden, wordless, look-alike or merely written addresses are no hyperlink to the original."""
    assert not met(html, LINK)


def test_a_dead_link_is_named_as_evidence():
    """What a reader would meet instead is quoted, with its place."""
    check = prove('<p>By <a href="#">CounterPoint</a></p>', (LINK,), "page")[0]

    assert "“#”" in check.why
    assert ("CounterPoint", 3, 15) == (check.quote.text, check.quote.start, check.quote.end)


def test_words_are_found_whatever_typography_a_site_gives_them():
    """Curly quotes, dashes and ellipses that a site makes of plain ones do not hide a credit."""
    assert met("<p>© 2026 Src — “all” the writer’s…</p>", Obligation("copyright_notice", By.WORDS, '© 2026 Src -- "all" the writer\'s...'))


def test_words_split_by_markup_are_still_words():
    """Inline markup inside a credit is nothing a reader sees."""
    assert met("<p>Ana <b>Ru</b>iz</p>", Obligation("byline", By.WORDS, "Ana Ruiz"))


def test_words_in_an_attribute_or_in_hidden_places_are_not_shown():
    """A credit must be seen."""
    assert not met('<p title="Ana Ruiz" hidden>Ana Ruiz</p>', Obligation("byline", By.WORDS, "Ana Ruiz"))


@pytest.mark.parametrize(
    "href",
    [
        "http://src.example/a?x=1&amp;y=2",
        "HTTPS://SRC.EXAMPLE/a?x=1&amp;y=2",
        "https://src.example:443/a?x=1&amp;y=2",
        "https://src.example/%61?x=1&amp;y=2",
    ],
)
def test_spellings_that_lead_to_the_same_place_are_the_same_link(href: str):
    """What every browser follows to the same place: sites rewrite scheme, case, port and percent-encoding."""
    assert met(f'<a href="{href}">Rivers rise</a>', LINK)


@pytest.mark.parametrize(("name", "text"), [("Li", "clicked"), ("Ann Li", "Joann Lipton"), ("Src", "Srcs")])
def test_a_name_inside_another_word_is_not_shown(name: str, text: str):
    """A credit stands by itself."""
    assert not met(f"<p>{text}</p>", Obligation("byline", By.WORDS, name))


def test_a_name_in_a_script_without_spaces_is_shown():
    """East Asian text puts no space round a name."""
    assert met("<p>記者李明報導</p>", Obligation("byline", By.WORDS, "李明"))


def test_an_address_with_brackets_is_found_in_markdown():
    """There it stands escaped, because a bracket would end it."""
    owed = Obligation("hyperlink_original", By.LINK, "https://src.example/a_(b)")

    assert not lacking(prove_text("[T](https://src.example/a_\\(b\\))", (owed,), "md", Flavour.MARKDOWN))


def test_two_thousand_links_are_proven_at_once():
    """One reading of the links, not one for each obligation."""
    html = "".join(f'<a href="https://x.example/{n}">w</a> ' for n in range(2000))
    owed = [Obligation("keep_links", By.LINK, f"https://x.example/{n}") for n in range(2000)]

    assert not lacking(prove(html, owed, "page"))


def test_a_prohibition_hidden_by_a_trick_is_read_all_the_same():
    """Only what is not displayed at all is left unread; tricks hide no terms."""
    html = '<p style="opacity:0">May not be republished.</p><p style="display:none">Draft.</p>'

    assert ("May not be republished.", "") == (read(html).text, read(html, tricks=True).text)


def test_a_long_style_is_read_in_no_time():
    """White space in a style is folded before anything looks at it."""
    assert met(f'<p style="opacity:{" " * 100_000}1"><a href="https://src.example/a?x=1&amp;y=2">Rivers rise</a></p>', LINK)


def test_an_empty_obligation_is_never_met():
    """Nothing to look for is never found: an unknown address or line cannot pass."""
    empty = [Obligation("x", by, "") for by in By if by is not By.NOINDEX]

    assert len(empty) == len(lacking(prove("<p>text</p>", empty, "page")))


def test_canonical_must_be_the_only_one():
    """Two canonicals contradict each other (RFC 6596 §3): search engines take neither."""
    one = '<head><link rel="canonical" href="https://src.example/b"></head>'
    owed = Obligation("canonical", By.CANONICAL, "https://src.example/b")

    assert met(one, owed)
    assert not met(one + '<link rel="canonical" href="https://copy.example/b">', owed)


def test_the_pixel_and_noindex_are_read_from_the_page():
    """The counting image by its exact address; noindex from the robots meta."""
    page = '<head><meta name="robots" content="NOINDEX, follow"></head><img src="https://c.example/p?i=1&amp;j=2" width=1 height=1>'

    assert met(page, Obligation("pixel", By.IMAGE, "https://c.example/p?i=1&j=2"))
    assert met(page, Obligation("noindex", By.NOINDEX, "noindex"))


def test_text_flavours_are_proven_too():
    """In Markdown and plain text an address must stand whole, and escaped words are read without their escapes."""
    owed = (LINK, Obligation("byline", By.WORDS, "Ana_Ruiz"))

    assert not lacking(prove_text(f"[Rivers]({URL}) by Ana\\_Ruiz", owed, "md", Flavour.MARKDOWN))
    assert 1 == len(lacking(prove_text(f"[Rivers]({URL}&z=3) by Ana\\_Ruiz", owed, "md", Flavour.MARKDOWN)))


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color:#fff">{}</p>',
        '<p style="color:#fefefe;background:#FFF">{}</p>',
        '<div style="background-color: rgb(20, 20, 20)"><p style="color:#111">{}</p></div>',
        '<div style="color:navy"><p style="background:navy">{}</p></div>',
        '<font color="white">{}</font>',
        '<table bgcolor="#333333"><tr><td style="color:#333">{}</td></tr></table>',
        "<details><summary>More</summary>{}</details>",
        '<p style="font-size:1px">{}</p>',
        '<p style="opacity:.02">{}</p>',
        '<p style="transform:scale(0)">{}</p>',
        '<p style="position:absolute;left:-200vw">{}</p>',
        '<p style="visibility:hidden">{}</p>',
        "<div><noscript>{}</noscript></div>",
        "<template>{}</template>",
        "<textarea>{}</textarea>",
    ],
)
def test_what_nobody_could_see_meets_nothing(html: str):
    """White on white, the colour of the ground, out of sight, too small, or folded away."""
    link = '<a href="https://src.example/a?x=1&amp;y=2">Ana Ruiz</a>'

    assert not met(html.format(link), LINK)
    assert not met(html.format(link), Obligation("byline", By.WORDS, "Ana Ruiz"))


@pytest.mark.parametrize(
    "html",
    [
        '<div style="background:#000"><p style="color:#fff">{}</p></div>',
        '<p style="color:#333">{}</p>',
        '<p style="color:inherit">{}</p>',
        '<p style="color:var(--ink);background:url(x.png)">{}</p>',
        "<details open><summary>More</summary>{}</details>",
        "<details><summary>{}</summary>Rest</details>",
        '<p style="font-size:.8em;opacity:.6">{}</p>',
        '<p style="left:-20px">{}</p>',
    ],
)
def test_what_can_be_seen_counts(html: str):
    """A style is no trick."""
    assert met(html.format('<a href="https://src.example/a?x=1&amp;y=2">Ana Ruiz</a>'), LINK)


BODY = '<p>Ana Ruiz saw <a href="https://src.example/">the harbour</a> fill before the first boat had left.</p><p>Ana Ruiz</p>'
BLOCK = '<footer><p>By Ana Ruiz, <a href="https://src.example/">Source</a></p></footer>'
CREDITED = (Obligation("byline", By.WORDS, "Ana Ruiz"), Obligation("source_link", By.LINK, "https://src.example/"))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (BODY + BLOCK, [True, True]),
        (BLOCK + BODY, [True, True]),
        (BODY, [False, False]),
        (f"{BODY}<footer><p>By Ana Ruiz</p></footer>", [True, False]),
        (f'{BODY}<footer><p><a href="https://src.example/">Source</a></p></footer>', [False, True]),
        (BODY.replace("first boat", "first  boat"), [False, False]),
        (f"<div>{BODY.replace('<p>', '<span>').replace('</p>', '</span> ')}</div>", [True, False]),
        (f"{BODY}<p>Ana Ruiz</p>", [True, False]),
    ],
)
def test_the_articles_own_body_is_no_credit(page: str, expected: list[bool]):
    """Its lines are found on the page and lend neither words nor links; what is not one of its lines counts."""
    assert expected == [check.met for check in prove(page, CREDITED, "page", body=BODY)]


def test_a_body_under_other_typography_is_still_the_body():
    """A theme that makes quotes round does not turn the article into its own credit."""
    body = "<p>\"We saw it\", said Ana Ruiz, 'before anybody else did -- at dawn'.</p>"
    page = "<article><p>“We saw it”, said Ana Ruiz, ‘before anybody else did – at dawn’.</p></article>"

    assert [False] == [check.met for check in prove(page, CREDITED[:1], "page", body=body)]


def test_a_link_of_the_body_is_named_as_evidence():
    """It is there, but it is none of the credit's."""
    check = prove(BODY, CREDITED[1:], "page", body=BODY)[0]

    assert "in the article's own text" in check.why
    assert "the harbour" == check.quote.text


def test_links_that_must_be_kept_are_the_bodys_own():
    """Of all duties, this one is about the text."""
    assert [True] == [c.met for c in prove(BODY, (Obligation("keep_links", By.LINK, "https://src.example/"),), "page", body=BODY)]


def test_the_element_that_meets_a_duty_is_told():
    """A path that finds it again; comments are no elements, and the innermost one is meant."""
    page = '<!doctype html><html><body><!-- x --><main><p>One</p><p>By <b>Ana Ruiz</b>, <a href="https://src.example/">S</a></p></main></body></html>'
    checks = prove(page, CREDITED, "page")

    assert ["main:nth-child(1) > p:nth-child(2) > b:nth-child(1)", "main:nth-child(1) > p:nth-child(2) > a:nth-child(2)"] == [
        check.element for check in checks
    ]
    assert ["Ana Ruiz", "S"] == [LexborHTMLParser(page).css_first(f"body > {check.element}").text() for check in checks]


@pytest.mark.parametrize(
    ("content", "expected"), [("noindex", True), ("follow,NOINDEX", True), ("none", True), ("noindexifembedded", False), ("index", False)]
)
def test_noindex_is_a_directive_of_its_own(content: str, expected: bool):
    """Directives are compared whole."""
    assert expected == met(f'<head><meta name="robots" content="{content}"></head>', Obligation("noindex", By.NOINDEX, "noindex"))


@pytest.mark.parametrize(
    ("value", "text"), [("Straße", "STRASSE"), ("Ana  Ruiz…", "ana ruiz..."), ("Ro\u0301z\u0307a", "Róża"), ("A--B", "a–b")]
)
def test_words_are_quoted_where_they_stand_whatever_their_typography(value: str, text: str):
    """Offsets are those of the page's own words."""
    check = prove(f"<p>«İ» “By” {text}.</p>", (Obligation("byline", By.WORDS, value),), "page")[0]

    assert (True, text) == (check.met, check.quote.text)
