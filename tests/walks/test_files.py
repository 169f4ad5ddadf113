"""Files about rights on the way: asked for, obeyed, kept through failures, and never a grant."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.pipeline import deliver, judge, read
from syndicator.ports import Page
from tests.walks.fakes import SOURCE, START, an_article, walk
from tests.walks.terms import REFUSAL, TERMS, Walk

HOST = "https://src.example"
ROBOTS, TDMREP, PRICES = f"{HOST}/robots.txt", f"{HOST}/.well-known/tdmrep.json", f"{HOST}/prices.rsl"
NAMES = f"License: {PRICES}\nUser-agent: *\nDisallow: /private"


def rsl(licence: str, url: str = "/") -> str:
    return f'<rsl xmlns="https://rslstandard.org/rsl"><content url="{url}"><license>{licence}</license></content></rsl>'


PROHIBITS, PAID = rsl('<prohibits type="usage">all</prohibits>'), rsl('<payment type="purchase"/>')
FREE = rsl('<permits type="usage">all</permits><payment type="free"/>')


@pytest.fixture
def alone(made: Callable[..., Walk]) -> Walk:
    """A source of which only the feed is read, whose articles grant themselves."""
    walked = made(read_page=False, watch_terms=False)
    walked.feeds.holds["src"] = [an_article()]
    return walked


def test_every_source_is_asked_once_a_day_for_what_its_host_says(alone: Walk):
    """Of a host that says nothing, that is all that happens; the articles speak for themselves."""
    walk(alone.world, alone.clock)
    assert (1, [ROBOTS, TDMREP]) == (len(alone.town.live), alone.pages.files)
    for _ in range(3):
        alone.next_day()
    assert [ROBOTS, TDMREP] * 4 == alone.pages.files
    watches = alone.store.terms_watches()["src"]
    assert {f"robots {ROBOTS}", f"tdmrep {TDMREP}"} == set(watches)
    assert {} == alone.store.terms_pages("src")


@pytest.mark.parametrize(("document", "state"), [(PROHIBITS, "held"), (PAID, "held"), (FREE, "allowed"), (rsl(""), "allowed")])
def test_a_price_list_that_robots_txt_names_counts(made: Callable[..., Walk], document: str, state: str):
    """All uses prohibited beside the site's grant, or a price, is a person's to decide; what is free takes nothing back."""
    walked = made()
    walked.pages.html |= {ROBOTS: NAMES, PRICES: document}
    read(walked.world)
    judge(walked.world)
    (case,) = walked.store.cases()
    quoted = {quote.where.partition(" ")[0] for finding in case.verdict.findings for quote in finding.quotes}
    assert (state, 1, state == "held") == (walked.state, walked.pages.files.count(PRICES), PRICES in quoted)


@pytest.mark.parametrize(("document", "form"), [(PROHIBITS, "link"), (FREE, "link")])
def test_without_any_grant_only_a_link_leaves(alone: Walk, document: str, form: str):
    """Whatever the price list says, for it is no grant."""
    alone.feeds.holds["src"] = [an_article(html="<p>The river rose.</p>")]
    alone.pages.html |= {ROBOTS: NAMES, PRICES: document}
    walk(alone.world, alone.clock)
    assert {form} >= {post.form.value for post in alone.town.live.values()}


@pytest.mark.parametrize(("document", "state"), [(PROHIBITS, "allowed"), (PAID, "held")])
def test_an_articles_own_licence_outweighs_its_sites_no(alone: Walk, document: str, state: str):
    """What is on the article replaces what is said of the whole site; that one has to ask first is a limit, and stays one."""
    licence = '<p>This article is licensed under <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>.</p>'
    alone.feeds.holds["src"] = [an_article(html=f"<p>The river rose.</p>{licence}")]
    alone.pages.html |= {ROBOTS: NAMES, PRICES: document}
    walk(alone.world, alone.clock)
    assert state == alone.state


@pytest.mark.parametrize("where", ["link", "header", "feed"])
def test_a_price_list_a_page_or_feed_names_counts(made: Callable[..., Walk], where: str):
    """By a link in its head, the Link header of its answer, or an element of the feed."""
    walked = made()
    article = f"{HOST}/1"
    html = walked.pages.html[article]
    kind = 'rel="license" type="application/rsl+xml"'
    head = f'<head><link {kind} href="/prices.rsl"></head>' if where == "link" else ""
    signals = (("link", '</prices.rsl>; rel="license"; type="application/rsl+xml"'),) if where == "header" else ()
    ask = walked.pages.page
    walked.pages.page = lambda url: replace(ask(url), html=head + html, signals=signals) if url == article else ask(url)
    walked.feeds.holds["src"] = [an_article(html="<p>The river rose.</p>", rsl=(PRICES,) if where == "feed" else ())]
    walked.pages.html[PRICES] = PROHIBITS
    walk(walked.world, walked.clock)
    assert not any("The river rose" in post.html for post in walked.town.live.values())
    (case,) = walked.store.cases()
    assert any(PRICES in q.where for f in case.verdict.findings for q in f.quotes)


def test_a_price_list_grants_nothing(alone: Walk):
    """Free for all uses, under the freest licence: to machines, and nobody reads that on the page."""
    alone.feeds.holds["src"] = [an_article(html="<p>The river rose.</p>")]
    alone.pages.html |= {
        ROBOTS: NAMES,
        PRICES: rsl('<payment type="free"><standard>https://creativecommons.org/licenses/by/4.0/</standard></payment>'),
    }
    walk(alone.world, alone.clock)
    assert not any("The river rose" in post.html for post in alone.town.live.values())


@pytest.mark.parametrize(
    ("robots", "tdmrep"), [("User-agent: *\nContent-Signal: ai-train=no", None), (None, '[{"location": "/", "tdm-reservation": 1}]')]
)
def test_what_is_reserved_from_machines_is_told_and_refuses_nothing(alone: Walk, robots: str | None, tdmrep: str | None):
    """Preferences and TDM reservations say nothing on reposting for people."""
    alone.pages.html |= {address: text for address, text in ((ROBOTS, robots), (TDMREP, tdmrep)) if text}
    walk(alone.world, alone.clock)
    assert 1 == len(alone.town.live)
    assert 1 == len(alone.store.terms_pages("src"))


@pytest.mark.parametrize("file", [ROBOTS, PRICES])
def test_what_could_never_be_read_holds_until_it_is(alone: Walk, file: str):
    """With the file and the reason in one line; when it answers, it is judged again."""
    alone.pages.html |= {ROBOTS: NAMES, PRICES: FREE, file: RetryLater("the host is busy")}
    walk(alone.world, alone.clock, passes=2)
    assert ("held", []) == (alone.state, alone.town.accepted)
    assert f"{file} could not be read yet: the host is busy" in alone.why
    alone.pages.html |= {ROBOTS: NAMES, PRICES: FREE}
    walk(alone.world, alone.clock, passes=12)
    assert 1 == len(alone.town.live)


def test_a_tdm_file_that_cannot_be_read_holds_nothing(alone: Walk):
    """It could only say what machines may learn from."""
    alone.pages.html[TDMREP] = Rejected("status 403")
    walk(alone.world, alone.clock)
    assert 1 == len(alone.town.live)


@pytest.mark.parametrize("trouble", [RetryLater("status 500"), Rejected("status 403")])
@pytest.mark.parametrize("file", [ROBOTS, PRICES])
def test_a_server_that_fails_loosens_nothing(alone: Walk, file: str, trouble: Exception):
    """For as long as it lasts: what was said stays in force for articles that come meanwhile."""
    alone.pages.html |= {ROBOTS: NAMES, PRICES: PROHIBITS}
    walk(alone.world, alone.clock)
    alone.pages.html[file] = trouble
    for _ in range(40):
        alone.next_day()
    alone.feeds.holds["src"] = [an_article(2)]
    alone.next_day()
    judge(alone.world)
    deliver(alone.world)
    assert not any("The river rose" in post.html for post in alone.town.live.values())
    assert [str(trouble)] == [w.problem for w in alone.store.terms_watches()["src"].values() if w.problem]


def test_a_failing_file_is_asked_ever_more_slowly(alone: Walk):
    """Not at each pass, and not before the time its server named."""
    alone.pages.html[ROBOTS] = RetryLater("busy", START.replace(hour=17))
    walk(alone.world, alone.clock, passes=24)  # 4.4 hours
    assert 1 == alone.pages.files.count(ROBOTS)
    walk(alone.world, alone.clock, passes=131)
    assert 3 <= alone.pages.files.count(ROBOTS) <= 8


def test_a_prohibition_is_not_lost_by_one_not_found(alone: Walk):
    """At the third look in a row it counts as taken back; and so does a robots.txt that no longer names it, at once."""
    alone.pages.html |= {ROBOTS: NAMES, PRICES: PROHIBITS}
    walk(alone.world, alone.clock)
    alone.pages.html[PRICES] = Gone("404")
    states = []
    for _ in range(3):
        alone.next_day()
        states.append(alone.store.terms_pages("src")[f"rsl {PRICES}"].gone)
    assert [False, False, True] == states


def test_a_change_re_opens_what_rested_on_it_once(alone: Walk):
    """It is told with what it touches, holds what contradicts it for a person, and the same file again touches nothing."""
    alone.pages.html[ROBOTS] = "User-agent: *\nDisallow: /private"
    walk(alone.world, alone.clock)
    assert 1 == len(alone.town.live)
    alone.pages.html |= {ROBOTS: NAMES, PRICES: FREE}
    alone.next_day()
    walk(alone.world, alone.clock)
    alone.pages.html[PRICES] = PROHIBITS
    (told,) = alone.next_day().problems
    assert f"src: the file {PRICES} changed: 1 cases are judged again, 1 live copies rest on it" in told
    walk(alone.world, alone.clock)
    assert ("held", 1) == (alone.state, len(alone.town.live))
    assert [] == alone.next_day().problems


def test_a_file_that_comes_to_forbid_takes_text_down(made: Callable[..., Walk]):
    """Where the site alone granted, and its file now prohibits all uses, both stand at one level: nothing new leaves, a person looks."""
    walked = made()
    walk(walked.world, walked.clock)
    walked.pages.html |= {ROBOTS: NAMES, PRICES: PROHIBITS}
    walked.next_day()
    walk(walked.world, walked.clock)
    (case,) = walked.store.cases()
    places = {quote.where.partition(" ")[0] for finding in case.verdict.findings for quote in finding.quotes}
    assert ("held", True) == (walked.state, {TERMS, PRICES} <= places)


def test_a_file_that_leads_to_another_host_is_not_theirs(alone: Walk):
    """Whoever runs that host does not speak for the publisher: held with one line, until the file is back."""
    alone.pages.html |= {ROBOTS: NAMES, PRICES: FREE}
    walk(alone.world, alone.clock)
    changed = alone.pages.changed
    away = Page("https://parked.example/", FREE)
    alone.pages.changed = lambda url, known: away if url == PRICES else changed(url, known)
    alone.next_day()
    judge(alone.world)
    assert "held" == alone.state
    assert (
        f"the RSL licence {PRICES} leads to another host now (https://parked.example/), which does not speak for the publisher" == alone.why
    )
    alone.pages.changed = changed
    alone.next_day()
    judge(alone.world)
    assert "allowed" == alone.state


def test_a_document_that_is_none_holds(alone: Walk):
    """What robots.txt calls its licence and a page answers for was not read."""
    alone.pages.html |= {ROBOTS: NAMES, PRICES: "<html><p>Not found"}
    walk(alone.world, alone.clock, passes=2)
    assert ("held", True) == (alone.state, "it is no RSL document" in alone.why)


def test_sources_of_one_host_share_one_request(alone: Walk):
    """Each keeps what was answered, and is judged by it."""
    other = replace(SOURCE, id="two", feed=f"{HOST}/two", first_poll=alone.world.sources["src"].first_poll)
    route = replace(alone.world.routes[0], sources=("src", "two"))
    world = replace(alone.world, sources={**alone.world.sources, "two": other}, routes=(route,))
    alone.feeds.holds["two"] = [an_article(5, source_id="two", html="<p>Another river.</p>" + an_article().html)]
    alone.pages.html |= {ROBOTS: NAMES, PRICES: PROHIBITS}
    walk(world, alone.clock)
    assert [ROBOTS, TDMREP, PRICES] == alone.pages.files
    assert {"src", "two"} == set(alone.store.terms_watches())
    assert {"held"} == {case.state for case in alone.store.cases()}


def test_an_article_that_nobody_asked_for_waits_for_the_next_look(alone: Walk):
    """Judged before its host was asked, it neither leaves nor is forgotten."""
    alone.feeds.holds["src"] = [an_article(url="https://new.example/1")]
    read(replace(alone.world, batch=0))
    judge(alone.world)
    assert ("waiting", "https://new.example/robots.txt has not been asked for what it says of rights") == (alone.state, alone.why)
    walk(alone.world, alone.clock)
    assert ("allowed", 1) == (alone.state, len(alone.town.live))


def test_a_stop_leaves_files_due(alone: Walk):
    """What the end cut short is no failure of the file."""
    alone.pages.html[ROBOTS] = RetryLater("the process is ending")
    read(replace(alone.world, stopping=lambda: bool(alone.pages.files)))
    assert [] == [watch for watch in alone.store.terms_watches().get("src", {}).values() if watch.problem]


def test_a_refusal_of_the_page_and_a_file_stand_together(made: Callable[..., Walk]):
    """The strictest of all that is said counts."""
    walked = made(REFUSAL)
    walked.pages.html |= {ROBOTS: NAMES, PRICES: FREE}
    walk(walked.world, walked.clock)
    assert not any("The river rose" in post.html for post in walked.town.live.values())
