"""Several terms pages of one source: each read and kept by itself, and the strictest word counts."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from syndicator.errors import Gone, RetryLater
from syndicator.pipeline import deliver, judge, read
from syndicator.ports import Page
from tests.walks.fakes import an_article, walk
from tests.walks.terms import FOOTER, GRANT, REFUSAL, TERMS, Walk, a_page

GENERAL, SILENT = "https://src.example/terms-of-use", "Comments are moderated."
BOTH = FOOTER.replace("</footer>", '<a href="/terms-of-use">Terms of use</a></footer>')


def both(walked: Walk, words: str | Exception) -> None:
    """Every article's page links to two pages, and the general one says this."""
    walked.pages.html["https://src.example/1"] = f"<article><p>The river rose.</p></article>{BOTH}"
    walked.pages.html[GENERAL] = words if isinstance(words, Exception) else a_page(words)


@pytest.mark.parametrize(("words", "state"), [(SILENT, "allowed"), (GRANT, "allowed"), (REFUSAL, "held")])
def test_general_terms_beside_a_page_about_republishing_are_read_too(made: Callable[..., Walk], words: str, state: str):
    """What they forbid stands against what the other grants, with both quoted; each has a snapshot of its own."""
    walked = made()
    both(walked, words)
    read(walked.world)
    judge(walked.world)
    (case,) = walked.store.cases()
    assert (state, {"": TERMS, "general": GENERAL}) == (walked.state, {k: p.address for k, p in walked.store.terms_pages("src").items()})
    if state == "held":
        places = {quote.where for finding in case.verdict.findings for quote in finding.quotes}
        assert {f"{TERMS} (page)", f"{GENERAL} (page)"} <= places


def test_general_terms_that_could_not_be_read_hold(made: Callable[..., Walk]):
    """They may forbid; a link to them that leads nowhere says nothing."""
    walked = made()
    both(walked, RetryLater("busy"))
    walk(walked.world, walked.clock, passes=2)
    assert ("held", f"the terms page {GENERAL} has not been read yet: busy") == (walked.state, walked.why)
    both(walked, Gone("404"))
    walk(walked.world, walked.clock, passes=12)
    assert 1 == len(walked.town.live)


def test_each_page_is_looked_at_once_a_day(made: Callable[..., Walk]):
    """And nothing else is asked for to find them."""
    walked = made()
    both(walked, SILENT)
    walk(walked.world, walked.clock)
    asked = len(walked.pages.asked)
    walked.next_day()
    assert (2, 2, 2) == (walked.looks(), walked.pages.asked.count(GENERAL), len(walked.pages.asked) - asked)


def test_a_general_page_that_comes_to_forbid_re_opens_what_rested_on_it(made: Callable[..., Walk]):
    """It is told by its own address, and held for a person."""
    walked = made()
    both(walked, SILENT)
    walk(walked.world, walked.clock)
    both(walked, REFUSAL)
    (told,) = walked.next_day().problems
    judge(walked.world)
    assert (f"the terms page {GENERAL} changed" in told, "held") == (True, walked.state)
    assert (1, 2) == tuple(len(walked.store.terms_history("src", key)) for key in ("", "general"))


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_that_are_named_the_strictest_counts(made: Callable[..., Walk], order: int):
    """In whatever order; each is read where it is named."""
    named = (TERMS, "https://policies.example/src")[::order]
    walked = made(terms=named)
    walked.pages.html["https://policies.example/src"] = a_page(REFUSAL)
    walk(walked.world, walked.clock)
    assert ("held", []) == (walked.state, walked.town.accepted)
    assert set(named) == {page.address for page in walked.store.terms_pages("src").values()}

    walked.pages.html["https://policies.example/src"] = a_page(SILENT)
    for _ in range(3):  # words that are gone altogether are believed at the third look
        walked.next_day()
    walk(walked.world, walked.clock)
    assert 1 == len(walked.town.live)


def test_a_page_that_is_named_no_more_counts_no_more(made: Callable[..., Walk]):
    """The settings of today say which pages are the publisher's."""
    other = "https://policies.example/src"
    walked = made(terms=(TERMS, other))
    walked.pages.html[other] = a_page(REFUSAL)
    walk(walked.world, walked.clock)
    source = replace(walked.world.sources["src"], terms=(TERMS,))
    walk(replace(walked.world, sources={"src": source}), walked.clock)
    assert ("allowed", 1) == (walked.state, len(walked.town.live))


@pytest.mark.parametrize("named", [(), (TERMS,)])
def test_a_page_that_comes_to_lead_to_another_host_holds_at_once(made: Callable[..., Walk], named: tuple[str, ...]):
    """Its old words are nobody's any more: nothing new leaves, what is live waits for a person; back home it is read again."""
    walked = made(terms=named)
    walk(walked.world, walked.clock)
    walked.feeds.holds["src"].append(an_article(2, html="<p>Another.</p>"))
    walked.pages.html["https://src.example/2"] = f"<article><p>Another.</p></article>{FOOTER}"
    changed = walked.pages.changed
    walked.pages.changed = lambda url, known: Page("https://parked.example/r", a_page(GRANT)) if url == TERMS else changed(url, known)
    walked.next_day()
    judge(walked.world)
    deliver(walked.world)
    says = f"the terms page {TERMS} leads to another host now (https://parked.example/r), which does not speak for the publisher"
    assert ({"held"}, 1) == ({case.state for case in walked.store.cases()}, len(walked.town.live))
    assert {says} == {case.verdict.deciding.says for case in walked.store.cases()}

    walked.pages.changed = changed
    walked.next_day()
    judge(walked.world)
    assert {"allowed"} == {case.state for case in walked.store.cases()}


def test_a_host_that_led_away_and_fails_now_is_still_not_relied_on(made: Callable[..., Walk]):
    """A server that is busy gives no word back."""
    walked = made()
    walk(walked.world, walked.clock)
    changed = walked.pages.changed
    walked.pages.changed = lambda url, known: Page("https://parked.example/r", a_page(GRANT)) if url == TERMS else changed(url, known)
    walked.next_day()
    walked.pages.changed = changed
    walked.says(RetryLater("busy"))
    walked.next_day()
    judge(walked.world)
    assert ("held", True) == (walked.state, "leads to another host" in walked.why)
