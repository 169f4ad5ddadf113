"""A template that loses a duty is caught before anything leaves."""

from dataclasses import replace
from pathlib import Path

from syndicator.core.article import Person
from syndicator.core.places import Site
from syndicator.core.proof import lacking, prove
from syndicator.core.verdict import Answer, Form
from syndicator.pipeline.draft import draft
from syndicator.pipeline.judge import decide
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner
from tests.walks.fakes import SOURCE, START, an_article

SITE = Site(id="commons", kind="town")


def judged(operators: Path | None = None, **article: object):
    return decide(an_article(**article), SOURCE, SITE, START, JinjaRenderer(operators), HtmlCleaner())


def test_a_template_that_loses_the_copyright_line_is_held(tmp_path: Path):
    """The operator's own block forgot it: the verdict turns to HOLD and says what is missing."""
    (tmp_path / "attribution").mkdir()
    block = '<footer><p><a href="{{ url }}">{{ title }}</a>, <a href="{{ source_url }}">{{ source }}</a></p></footer>'
    (tmp_path / "attribution" / "block.html").write_text(block)

    verdict = judged(tmp_path).verdict

    assert Answer.HOLD is verdict.answer
    assert "copyright_notice" in verdict.deciding.says


def test_a_word_in_the_body_does_not_stand_in_for_the_credit(tmp_path: Path):
    """The block is read back alone: that the article mentions its author is no byline."""
    (tmp_path / "attribution").mkdir()
    shipped = (Path(__file__).parents[2] / "templates/attribution/block.html").read_text().replace("{{ author.name }}", "staff")
    (tmp_path / "attribution" / "block.html").write_text(shipped)

    told = {"html": f"<p>Ana Ruiz saw it.</p>{an_article().html}", "authors": (Person("Ana Ruiz"),)}
    assert Answer.ALLOW is judged(**told).verdict.answer
    assert Answer.HOLD is judged(tmp_path, **told).verdict.answer


def test_the_post_carries_no_script_and_no_strangers_image():
    """What is sent is clean, and says that images were left out."""
    html = '<p>Text.</p><script>alert(1)</script><img src="https://src.example/pic.jpg" onerror="alert(2)">' + an_article().html

    post = judged(html=html).drafted.post

    assert "alert" not in post.html
    assert "pic.jpg" not in post.html
    assert "Images were left out" in post.html


def test_the_same_article_is_drafted_byte_for_byte_the_same():
    """Otherwise every pass would send a correction."""
    assert judged().drafted.post.revision == judged().drafted.post.revision


def test_the_slug_does_not_depend_on_what_the_article_says():
    """A corrected headline stays at its address."""
    assert judged().drafted.post.slug == judged(title="Something else").drafted.post.slug


def test_a_publisher_that_wants_its_credit_on_top_gets_it_there():
    """`credit_at_top`: the block comes before the text, and that is proven as everything else is."""
    case = judged().case
    top = draft(replace(case, terms=replace(case.terms, duties=("credit_at_top",))), Form.FULL, JinjaRenderer(), HtmlCleaner())

    assert top.post.html.index("<footer") < top.post.html.index("The river rose")
    assert [True] == [check.met for check in top.checks if check.obligation.duty == "credit_at_top"]


def test_a_site_that_moves_the_credit_below_is_found_out():
    """The same obligation on a page that shows the block at its end."""
    case = judged().case
    post = draft(replace(case, terms=replace(case.terms, duties=("credit_at_top",))), Form.FULL, JinjaRenderer(), HtmlCleaner()).post
    block, _, body = post.html.partition("</footer>")

    assert ["credit_at_top"] == [c.obligation.duty for c in lacking(prove(f"{body}{block}</footer>", post.obligations, "page"))]


def test_a_headline_that_the_page_repeats_is_shown_once():
    """A first heading equal to the title goes; another heading stays."""
    html = f"<header><h1>Rivers  rise, part 1</h1></header><h1>A chapter</h1>{an_article().html}"

    post = judged(html=html).drafted.post

    assert 1 == post.html.count("Rivers rise, part 1")
    assert "<h1>A chapter</h1>" in post.html
