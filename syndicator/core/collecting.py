"""What statements say together: values, limits with their figures, single kinds of changes, and the media of a permission."""

from syndicator.core.evidence import CHANGES, LIMITS, Evidence, Topic
from syndicator.core.uses import Republish

Said = tuple[Evidence, ...]


def values(said: Said, topic: Topic) -> tuple[str, ...]:
    """Every value on a topic, once, in order."""
    return tuple(dict.fromkeys(e.value for e in said if e.topic is topic))


def granted_media(said: Said) -> tuple[str, ...]:
    """The media that the very words of a permission name; one that is named elsewhere (“in print, name us”) narrows nothing."""
    granting = {e.quote for e in said if e.topic is Topic.REPUBLISH and e.value == Republish.YES}
    return values(tuple(e for e in said if e.quote in granting), Topic.MEDIA)


def first(said: Said, topic: Topic) -> Evidence | None:
    """The strongest statement on a topic."""
    return next((e for e in said if e.topic is topic), None)


def value(said: Said, topic: Topic) -> str:
    """The value of the strongest statement on a topic, "" where there is none."""
    found = first(said, topic)
    return found.value if found else ""


def limits(said: Said, agreed: Said, answer: Republish) -> tuple[tuple[str, str], ...]:
    """The limits with their figures, in the order of LIMITS, without those an agreement lifts.

    Permission to show excerpts is no limit where the whole text is granted.
    """
    lifted = {e.value.removeprefix("-") for e in agreed if e.topic is Topic.LIMIT and e.value.startswith("-")}
    found: dict[str, str] = {}
    for e in (*said, *(a for a in agreed if not a.value.startswith("-"))):
        if e.topic is Topic.LIMIT and e.value not in lifted:
            found[e.value] = found.get(e.value) or e.detail
    if answer is Republish.YES and all(e.rule == "void.excerpt" for e in said if e.topic is Topic.LIMIT and e.value == "excerpt_only"):
        found.pop("excerpt_only", None)
    return tuple((name, found[name]) for name in LIMITS if name in found)


def changes(said: Said) -> tuple[tuple[str, str], ...]:
    """What is said of single kinds of changes, in the order of CHANGES; the strictest word on each."""
    ranks = {"forbidden": 0, "ask": 1, "allowed": 2}
    found: dict[str, str] = {}
    for e in said:
        if e.topic is Topic.CHANGE and ranks.get(e.detail, 9) < ranks.get(found.get(e.value, ""), 8):
            found[e.value] = e.detail
    return tuple((name, found[name]) for name in CHANGES if name in found)
