"""The shelf of policies: which folders are in force, what stands in them, and finding one by name or host."""

import difflib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from syndicator.cli.common import Shell
from syndicator.core.article import is_hyperlink
from syndicator.errors import InputError, SettingsError
from syndicator.settings.policies import PolicyFile, read_folder
from syndicator.shipped import shipped

_NAMED_AT_MOST = 5


def folders_in_force(shell: Shell, *, quiet: bool = False) -> tuple[Path, ...]:
    """The operator's own folder, where the settings name one, and the shipped library.

    A settings file that was named must be right; one that only lies in a usual place is told about (unless `quiet`) and left.
    """
    library = shipped("config") / "publishers"
    if shell.config is None and not shell.environ.get("SYNDICATOR_CONFIG"):
        try:
            found = shell.file
        except SettingsError:
            return (library,)
        try:
            own = shell.settings_without_secrets.policies
        except SettingsError as error:
            if not quiet:
                shell.note(f"{found} is left out, it has problems: {error.problems[0]}")
            own = None
    else:
        own = shell.settings_without_secrets.policies
    return (library,) if own is None else (own, library)


def shelf(shell: Shell, *, quiet: bool = False) -> tuple[PolicyFile, ...]:
    """Every policy in force, a host once: the first folder that speaks of it counts. Raises SettingsError."""
    problems: list[str] = []
    spoken: set[str] = set()
    found: list[PolicyFile] = []
    for folder in folders_in_force(shell, quiet=quiet):
        here = tuple(read_folder(folder, problems))
        for one in here:
            hosts = tuple(host for host in one.policy.hosts if host not in spoken)
            found += [replace(one, policy=replace(one.policy, hosts=hosts))] if hosts else []
        spoken |= {host for one in here for host in one.policy.hosts}
    if problems:
        raise SettingsError(*problems)
    return tuple(sorted(found, key=lambda one: one.policy.publisher.casefold()))


def one_of(found: Sequence[PolicyFile], wanted: str) -> PolicyFile:
    """The policy of a publisher, by its name, its file or a host (an address will do); InputError with the nearest names."""
    word = wanted.strip().casefold()
    host = (urlsplit(word).hostname or "" if is_hyperlink(word) else word).removeprefix("www.")
    exact = [one for one in found if word in (one.policy.publisher.casefold(), one.file.stem) or host in one.policy.hosts]
    partly = exact or [one for one in found if word and word in one.policy.publisher.casefold()]
    if len(partly) == 1:
        return partly[0]
    if partly:
        names = ", ".join(one.policy.publisher for one in partly[:_NAMED_AT_MOST])
        raise InputError(f"“{wanted}” are {len(partly)} publishers: {names}; name one of them")
    known = {name.casefold(): name for one in found for name in (one.policy.publisher, one.file.stem, *one.policy.hosts)}
    near = difflib.get_close_matches(host or word, known, n=1)
    question = f"did you mean “{known[near[0]]}”?" if near else "they are listed by: syndicator publishers list"
    raise InputError(f"nothing is known of “{wanted}”; {question}")


def shape(one: PolicyFile) -> dict[str, object]:
    """A policy for JSON."""
    policy = one.policy
    return {
        "publisher": policy.publisher,
        "hosts": list(policy.hosts),
        "url": policy.url,
        "read_on": policy.read_on,
        "grade": policy.grade,
        "decide": policy.decide,
        "says": {str(topic): value for topic, value in policy.says.items()},
        "note": one.note,
        "file": one.file,
    }
