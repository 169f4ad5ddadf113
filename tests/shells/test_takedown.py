"""`takedown` and `posts withdraw`: requests from outside, storms that a person lets pass, and how `status` tells of both."""

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from syndicator.core.drift import Drift, Grade
from syndicator.core.post import Deed, PostState
from syndicator.pipeline.follow import _name
from syndicator.stores import open_store
from tests.shells.press import FERRY, fill, settings


@pytest.fixture
def config(tmp_path):
    """Settings with a store that holds something in every state."""
    (tmp_path / "data").mkdir()
    fill(tmp_path)
    return settings(tmp_path)


def store_at(config):
    return closing(open_store(config.parent / "data" / "syndicator.sqlite"))


@pytest.mark.parametrize("reference", [FERRY.key[:8], FERRY.url, "https://square.test/ferry-copy"])
def test_a_request_from_outside_takes_the_article_down_everywhere(run, config, reference):
    """By the address of the original or of a copy: written down, rejected for every site, and each copy queued to go."""
    ran = run("-c", config, "takedown", reference, "--reason", "my client's photograph", "--from", "Bo & Partners", "--by", "Ada", "--json")
    said = json.loads(ran.out)
    assert (0, [FERRY.key], ["square"]) == (ran.code, said["articles"], [copy["site"] for copy in said["copies"]]), ran.err
    with store_at(config) as store:
        (row,) = [row for row in store.posts() if row.stored.post.article_key == FERRY.key and row.stored.post.site_id == "square"]
        assert (PostState.QUEUED, Deed.WITHDRAW) == (row.stored.state, row.stored.deed)
        entries = [entry.read() for entry in store.ledger_about(FERRY.key)]
        request = next(entry for entry in entries if entry.kind == "takedown")
        assert "outside" == request.by
        words = json.loads(store.content(request.contents["request"]))
        assert ("my client's photograph", "Bo & Partners", "Ada") == (words["reason"], words["from"], words["by"])
        assert {"reject"} == {
            decision.choice.value for case in store.cases(FERRY.key) for decision in store.decisions(FERRY.key, case.site_id)
        }


def test_a_request_for_something_unknown_is_told(run, config):
    """One line, and nothing is written down."""
    ran = run("-c", config, "takedown", "https://nowhere.test/x", "--reason", "x", "--by", "Ada")
    assert (2, True) == (ran.code, "no article and no copy" in ran.err)


def test_a_request_for_nothing_is_told(run, config):
    """Before a reason is asked for."""
    ran = run("-c", config, "takedown")
    assert (2, True) == (ran.code, "name the URL of the article or of a copy" in ran.err)


def test_a_request_needs_a_reason(run, config):
    """Whoever looks at it later wants to know."""
    assert 2 == run("-c", config, "takedown", FERRY.url, "--reason", " ", "--by", "Ada").code


def test_a_storm_is_told_and_let_pass(run, config):
    """`status` names it with the command; once let pass, it is no longer told."""
    now = datetime.now(UTC)
    with store_at(config) as store:
        for what in ("began", "seen"):
            store.note_time(_name(what, "bell"), now)
    assert "posts withdraw bell" in run("-c", config, "status").out
    assert ["bell"] == [one["source"] for one in json.loads(run("-c", config, "status", "--json").out)["waiting"]["storms"]]
    assert 0 == run("-c", config, "posts", "withdraw", "bell", "--by", "Ada").code
    assert "posts withdraw bell" not in run("-c", config, "status").out
    assert 2 == run("-c", config, "posts", "withdraw", "bell", "--by", "Ada").code


def test_departures_are_told_with_the_time_that_is_left(run, config):
    """In `status` and `posts show`: kind, weight, since when, and the thirty days of Creative Commons 4.0 where they run."""
    now = datetime.now(UTC)
    with store_at(config) as store:
        (row,) = [row for row in store.posts() if row.stored.receipt]
        drift = Drift("hyperlink_original_lost", Grade.BREACH, "no link to the original")
        store.record_proof(row.stored.post.key, (), PostState.LACKING, now, "lacks", now - timedelta(days=3), drifts=(drift,))
    shown = run("-c", config, "posts", "show", FERRY.url).out
    assert "hyperlink_original_lost [BREACH]" in shown
    assert "hyperlink_original_lost since" in run("-c", config, "status").out
    (told,) = json.loads(run("-c", config, "posts", "show", FERRY.url, "--json").out)["post"]["drifts"]
    assert ("breach", None) == (told["grade"], told["cured_at"])
