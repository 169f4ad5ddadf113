"""The environment may set four things, itself or by a file; secrets come from where the settings say."""

from pathlib import Path

import pytest

from syndicator.errors import SettingsError
from syndicator.settings import load
from tests.settings.conftest import ENVIRON, GOOD

UNREADABLE = "the secret file /no/such cannot be read (No such file or directory); create it, or name another"


def test_the_environment_comes_before_the_file(good, tmp_path):
    """A container sets level, format, data folder and DSN without another file."""
    environ = ENVIRON | {
        "SYNDICATOR_DATA": "/var/lib/syndicator",
        "SYNDICATOR_LOG_LEVEL": "debug",
        "SYNDICATOR_LOG_FORMAT": "json",
        "SYNDICATOR_SENTRY_DSN": "https://key@sentry.test/1",
    }
    settings = load(good, environ)
    assert Path("/var/lib/syndicator") == settings.data
    assert ("debug", "json") == (settings.log.level, settings.log.format)
    assert settings.sentry.dsn is not None
    assert "https://key@sentry.test/1" == settings.sentry.dsn.get_secret_value()


def test_a_relative_data_folder_of_the_environment_starts_where_the_command_runs(good, monkeypatch, tmp_path_factory):
    """As every other path a person types into a shell."""
    here = tmp_path_factory.mktemp("here")
    monkeypatch.chdir(here)
    assert here / "store" == load(good, ENVIRON | {"SYNDICATOR_DATA": "store"}).data


@pytest.mark.parametrize(
    ("variable", "content", "read"),
    [
        ("SYNDICATOR_LOG_LEVEL_FILE", "debug\n", lambda s: s.log.level == "debug"),
        ("SYNDICATOR_DATA_FILE", "/srv/data\n", lambda s: s.data == Path("/srv/data")),
        ("SYNDICATOR_SENTRY_DSN_FILE", "https://key@sentry.test/1\n", lambda s: s.sentry.dsn.get_secret_value().endswith("/1")),
    ],
)
def test_each_may_name_a_file(good, tmp_path, variable, content, read):
    """As container images do for secrets."""
    (tmp_path / "value").write_text(content)
    assert read(load(good, ENVIRON | {variable: str(tmp_path / "value")}))


def test_an_empty_variable_counts_as_not_set(good):
    """Compose files set variables to nothing."""
    assert "info" == load(good, ENVIRON | {"SYNDICATOR_LOG_LEVEL": ""}).log.level


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        (
            {"SYNDICATOR_LOG_LEVEL": "loud"},
            'environment: SYNDICATOR_LOG_LEVEL: "loud" is not known; write "debug", "info", "warning" or "error"',
        ),
        (
            {"SYNDICATOR_LOG_LEVEL": "info", "SYNDICATOR_LOG_LEVEL_FILE": "/x"},
            "environment: SYNDICATOR_LOG_LEVEL: is set beside SYNDICATOR_LOG_LEVEL_FILE; set only one of them",
        ),
        (
            {"SYNDICATOR_LOG_LEVEL_FILE": "/no/such"},
            f"environment: SYNDICATOR_LOG_LEVEL_FILE: {UNREADABLE}",
        ),
        (
            {"SYNDICATOR_SENTRY_DSN_FILE": "/no/such"},
            f"environment: SYNDICATOR_SENTRY_DSN_FILE: {UNREADABLE}",
        ),
    ],
)
def test_a_wrong_variable_is_told_by_its_name(good, environ, expected):
    """A problem of the environment is not blamed on the file."""
    with pytest.raises(SettingsError) as told:
        load(good, ENVIRON | environ)
    assert (expected,) == told.value.problems


def test_a_missing_secret_names_the_site_and_the_variable(good):
    """Both are needed to mend it."""
    with pytest.raises(SettingsError) as told:
        load(good, {})
    expected = (
        f'{good}:24: site[square].credential: the environment variable SQUARE_PASSWORD is not set; set it, or write {{ file = "/path" }}'
    )
    assert (expected,) == told.value.problems


def test_a_secret_file_is_read_without_its_last_newline(write, tmp_path):
    """Editors and echo put one there."""
    (tmp_path / "password").write_text("open sesame\n")
    (tmp_path / "password").chmod(0o600)
    settings = load(write(GOOD.replace('env = "SQUARE_PASSWORD"', 'file = "password"')), {})
    assert settings.sites[0].secret is not None
    assert "open sesame" == settings.sites[0].secret.get_secret_value()


@pytest.mark.parametrize(("content", "expected"), [(b"\n", "is empty"), (b"\xff\xfe", "is not text")])
def test_a_secret_file_without_a_secret_is_a_problem(write, tmp_path, content, expected):
    """An empty secret would only fail later, at the site."""
    (tmp_path / "password").write_bytes(content)
    with pytest.raises(SettingsError, match=expected):
        load(write(GOOD.replace('env = "SQUARE_PASSWORD"', 'file = "password"')), {})
