"""What a recorded agreement changes, and what it does not: every remedy the rules name must work."""

from dataclasses import replace
from datetime import date

import pytest

from syndicator.core.article import Article
from syndicator.core.places import Agreement, Site, Use
from syndicator.core.verdict import Answer, Form, Verdict
from syndicator.pipeline.judge import decide
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner
from tests.walks.fakes import GRANT, SOURCE, START, an_article

SITE = Site(id="commons", kind="town", forms=(Form.FULL,))
DEAL = Agreement(publisher="Source Daily", sites=("commons",), uses=("republish",), reference="letter", starts=date(2026, 1, 1))
CREDITED = "<p>This article was originally published by The Tidewater Post.</p>"


def judged(article: Article, site: Site = SITE, *agreements: Agreement) -> Verdict:
    return decide(article, SOURCE, site, START, JinjaRenderer(), HtmlCleaner(), agreements=agreements).verdict


@pytest.mark.parametrize(
    ("words", "uses"),
    [
        ("<p>News.</p>", ("republish",)),
        ("<p>News.</p><p>All rights reserved. Do not republish this article without our prior written permission.</p>", ("republish",)),
        (f"<p>News.</p>{GRANT}<p>You may not republish our stories automatically.</p>", ("automated",)),
    ],
)
def test_a_held_or_refused_article_goes_through_with_the_agreement_it_lacks(words: str, uses: tuple[str, ...]):
    """Silence, a denial, and a ban on automation, each with the use that answers it."""
    article = an_article(html=words)

    assert Answer.ALLOW is not judged(article).answer
    assert (Answer.ALLOW, Form.FULL) == (judged(article, SITE, replace(DEAL, uses=uses)).answer, Form.FULL)


def test_the_agreement_of_the_source_does_not_speak_for_a_third_party():
    """Its articles were agreed on, not those it took from elsewhere."""
    article = an_article(html=f"<p>News.</p>{CREDITED}{GRANT}")
    verdict = judged(article, SITE, DEAL)

    assert (Answer.HOLD, "provenance") == (verdict.answer, verdict.deciding.rule)


def test_the_agreement_of_the_third_party_does():
    """The remedy the finding names: an agreement with the original publisher."""
    article = an_article(html=f"<p>News.</p>{CREDITED}{GRANT}")

    assert Answer.ALLOW is judged(article, SITE, replace(DEAL, publisher="The Tidewater Post")).answer


def test_an_agreement_on_reposting_is_none_on_commercial_use():
    """A commercial site needs the use named."""
    site = replace(SITE, use=Use.COMMERCIAL)
    article = an_article(html="<p>News.</p>")

    assert Answer.HOLD is judged(article, site, DEAL).answer
    assert Answer.ALLOW is judged(article, site, replace(DEAL, uses=("republish", "commercial"))).answer


def test_an_agreement_does_not_make_a_dead_link_live():
    """What a copy owes is owed all the same."""
    assert Answer.HOLD is judged(an_article(url="#"), SITE, DEAL).answer
