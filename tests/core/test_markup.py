"""What a reader meets: words, links, images and the head, with offsets."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.markup import main_html, read


def test_blocks_become_lines_and_space_is_folded():
    """One newline between blocks, one space elsewhere, none at the ends; preformatted text keeps its own."""
    html = "<h1> A  title </h1><p>One\n two<br>three&nbsp;four</p><pre>a\n  b</pre>"

    assert "A title\nOne two\nthree four\na\n  b" == read(html).text


def test_what_is_hidden_is_not_read():
    """Scripts, styles, templates, comments and hidden elements are no words."""
    html = (
        "<p>seen<script>1</script><style>2</style><template>3</template><!--4--></p><p hidden>5</p><p style='color:red;display:none'>6</p>"
    )

    assert "seen" == read(html).text


def test_links_keep_their_verbatim_target_and_rel():
    """A link's address is what was written; its offsets are its words' place."""
    page = read('<p>See <a href="../a b#c" rel="License NoOpener">the <i>deed</i></a>.</p>')

    assert ("../a b#c", ("license", "noopener"), "the deed") == (page.links[0].href, page.links[0].rel, page.links[0].text)
    assert "the deed" == page.text[page.links[0].start : page.links[0].end]


def test_the_head_is_read():
    """Title, language, metas, links and JSON-LD of the head."""
    page = read(
        '<html lang="pt-BR"><head><title> T </title><meta property="og:title" content="O"><link rel="license" href="/l" type="text/html">'
        '<script type="application/ld+json">{"a":1}</script></head></html>'
    )

    assert ("T", "pt-BR", "O", ("/l",), ('{"a":1}',)) == (
        page.title,
        page.language,
        page.meta("og:title"),
        page.declared("license"),
        page.data,
    )


def test_a_counting_image_is_tiny():
    """Width and height of one pixel mark a counting image."""
    assert [True, False] == [i.tiny for i in read("<img src=a width=1 height=1><img src=b width=100 height=1>").images]


def test_main_content_is_what_the_page_itself_marks():
    """ArticleBody before the only article before main; several articles are a list, not the main content."""
    assert "<main>x</main>" == main_html("<main>x</main>")
    assert "<article>y</article>" == main_html("<main><article>y</article></main>")
    assert "" == main_html("<article>1</article><article>2</article>")


@given(st.text(alphabet="<>/ap \n\"'=#&;!-x", max_size=300))
def test_any_text_is_read_and_offsets_hold(html: str):
    """Broken markup never raises, and every link's words stand where it says."""
    page = read(html)

    assert [link.text for link in page.links] == [page.text[link.start : link.end] for link in page.links]


def test_what_is_hidden_is_kept_apart_where_parts_are_told():
    """With blocks the words that are not displayed are kept by themselves; scripts hold none."""
    html = "<p>seen<script>1</script></p><p hidden>kept <b>back</b></p><dialog>too<style>2</style></dialog><noscript>and this</noscript>end"
    page = read(html, blocks=True)

    assert ("seen\nend", "kept back\n\ntoo\n\nand this") == (page.text, page.concealed)
    assert "" == read(html).concealed


@pytest.mark.parametrize("piece", ["<ul><li>x", "<p><div>x", "<article><p>", "<div class='comments'>x", "<b><i>x", "<div/>x"])
def test_unclosed_elements_cost_no_more_than_their_length(piece):
    """Elements nested deeper than any page needs are read as their words, which takes time in proportion."""
    began = process_time()
    page = read(piece * 40_000, blocks=True)

    assert process_time() - began < 5
    assert (True, 40_000 * piece.count("x")) == (page.too_deep, page.text.count("x"))


def test_a_long_flat_page_is_not_cut():
    """Many elements that are closed, or need not be, are no nesting."""
    page = read("<ul>" + "<li><b>x</b><p>y<br>" * 5000 + "</ul>", blocks=True)

    assert (False, 5000) == (page.too_deep, page.text.count("x"))
