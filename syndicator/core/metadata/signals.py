"""Signals to machines (robots, AI preferences): they neither grant nor forbid reposting for people, and are kept as reservations."""

import re
from collections.abc import Iterable, Iterator

from syndicator.core.evidence import RESERVATIONS, Channel, Evidence, Level, Quote, Topic

# Robots directives (Google's, Bing's, DeviantArt's); `none` is noindex and nofollow.
_ROBOTS = {
    "noai": "ai-train",
    "noimageai": "ai-train",
    "noarchive": "archive",
    "nocache": "archive",
    "noindex": "search",
    "none": "search",
}
# Categories of IETF AIPREF (Content-Usage), of its earlier drafts, and of Content-Signal.
_CATEGORIES = {
    "train-ai": "ai-train",
    "train-genai": "ai-train",
    "genai": "ai-train",
    "ai-train": "ai-train",
    "ai-output": "ai-input",
    "ai-use": "ai-input",
    "ai-input": "ai-input",
    "ai-index": "ai-index",
    "search": "search",
    "bots": "tdm",
    "tdm": "tdm",
}
_REFUSED = frozenset({"n", "no", "?0"})
_PAIR = re.compile(r"([a-z][a-z0-9-]{0,30})\s*=\s*(\?[01]|[a-z]{1,4})")


def reservations(names: Iterable[str], raw: str, where: str, rule: str, level: Level, detail: str = "") -> Iterator[Evidence]:
    """RESERVATION evidence for each name, once, in the order of RESERVATIONS."""
    wanted = set(names)
    for name in RESERVATIONS:
        if name in wanted:
            yield Evidence(Topic.RESERVATION, name, Quote(raw.strip(), where), rule, Channel.PAGE, level, detail)


def robots_directives(value: str, where: str) -> tuple[Evidence, ...]:
    """`<meta name=robots>` and X-Robots-Tag: a list, each perhaps for one robot by name (`otherbot: noindex`), which is passed over."""
    found: list[str] = []
    mine = True
    for part in value.lower().split(","):
        agent, colon, directive = part.partition(":")
        if colon and agent.strip() not in ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"):
            mine, part = agent.strip() in ("*", "syndicator"), directive
        if mine and part.strip() in _ROBOTS:
            found.append(_ROBOTS[part.strip()])
    return tuple(reservations(found, value, where, "signal.robots", Level.ARTICLE))


def preferences(value: str, where: str, rule: str, level: Level) -> tuple[Evidence, ...]:
    """`Content-Usage` (IETF AIPREF drafts) and `Content-Signal`: pairs of a category and yes or no; only a no reserves."""
    pairs = _PAIR.findall(value.lower())
    return tuple(reservations((_CATEGORIES[k] for k, v in pairs if k in _CATEGORIES and v in _REFUSED), value, where, rule, level))
