"""What a copy has to show, and whether it does."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from syndicator.core.evidence import Quote


class By(StrEnum):
    """How an obligation is met."""

    LINK = "link"  # an <a href> a reader can follow, to exactly `value`
    WORDS = "words"  # words a reader sees
    ABOVE = "above"  # a link to the first line of `value` stands above the words of its second line
    IMAGE = "image"  # an <img> with exactly `value` as src (a counting pixel)
    CANONICAL = "canonical"  # <link rel=canonical href=value> (RFC 6596)
    NOINDEX = "noindex"  # <meta name=robots content=…noindex…>


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing a copy must show: the duty's name (of evidence.DUTIES, or `disclaimer`), how, and the value itself."""

    duty: str
    by: By
    value: str


@dataclass(frozen=True, slots=True)
class Check:
    """Whether an obligation is met on a text; `why` says in words what was found or missed.

    `quote` is where, `element` the innermost element that meets it, as a path of CSS selectors ("" where there is none).
    """

    obligation: Obligation
    met: bool
    why: str
    quote: Quote | None = None
    element: str = ""


def lacking(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The checks that failed."""
    return tuple(c for c in checks if not c.met)
