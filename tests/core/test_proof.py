"""The one proving code: what counts as shown, and what does not."""

import pytest

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
