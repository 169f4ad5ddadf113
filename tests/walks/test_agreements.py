"""What a recorded agreement changes, and what it does not: every remedy the rules name must work."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from syndicator.core.article import Article
from syndicator.core.places import Agreement, FirstPoll, Site, Use
from syndicator.core.post import PostState
from syndicator.core.verdict import Answer, Form, Verdict
from syndicator.pipeline.judge import decide
from syndicator.rendering import JinjaRenderer
from syndicator.rendering.cleaning import HtmlCleaner
from syndicator.stores.memory import MemoryStore
from tests.walks.fakes import GRANT, SOURCE, START, Clock, Feeds, Town, a_world, an_article, walk

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


def test_the_end_of_an_agreement_takes_its_copies_down():
    """A copy that stood on nothing else goes on the day after; while the agreement holds, a doubt leaves it to a person."""
    clock, store, town = Clock(), MemoryStore(), Town("commons")
    feeds = Feeds({"src": [an_article(html="<p>Nothing about rights.</p>")]})
    deal = replace(DEAL, until=START.date() + timedelta(days=10))
    world = a_world(store, feeds, {"commons": town}, clock, sources={"src": replace(SOURCE, first_poll=FirstPoll.ALL)})
    world = replace(world, sites={"commons": SITE}, agreements=(deal,))
    walk(world, clock)
    assert 1 == len(town.live)

    feeds.holds["src"] = [an_article(html="<p>Nothing about rights.</p>", url="#")]
    walk(world, clock)
    assert 1 == len(town.live)

    clock.pass_(days=11)
    walk(world, clock)
    assert {} == town.live
    last, _ = town.accepted[-1]
    assert "withdraw" == last
    assert PostState.WITHDRAWN is store.posts()[0].stored.state


def test_a_site_that_turns_commercial_loses_what_it_may_not_have():
    """The same copy under the same terms is another use; the licence of the text does not cover it."""
    clock, store, town = Clock(), MemoryStore(), Town("commons")
    feeds = Feeds({"src": [an_article()]})
    world = a_world(store, feeds, {"commons": town}, clock, sources={"src": replace(SOURCE, first_poll=FirstPoll.ALL)})
    world = replace(world, sites={"commons": SITE})
    walk(world, clock)
    assert 1 == len(town.live)

    walk(replace(world, sites={"commons": replace(SITE, use=Use.COMMERCIAL)}), clock)
    assert {} == town.live


def test_several_holders_must_all_agree():
    """An article of one paper with a third one's dateline: an agreement with either is none with the other."""
    article = an_article(html=f"<p>LONDON (Reuters) - News.</p>{CREDITED}{GRANT}")

    assert Answer.HOLD is judged(article, SITE, replace(DEAL, publisher="The Tidewater Post")).answer
    assert Answer.HOLD is judged(article, SITE, replace(DEAL, publisher="Reuters")).answer
