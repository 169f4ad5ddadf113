"""Which text of an article's page is posted: the publisher's package, what the page marks, what is extracted, or none."""

from dataclasses import dataclass, replace
from html import escape

import pytest

from syndicator.core.verdict import Answer, Finding, Status, Verdict
from syndicator.errors import Rejected
from syndicator.pipeline.whole import explained, whole
from tests.walks.fakes import SOURCE, an_article

PAGES = replace(SOURCE, read_page=True)
STORY = " ".join(["The river rose again this year."] * 20)
PIXEL = '<img src="https://src.example/count.gif" width="1" height="1">'
PACKAGE = f'<h1>Rivers rise</h1><p>{STORY}</p><p>From <a href="https://src.example/1">Source Daily</a>.</p>{PIXEL}'
MODAL = '<div id="republication-tracker-tool-modal-content"><textarea>{}</textarea></div>'


@dataclass
class Extracts:
    """An extractor that finds one text, or none."""

    text: str = ""

    def main_text(self, html: str, url: str) -> str:
        if not self.text:
            raise Rejected(f"no main text on {url}")
        return self.text


def read_with(page: str, extractor: Extracts | None = None):
    return whole(an_article(html="<p>Teaser.</p>", complete=False, page=page), PAGES, extractor)


def test_a_feed_is_enough_where_the_source_says_so():
    """The article stays as the feed has it."""
    article = an_article(page="<article>Other.</article>")
    assert article == whole(article, SOURCE, None).article


def test_the_publishers_own_package_comes_first():
    """With its counting image and the credit in it, before what the page marks."""
    found = read_with(f"<article><p>{STORY}</p><aside>Read more</aside></article>{MODAL.format(escape(PACKAGE))}").article
    assert (True, True, False) == (found.complete, "count.gif" in found.html, "Read more" in found.html)


def test_a_package_that_is_only_a_line_to_embed_is_no_text():
    """A teaser is never posted as the article."""
    found = read_with(
        f"<article><p>{STORY}</p></article>{MODAL.format(escape('<p>Rivers rise, a story by <b>Source Daily</b></p>'))}"
    ).article
    assert (True, False) == (found.complete, "a story by" in found.html)


def test_what_the_page_marks_needs_no_extractor():
    """It is not asked."""
    assert "river rose" in read_with(f"<article><p>{STORY}</p></article>", Extracts("<p>Another.</p>")).article.html


def test_what_the_page_does_not_mark_is_extracted():
    """Where something can."""
    found = read_with(f"<div>{STORY}</div>", Extracts("<p>The story.</p>"))
    assert (True, "<p>The story.</p>", "") == (found.article.complete, found.article.html, found.why)


@pytest.mark.parametrize(
    ("extractor", "why", "remedy"),
    [(None, "nothing that works is installed", "syndicator[text]"), (Extracts(), "no main text on", "the feed alone")],
)
def test_without_a_text_the_reason_is_told(extractor: Extracts | None, why: str, remedy: str):
    """Held, with the true reason and what can be done."""
    found = read_with(f"<div>{STORY}</div>", extractor)
    hold = Finding("complete", Status.UNKNOWN, Answer.HOLD, "the feed carries only a summary", remedy="set text")
    said = explained(Verdict(Answer.HOLD, None, (hold,)), found).deciding
    assert (False, True) == (found.article.complete, why in said.says)
    assert remedy in said.remedy


def test_a_page_that_was_not_read_has_no_text():
    """The rule about pages tells why."""
    found = read_with("")
    assert (False, "") == (found.article.complete, found.why)
