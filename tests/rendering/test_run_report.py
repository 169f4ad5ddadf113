"""The report of a run: what it counts, how it is laid out, and that no word from outside becomes markup."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from selectolax.lexbor import LexborHTMLParser

from syndicator.core.article import Person
from syndicator.core.evidence import Quote
from syndicator.core.markup import shown
from syndicator.core.post import Deed, Post, PostState, Receipt
from syndicator.core.proof import By, Check, Obligation
from syndicator.core.verdict import Answer, Finding, Form, Status, Verdict
from syndicator.ports import CaseRow, PostRow, StoredPost
from syndicator.rendering import JinjaRenderer
from syndicator.reporting import RunReport, run_report

NOW = datetime(2026, 11, 18, 9, 5, tzinfo=UTC)
GRANT = Finding("grant", Status.SATISFIED, Answer.ALLOW, "reposting is granted", (Quote("may be cross-posted", "feed entry", 4, 23),))
FORM = Finding("form", Status.SATISFIED, Answer.ALLOW, "the site takes the form full")
ASK = Finding("commercial", Status.UNKNOWN, Answer.HOLD, "commercial sites must ask", remedy="ask rights@paper.example")
ALLOWED = Verdict(Answer.ALLOW, Form.FULL, (FORM, GRANT))
HELD = Verdict(Answer.HOLD, None, (GRANT, ASK), commercial=True)
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}\u202e'


def case(article: str = "a", site: str = "riverside", verdict: Verdict | None = ALLOWED, **more: str) -> CaseRow:
    row = CaseRow(article, site, "paper", f"Title {article}", f"https://paper.example/{article}", "allowed", verdict, NOW)
    return replace(row, **more)


def copy(state: PostState = PostState.PROVEN, *checks: Check, title: str = "Title a", url: str = "https://riverside.example/a") -> PostRow:
    post = Post(
        key="k", site_id="riverside", article_key="a", slug="a", form=Form.FULL, title=title, html="<p>x</p>", text="x", markdown="x",
        excerpt="x", original_id="tag:a", original_url="https://paper.example/a", authors=(Person("Ada"),), publisher="Paper",
        publisher_url="https://paper.example/", feed_url="https://paper.example/feed", feed_id="", published=NOW, updated=None,
        language="en", tags=(), rights="", licence_url="", canonical="", noindex=False, obligations=(),
    )  # fmt: skip
    stored = StoredPost(post, state, Deed.CREATE, receipt=Receipt("1", url))
    return PostRow(stored, NOW, NOW, checks, NOW if checks else None)


def check(*, met: bool) -> Check:
    quote = Quote("Paper", "https://riverside.example/a", 3, 8) if met else None
    return Check(Obligation("source_link", By.LINK, "https://paper.example/"), met, "links to it" if met else "no link", quote)


def rendered(report: RunReport) -> str:
    return JinjaRenderer().render("report/run.html", report)


def test_the_deciding_finding_speaks_for_the_case() -> None:
    """Rule, words and quotes are those of the finding that decided; all findings follow."""
    held = run_report([case(verdict=HELD)], [], NOW).cases[0]
    assert ("hold", "", "commercial", "commercial sites must ask") == (held.answer, held.form, held.rule, held.says)
    assert ["grant", "commercial"] == [finding.rule for finding in held.findings]
    assert held.commercial


def test_an_allowed_case_rests_on_its_grant() -> None:
    """An allowed case shows the form and the quoted grant."""
    allowed = run_report([case()], [], NOW).cases[0]
    assert ("allow", "full", "grant") == (allowed.answer, allowed.form, allowed.rule)
    assert (Quote("may be cross-posted", "feed entry", 4, 23),) == allowed.quotes


def test_a_new_case_says_that_it_was_not_judged() -> None:
    """A case without a verdict claims nothing."""
    new = run_report([case(verdict=None)], [], NOW).cases[0]
    assert ("new", "", "", ()) == (new.answer, new.form, new.rule, new.findings)


def test_the_table_has_a_cell_for_every_site() -> None:
    """Cells stand in the order of the sites; where an article is not meant for a site, there is none."""
    report = run_report([case("a", "wire"), case("a", "riverside", HELD), case("b", "riverside")], [], NOW)
    assert ("riverside", "wire") == report.sites
    cells = [[cell.answer if cell else None for cell in article.cells] for article in report.articles]
    assert [["hold", "allow"], ["allow", None]] == cells


def test_the_order_of_the_rows_does_not_matter() -> None:
    """The same rows in another order make the same report."""
    rows = [case("b"), case("a", "wire"), case("a"), case("b", "wire", HELD)]
    assert run_report(rows, [], NOW) == run_report(rows[::-1], [], NOW)


def test_two_articles_of_one_title_stay_two() -> None:
    """Articles are told apart by their key, not by their title."""
    assert len(run_report([case("a", title="Same"), case("b", title="Same")], [], NOW).articles) == 2


def test_the_summary_counts_answers_copies_and_duties() -> None:
    """Each figure counts what its label says; a withdrawn copy is not live."""
    rows = [case("a"), case("a", "wire", HELD), case("b", verdict=None)]
    posts = [copy(PostState.PROVEN, check(met=True)), copy(PostState.LACKING, check(met=False)), copy(PostState.WITHDRAWN, check(met=True))]
    found = dict(run_report(rows, posts, NOW).summary)
    expected = {
        "articles": 2, "sites": 2, "allowed": 1, "waiting": 0, "held for a person": 1, "refused": 0, "not judged yet": 1,
        "flagged as commercial use": 1, "live copies": 2, "copies proven": 1, "duties met on live pages": 1,
        "duties missed on live pages": 1,
    }  # fmt: skip
    assert expected == found


def test_times_are_told_in_utc() -> None:
    """A time of another zone is shown as UTC."""
    there = NOW.astimezone(timezone(timedelta(hours=9)))
    assert run_report([], [], there).made_at == "18 November 2026, 09:05 UTC"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "#", "", "data:text/html,x", "//host/x", "http://[", "/relative"])
def test_only_followable_addresses_become_links(address: str) -> None:
    """What is no http(s) address is shown as words, never as a link."""
    page = LexborHTMLParser(rendered(run_report([case(url=address)], [copy(url=address)], NOW)))
    assert ["#cases", "#case-1"] == [link.attributes.get("href") for link in page.css("a")]


def test_answers_are_words_as_well_as_colours() -> None:
    """Every cell of the table says its answer in words and leads to the case's evidence."""
    page = LexborHTMLParser(rendered(run_report([case("a"), case("a", "wire", HELD), case("b", verdict=None)], [], NOW)))
    cells = [(cell.text(), page.css_first(cell.attributes["href"] or "").tag) for cell in page.css("td a.answer")]
    assert [("allow, full", "details"), ("hold", "details"), ("new", "details")] == cells


def test_evidence_and_proof_stand_on_the_page() -> None:
    """Quoted words with their place, the remedy, and each duty with what was found on the live page."""
    text = shown(
        rendered(run_report([case("a"), case("b", verdict=HELD)], [copy(PostState.LACKING, check(met=True), check(met=False))], NOW))
    )
    for words in ("may be cross-posted", "feed entry, characters 4 to 23", "ask rights@paper.example", "links to it", "no link", "missed"):
        assert words in text


def test_an_empty_report_can_be_read() -> None:
    """Before the first article, the report says so."""
    text = shown(rendered(run_report([], [], NOW)))
    assert "No article has come yet." in text
    assert "Nothing has been posted." in text


def test_hostile_words_stay_words() -> None:
    """Markup in titles, names, quotes, addresses and reasons is shown, not run."""
    quote = Quote(HOSTILE, HOSTILE)
    finding = Finding(HOSTILE, Status.UNKNOWN, Answer.HOLD, HOSTILE, (quote,), HOSTILE)
    row = case(
        HOSTILE, HOSTILE, Verdict(Answer.HOLD, None, (finding,)), title=HOSTILE, source_id=HOSTILE, url=f"https://x.example/{HOSTILE}"
    )
    bad = Check(Obligation(HOSTILE, By.WORDS, HOSTILE), False, HOSTILE, quote)
    page = LexborHTMLParser(
        html := rendered(run_report([row], [copy(PostState.LACKING, bad, title=HOSTILE, url=f"https://x.example/{HOSTILE}")], NOW))
    )
    assert ([], []) == (page.css("script"), page.css("img"))
    assert not [name for node in page.css("*") for name in node.attributes if name.startswith("on")]
    assert "{{ 7*7 }}" in shown(html)


def test_the_report_loads_nothing_from_anywhere() -> None:
    """One file: no script, no picture, no style sheet or font of another address, and a policy that says so."""
    html = rendered(run_report([case()], [copy(PostState.PROVEN, check(met=True))], NOW))
    page = LexborHTMLParser(html)
    assert [] == page.css("script, img, link, iframe, object, embed")
    assert None is re.search(r"url\(|@import", html)
    assert "default-src 'none'" in (page.css_first("meta[http-equiv]").attributes["content"] or "")


def test_the_page_can_be_read_without_seeing_it() -> None:
    """A language, one first heading, headers with scope, captions, and no id twice."""
    page = LexborHTMLParser(rendered(run_report([case("a"), case("b")], [copy(PostState.PROVEN, check(met=True))], NOW)))
    assert "en-GB" == page.css_first("html").attributes["lang"]
    assert 1 == len(page.css("h1"))
    assert all(header.attributes.get("scope") in ("row", "col") for header in page.css("th"))
    assert len(page.css("table")) == len(page.css("table > caption"))
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
