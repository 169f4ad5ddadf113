"""Whose voice the words of a page are, by elements, roles and class names."""

import pytest

from syndicator.core.blocks import Kind, Plan
from syndicator.core.markup import elements, read

REST = "<p>" + "Much else stands on this page. " * 20 + "</p>"


def kinds(html, words="X"):
    """The kinds of the blocks in which the words stand, on a page that holds much else."""
    page = read(f"<body>{REST}{html}</body>", blocks=True)
    start = page.text.index(words)
    return Plan(page.blocks).within(start, start + len(words))


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<figure><figcaption>X</figcaption></figure>", Kind.CAPTION),
        ('<div class="photo-credit">X</div>', Kind.CAPTION),
        ('<ol class="comment-list"><li>X</li></ol>', Kind.COMMENTS),
        ('<div id="disqus_thread">X</div>', Kind.COMMENTS),
        ("<nav>X</nav>", Kind.MENU),
        ('<div role="navigation">X</div>', Kind.MENU),
        ('<div class="cookie-banner">X</div>', Kind.BANNER),
        ('<section class="related-posts">X</section>', Kind.TEASER),
        ('<div class="license-note">X</div>', Kind.NOTICE),
        ('<div class="republish-popup">X</div>', Kind.PACKAGE),
        ('<div itemprop="articleBody">X</div>', Kind.STORY),
        ('<div class="entry-content">X</div>', Kind.STORY),
        ("<article>X</article>", Kind.ARTICLE),
        ("<footer>X</footer>", Kind.FOOTER),
        ('<div id="footer">X</div>', Kind.FOOTER),
        ("<aside>X</aside>", Kind.ASIDE),
        ('<span class="byline">X</span>', Kind.HEADING),
        ("<blockquote>X</blockquote>", Kind.QUOTE),
        ('<p style="position:absolute;left:-9999px">X</p>', Kind.HIDDEN),
        ('<span class="screen-reader-text">X</span>', Kind.HIDDEN),
    ],
)
def test_a_block_is_known(html, kind):
    """Elements, roles and the class names of the common systems tell what a block is."""
    assert kind in kinds(html)


@pytest.mark.parametrize("html", ['<div class="commentary">X</div>', '<p class="shared">X</p>', "<p>X</p>", '<div class="navy">X</div>'])
def test_a_part_of_a_word_is_no_name(html):
    """Names are matched as whole parts of a class."""
    assert frozenset() == kinds(html)


def test_most_of_a_page_is_the_page():
    """A wrapper that carries the name of a part it holds is not that part."""
    page = read('<div class="has sidebar comments">' + REST + "<p>X</p></div>", blocks=True)
    assert frozenset() == Plan(page.blocks).within(len(page.text) - 1, len(page.text))


def test_parts_are_set_apart_in_the_words():
    """An empty line stands between parts, so that a headline does not run into the footer; without blocks nothing changes."""
    html = '<aside class="related">What we live for</aside><footer>All is reserved</footer><p>a<span class="byline">b</span></p>'
    assert "What we live for\n\nAll is reserved\n\na\n\nb" == read(html, blocks=True).text
    assert ("What we live for\nAll is reserved\nab", ()) == (read(html).text, read(html).blocks)


def test_offsets_are_those_of_the_words():
    """Blocks and links point at their words in the text."""
    page = read('<p>One</p><footer>Two <a rel="license" href="/l">three</a></footer>', blocks=True)
    (footer,) = page.blocks
    assert "Two three" == page.text[footer.start : footer.end]
    assert "three" == page.text[page.links[0].start : page.links[0].end]


def test_elements_are_found_though_not_shown():
    """Elements are found by selector, hidden ones too, with attributes, HTML and words."""
    (found,) = elements('<div hidden><p class="a" id=b>One <i>two</i></p></div>', "p.a")
    assert ("p", {"class": "a", "id": "b"}, "One <i>two</i>", "One two") == (found.tag, dict(found.attributes), found.inner, found.words)


def test_struck_words_stay_in_their_sentence():
    """A stretch that is struck out is no part of its own, and is met by every sentence that holds some of it."""
    page = read(f"{REST}<p>You may <s>not</s> stay.</p>", blocks=True)
    plan, start = Plan(page.blocks), page.text.index("You may not stay.")

    assert (True, False) == (plan.meets(Kind.STRUCK, start, start + 17), plan.meets(Kind.STRUCK, 0, 20))
    assert Kind.STRUCK not in plan.within(start, start + 17)
