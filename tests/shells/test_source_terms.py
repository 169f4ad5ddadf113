"""What people see of terms pages: what they say, what they said, and what rests on them."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from syndicator.core.places import Source
from syndicator.core.post import Receipt
from syndicator.ports import Admitted, Ended, FetchMemory, Poll, TermsPage, TermsWatch
from syndicator.stores import open_store
from tests.contracts.conftest import Make

NOW, URL = datetime(2026, 11, 22, 12, tzinfo=UTC), "https://quay.test/republishing"
GRANT = "<p>You may republish our articles, provided you credit Quay Weekly and link to the original article.</p>"
WATCHED = TermsWatch(URL, looked=True, next_look=NOW + timedelta(days=1), last_look=NOW, confirmed_at=NOW, changed_at=NOW)


@pytest.fixture
def watched(file):
    """Settings whose source is watched, and a store with a page that changed once and a live copy."""
    file.write_text(file.read_text("utf-8").replace('publisher = "Quay Weekly"', 'publisher = "Quay Weekly"\nterms = "find"'), "utf-8")
    data = file.parent / "data"
    data.mkdir(exist_ok=True)
    store = open_store(data / "syndicator.sqlite")
    store.keep_sources([Source(id="quay", feed="https://quay.test/feed.xml", publisher="Quay Weekly")], NOW)
    article = Make.article(source="quay")
    store.record_polls([Poll("quay", FetchMemory(), NOW, [Admitted(article, ("square",))])], NOW)
    store.record_verdict(article.key, "square", "d", Make.verdict(), Make.post(article, "square"), NOW)
    (claim,) = store.claim_posts_due(NOW, NOW, 1)
    store.record_ends([Ended.done(claim, Receipt("1", "https://square.test/1", claim.stored.post.revision))], NOW)
    for number, html in enumerate(("<p>All rights reserved.</p>", GRANT)):
        store.record_terms_page("quay", WATCHED, TermsPage(URL, URL, html, f"{number}" * 64, "", NOW + timedelta(hours=number)), NOW)
    store.record_tick(NOW + timedelta(days=1))
    yield store
    store.close()


def test_a_terms_page_is_shown_with_all_that_rests_on_it(run, file, watched):
    """Address, times, sum, what it grants in short, what it said before, and every live copy with its state."""
    said = run("-c", file, "sources", "terms", "quay").out
    for words in (
        f"{URL} (found by its link)",
        "2026-11-22 13:00 UTC (changed then)",
        "111111111111",
        "republish yes; commercial silent; derivatives silent; duties: ",
        "What it said before",
        "republish no",
        "Live copies that rest on it: 1",
        "One · square · https://square.test/1",
        "to be judged again",
    ):
        assert words in said


def test_what_changed_is_shown_by_its_words(run, file, watched):
    """Two snapshots that grant alike are told apart by the words that went and came; and where the page leads to is said."""
    page = TermsPage(URL, f"{URL}/new", GRANT.replace("our articles", "all our articles"), "3" * 64, "", NOW + timedelta(hours=2))
    watched.record_terms_page("quay", WATCHED, page, NOW)
    said = " ".join(run("-c", file, "sources", "terms", "quay").out.split())
    assert (True, True) == ("- “You may republish our articles," in said, "+ “You may republish all our articles," in said)
    assert f"leads to {URL}/new" in said.replace("leads to:", "leads to")


def test_it_is_said_in_json(run, file, watched):
    """The terms with their quotes, every snapshot, and every copy."""
    said = json.loads(run("-c", file, "sources", "terms", "quay", "--json").out)
    assert ("syndicator/sources-terms/1", True, URL, False, "yes", 2) == (
        said["schema"], said["watched"], said["address"], said["named"], said["terms"]["republish"], len(said["history"]),
    )  # fmt: skip
    assert [("https://square.test/1", "new")] == [(copy["receipt"]["url"], copy["case"]) for copy in said["copies"]]


def test_a_page_that_was_taken_away_says_so(run, file, watched):
    """Nothing is read out of a page that is not there."""
    watched.record_terms_page("quay", WATCHED, TermsPage(URL, URL, "", "", "", NOW), NOW)
    assert "taken away" in run("-c", file, "sources", "terms", "quay").out
    assert json.loads(run("-c", file, "sources", "terms", "quay", "--json").out)["terms"] is None


def test_a_source_that_is_not_watched_says_how_to_watch_it(run, file):
    """Before the first run, too."""
    said = run("-c", file, "sources", "terms", "quay")
    assert (0, True) == (said.code, 'set terms = "find"' in said.out)


def test_a_source_that_is_not_there_is_an_error(run, file):
    """With the way to those that are."""
    said = run("-c", file, "sources", "terms", "nobody")
    assert (2, True) == (said.code, "there is no source nobody; see: syndicator sources list" in said.err)


@pytest.mark.parametrize(
    ("watch", "expected"),
    [
        (WATCHED, "changed 2026-11-22 12:00 UTC; 1 live copies rest on it"),
        (TermsWatch(URL, problem="the host is busy", failures=2), "the host is busy"),
        (
            replace(WATCHED, problem="the host is busy", failures=2),
            "changed 2026-11-22 12:00 UTC; 1 live copies rest on it; the host is busy",
        ),
    ],
)
def test_status_names_pages_that_changed_or_could_not_be_read(run, file, watched, watch: TermsWatch, expected: str):
    """Lately: a week later the change is no news."""
    watched.record_terms_look("quay", watch, NOW)
    assert f"quay · {URL} · {expected}" in " ".join(run("-c", file, "status").out.split())
    assert ["quay"] == [page["source"] for page in json.loads(run("-c", file, "status", "--json").out)["terms_pages"]]


def test_status_is_silent_about_a_change_of_long_ago(run, file, watched):
    """What a person saw or could have seen is not shown for ever."""
    watched.record_tick(NOW + timedelta(days=8))
    assert "Terms pages" not in run("-c", file, "status").out


ROBOTS, PRICES = "https://quay.test/robots.txt", "https://quay.test/prices.xml"
PROHIBITS = (
    '<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><prohibits type="usage">all</prohibits></license></content></rsl>'
)


@pytest.fixture
def with_files(watched):
    """The same, whose host also says something in its files."""
    for kind, address, text in (("robots", ROBOTS, f"License: {PRICES}"), ("rsl", PRICES, PROHIBITS)):
        watch = replace(WATCHED, key=f"{kind} {address}", address=address)
        watched.record_terms_page("quay", watch, TermsPage(address, address, text, f"{len(text):064}", "", NOW), NOW)
    watched.record_terms_look("quay", replace(WATCHED, key=f"rsl {PRICES}", address=PRICES, problem="the host is busy", failures=1), NOW)
    return watched


def test_files_about_rights_are_shown_beside_the_page(run, file, with_files):
    """With what they say, where they lie, and what is the matter."""
    said = " ".join(run("-c", file, "sources", "terms", "quay").out.split())
    for words in (f"{ROBOTS} (said by its host)", f"{PRICES} (said by its host)", "the host is busy (failed 1×)", "republish no"):
        assert words in said
    beside = json.loads(run("-c", file, "sources", "terms", "quay", "--json").out)["beside"]
    assert [(ROBOTS, "unknown"), (PRICES, "no")] == [(one["address"], one["terms"]["republish"]) for one in beside]
    assert f"quay · {PRICES} · " in " ".join(run("-c", file, "status").out.split())


def test_what_is_known_of_a_source_is_explained(run, file, with_files):
    """By its id, from the store: its terms page, its files, and what could not be read."""
    ran = run("-c", file, "terms", "explain", "quay")
    said = " ".join(ran.out.split())
    for words in (
        "Quay Weekly (quay)",
        f"Not read: {PRICES}: the host is busy",
        "One sentence allows reposting",
        f"{PRICES} (RSL license)",
    ):
        assert words in said
    policy = json.loads(run("-c", file, "terms", "explain", "quay", "--odrl").out)
    assert "https://quay.test/feed.xml" == policy["target"] if isinstance(policy.get("target"), str) else True


def test_a_source_nobody_looked_at_is_explained_as_that(run, file):
    """Nothing is fetched for it."""
    assert "nothing of it was looked at yet" in " ".join(run("-c", file, "terms", "explain", "quay").out.split())
