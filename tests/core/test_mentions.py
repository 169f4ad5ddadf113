"""Where an original takes Webmentions, case by case, and how a mention goes from try to try."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from syndicator.core.mentions import Outcome, aimed, begun, ended, endpoint, put_off
from syndicator.feeds.pages import link_header

CASES = tomllib.loads((Path(__file__).parent / "cases" / "webmention_endpoints.toml").read_text("utf-8"))["case"]
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
COPY, ORIGINAL = "https://plaza.example/eels", "https://gazette.example/eels"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_the_endpoint_is_the_one_that_the_recommendation_names(case: dict[str, Any]) -> None:
    """By Link header, else by the first <link> or <a> of the page."""
    here = case.get("at", "https://gazette.example/2026/eels")
    links = list(link_header(", ".join(case.get("link", ())), here))
    assert case["endpoint"] == endpoint(here, links, case.get("html", ""))


def test_tries_come_later_each_time_and_end() -> None:
    """What is in the way is kept; after the last try nothing more is sent for this change."""
    known, waits = None, []
    for _ in range(20):
        known = put_off(aimed(begun(known, "k" * 64, COPY, ORIGINAL, "r1", NOW), f"{ORIGINAL}/in", NOW), "busy", None, NOW)
        if known.outcome is not Outcome.LATER:
            break
        waits.append(known.next_at - NOW)
    assert (Outcome.REFUSED, None, 9) == (known.outcome, known.next_at, known.attempts)
    assert waits == sorted(waits)
    assert "busy" in known.why


def test_the_receivers_wish_is_kept() -> None:
    """It is not asked before."""
    wish = NOW + timedelta(hours=5)
    assert wish == put_off(begun(None, "k", COPY, ORIGINAL, "r1", NOW), "busy", wish, NOW).next_at


def test_another_change_begins_anew_and_remembers_that_something_was_sent() -> None:
    """Tries are counted for each change; that it was ever told of the copy stays known."""
    told = ended(replace(aimed(begun(None, "k", COPY, ORIGINAL, "r1", NOW), f"{ORIGINAL}/in", NOW), attempts=4), Outcome.TOLD, NOW)
    anew = begun(told, "k", COPY, ORIGINAL, "r2", NOW + timedelta(days=1))
    assert (1, NOW, Outcome.SENDING, "") == (anew.attempts, anew.posted_at, anew.outcome, anew.endpoint)
