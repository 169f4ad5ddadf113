"""`status` and `health`: what rests where, what waits for a person, and whether the daemon lives."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.shells.press import CRANE, FERRY, NOW, fill, post, settings


@pytest.fixture
def config(tmp_path):
    """Settings with a store that holds something in every state."""
    fill(tmp_path, tick=NOW)
    return settings(tmp_path)


@pytest.fixture(autouse=True)
def _data(tmp_path):
    (tmp_path / "data").mkdir()


def test_it_counts_what_rests(run, config):
    """Sources, cases and posts by state, and the last tick."""
    ran = run("-c", config, "status")
    assert 0 == ran.code
    assert "last tick  2026-05-04 09:30 UTC" in ran.out
    assert "cases      2 allowed, 1 held" in ran.out
    assert "posts      1 lacking, 1 failed" in ran.out


def test_it_names_the_sources_in_trouble(run, config):
    """With the problem and the next poll."""
    line = next(line for line in run("-c", config, "status").out.splitlines() if line.startswith("dry"))
    assert ["dry", "failed 1×", "2026-05-04 11:30 UTC", "dry.test: the name is not known"] == [c.strip() for c in line.split("  ") if c]


def test_what_waits_comes_with_the_command_to_look_closer(run, config):
    """The command is the one to type, settings and all, and it works."""
    out = run("-c", config, "status").out
    held, failed = (line.split("→ syndicator ")[1] for line in out.splitlines() if "→" in line)
    assert f"-c {config} review show {FERRY.key[:12]} --site market" == held
    assert f"-c {config} posts show {post(CRANE, 'square').key[:12]}" == failed
    assert [0, 0] == [run(*held.split()).code, run(*failed.split()).code]


def test_hostile_words_cannot_steer_the_terminal(run, config):
    """No escape sequence and no direction mark of a title is printed; brackets stay words."""
    out = run("-c", config, "status").out
    assert "Sold [bold]red[/bold] crane · square · failed: the site refused it: 403" in out
    assert "\x1b" not in out


def test_json_holds_everything(run, config):
    """One object of a stable shape."""
    said = json.loads(run("-c", config, "status", "--json").out)
    assert ("syndicator/status/1", "2026-05-04T09:30:00+00:00") == (said["schema"], said["last_tick"])
    assert {"lacking": 1, "failed": 1} == {state: n for state, n in said["counts"]["posts"].items() if n}
    assert [("market", "commercial", "hold")] == [
        (c["site"], c["deciding"]["rule"], c["deciding"]["answer"]) for c in said["waiting"]["cases"]
    ]
    assert [("failed", "the site refused it: 403")] == [(p["state"], p["why"]) for p in said["waiting"]["posts"]]
    assert {"bell": "", "dry": "dry.test: the name is not known"} == {s["id"]: s["problem"] for s in said["sources"]}


def test_a_store_that_cannot_be_opened_is_exit_code_4(run, tmp_path):
    """Something else in the place of the store is no store."""
    config = settings(tmp_path)
    (tmp_path / "data" / "syndicator.sqlite").write_text("a shopping list")
    assert [4, 4, 4] == [run("-c", config, *command).code for command in (["status"], ["health"], ["posts", "list"])]


@pytest.mark.parametrize(("age", "code"), [(timedelta(0), 0), (timedelta(seconds=170), 0), (timedelta(seconds=190), 1)])
def test_health_is_a_young_tick(run, tmp_path, age, code):
    """Three ticks (of 60 s here) are the limit."""
    fill(tmp_path, tick=datetime.now(UTC) - age)
    ran = run("-c", settings(tmp_path), "health")
    assert (code, code == 0) == (ran.code, ran.out.startswith("healthy: last tick"))


def test_a_daemon_that_never_ran_is_not_healthy(run, tmp_path):
    """One line says how to start it."""
    ran = run("-c", settings(tmp_path), "health")
    assert 1 == ran.code
    assert "not healthy: the daemon never ran on this data directory; start it with: syndicator run\n" == ran.out


def test_health_in_json(run, tmp_path):
    """For monitors that read more than the exit code."""
    ran = run("-c", settings(tmp_path), "health", "--json")
    said = json.loads(ran.out)
    assert (1, "syndicator/health/1", False, None, 180.0) == (
        ran.code,
        said["schema"],
        said["healthy"],
        said["last_tick"],
        said["allowed_seconds"],
    )


@pytest.mark.parametrize("command", ["status", "health", "posts list", "posts retry x", "review show x", "takedown x --reason y", "report"])
def test_a_data_folder_that_is_closed_is_exit_code_4(run, tmp_path, command):
    """Whoever looks from another account is told so; that nothing is there would be untrue."""
    config = settings(tmp_path)
    (tmp_path / "data").rmdir()
    (tmp_path / "data").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "syndicator.sqlite").symlink_to("syndicator.sqlite")  # a circle: not to be looked at, by root neither
    ran = run("-q", "-c", config, *command.split())
    assert (4, "") == (ran.code, ran.out)
    assert "syndicator.sqlite: Too many levels of symbolic links; check the owner and the mode of its folder" in ran.err
