"""Requests for a takedown: noted, granted or declined by a person, answered by a letter, and measured from when they came."""

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from syndicator.pipeline.timing import taken_down
from syndicator.ports import Ended
from syndicator.stores import open_store
from syndicator.stores.recording import takedown_request
from tests.shells.press import FERRY, fill, settings

BEFORE = datetime.now(UTC) - timedelta(days=2)


@pytest.fixture
def config(tmp_path):
    """A store with a live copy, and two requests of two days ago."""
    (tmp_path / "data").mkdir()
    fill(tmp_path)
    file = settings(tmp_path)
    with store_at(file) as store:
        for url, name in ((FERRY.url, "Bo \x1b[31mReed"), ("https://nowhere.test/x", "Mallory")):
            store.record(
                takedown_request(url, "it is my text", name, f"{name.split()[-1].lower()}@reed.example".replace("\x1b[31m", ""), BEFORE)
            )
    return file


def store_at(config):
    return closing(open_store(config.parent / "data" / "syndicator.sqlite"))


def numbers(run, config, *more: str) -> list[tuple[int, str]]:
    return [(one["number"], one["state"]) for one in json.loads(run("-c", config, "takedowns", "list", "--json", *more).out)["requests"]]


def test_requests_wait_for_a_person(run, config):
    """Exit 1 while one does; `status` tells of them; a stranger's words draw nothing on the terminal."""
    ran = run("-c", config, "takedowns", "list")
    assert (1, True, False) == (ran.code, FERRY.url in ran.out, "\x1b[31m" in ran.out)
    assert "2 requests, since" in run("-c", config, "status").out
    assert 2 == json.loads(run("-c", config, "status", "--json").out)["waiting"]["takedowns"]


def test_a_request_is_granted_answered_and_measured(run, config, tmp_path):
    """The copy goes, the letter says which, and the clock counts from when it was asked."""
    (first, _), (second, _) = numbers(run, config)
    letter = tmp_path / "answer.txt"
    ran = run("-c", config, "takedown", "--request", str(first), "--by", "Ada", "--out", letter, "--json")
    assert (0, str(letter)) == (ran.code, json.loads(ran.out)["letter"]), ran.err
    words = letter.read_text()
    assert words.startswith("To: reed@reed.example\nSubject: Removed at your request: ")
    assert all(
        said in words for said in (FERRY.url, f"on {BEFORE:%Y-%m-%d} you asked", "https://square.test/ferry-copy", "Ada", "desk@quay.test")
    )
    assert [(first, "done"), (second, "open")] == numbers(run, config, "--all")
    assert 2 == run("-c", config, "takedown", "--request", str(first), "--by", "Ada").code
    with store_at(config) as store:
        at = datetime.now(UTC)
        for claim in store.claim_posts_due(at, at + timedelta(minutes=2), 10):
            store.record_ends([Ended.done(claim, None)], at)
        (found,) = taken_down(store.ledger_about(FERRY.key))
    assert ("takedown", BEFORE, True) == (found.signal, found.signal_at, found.took > timedelta(days=2))


def test_a_request_is_declined_with_its_reason(run, config, tmp_path):
    """Nothing goes, whoever asked is told why, and it no longer waits."""
    _, (second, _) = numbers(run, config)
    letter = tmp_path / "no.txt"
    ran = run("-c", config, "takedowns", "decline", str(second), "--reason", "no copy of it is ours", "--by", "Ada", "--out", letter)
    assert (0, True) == (ran.code, "is declined" in ran.out)
    assert "    no copy of it is ours\n" in letter.read_text()
    assert (second, "declined") in numbers(run, config, "--all")
    with store_at(config) as store:
        assert [] == [row for row in store.posts() if row.stored.deed and row.stored.deed.value == "withdraw"]


def test_an_answer_is_written_in_the_language_that_is_asked_for(run, config, tmp_path):
    """Where there is a template in it; without an address nothing is written."""
    letter = tmp_path / "antwort.txt"
    asked = ("-c", config, "takedown", FERRY.url, "--reason", "x", "--by", "Ada")
    ran = run(*asked, "--reply-to", "bo@reed.example", "--language", "de-AT", "--out", letter)
    assert (0, True) == (ran.code, "Auf Ihren Wunsch entfernt" in letter.read_text())
    assert json.loads(run(*asked, "--json").out)["letter"] is None


def test_a_wrong_use_is_one_line(run, config):
    """No such request, nothing named, no reason, no mail server."""
    for arguments in (("--request", "99"), ("--reason", "x"), (FERRY.url,)):
        ran = run("-c", config, "takedown", *arguments, "--by", "Ada")
        assert (2, 1) == (ran.code, len(ran.err.strip().splitlines())), arguments
    before = run("-c", config, "ledger", "show", "--json").out
    ran = run("-c", config, "takedown", FERRY.url, "--reason", "x", "--by", "Ada", "--reply-to", "bo@reed.example", "--send")
    assert (2, True) == (ran.code, "nothing can be mailed, and nothing was done" in ran.err)
    assert before == run("-c", config, "ledger", "show", "--json").out


def test_words_that_were_erased_are_not_told(run, config):
    """The request stays, with when it came; who it was is gone."""
    (first, _), _ = numbers(run, config)
    assert 0 == run("-c", config, "ledger", "erase", str(first), "--reason", "they asked", "--by", "Ada").code
    (told,) = [one for one in json.loads(run("-c", config, "takedowns", "list", "--json").out)["requests"] if one["number"] == first]
    assert ("", "", "") == (told["url"], told["requester"], told["contact"])
