"""Checking and showing the settings."""

import json

import pytest

from syndicator.settings import json_schema


def test_settings_that_are_fine_are_counted(run, file):
    """One line, exit code 0."""
    ran = run("check-config", file)
    assert (0, f"{file}: fine (1 source, 1 site, 1 route, 0 agreements)\n", "") == (ran.code, ran.out, ran.err)


def test_all_problems_are_told_one_a_line(run, file):
    """Exit code 2, and nothing on standard output."""
    file.write_text('[fetch]\ncontct = "x"\nworkers = 0\n')
    ran = run("-c", file, "check-config")
    assert (2, "") == (ran.code, ran.out)
    assert [
        f"syndicator: {file}:1: fetch.contact: is missing; it has no default",
        f'syndicator: {file}:2: fetch.contct: unknown key; did you mean "contact"?',
        f"syndicator: {file}:3: fetch.workers: 0 is too small; write 1 or more",
    ] == ran.err.splitlines()


def test_problems_are_told_as_json(run, file):
    """For machines: the same lines, the same exit code."""
    file.write_text("[fetch]\n")
    ran = run("check-config", file, "--json")
    said = json.loads(ran.out)
    assert (2, "syndicator/check-config/1", False) == (ran.code, said["schema"], said["ok"])
    assert [f"{file}:1: fetch.contact: is missing; it has no default"] == said["problems"]


def test_fine_settings_are_told_as_json(run, file):
    """With the counts."""
    said = json.loads(run("check-config", file, "--json").out)
    assert (True, [], 1) == (said["ok"], said["problems"], said["sources"])


def test_policies_of_your_own_are_checked_too(run, file):
    """A wrong policy would stop the daemon; it is told before."""
    (file.parent / "own").mkdir()
    (file.parent / "own" / "quay.toml").write_text('publisher = "Quay"\n')
    file.write_text('policies = "own"\n' + file.read_text())
    ran = run("check-config", file)
    assert 2 == ran.code
    assert f"{file.parent / 'own' / 'quay.toml'}:1: hosts: is missing" in ran.err


def test_warnings_are_told_and_can_be_kept_quiet(run, file):
    """A warning is no problem."""
    file.write_text('[fetch]\ncontact = "desk@quay.test"\n')
    assert f"warning: {file}: no [[route]] joins a source to a site; nothing will be posted\n" == run("check-config", file).err
    assert "" == run("-q", "check-config", file).err


def test_a_control_character_in_the_file_does_not_reach_the_terminal(run, file):
    """Settings are copied from web pages."""
    file.write_text('[fetch]\ncontact = "\\u001b[31mred\\u001b[0m"\n"\\u001b]0;title\\u0007key" = 1\n')
    ran = run("check-config", file)
    assert 2 == ran.code
    assert "\x1b" not in ran.err
    assert "\x07" not in ran.err


def test_show_tells_values_and_where_they_came_from(run, file, monkeypatch):
    """File and line, environment, default."""
    monkeypatch.setenv("SYNDICATOR_LOG_LEVEL", "debug")
    lines = [line.split() for line in run("-c", file, "config", "show", "--origin").out.splitlines()]
    assert ["SETTING", "VALUE", "ORIGIN"] == lines[0]
    assert ["fetch.contact", '"desk@quay.test"', f"{file}:3"] in lines
    assert ["log.level", '"debug"', "environment", "SYNDICATOR_LOG_LEVEL"] in lines
    assert ["daemon.tick", '"15s"', "default"] in lines


def test_show_as_json(run, file):
    """The same, for machines."""
    said = json.loads(run("-c", file, "config", "show", "--json").out)
    assert "syndicator/config-show/1" == said["schema"]
    assert {"key": "daemon.batch", "value": 250, "origin": "default"} in said["settings"]


def test_show_never_tells_a_secret(run, file, monkeypatch):
    """Neither as a table nor as JSON."""
    monkeypatch.setenv("SYNDICATOR_SENTRY_DSN", "https://open-sesame@sentry.test/1")
    for options in ((), ("--origin",), ("--json",)):
        said = run("-c", file, "config", "show", *options).out
        assert ("***" in said, "open-sesame" in said) == (True, False)


def test_schema_prints_the_schema(run):
    """The shipped file is made from this output."""
    assert json_schema() == json.loads(run("config", "schema").out)


def test_a_missing_file_is_told_with_the_remedy(run, tmp_path):
    """Exit code 2."""
    ran = run("-c", tmp_path / "none.toml", "config", "show")
    assert (2, f"syndicator: {tmp_path / 'none.toml'}: there is no such file; write one with: syndicator init\n") == (ran.code, ran.err)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('kind = "jornal"', "there is no kind “jornal”"),
        ('kind = "journal"\noptions = { fil = "x" }', "there is no option “fil”; did you mean “file”?"),
        ('kind = "static"', "“folder” is required"),
        ('kind = "wordpress"\noptions = { user = "a" }', "a credential is required"),
    ],
)
def test_what_a_kind_of_site_refuses_is_told_too(run, file, wrong, said):
    """What would stop the daemon is told before: the kind, and every option of it."""
    file.write_text(file.read_text().replace('kind = "journal"', wrong))
    ran = run("check-config", file)
    assert (2, "", True) == (ran.code, ran.out, said in ran.err)
    assert ran.err.startswith(f"syndicator: {file}:1")  # its table begins in line 11


def test_a_folder_is_no_settings_file(run, tmp_path):
    """It is there, so the remedy is another."""
    assert f"syndicator: {tmp_path}: it is a directory; name the file in it\n" == run("-c", tmp_path, "status").err
