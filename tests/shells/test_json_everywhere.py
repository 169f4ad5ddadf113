"""Machines are served by every command: one flag, one shape, one schema version."""

import json

import click
import pytest

from syndicator.cli.main import main

SPEAK_ANYWAY = {"config schema", "completion"}  # the one prints JSON, the other a script for a shell
OPML = '<opml version="2.0"><body><outline text="Bell" xmlUrl="https://bell.test/feed.xml"/></body></opml>'


def commands(group: click.Group, name: str = "") -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    context = click.Context(group, **main.context_settings)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        full = f"{name} {word}".strip()
        found += commands(command, full) if isinstance(command, click.Group) else [(full, command)]
    return found


@pytest.mark.parametrize(("name", "command"), commands(main), ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_has_the_flag(name: str, command: click.Command):
    """A new command without `--json` fails here."""
    flags = {flag for parameter in command.params for flag in parameter.opts}

    assert ("--json" in flags) == (name not in SPEAK_ANYWAY)


def test_what_edits_the_settings_says_what_it_did(run, tmp_path):
    """From nothing to a source and back, read by a machine."""
    (tmp_path / "bell.opml").write_text(OPML)
    file = tmp_path / "site" / "syndicator.toml"
    steps = [
        ["init", str(tmp_path / "site"), "--contact", "desk@riverside.example", "--json"],
        ["-c", file, "sources", "import", str(tmp_path / "bell.opml"), "--dry-run", "--json"],
        ["-c", file, "sources", "import", str(tmp_path / "bell.opml"), "--json"],
        ["-c", file, "sources", "add", "https://quay.test/feed.xml", "--id", "quay", "--json"],
        ["-c", file, "sources", "export", "--json"],
        ["-c", file, "sources", "remove", "quay", "--json"],
    ]
    init, tried, imported, added, exported, removed = (json.loads(run(*step).out) for step in steps)

    assert str(file) == init["wrote"][0]
    assert [(False, "bell"), (True, "bell"), (True, "quay")] == [(s["written"], s["added"][0]["id"]) for s in (tried, imported, added)]
    assert ["https://bell.test/feed.xml", "https://quay.test/feed.xml"] == [feed["xml_url"] for feed in exported["feeds"]]
    assert ("syndicator/sources-remove/1", "quay") == (removed["schema"], removed["removed"])
