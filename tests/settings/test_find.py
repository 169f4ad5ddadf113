"""The settings file is the one named, else the first of the usual places."""

import os

import pytest

from syndicator.errors import SettingsError
from syndicator.settings import find


@pytest.fixture
def places(tmp_path, monkeypatch):
    """A working directory and a home without settings."""
    (tmp_path / "work" / "config").mkdir(parents=True)
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


def test_places_are_tried_in_order(places):
    """Named, then $SYNDICATOR_CONFIG, here, ./config, home."""
    environ = {"HOME": str(places / "home"), "SYNDICATOR_CONFIG": str(places / "variable.toml")}
    home = places / "home" / ".config" / "syndicator" / "syndicator.toml"
    home.parent.mkdir(parents=True)
    order = [
        places / "named.toml",
        places / "variable.toml",
        places / "work" / "syndicator.toml",
        places / "work" / "config" / "syndicator.toml",
        home,
    ]
    for file in order:
        file.touch()
    found = []
    for explicit, variables in ((order[0], environ), (None, environ), *[(None, {"HOME": environ["HOME"]})] * 3):
        file = find(explicit, variables)
        found.append(file.resolve())
        file.unlink()
    assert order == found


def test_a_file_that_is_named_must_be_there(places):
    """A named file is never replaced by another that happens to be there."""
    (places / "work" / "syndicator.toml").touch()
    with pytest.raises(SettingsError, match=r"gone\.toml: there is no such file \(named by SYNDICATOR_CONFIG\)"):
        find(None, {"SYNDICATOR_CONFIG": "gone.toml"})


def test_without_any_file_the_places_and_the_remedy_are_told(places):
    """A first-time user learns what to do."""
    with pytest.raises(SettingsError, match=r"no settings file at syndicator\.toml, .*write one with: syndicator init"):
        find(None, {"HOME": str(places / "home")})


def test_a_place_that_is_closed_is_passed_over(places):
    """Another user's home, or one that cannot be looked at for whatever reason, is as good as empty."""
    closed = places / "home"
    closed.rmdir()
    closed.symlink_to(closed)  # a circle: the system refuses to look, to root as well
    with pytest.raises(SettingsError, match="no settings file at"):
        find(None, {"HOME": str(closed)})


def test_a_named_file_that_cannot_be_looked_at_is_told(places):
    """That it is not there would be untrue."""
    closed = places / "closed"
    closed.symlink_to(closed)
    with pytest.raises(SettingsError, match=r"closed/own\.toml: cannot be looked at \(Too many levels"):
        find(closed / "own.toml", {})


def test_a_pipe_is_a_file(places):
    """`--config <(…)` names one."""
    os.mkfifo(places / "pipe")
    assert places / "pipe" == find(places / "pipe", {})
