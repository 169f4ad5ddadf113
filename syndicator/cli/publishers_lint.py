"""Checks of the policy library beyond its schema: what a person should look at, with file, line and key."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from syndicator.core.comparing.words import NAMED_ONLY
from syndicator.core.evidence import Topic
from syndicator.core.licences import by_id
from syndicator.core.uses import Commercial, Derivatives
from syndicator.settings.lines import line_of, locate
from syndicator.settings.policies import PolicyFile, read_folder

# Hosts where feeds and pages of many publishers live: a policy for one of them would speak for all.
_SHARED = frozenset(
    "blogspot.com feedburner.com feeds.feedburner.com feedproxy.google.com ghost.io medium.com rss.app substack.com tumblr.com "
    "wordpress.com".split()
)
_COMMERCIAL = (Commercial.FORBIDDEN, Commercial.ASK, Commercial.ALLOWED)
_DERIVATIVES = (Derivatives.FORBIDDEN, Derivatives.ASK, Derivatives.STYLE_ONLY, Derivatives.SHARE_ALIKE, Derivatives.ALLOWED)
_UNITS = ("hour", "day", "week")


class Found(NamedTuple):
    """What is wrong at which key."""

    key: tuple[str, ...]
    says: str


def checked(folders: Sequence[Path], today: date) -> tuple[tuple[PolicyFile, ...], tuple[str, ...], tuple[str, ...]]:
    """(policies that were read, problems that keep a file from use, findings); every line names its file and line."""
    problems: list[str] = []
    read = tuple(one for folder in folders for one in read_folder(folder, problems))
    findings: list[str] = []
    for one in read:
        found = (*_dated(one, today), *_stands(one), *_licensed(one), *_figured(one))
        findings += _lines(one, found)
    return read, tuple(problems), tuple(findings)


def aged(read: Sequence[PolicyFile], today: date, days: int) -> tuple[str, ...]:
    """A line for each policy that was read more than so many days ago."""
    old = ((one, (today - one.policy.read_on).days) for one in read)
    said = ((one, f"read {age} days ago; read the page again, and set the day") for one, age in old if age > days)
    return tuple(line for one, says in said for line in _lines(one, (Found(("read_on",), says),)))


def _lines(one: PolicyFile, found: Iterable[Found]) -> Iterator[str]:
    places = locate(one.text)
    return (f"{one.file}:{line_of(places, key)}: {'.'.join(key)}: {says}" for key, says in found)


def _dated(one: PolicyFile, today: date) -> Iterator[Found]:
    if one.policy.read_on > today:
        yield Found(("read_on",), f"{one.policy.read_on} has not come yet; write the day on which the page was read")


def _stands(one: PolicyFile) -> Iterator[Found]:
    policy = one.policy
    if not policy.url.startswith("https://"):
        yield Found(("url",), f"{policy.url} is not https; what is read there could be anybody's words")
    for host in policy.hosts:
        if host in _SHARED:
            yield Found(("hosts",), f"{host} is the host of many publishers; name the publisher's own")
    if policy.grade != "verified_text" and policy.says[Topic.REPUBLISH] == "yes":
        says = f'"yes" needs the publisher\'s own words (verified_text), and this is {policy.grade}; write "unknown"'
        yield Found(("says", "republish"), says)
    if not one.note:
        yield Found(("publisher",), "there is no comment above; say in a sentence or two what a person must know")


def _licensed(one: PolicyFile) -> Iterator[Found]:
    says = one.policy.says
    name = says.get(Topic.LICENCE)
    if not isinstance(name, str):
        return
    licence = by_id(name)
    if licence is None:
        if name not in NAMED_ONLY:
            yield Found(("says", "licence"), f'"{name}" is not known, so nothing follows from it; write its SPDX id')
        return
    if licence.republish and says[Topic.REPUBLISH] == "no":
        yield Found(("says", "republish"), f'"no", and yet {licence.name} lets everybody repost')
    if _wider(_COMMERCIAL, says.get(Topic.COMMERCIAL), licence.commercial):
        yield Found(("says", "commercial"), f'"{says[Topic.COMMERCIAL]}" is more than {licence.name} gives ({licence.commercial})')
    told = says.get(Topic.DERIVATIVES)
    if told != Derivatives.STYLE_ONLY and _wider(_DERIVATIVES, told, licence.derivatives):
        yield Found(("says", "derivatives"), f'"{told}" is more than {licence.name} gives ({licence.derivatives})')


def _wider(order: Sequence[str], told: object, given: str) -> bool:
    """Whether a word allows more than the licence; to ask is no allowance."""
    return isinstance(told, str) and told != "ask" and told in order and order.index(told) > order.index(given)


def _figured(one: PolicyFile) -> Iterator[Found]:
    """Figures the rules can read: days as a number, a wait as a number of hours, days or weeks."""
    limits = one.policy.says.get(Topic.LIMIT, ())
    for word in (limits,) if isinstance(limits, str) else limits:
        name, _, figure = word.partition("=")
        number, _, unit = figure.partition(" ")
        if name == "time_window_days" and not figure.isdecimal():
            yield Found(("says", "limit"), f'"{word}" has no number of days; write "time_window_days=90"')
        if name == "embargo" and not (number.isdecimal() and unit.rstrip("s") in _UNITS):
            yield Found(("says", "limit"), f'"{word}" cannot be counted; write "embargo=1 day"')
