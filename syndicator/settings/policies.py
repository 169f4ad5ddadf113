"""The policy library: what publishers' own policy pages say, one file a publisher, loaded strictly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError

from syndicator.core.evidence import CHANGES, DUTIES, LIMITS, MEANINGS, MEDIA, RESERVATIONS, Topic
from syndicator.core.places import Policy
from syndicator.errors import SettingsError
from syndicator.settings.lines import locate
from syndicator.settings.loading import parsed, read_text
from syndicator.settings.model import Table
from syndicator.settings.problems import Where, near, shape_problems
from syndicator.settings.values import Day, Line, Some, WebAddress

Host = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")]


_ANSWERS = ("allowed", "forbidden", "ask")


def _known(value: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    for word in value:
        name = word.partition("=")[0]
        if name not in known:
            raise ValueError(f'"{name}" is not known; {near(name, known) or "known: " + ", ".join(known)}')
    return value


def _names(*known: str) -> AfterValidator:
    """Only these names."""
    return AfterValidator(lambda value: _known(value, known))


def _answered(value: tuple[str, ...]) -> tuple[str, ...]:
    for word in value:
        _, _, answer = word.partition("=")
        if answer not in _ANSWERS:
            raise ValueError(f'"{word}" does not fit; write a change and what is said of it, such as "translate=ask"')
    return value


class SaysTable(Table):
    """What a policy page says, by topic of the evidence it becomes; a key left out is a topic the page is silent on."""

    republish: Literal["yes", "no", "unknown"]
    licence: Line | None = None
    commercial: Literal["allowed", "forbidden", "ask"] | None = None
    derivatives: Literal["allowed", "forbidden", "style-only", "share-alike", "ask"] | None = None
    duty: Annotated[tuple[Line, ...], _names(*DUTIES)] = ()
    limit: Annotated[tuple[Line, ...], _names(*LIMITS)] = ()
    audience: Literal["community", "non-profit", "news", "anyone"] | None = None
    contact: Line | None = None
    covers: Line | None = None
    credit: Line | None = None
    disclaimer: tuple[Line, ...] = ()
    media: Annotated[tuple[Line, ...], _names(*MEDIA)] = ()
    meaning: Annotated[tuple[Line, ...], _names(*MEANINGS)] = ()
    change: Annotated[tuple[Line, ...], _names(*CHANGES), AfterValidator(_answered)] = ()
    removal: Annotated[str, Field(pattern=r"^(?:[1-9][0-9]{0,4}|on-request)$")] | None = None
    reservation: Annotated[tuple[Line, ...], _names(*RESERVATIONS)] = ()


class PolicyTable(Table):
    """One file of the library: whose policy, for which hosts, where and when it was read, and what that reading is worth.

    `decide` is "person" where the policy contradicts itself or was not read to its end, so that every article is left to
    a person.
    """

    publisher: Line
    hosts: Some[Host]
    url: WebAddress
    read_on: Day
    grade: Literal["verified_text", "verified_secondary", "unverified"]
    decide: Literal["automatic", "person"] = "automatic"
    says: SaysTable


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """A policy with the file it stands in, the note its comment gives a person, and the text."""

    file: Path
    policy: Policy
    note: str
    text: str


def load_policies(folders: Sequence[Path]) -> tuple[Policy, ...]:
    """Read every `*.toml` of the folders, strictly; SettingsError holds every problem of every file.

    The first folder that speaks of a host is the one that counts, so an operator's own folder comes before the shipped
    one; two files of one folder that speak of the same host are a problem.
    """
    problems: list[str] = []
    policies: list[Policy] = []
    for folder in folders:
        spoken = {host for policy in policies for host in policy.hosts}
        found = (one.policy for one in read_folder(folder, problems))
        policies += [left for policy in found if (left := _without(policy, spoken))]
    if problems:
        raise SettingsError(*problems)
    return tuple(policies)


def read_folder(folder: Path, problems: list[str]) -> Iterator[PolicyFile]:
    """The policies of one folder, in the order of their files; what is wrong with the others is added to `problems`."""
    if not folder.is_dir():
        problems.append(f"{folder}: there is no such folder of publisher policies")
    first: dict[str, Path] = {}
    for file in sorted(folder.glob("*.toml")):
        try:
            found = _policy_file(file)
        except SettingsError as error:
            problems.extend(error.problems)
            continue
        for host in found.policy.hosts:
            if host in first:
                problems.append(f"{file}: hosts: {host} is spoken of in {first[host]} too; keep it in one of them")
            first.setdefault(host, file)
        yield found


def _policy_file(file: Path) -> PolicyFile:
    text = read_text(file)
    document = parsed(text, file)
    try:
        table = PolicyTable.model_validate(document)
    except ValidationError as error:
        raise SettingsError(*shape_problems(error, PolicyTable, Where(str(file), locate(text), {}, document))) from None
    policy = Policy(
        publisher=table.publisher,
        hosts=table.hosts,
        url=table.url,
        read_on=table.read_on,
        grade=table.grade,
        says={Topic(name): value for name, value in table.says if value},
        decide=table.decide,
    )
    return PolicyFile(file, policy, _note(text), text)


def _note(text: str) -> str:
    """The comment at the top of a file, as one paragraph."""
    lines = takewhile(lambda line: line.startswith("#"), text.lstrip("\ufeff\n").splitlines())
    return " ".join(line.lstrip("#").strip() for line in lines).strip()


def _without(policy: Policy, spoken: set[str]) -> Policy | None:
    hosts = tuple(host for host in policy.hosts if host not in spoken)
    return replace(policy, hosts=hosts) if hosts else None
