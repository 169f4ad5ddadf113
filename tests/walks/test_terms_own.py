"""A terms page is the source's own, and stays the one that is watched: no other host, link or redirect takes its place."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from syndicator.errors import Gone, RetryLater
from syndicator.pipeline import judge, read
from syndicator.pipeline.terms import terms_evidence
from syndicator.ports import Page
from tests.walks.fakes import an_article, walk
from tests.walks.terms import FOOTER, FRONT, GRANT, REFUSAL, TERMS, Walk, a_page

GENERAL, OTHER = "https://src.example/terms", "https://src.example/copyright"
PLAIN = "<article><p>Another.</p></article>"
ALIEN = "https://other.example/2"


def leads(walked: Walk, asked: str, url: str, html: str) -> None:
    """From now on, an address leads to another page."""
    page, changed = walked.pages.page, walked.pages.changed
    walked.pages.page = lambda a: Page(url, html) if a == asked else page(a)
    walked.pages.changed = lambda a, known: Page(url, html) if a == asked else changed(a, known)


def test_the_page_of_another_publisher_is_not_the_sources(made: Callable[..., Walk]):
    """A feed that links to somebody else's article does not hand over the word."""
    walked = made()
    walked.pages.html |= {"https://src.example/1": PLAIN, FRONT: "<p>News", ALIEN: f"{PLAIN}{FOOTER}"}
    walked.pages.html["https://other.example/republishing"] = a_page(GRANT)
    walked.feeds.holds["src"].insert(0, an_article(2, url=ALIEN, html="<p>Another.</p>"))
    walk(walked.world, walked.clock)
    assert "https://other.example/republishing" not in walked.pages.asked
    assert ("", None) == (walked.store.terms_watches()["src"][""].address, walked.store.terms_pages("src").get(""))


def test_a_front_page_that_leads_elsewhere_speaks_for_nobody(made: Callable[..., Walk]):
    """A domain that was sold links to its new owner's terms."""
    walked = made(read_page=False)
    walked.feeds.holds["src"] = [an_article()]
    leads(walked, FRONT, "https://parked.example/", FOOTER)
    walk(walked.world, walked.clock, passes=2)
    assert ("held", []) == (walked.state, walked.town.accepted)
    assert "leads to another host (https://parked.example/)" in walked.why


def test_an_articles_page_that_ended_elsewhere_is_left_out(made: Callable[..., Walk]):
    """Where it was read counts, not where it was linked."""
    walked = made()
    walked.pages.html[FRONT] = "<p>News"
    leads(walked, "https://src.example/1", "https://parked.example/1", f"{PLAIN}{FOOTER}")
    walk(walked.world, walked.clock, passes=2)
    assert ("", 0) == (walked.store.terms_watches()["src"][""].address, walked.looks())


def test_a_page_that_is_missing_once_keeps_its_word(made: Callable[..., Walk]):
    """The next page is not asked before three looks; a refusal is not lost by one «not found»."""
    walked = made(REFUSAL)
    walked.pages.html["https://src.example/1"] += '<a href="/copyright">Copyright</a>'
    walked.pages.html[OTHER] = a_page("Comments are moderated.")
    walk(walked.world, walked.clock)
    walked.says(Gone("404"))
    walked.next_day()
    judge(walked.world)
    assert (TERMS, 0) == (walked.store.terms_watches()["src"][""].address, walked.pages.asked.count(OTHER))
    assert "was missing at the last looks (1×)" in walked.why

    problems = [p for _ in range(2) for p in walked.next_day().problems]
    assert (OTHER, 1) == (walked.store.terms_watches()["src"][""].address, sum("is watched instead" in p for p in problems))


def test_only_looks_at_which_it_was_missing_count_against_it(made: Callable[..., Walk]):
    """A busy server took nothing away."""
    walked = made()
    walk(walked.world, walked.clock)
    for error in (RetryLater("busy"), RetryLater("busy"), Gone("404")):
        walked.says(error)
        walked.next_day()
    assert [False] == [page.gone for page in walked.store.terms_history("src")]


def test_a_better_link_does_not_displace_the_watched_page(made: Callable[..., Walk]):
    """A person is told of it, once."""
    walked = made()
    article = "https://src.example/1"
    walked.pages.html |= {article: f'{PLAIN}<a href="/terms">Terms of use</a>', GENERAL: a_page(REFUSAL)}
    walk(walked.world, walked.clock, passes=2)
    walked.feeds.holds["src"] = [an_article(n, html="<p>Another.</p>") for n in (2, 3, 4)]
    walked.pages.html |= {f"https://src.example/{n}": f"{PLAIN}{FOOTER}" for n in (2, 3, 4)}
    problems = [p for _ in range(3) for p in walked.next_day().problems]
    assert (GENERAL, 0) == (walked.store.terms_watches()["src"][""].address, walked.looks())
    assert 1 == sum(f"link to {TERMS} now, and {GENERAL} stays" in p for p in problems)


@pytest.mark.parametrize("url", [FRONT, "https://src.example/login?next=/republishing", "https://src.example/404.html"])
def test_a_redirect_to_no_such_page_is_not_its_new_words(made: Callable[..., Walk], url: str):
    """A front page, a log-in or an error page in its place counts as missing."""
    walked = made(REFUSAL)
    walk(walked.world, walked.clock)
    leads(walked, TERMS, url, "<p>News of the day.")
    walked.next_day()
    assert (1, 1) == (walked.store.terms_watches()["src"][""].missing, len(walked.store.terms_history("src")))


def test_a_page_that_falls_silent_holds_until_it_was_seen_three_times(made: Callable[..., Walk]):
    """Old words stay on record, nothing new leaves, and at the third look the silence is what it says."""
    walked = made()
    walk(walked.world, walked.clock)
    walked.says("We are a newspaper of record.")
    lengths = []
    for _ in range(3):
        walked.next_day()
        judge(walked.world)
        lengths.append((len(walked.store.terms_history("src")), walked.state))
    assert [(1, "held"), (1, "held"), (2, "held")] == lengths
    assert "newspaper of record" in walked.store.terms_pages("src").get("").html


def test_a_page_in_a_language_that_is_not_read_holds(made: Callable[..., Walk]):
    """It may forbid; a person reads it, even where the article grants by itself."""
    walked = made("Τα κείμενα ανήκουν στην εφημερίδα και κανείς δεν τα παίρνει χωρίς να ρωτήσει.")
    walked.feeds.holds["src"] = [an_article()]
    walked.pages.html["https://src.example/1"] = f"<article>{an_article().html}</article>{FOOTER}"
    walk(walked.world, walked.clock, passes=2)
    assert ("held", []) == (walked.state, walked.town.accepted)
    assert "language that is not read (el)" in walked.why


@pytest.mark.parametrize("changes", [{"terms": ("https://src.example/other",)}, {"feed": "https://b.example/feed"}, {"publisher_url": ""}])
def test_other_settings_ask_for_another_look(made: Callable[..., Walk], changes: dict[str, object]):
    """What was read for the old ones says nothing until the page was looked at under the new ones."""
    walked = made()
    walk(walked.world, walked.clock)
    other = replace(walked.world, sources={"src": replace(walked.world.sources["src"], **changes)})
    walked.says(RetryLater("busy"))
    asked = len(walked.pages.asked)
    read(other)
    judge(other)
    assert ("held", True) == (walked.state, len(walked.pages.asked) > asked)


def test_what_is_queued_does_not_leave_on_words_of_long_ago(made: Callable[..., Walk]):
    """A site that was down for weeks gets nothing on terms nobody could read meanwhile."""
    walked = made()
    read(walked.world)
    judge(walked.world)
    walked.says(RetryLater("busy"))
    walked.clock.pass_(days=31)
    read(walked.world)
    assert "new" == walked.state
    walk(walked.world, walked.clock, passes=1)
    assert ("held", []) == (walked.state, walked.town.accepted)
    (case,) = walked.store.cases()
    judged = len(walked.store.verdicts(case.article_key, case.site_id))
    walk(walked.world, walked.clock, passes=3)
    assert judged == len(walked.store.verdicts(case.article_key, case.site_id))


@pytest.mark.parametrize(("licence", "state"), [("", "held"), ("https://creativecommons.org/licenses/by/4.0/", "allowed")])
def test_terms_on_a_sister_host_are_named_and_waited_for(made: Callable[..., Walk], licence: str, state: str):
    """Whose word they are a person says; a licence on the article needs no such page."""
    walked = made()
    sister, link = (
        "https://legal.src.example/terms",
        f'<p>This article is licensed under <a href="{licence}">CC BY 4.0</a>.</p>' if licence else "",
    )
    html = an_article().html + link
    walked.feeds.holds["src"] = [an_article(html=html)]
    page = f'<article>{html}</article><footer><a href="{sister}">Terms of use</a></footer>'
    walked.pages.html |= {"https://src.example/1": page, FRONT: "<p>News"}
    walk(walked.world, walked.clock, passes=2)
    assert (state, False) == (walked.state, sister in walked.pages.asked)
    if state == "held":
        (case,) = walked.store.cases()
        assert (True, True) == (sister in walked.why, f'terms = "{sister}"' in case.verdict.deciding.remedy)


def test_a_front_page_that_hiccups_re_opens_only_what_waited_for_it(made: Callable[..., Walk]):
    """What was decided before stays decided; what came meanwhile is judged when it is back."""
    walked = made(read_page=False)
    walked.feeds.holds["src"] = [an_article()]
    walked.pages.html[FRONT] = "<p>News"
    walk(walked.world, walked.clock, passes=2)
    walked.pages.html[FRONT] = RetryLater("busy")
    walked.feeds.holds["src"].append(an_article(2))
    walked.next_day()
    judge(walked.world)
    assert ["allowed", "held"] == sorted(case.state for case in walked.store.cases())
    walked.pages.html[FRONT] = "<p>News"
    walked.next_day()
    assert ["allowed", "new"] == sorted(case.state for case in walked.store.cases())


def test_a_snapshot_is_read_once_and_not_kept_with_what_was_read():
    """What is remembered is known by the page's sum: another page at the same address is read anew, and old ones are forgotten."""
    page = a_page(GRANT)
    first = terms_evidence(page, TERMS)
    assert first is terms_evidence("".join(page), TERMS)
    assert first != terms_evidence(a_page(REFUSAL), TERMS)
    for number in range(70):
        terms_evidence(f"<p>{number}", TERMS)
    assert (True, False) == (first == terms_evidence(page, TERMS), first is terms_evidence(page, TERMS))
