"""What an audit found on one page, as plain values: what reports show, and what a run that was broken off is resumed from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from syndicator.core.auditing import Audit, Grade, Original, Outcome, Point
from syndicator.core.evidence import Quote

_SHOWN = 20  # runs of changed words


@dataclass(frozen=True, slots=True)
class CheckedPoint:
    """One question as it was answered; see core.auditing.Point."""

    question: str
    outcome: str
    weight: str
    says: str
    found: tuple[Quote, ...]
    asked: tuple[Quote, ...]

    @property
    def bad(self) -> bool:
        """Whether it stands against the copy, or waits for a person."""
        return self.outcome in (Outcome.LACKING, Outcome.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One page. `grade` is a name of Grade; `problem` says why a page was not read, or why nothing could be laid beside it."""

    url: str
    grade: str
    kind: str = ""
    share: float = 0.0
    words: int = 0
    original: str = ""
    title: str = ""
    publisher: str = ""
    licence: str = ""
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    points: tuple[CheckedPoint, ...] = ()
    problem: str = ""

    @property
    def fine(self) -> bool:
        """Whether nothing is to be done about it."""
        return self.grade in (Grade.COMPLIANT, Grade.NO_COPY)

    @property
    def bad(self) -> tuple[CheckedPoint, ...]:
        """The points against it, the worst first."""
        order = [*Grade]
        return tuple(sorted((point for point in self.points if point.bad), key=lambda point: -order.index(Grade(point.weight))))

    def shape(self) -> dict[str, Any]:
        """The same for JSON."""
        return asdict(self)

    @classmethod
    def of_shape(cls, said: Mapping[str, Any]) -> Self:
        """Read back what `shape` made; raises KeyError, TypeError or ValueError for anything else."""
        points = tuple(
            CheckedPoint(p["question"], p["outcome"], Grade(p["weight"]), p["says"], _quotes(p["found"]), _quotes(p["asked"]))
            for p in said["points"]
        )
        plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items() if key != "points"}
        return cls(**plain, points=points)


def checked(url: str, original: Original, found: Audit) -> Checked:
    """The audit of a page, as plain values."""
    article, taken = original.article, found.overlap
    return Checked(
        url=url,
        grade=found.grade,
        kind=taken.kind,
        share=round(taken.share, 4),
        words=taken.words,
        original=article.url,
        title=article.title,
        publisher=original.source.publisher,
        licence=original.terms.licence,
        removed=found.changed.removed[:_SHOWN],
        added=found.changed.added[:_SHOWN],
        points=tuple(_point(point) for point in found.points),
    )


def _point(point: Point) -> CheckedPoint:
    return CheckedPoint(point.question, point.outcome, point.makes, point.says, point.found, point.asked)


def _quotes(said: list[Mapping[str, Any]]) -> tuple[Quote, ...]:
    return tuple(Quote(one["text"], one["where"], one["start"], one["end"]) for one in said)
