"""The policy library: what publishers' own policy pages say, one file a publisher, loaded strictly."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError

from syndicator.core.evidence import DUTIES, LIMITS, Topic
from syndicator.core.places import Policy
from syndicator.errors import SettingsError
from syndicator.settings.lines import locate
from syndicator.settings.loading import parsed, read_text
from syndicator.settings.model import Table
from syndicator.settings.problems import Where, near, shape_problems
from syndicator.settings.values import Line, Some, WebAddress

Host = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")]


def _known(value: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    for word in value:
        name = word.partition("=")[0]
        if name not in known:
            raise ValueError(f'"{name}" is not known; {near(name, known) or "known: " + ", ".join(known)}')
    return value


class SaysTable(Table):
    """What a policy page says, by topic of the evidence it becomes; a key left out is a topic the page is silent on."""

    republish: Literal["yes", "no", "unknown"]
    licence: Line | None = None
    commercial: Literal["allowed", "forbidden", "ask"] | None = None
    derivatives: Literal["allowed", "forbidden", "style-only", "share-alike", "ask"] | None = None
    duty: Annotated[tuple[Line, ...], AfterValidator(lambda value: _known(value, DUTIES))] = ()
    limit: Annotated[tuple[Line, ...], AfterValidator(lambda value: _known(value, LIMITS))] = ()
    audience: Literal["community", "non-profit", "news", "anyone"] | None = None
    contact: Line | None = None
    covers: Line | None = None
    credit: Line | None = None


class PolicyTable(Table):
    """One file of the library: whose policy, for which hosts, where and when it was read, and what that reading is worth."""

    publisher: Line
    hosts: Some[Host]
    url: WebAddress
    read_on: date
    grade: Literal["verified_text", "verified_secondary", "unverified"]
    says: SaysTable


def load_policies(folders: Sequence[Path]) -> tuple[Policy, ...]:
    """Read every `*.toml` of the folders, strictly; SettingsError holds every problem of every file.

    The first folder that speaks of a host is the one that counts, so an operator's own folder comes before the shipped
    one; two files of one folder that speak of the same host are a problem.
    """
    problems: list[str] = []
    policies: list[Policy] = []
    for folder in folders:
        spoken = {host for policy in policies for host in policy.hosts}
        policies += [left for policy in _folder(folder, problems) if (left := _without(policy, spoken))]
    if problems:
        raise SettingsError(*problems)
    return tuple(policies)


def _folder(folder: Path, problems: list[str]) -> Iterator[Policy]:
    if not folder.is_dir():
        problems.append(f"{folder}: there is no such folder of publisher policies")
    first: dict[str, Path] = {}
    for file in sorted(folder.glob("*.toml")):
        try:
            policy = _policy(file)
        except SettingsError as error:
            problems.extend(error.problems)
            continue
        for host in policy.hosts:
            if host in first:
                problems.append(f"{file}: hosts: {host} is spoken of in {first[host]} too; keep it in one of them")
            first.setdefault(host, file)
        yield policy


def _policy(file: Path) -> Policy:
    text = read_text(file)
    document = parsed(text, file)
    try:
        table = PolicyTable.model_validate(document)
    except ValidationError as error:
        raise SettingsError(*shape_problems(error, PolicyTable, Where(str(file), locate(text), {}, document))) from None
    return Policy(
        publisher=table.publisher,
        hosts=table.hosts,
        url=table.url,
        read_on=table.read_on,
        grade=table.grade,
        says={Topic(name): value for name, value in table.says if value},
    )


def _without(policy: Policy, spoken: set[str]) -> Policy | None:
    hosts = tuple(host for host in policy.hosts if host not in spoken)
    return replace(policy, hosts=hosts) if hosts else None
