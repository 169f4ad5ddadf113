"""`posts show`: what an original was told of its copy."""

import json

import pytest

from syndicator.core.mentions import GONE, Outcome, aimed, begun, ended, put_off
from syndicator.stores import open_store
from tests.shells.press import FERRY, NOW, fill, post, settings

LIVE = post(FERRY, "square").key


@pytest.fixture
def told(tmp_path):
    """Settings, and a way to keep a mention of the live copy."""
    (tmp_path / "data").mkdir()
    fill(tmp_path)

    def keep(mention):
        store = open_store(tmp_path / "data" / "syndicator.sqlite")
        store.record_mention(mention)
        store.close()
        return settings(tmp_path)

    return keep


def trying(change="r" * 64):
    begins = begun(None, LIVE, "https://square.example/ferry", "https://pier.test/ferry", change, NOW)
    return aimed(begins, "https://pier.test/in\x1b[31m", NOW)


@pytest.mark.parametrize(("mention", "says"), [
    (ended(trying(), Outcome.TOLD, NOW, location="https://pier.test/status/7"), "told of revision rrrrrrrrrrrr, to https://pier.test/in"),
    (ended(trying(GONE), Outcome.TOLD, NOW), "told that it is gone, to https://pier.test/in"),
    (ended(trying(), Outcome.REFUSED, NOW, why="status 403"), "not taken of revision rrrrrrrrrrrr"),
    (ended(trying(), Outcome.NOWHERE, NOW, why="no place"), "nothing sent of revision rrrrrrrrrrrr"),
    (put_off(trying(), "status 503", None, NOW), "(tried 1×): status 503"),
    (trying(), "on its way of revision rrrrrrrrrrrr"),
], ids=lambda value: str(getattr(value, "outcome", "")))  # fmt: skip
def test_it_is_told_in_one_line(run, told, mention, says):
    """Where it went and what came of it, without terminal tricks."""
    (line,) = [line for line in run("-c", told(mention), "posts", "show", LIVE).out.splitlines() if "webmention" in line]
    assert (True, False) == (says in line, "\x1b" in line)


def test_a_copy_nobody_was_told_of_says_nothing(run, told, tmp_path):
    """JSON has null in its place."""
    config = settings(tmp_path)
    assert "webmention" not in run("-c", config, "posts", "show", LIVE).out
    assert None is json.loads(run("-c", config, "posts", "show", LIVE, "--json").out)["webmention"]


def test_json_tells_all_of_it(run, told):
    """Addresses, outcome and times."""
    config = told(ended(trying(GONE), Outcome.TOLD, NOW, location="https://pier.test/status/7"))
    said = json.loads(run("-c", config, "posts", "show", LIVE, "--json").out)["webmention"]
    assert ("gone", "told", "https://pier.test/status/7", 1) == (said["change"], said["outcome"], said["location"], said["attempts"])
