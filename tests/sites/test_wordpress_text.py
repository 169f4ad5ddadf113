"""Texts as WordPress is given them: the same to a reader, and nothing in them that WordPress would change."""

import re
from html import unescape

import pytest

from syndicator.core.markup import read
from syndicator.sites.wordpress_text import as_block, as_words

WORDS = ['[gallery ids="1"]', "it's 5' 10\" -- or --- so...", "a 3x4 board (tm)", "``quoted''", "'99", "&amp; &lt;b&gt;", "plain words"]


@pytest.mark.parametrize("words", WORDS)
def test_a_reader_meets_the_same_words(words: str) -> None:
    """Entities change nothing that is shown."""
    html = f"<p title=\"[x] 'y'\">{words}</p><p><a href=\"https://a.example/?q[]=1&amp;b='2'\">{words}</a></p>"
    before, after = read(html), read(as_block(html))
    assert (before.text, before.links) == (after.text, after.links)


@pytest.mark.parametrize("words", WORDS)
def test_nothing_is_left_for_wordpress_to_change(words: str) -> None:
    """No bracket, straight quote, run of dashes or dots, or figure x figure stands in the text."""
    text = re.sub(r"<!--.*?-->|<[^<>]*>", "", as_block(f"<p>{words}</p>"))
    assert not re.search(r"[\[\"'`]|--|\.\.|[0-9]x[0-9]|\(tm\)", text)
    assert unescape(words) == unescape(text).strip()


@pytest.mark.parametrize(
    "html", ["<p>https://video.example/1</p>", "<p class='x'> https://video.example/1 </p>", "https://video.example/1"]
)
def test_a_lone_address_is_no_player(html: str) -> None:
    """The scheme's colon is an entity, so that no line is an address by itself."""
    assert "https&#58;//video.example/1" in as_block(html)
    assert "https://video.example/1" in read(as_block(html)).text


def test_links_keep_their_addresses() -> None:
    """Only text is changed; the address of a link is not."""
    assert 'href="https://a.example/"' in as_block('<p><a href="https://a.example/">https://a.example/</a></p>')


def test_a_title_is_text() -> None:
    """Markup in a title is shown as letters."""
    assert as_words('<b>"1"</b> & [x]') == "&lt;b&gt;&#34;1&#34;&lt;/b&gt; &amp; &#91;x]"
