"""What robots.txt says beside allowing and disallowing: AI preferences, and where an RSL licence lies (RFC 9309 §2.2.4 lets others add)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from syndicator.core.evidence import Evidence, Level
from syndicator.core.metadata.patterns import matches
from syndicator.core.metadata.signals import preferences

_PRODUCT = "syndicator"
_PREFERENCES = frozenset({"content-usage", "content-signal"})


@dataclass(slots=True)
class _Group:
    agents: set[str] = field(default_factory=set)
    lines: list[tuple[str, str]] = field(default_factory=list)


def read_robots(text: str, where: str, url: str) -> tuple[Evidence, ...]:
    """The preferences robots.txt states for a page (`Content-Usage`, `Content-Signal`), as reservations."""
    _, mine = _groups(text)
    found: list[Evidence] = []
    for name, value in mine:
        path, preference = _with_path(value)
        if name in _PREFERENCES and matches(path or "/", url):
            found += preferences(preference, f"{where} ({name})", f"signal.{name}", Level.SITE)
    return tuple(dict.fromkeys(found))


def rights_lines_of(text: str) -> tuple[str, ...]:
    """The lines of robots.txt that speak of rights to us, plainly written, in order: what tells whether it came to say something else."""
    _, mine = _groups(text)
    said = [f"{name}: {value}" for name, value in mine if name in _PREFERENCES]
    return (*said, *(f"license: {address}" for address in rsl_addresses(text)))


def rsl_addresses(text: str) -> tuple[str, ...]:
    """The addresses of RSL documents (`License:` lines): those of our group replace the global ones (RSL 1.0, discovery)."""
    everybody, mine = _groups(text)
    ours = [value for name, value in mine if name == "license"]
    return tuple(dict.fromkeys(v for v in ours or [v for n, v in everybody if n == "license"] if _absolute(v)))


def _groups(text: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(lines of no group, lines of ours): all groups that name us together, else those of `*` (RFC 9309 §2.2.1)."""
    everybody: list[tuple[str, str]] = []
    groups: list[_Group] = []
    naming = False
    for name, value in _lines(text):
        if name == "user-agent":
            if not naming:
                groups.append(_Group())
            groups[-1].agents.add(value.lower())
        elif groups:
            groups[-1].lines.append((name, value))
        else:
            everybody.append((name, value))
        naming = name == "user-agent"
    named = [group for group in groups if _PRODUCT in group.agents] or [group for group in groups if "*" in group.agents]
    return everybody, [line for group in named for line in group.lines]


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.lstrip("\ufeff").splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _with_path(value: str) -> tuple[str, str]:
    """A preference may begin with the path it is for."""
    first, _, rest = value.partition(" ")
    return (first, rest) if first.startswith("/") else ("", value)


def _absolute(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
