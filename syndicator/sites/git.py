"""A git repository that copies are written into: one commit for a pass, each copy's key in a trailer, and a push."""

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from syndicator.errors import RetryLater
from syndicator.sites.answers import short
from syndicator.sites.disk import read_whole

_SECONDS = 120
_NAME = ("-c", "user.name=syndicator", "-c", "user.email=syndicator@localhost")


class Repository:
    """The work tree at `folder`; `remote` is pushed to ("" for none). Only files of copies are committed, never others' work."""

    def __init__(self, folder: Path, remote: str) -> None:
        self._folder = folder
        self._remote = remote

    @property
    def private(self) -> Path:
        """A folder of the repository that is never committed."""
        return self._folder / ".git"

    def record(self, content: Path, key_in: Callable[[str], str]) -> None:
        """Commit the copies that changed below `content`, and push; raises RetryLater when git refuses, and nothing is lost."""
        keys = {path: key for path in self._changed(content) if (key := key_in(self._text(path)))}
        if keys:
            trailers = "\n".join(f"Syndication-Key: {key}" for key in dict.fromkeys(keys.values()))
            copies = "one copy" if len(keys) == 1 else f"{len(keys)} copies"
            self._git("add", "--all", "--", *keys)
            self._git(*self._identity(), "commit", "--quiet", "--only", "-m", f"Syndicate {copies}", "-m", trailers, "--", *keys)
        if self._remote and self._ahead():
            self._git("push", "--quiet", self._remote, "HEAD")

    def tried(self) -> list[tuple[bool, str]]:
        """Whether git can commit here, and push; a push is tried without being done."""
        lines: list[tuple[bool, str]] = []
        try:
            branch = self._git("symbolic-ref", "--short", "HEAD").strip()
            lines.append((True, f"{self._folder} is a git repository on “{branch}”"))
            if self._remote:
                self._git("push", "--dry-run", "--quiet", self._remote, "HEAD")
                lines.append((True, f"“{branch}” can be pushed to {self._remote}"))
        except RetryLater as error:
            lines.append((False, str(error)))
        return lines

    def _changed(self, content: Path) -> Sequence[str]:
        if not content.is_dir():
            return ()
        listed = self._git("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", str(content))
        return [entry[3:] for entry in listed.split("\0") if entry.endswith(".md")]

    def _text(self, path: str) -> str:
        """The file as it is, or as it was where it is removed."""
        now = read_whole(self._folder / path)
        return self._git("show", f"HEAD:{path}") if now is None else now

    def _ahead(self) -> bool:
        """Whether the remote lacks a commit of ours, as far as the last push or fetch knows."""
        branch = self._git("symbolic-ref", "--short", "HEAD").strip()
        try:
            return self._git("rev-list", "-n1", f"refs/remotes/{self._remote}/{branch}..HEAD").strip() != ""
        except RetryLater:  # nothing was ever pushed
            return True

    def _identity(self) -> Sequence[str]:
        """Who commits: what git is configured with, else our own name."""
        try:
            self._git("config", "user.email")
        except RetryLater:
            return _NAME
        return ()

    def _git(self, *arguments: str) -> str:
        # No hook and no prompt: what runs here is git alone, and it ends. Variables that would lead elsewhere are left out.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        command = ["git", "-C", str(self._folder), "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false", *arguments]
        try:
            done = subprocess.run(  # noqa: S603  # git, with arguments of our own
                command, env=environment | {"GIT_TERMINAL_PROMPT": "0"}, capture_output=True, check=False, timeout=_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RetryLater(f"git in {self._folder}: {short(str(error))}") from error
        if done.returncode:
            verb = next(word for word in arguments if not word.startswith(("-", "user.")))
            raise RetryLater(f"git {verb} in {self._folder}: {short(done.stderr.decode('utf-8', 'replace')) or 'refused'}")
        return done.stdout.decode("utf-8", "replace")
