"""What commands share: the settings, found and loaded once when a command asks for them."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syndicator.cli.output import plain

if TYPE_CHECKING:  # the models are heavy, and --help must answer at once
    from syndicator.settings import Loaded, Settings


@dataclass
class Shell:
    """What every command is given (`@click.pass_obj`): the global options, and the settings they lead to.

    `verbosity` is above 0 for -v and below 0 for -q. `file`, `loaded` and `settings` raise SettingsError.
    """

    config: Path | None
    verbosity: int
    environ: Mapping[str, str]

    @cached_property
    def file(self) -> Path:
        """The settings file in force."""
        from syndicator.settings import find

        return find(self.config, self.environ)

    @cached_property
    def loaded(self) -> "Loaded":
        """The settings file, read and checked; its warnings go to stderr unless -q."""
        return self._read(secrets=True)

    @cached_property
    def settings(self) -> "Settings":
        """The settings, with -v and -q in place of the log level."""
        settings = self.loaded.settings
        if self.verbosity == 0:
            return settings
        level = "debug" if self.verbosity > 0 else "error"
        return dataclasses.replace(settings, log=settings.log.model_copy(update={"level": level}))

    @cached_property
    def settings_without_secrets(self) -> "Settings":
        """The settings for a command that only looks: the daemon's credentials need not be at hand."""
        return self._read(secrets=False).settings

    def _read(self, *, secrets: bool) -> "Loaded":
        from syndicator.settings import read

        loaded = read(self.file, self.environ, secrets=secrets)
        for line in loaded.warnings:
            self.note(f"warning: {line}")
        return loaded

    def note(self, says: str) -> None:
        """Say something beside the answer, on stderr; nothing with -q."""
        if self.verbosity >= 0:
            click.echo(plain(says), err=True)
