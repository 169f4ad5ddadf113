"""Hostile HTML made safe, and the same words in other flavours."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicator.core.flavours import Flavour, as_html
from syndicator.core.markup import read
from syndicator.rendering.cleaning import HtmlCleaner


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
    markdown = HtmlCleaner().convert("<p>&lt;script&gt; *not* bold ![](x) # no heading</p>", Flavour.MARKDOWN)

    assert "<script>" not in markdown
    assert "\\*not\\*" in markdown
    assert "![](x)" not in markdown


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One <b>two</b> <i>three</i>.</p><p>Four</p>", "One [b]two[/b] [i]three[/i].\n\nFour"),
        ('<p>See <a href="https://x.example/[a]">here</a>.</p>', "See [url=https://x.example/%5Ba%5D]here[/url]."),
        ("<h2>Head</h2><ul><li>a</li><li>b</li></ul>", "[b]Head[/b]\n\n• a\n• b"),
        ("<blockquote><p>Said</p></blockquote>", "[quote]Said[/quote]"),
        ("<p>[url=https://evil.example/]no[/url]</p>", "[\u200burl=https://evil.example/]no[\u200b/url]"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<a>dead</a><b> </b>", "dead"),
        ("", ""),
    ],
)
def test_an_article_reads_the_same_in_bbcode(html: str, expected: str):
    """Links, emphasis, quotations and lists stay; brackets of the article's own open no tag."""
    assert expected == HtmlCleaner().convert(html, Flavour.BBCODE)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=5))
def test_no_word_is_lost_in_bbcode(words: list[str]):
    """What a forum's reader sees are the words of the HTML."""
    html = HtmlCleaner().clean("".join(f"<p>{word.replace('&', '&amp;').replace('<', '&lt;')}</p>" for word in words), "https://s.example/")
    shown = read(as_html(HtmlCleaner().convert(html, Flavour.BBCODE), Flavour.BBCODE)).text

    assert _letters(read(html).text) == _letters(shown)


def test_elements_nested_without_end_are_read_as_their_words():
    """No article makes the conversion go deeper than Python does."""
    assert "deep" in HtmlCleaner().convert("<b>" * 5000 + "deep" + "</b>" * 5000, Flavour.BBCODE)


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())
