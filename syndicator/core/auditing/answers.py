"""What an audit answers: one point a question, with its evidence, and the grade that follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from syndicator.core.auditing.overlap import Overlap
from syndicator.core.derivation import Derivation
from syndicator.core.evidence import Quote


class Outcome(StrEnum):
    """The answer to one question."""

    MET = "met"
    LACKING = "lacking"
    OPEN = "open"  # no machine can tell; a person looks
    NOT_ASKED = "not asked"  # the terms do not ask for it; told all the same


class Grade(StrEnum):
    """How a page stands to the terms, from best to worst; what no terms were found for is unlicensed, since silence grants nothing."""

    NO_COPY = "no copy"
    COMPLIANT = "compliant"
    MINOR = "minor"  # a reader still learns who wrote it, where, and under which terms
    UNCLEAR = "unclear"  # a question is open: nobody is accused, and nothing is silently allowed
    SERIOUS = "serious"  # a duty is broken that the permission hangs on
    UNLICENSED = "unlicensed"  # no permission covers this use


_ORDER = tuple(Grade)


@dataclass(frozen=True, slots=True)
class Point:
    """One question. `weight` is what its lack makes of the copy; `found` are quotes of the page, `asked` those of the terms."""

    question: str
    outcome: Outcome
    says: str
    weight: Grade = Grade.COMPLIANT
    found: tuple[Quote, ...] = ()
    asked: tuple[Quote, ...] = ()

    @property
    def makes(self) -> Grade:
        """The grade that this point alone would make."""
        if self.outcome is Outcome.LACKING:
            return self.weight
        return Grade.UNCLEAR if self.outcome is Outcome.OPEN else Grade.COMPLIANT


@dataclass(frozen=True, slots=True)
class Audit:
    """One page beside one original: what was taken, what was changed, and every point."""

    overlap: Overlap
    changed: Derivation
    points: tuple[Point, ...]

    @property
    def grade(self) -> Grade:
        """The worst that any point makes of it; a page that took nothing has none to answer."""
        return worst(point.makes for point in self.points) if self.overlap.kind.copied else Grade.NO_COPY


def worst(grades: Iterable[Grade]) -> Grade:
    """The worst of some grades; compliant where there are none."""
    return max((*grades, Grade.COMPLIANT), key=_ORDER.index)
