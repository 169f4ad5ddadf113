"""Terms pages on the way: found, read, and asked again politely."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.pipeline import judge, read
from tests.walks.fakes import START, an_article, walk
from tests.walks.terms import FOOTER, FRONT, GRANT, REFUSAL, TERMS, Walk, a_page


def test_a_page_that_is_linked_grants_what_it_says(made: Callable[..., Walk]):
    """Found by its link on the article's page, read, and quoted with its own address."""
    walked = made()
    walk(walked.world, walked.clock)
    (case,) = walked.store.cases()
    places = {quote.where for finding in case.verdict.findings if finding.rule == "grant" for quote in finding.quotes}
    assert (1, {f"{TERMS} (page)"}) == (len(walked.town.live), places)


def test_a_prohibition_there_outweighs_silence_everywhere_else(made: Callable[..., Walk]):
    """What the page forbids is not posted."""
    walked = made(REFUSAL)
    walk(walked.world, walked.clock)
    assert {"link"} >= {post.form.value for post in walked.town.live.values()}
    assert not any("The river rose" in post.html for post in walked.town.live.values())


def test_a_page_that_was_never_read_is_named_and_nothing_leaves(made: Callable[..., Walk]):
    """Even what grants itself waits for the page beside it; the feed is read all the same."""
    walked = made(RetryLater("the host is busy"))
    walked.feeds.holds["src"] = [an_article()]
    walk(walked.world, walked.clock, passes=2)
    assert ("held", f"the terms page {TERMS} has not been read yet: the host is busy") == (walked.state, walked.why)
    assert ([], 0) == (walked.town.accepted, walked.store.sources()[0].failures)

    walked.says(GRANT)
    walk(walked.world, walked.clock, passes=20)
    assert 1 == len(walked.town.live)


@pytest.mark.parametrize("error", [Rejected("robots.txt asks not to read it"), Gone("404")])
def test_a_page_that_may_not_be_read_holds_for_good(made: Callable[..., Walk], error: Exception):
    """A person reads it, and says so; nothing is guessed."""
    walked = made(error)
    walk(walked.world, walked.clock, passes=4)
    assert ("held", []) == (walked.state, walked.town.accepted)
    assert str(error) in walked.why


def test_a_failing_page_is_asked_ever_more_slowly(made: Callable[..., Walk]):
    """Not at each poll, and not before the time its server named."""
    walked = made(RetryLater("busy", START + timedelta(hours=5)))
    walk(walked.world, walked.clock, passes=24)  # 4.4 hours
    assert 1 == walked.looks()
    walked.says(RetryLater("busy"))
    walk(walked.world, walked.clock, passes=131)  # a whole day
    assert 3 <= walked.looks() <= 7


def test_a_page_nobody_could_read_for_long_is_no_longer_relied_on(made: Callable[..., Walk]):
    """Old words grant nothing new after a month of silence; read again they do."""
    walked = made()
    walk(walked.world, walked.clock)
    walked.says(RetryLater("busy"))
    for _ in range(32):
        walked.next_day()
    walked.feeds.holds["src"] = [an_article(2, html="<p>Another.</p>")]
    walked.pages.html["https://src.example/2"] = f"<article><p>Another.</p></article>{FOOTER}"
    walked.next_day()
    judge(walked.world)
    states = {case.title: case.state for case in walked.store.cases()}
    assert "held" == states["Rivers rise, part 2"]

    walked.says(GRANT)
    walked.next_day()
    judge(walked.world)
    assert {"allowed"} == {case.state for case in walked.store.cases()}


def test_without_a_link_the_front_page_is_asked(made: Callable[..., Walk]):
    """No path is guessed: where neither links to one there is none, and the article speaks for itself."""
    walked = made()
    walked.pages.html |= {"https://src.example/1": "<article><p>The river rose.</p></article>", FRONT: FOOTER}
    walk(walked.world, walked.clock)
    assert (1, TERMS) == (len(walked.town.live), walked.store.terms_watches()["src"][""].address)


def test_where_nothing_links_to_one_nothing_is_waited_for(made: Callable[..., Walk]):
    """Only addresses that were met are asked for."""
    walked = made()
    walked.feeds.holds["src"] = [an_article()]
    walked.pages.html |= {"https://src.example/1": f"<article>{an_article().html}</article>", FRONT: "<p>News"}
    walk(walked.world, walked.clock)
    assert (1, {"https://src.example/1", FRONT}) == (len(walked.town.live), set(walked.pages.asked))


def test_a_first_link_on_a_new_article_is_followed_at_once(made: Callable[..., Walk]):
    """A site that gets its first terms page is not asked for it a day late."""
    walked = made()
    walked.pages.html |= {"https://src.example/1": "<article><p>The river rose.</p></article>", FRONT: "<p>News"}
    walk(walked.world, walked.clock, passes=2)
    assert 0 == walked.looks()
    walked.feeds.holds["src"] = [an_article(2, html="<p>Another.</p>")]
    walked.pages.html["https://src.example/2"] = f"<article><p>Another.</p></article>{FOOTER}"
    walk(walked.world, walked.clock, passes=2)
    whole = [post.title for post in walked.town.live.values() if "Another." in post.html]
    assert (1, ["Rivers rise, part 2"]) == (walked.looks(), whole)


def test_a_front_page_that_cannot_be_read_leaves_it_open(made: Callable[..., Walk]):
    """Where no article's page was read either, nobody knows whether there is one."""
    walked = made(read_page=False)
    walked.feeds.holds["src"] = [an_article()]
    walked.pages.html[FRONT] = RetryLater("busy")
    walk(walked.world, walked.clock, passes=3)
    assert ("held", "the terms page has not been looked for yet: busy") == (walked.state, walked.why)
    walked.pages.html[FRONT] = "<p>News"
    walked.next_day()
    walk(walked.world, walked.clock, passes=2)
    assert 1 == len(walked.town.live)


def test_a_page_that_is_named_is_not_looked_for(made: Callable[..., Walk]):
    """The operator's word comes first, even on another host."""
    named = "https://policies.example/src"
    walked = made(terms=(named,))
    walked.pages.html[named] = a_page(GRANT)
    walk(walked.world, walked.clock)
    assert (1, 0, named) == (len(walked.town.live), walked.looks(), walked.store.terms_pages("src").get("").url)


def test_a_found_page_that_leads_to_another_host_is_not_taken_for_theirs(made: Callable[..., Walk]):
    """Whoever runs that host does not speak for the publisher; a person may say that it does."""
    walked = made()
    ask = walked.pages.changed
    walked.pages.changed = lambda url, known: replace(page, url="https://parked.example/") if (page := ask(url, known)) else None
    walk(walked.world, walked.clock, passes=2)
    assert ([], "held") == (walked.town.accepted, walked.state)
    assert "leads to another host" in walked.why


def test_a_page_that_nothing_links_to_any_more_is_still_watched(made: Callable[..., Walk]):
    """A link that is gone may be the first sign of a grant that is."""
    walked = made()
    walk(walked.world, walked.clock)
    walked.feeds.holds["src"] = [an_article(n, html="<p>Another.</p>") for n in (2, 3, 4)]
    walked.pages.html |= {f"https://src.example/{n}": "<article><p>Another.</p></article>" for n in (2, 3, 4)}
    walk(walked.world, walked.clock, passes=2)
    walked.says(REFUSAL)
    walked.next_day()
    assert {"new"} == {case.state for case in walked.store.cases()}


def test_what_a_stop_cuts_short_is_no_failure(made: Callable[..., Walk]):
    """The page stays due, and nothing is counted against it."""
    walked = made()
    walk(walked.world, walked.clock, passes=1)
    before, asked = walked.store.terms_watches(), []
    walked.clock.pass_(days=2)
    walked.says(RetryLater("the process is ending"))
    world = replace(walked.world, stopping=lambda: len(asked) > 1 or bool(asked.append(1)))
    read(world)
    assert (before, "allowed") == (walked.store.terms_watches(), walked.state)
