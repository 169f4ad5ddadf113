"""The frame of the command line: help that answers at once, errors of one line, exit codes, output that cannot be hijacked."""

import importlib
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import click
import pytest

from syndicator import __main__, __version__
from syndicator.cli import main as frame
from syndicator.cli.common import Shell
from syndicator.cli.output import emit_json, plain, table
from syndicator.core.verdict import Answer, Form
from syndicator.errors import DataInUse, InputError, RetryLater, SettingsError, StoreUnavailable, SyndicatorError

HEAVY = {"sqlalchemy", "feedparser", "requests", "sentry_sdk", "jinja2", "rich", "pydantic", "structlog", "apscheduler"}


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_imports_nothing_heavy(option):
    """A person who asks for help does not wait for a database library."""
    command = [sys.executable, "-X", "importtime", "-m", "syndicator", option]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "click" in imported
    assert set() == HEAVY & imported


def test_help_names_every_command_in_order(run):
    """The table is the help."""
    out = run("--help").out
    places = [out.index(f"\n  {name} ") for name in frame.COMMANDS]
    assert sorted(places) == places


def test_the_version_is_the_package_s(run):
    """One version, one place."""
    assert f"syndicator {__version__}\n" == run("--version").out


@pytest.mark.parametrize("name", frame.COMMANDS)
def test_every_command_of_the_table_is_there(name):
    """What help promises can be called."""
    module, _, attribute = frame.COMMANDS[name][0].partition(":")
    assert isinstance(getattr(importlib.import_module(module), attribute), click.Command)


def test_the_module_runs_as_the_script_does():
    """`python -m syndicator` and `syndicator` are the same."""
    done = subprocess.run([sys.executable, "-m", "syndicator", "runn"], capture_output=True, text=True, check=False)
    assert (2, "") == (done.returncode, done.stdout)
    assert "there is no command 'runn'; did you mean 'run'?" in done.stderr


@pytest.mark.parametrize("arguments", [["--bogus"], ["init", "--bogus"], ["sources", "lst"], ["completion", "tcsh"], []])
def test_wrong_use_is_exit_code_2(run, arguments):
    """With how to use it rightly on stderr."""
    ran = run(*arguments)
    assert (2, "") == (ran.code, ran.out)
    assert "Usage: syndicator" in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("status", "-q"), "It goes before the command: syndicator -q status …"),
        (("sources", "list", "--config", "x"), "It goes before the command: syndicator --config PATH sources …"),
        (("status", "--nowhere"), "No such option '--nowhere'"),
    ],
)
def test_an_option_of_the_frame_behind_the_command_is_told_its_place(run, arguments, told):
    """Many programs take them anywhere, and whoever is used to that is told once."""
    ran = run(*arguments)
    assert (2, "", True) == (ran.code, ran.out, told in ran.err)
    assert ("before the command" in told) == ("before the command" in ran.err)


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (SettingsError("a: wrong", "b: wrong"), 2, "syndicator: a: wrong\nsyndicator: b: wrong\n"),
        (InputError("no \x1b[31msuch\x07 file"), 2, "syndicator: no such file\n"),
        (DataInUse("held by 42"), 3, "syndicator: held by 42\n"),
        (StoreUnavailable("full"), 4, "syndicator: full\n"),
        (RetryLater("busy"), 1, "syndicator: busy\n"),
        (SyndicatorError(), 1, "syndicator: SyndicatorError\n"),
        (PermissionError(13, "Permission denied", "/closed\x1b[31m/x"), 2, "syndicator: /closed/x: Permission denied\n"),
        (KeyboardInterrupt(), 130, "\n"),
        (click.Abort(), 130, ""),
    ],
)
def test_every_error_is_a_line_and_an_exit_code(monkeypatch, capsys, error, code, says):
    """No traceback for what a person can mend."""

    @click.command()
    def failing() -> None:
        raise error

    monkeypatch.setattr(__main__, "commands", failing)
    assert code == __main__.main([])
    assert says == capsys.readouterr().err


def test_a_mistake_of_ours_keeps_its_place(monkeypatch):
    """An error of the system that names no file of a person's is no person's mistake."""

    @click.command()
    def failing() -> None:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(__main__, "commands", failing)
    with pytest.raises(OSError, match="Invalid argument"):
        __main__.main([])


@pytest.mark.parametrize(("answer", "code"), [(None, 0), (0, 0), (1, 1)])
def test_a_command_s_answer_is_the_exit_code(monkeypatch, answer, code):
    """Findings are exit code 1; a command that says nothing went well."""
    monkeypatch.setattr(__main__, "commands", click.Command("asked", callback=lambda: answer))
    assert code == __main__.main([])


def test_a_reader_that_goes_away_is_no_error():
    """`syndicator … | head` ends quietly."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "wb") as nobody:
        command = [sys.executable, "-m", "syndicator", "config", "schema"]
        done = subprocess.run(command, stdout=nobody, stderr=subprocess.PIPE, text=True, check=False)
    assert "" == done.stderr


@pytest.mark.parametrize(
    ("shell", "expected"), [("bash", "complete -o nosort"), ("zsh", "#compdef syndicator"), ("fish", "complete --no-files")]
)
def test_completion_prints_a_script(run, shell, expected):
    """For the three shells people use."""
    ran = run("completion", shell)
    assert (0, True) == (ran.code, expected in ran.out)


def test_completion_offers_the_commands_of_the_table():
    """Without importing them all at a key press."""
    environ = os.environ | {"COMP_WORDS": "syndicator che", "COMP_CWORD": "1", "_SYNDICATOR_COMPLETE": "bash_complete"}
    done = subprocess.run([sys.executable, "-m", "syndicator"], env=environ, capture_output=True, text=True, check=False)
    assert ["plain,check-config", "plain,check"] == done.stdout.split()


@pytest.mark.parametrize(
    ("hostile", "expected"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;new title\x07text", "text"),
        ("\x1b]8;;https://evil.test\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("a\tb\r\nc", "a b c"),
        ("safe\u202egpj.exe", "safegpj.exe"),
        ("half\ud800", "half"),
        ("bell\x07 \x1b", "bell "),
        ("naïve 東京 🙂", "naïve 東京 🙂"),
    ],
)
def test_hostile_text_is_made_plain(hostile, expected):
    """A headline can neither colour, retitle nor turn about a terminal."""
    assert expected == plain(hostile)


def test_a_plain_table_lines_up(capsys):
    """Wide characters take two columns, line breaks none."""
    table(("id", "title"), [("東京", "one\ntwo"), ("a", None)])
    assert "ID    TITLE\n東京  one two\na\n" == capsys.readouterr().out


def test_an_empty_table_says_so(capsys):
    """Nothing is said in words."""
    table(("id",), [], empty="no posts yet")
    assert "no posts yet\n" == capsys.readouterr().out


def test_markup_in_a_cell_stays_text_on_a_terminal(monkeypatch, capsys):
    """Feeds may hold rich's own markup; on a terminal it is shown as it is, and escape sequences are gone."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    table(("id",), [("[red]a[/red]\x1b[31mb",)])
    out = capsys.readouterr().out
    assert "[red]a[/red]b" in out
    assert "\x1b[31m" not in out


@pytest.mark.parametrize(("variables", "expected"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_nothing_is_coloured_where_nobody_wants_it(monkeypatch, capsys, variables, expected):
    """NO_COLOR (https://no-color.org) takes the emphasis from headings too."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    table(("id",), [("a",)])
    assert expected == ("\x1b[" in capsys.readouterr().out)


def test_json_has_one_shape(capsys):
    """A schema with its version, then the data; nothing in it can steer a terminal."""
    emit_json(
        "example",
        {
            "answer": Answer.HOLD,
            "form": Form.FULL,
            "when": datetime(2026, 1, 2, tzinfo=UTC),
            "pause": timedelta(minutes=1),
            "title": "\x9b31m\u202e",
            "by": {Answer.ALLOW: 1},
            "kinds": {"b", "a"},
        },
    )
    out = capsys.readouterr().out
    assert out.isascii()
    assert {
        "schema": "syndicator/example/1",
        "answer": "hold",
        "form": "full",
        "when": "2026-01-02T00:00:00+00:00",
        "pause": 60.0,
        "title": "\x9b31m\u202e",
        "by": {"allow": 1},
        "kinds": ["a", "b"],
    } == json.loads(out)


def test_json_has_no_form_for_a_stranger():
    """A secret or an object by mistake is an error, not a repr."""
    with pytest.raises(TypeError):
        emit_json("example", {"x": object()})


@pytest.mark.parametrize(("verbosity", "expected"), [(0, "info"), (2, "debug"), (-1, "error")])
def test_verbosity_comes_before_the_configured_level(file, verbosity, expected):
    """-v and -q are meant for this one call."""
    assert expected == Shell(config=file, verbosity=verbosity, environ={}).settings.log.level


def test_an_encoding_without_the_letters_is_no_error():
    """A title in another script is spelled out where the output cannot hold it."""
    environ = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": os.pathsep.join(sys.path)}
    script = "import sys; from syndicator import __main__ as m; m.commands.main = lambda **_: print('\\u65b0'); sys.exit(m.main([]))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environ, check=False)
    assert (0, "\\u65b0\n", "") == (done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["status"], 0),
        (["health"], 1),
        (["posts", "list"], 0),
        (["sources", "list"], 0),
        (["sites", "list"], 0),
        (["explain", "x"], 2),
        (["sites", "test"], 2),
        (["run", "--once"], 2),
    ],
)
def test_only_what_speaks_to_a_site_needs_its_secret(run, file, words, code):
    """A person looks from a shell that has not the daemon's environment."""
    file.write_text(file.read_text().replace('kind = "journal"', 'kind = "journal"\ncredential = { env = "NOT_SET_ANYWHERE" }'))
    ran = run("-c", file, *words)
    assert (code, words in (["sites", "test"], ["run", "--once"])) == (ran.code, "NOT_SET_ANYWHERE is not set" in ran.err)
