"""How departures of live copies look: in `posts show` and `status`, with the clock of the licence, and storms that wait for a person."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from syndicator.cli.drifting import drifted, show_drifted, show_drifts, show_storms
from syndicator.core.drift import Drift, Grade
from syndicator.core.post import PostState, post_key
from syndicator.stores import open_store
from tests.shells.press import CHECKS, FERRY, NOW, fill

UNLINKED = Drift("unlinked", Grade.BREACH, "the link to the original is gone")
CUT = Drift("text_cut", Grade.NOTE, "the theme shows a teaser")
ADS = Drift("ads", Grade.DOUBT, "advertisements appeared")


@pytest.fixture
def departed(tmp_path):
    """Records a look at the one live copy, and gives its row."""
    (tmp_path / "data").mkdir()
    fill(tmp_path)

    def look(*drifts: Drift, days: int = 0, licence: str = "https://creativecommons.org/licenses/by/4.0/"):
        with closing(open_store(tmp_path / "data" / "syndicator.sqlite")) as store:
            key = post_key("square", FERRY.key)
            store.record_proof(key, CHECKS, PostState.LACKING, NOW, "departed", NOW + timedelta(days=days), drifts=drifts)
            (row,) = [one for one in store.posts() if one.stored.post.key == key]
        return replace(row, stored=replace(row.stored, post=replace(row.stored.post, licence_url=licence)))

    return look


def test_a_departure_is_told_with_its_weight_and_since_when(departed, capsys):
    """And what was cured, until when it stood."""
    departed(UNLINKED, ADS)
    show_drifts(departed(ADS, days=2), NOW + timedelta(days=2))
    told = capsys.readouterr().out
    assert "Departures of the live copy" in told
    assert f"✓ unlinked [BREACH], from {NOW:%Y-%m-%d %H:%M} UTC to {NOW + timedelta(days=2):%Y-%m-%d %H:%M} UTC, cured" in told
    assert f"✗ ads [DOUBT], from {NOW:%Y-%m-%d %H:%M} UTC and stands: advertisements appeared" in told


@pytest.mark.parametrize(("day", "left"), [(0, "30 days left"), (29, "1 day left"), (31, "the time is over")])
def test_the_thirty_days_of_the_licence_are_counted(departed, capsys, day, left):
    """From when the breach was first seen, CC BY 4.0 section 6(b)(1)."""
    show_drifts(departed(UNLINKED), NOW + timedelta(days=day))
    assert f"({left}), or the licence ends: Creative Commons 4.0, section 6(b)(1)" in capsys.readouterr().out


def test_no_clock_runs_under_terms_that_give_no_time(departed, capsys):
    """An agreement, or an edition without a cure."""
    show_drifts(departed(UNLINKED, licence=""), NOW)
    assert "licence ends" not in capsys.readouterr().out


def test_a_copy_that_never_departed_says_nothing(departed, capsys):
    """Neither a heading nor a line."""
    show_drifts(departed(), NOW)
    show_drifted([], "syndicator", NOW)
    show_storms([], "syndicator")
    assert "" == capsys.readouterr().out


def test_status_lists_what_a_person_should_know_of(departed, capsys):
    """Not what the site always does to a text, nor what is cured; with the command to look closer, ten of them."""
    assert [] == drifted([departed(CUT)])
    row = departed(UNLINKED, CUT)
    assert [row] == drifted([row])
    show_drifted([row] * 12, "syndicator -c s.toml", NOW)
    told = capsys.readouterr().out
    assert "Live copies that departed from what was sent: 12" in told
    assert f"square · unlinked since {NOW:%Y-%m-%d}\n" in told
    assert f"→ syndicator -c s.toml posts show {row.stored.post.key[:12]}" in told
    assert "… and 2 more (status --json lists all)" in told


def test_a_storm_is_told_with_what_to_do(capsys):
    """The source, since when, and the command that lets it through."""
    show_storms([("bell", NOW)], "syndicator")
    told = capsys.readouterr().out
    assert f"bell · since {NOW:%Y-%m-%d %H:%M} UTC" in told
    assert "→ syndicator posts withdraw bell" in told
