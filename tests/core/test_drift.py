"""Drift of live copies: every injected kind is found and graded, and an untouched copy is never accused."""

import random
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syndicator.core.drift import Drift, Grade, OpenDrift, cure_by, standing
from syndicator.core.places import Site
from tests.core.drifting import ADDRESS, LINES, SITE, copy, found, page

CASES = tomllib.loads((Path(__file__).parent / "cases" / "drift.toml").read_text("utf-8"))["case"]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
UNTOUCHED = 500
BY_4 = "https://creativecommons.org/licenses/by/4.0/"


def edited(case: dict) -> str:
    html = page(copy())
    for before, after in case.get("edit", ()):
        assert before in html, before
        html = html.replace(before, after)
    return html


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_every_kind_of_drift_is_found(case: dict):
    """By its kind and its weight, with words that say what is seen."""
    signals = (("x-robots-tag", case["robots"]),) if "robots" in case else ()
    seen = {drift.kind: drift for drift in found(copy(), edited(case), url=case.get("url", ADDRESS), signals=signals)}
    assert case["kind"] in seen, sorted(seen)
    assert (Grade[case["grade"].upper()], True) == (seen[case["kind"]].grade, bool(seen[case["kind"]].says))


def test_there_are_many_kinds():
    """Ways to drift, and kinds they are told by."""
    assert len(CASES) >= 40
    assert len({case["kind"] for case in CASES}) >= 25


@pytest.mark.parametrize("seed", range(UNTOUCHED))
def test_an_untouched_copy_is_never_accused(seed: int):
    """Under any theme, with other links, comments, scripts and typography around and in it."""
    chance = random.Random(seed)
    lines = tuple(chance.sample(LINES, chance.randrange(1, len(LINES) + 1)))
    post = copy(lines, title=chance.choice(("Rivers rise again", "Rivers “rise” again", "Rivers rise – again & again"[:20])))
    assert () == found(post, page(post, chance))


@pytest.mark.parametrize(("facts", "kind"), [({"ads": True}, "ads"), ({"paywall": True}, "paywall")])
def test_what_the_site_is_known_for_is_no_drift(facts: dict, kind: str):
    """Its copies were judged with that."""
    html = page(copy()).replace("</main>", '<div class="paywall"></div><ins class="adsbygoogle"></ins></main>')
    site = Site(id="commons", kind="journal", url="https://commons.example", **facts)
    assert kind in {drift.kind for drift in found(copy(), html)}
    assert kind not in {drift.kind for drift in found(copy(), html, site)}


def test_a_copy_without_a_known_block_has_no_text_to_compare():
    """What was posted before blocks were remembered is judged by its duties alone."""
    edited_text = page(copy()).replace("two", "ten")
    assert "text_changed" in {drift.kind for drift in found(copy(), edited_text)}
    assert "text_changed" not in {drift.kind for drift in found(replace(copy(), block=""), edited_text)}


def test_departures_begin_go_on_and_are_cured():
    """First seen once, last seen at each look, cured when it is not seen any more, and begun anew when it comes back."""
    ads, cut = Drift("ads", Grade.DOUBT, "ads"), Drift("text_cut", Grade.BREACH, "cut")
    known: tuple[OpenDrift, ...] = ()
    for day, seen in enumerate(([ads], [ads, cut], [cut], [ads])):
        known = standing(known, seen, NOW + day * DAY)
    assert [
        ("ads", NOW, NOW + DAY, NOW + 2 * DAY),
        ("text_cut", NOW + DAY, NOW + 2 * DAY, NOW + 3 * DAY),
        ("ads", NOW + 3 * DAY, NOW + 3 * DAY, None),
    ] == [(one.drift.kind, one.first_seen, one.last_seen, one.cured_at) for one in known]


@pytest.mark.parametrize(
    ("licence", "runs"),
    [
        (BY_4, True),
        ("https://creativecommons.org/licenses/by-nc-nd/4.0/deed.en", True),
        ("https://creativecommons.org/licenses/by/3.0/", False),
        ("https://creativecommons.org/publicdomain/zero/1.0/", False),
        ("", False),
    ],
)
def test_the_clock_of_creative_commons(licence: str, runs: bool):
    """Thirty days from the discovery of the first breach that stands (CC BY 4.0 §6(b)(1)); earlier editions have none."""
    breach, doubt = (Drift(grade.name, grade, "") for grade in (Grade.BREACH, Grade.DOUBT))
    open_ = [OpenDrift(doubt, NOW - 9 * DAY, NOW), OpenDrift(breach, NOW, NOW), OpenDrift(breach, NOW - 8 * DAY, NOW, cured_at=NOW)]
    assert (NOW + 30 * DAY if runs else None) == cure_by(licence, open_)
    assert cure_by(licence, open_[:1]) is None


def test_the_site_of_the_cases_carries_neither():
    """Otherwise half of the table would say nothing."""
    assert (False, False) == (SITE.ads, SITE.paywall)
