"""Bars over time, as figures a template draws as SVG: they read on paper as on a screen, and need no script."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_MOST_DAYS, _MOST_WEEKS = 62, 60  # bars of a chart
WIDTH, HEIGHT = 720, 160
_GAP = 0.15  # of a bar's room


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of one column: where it stands (in units of the drawing), what it counts, and what it says when pointed at."""

    x: float
    y: float
    width: float
    height: float
    css: str
    says: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of stacked columns: `top` is the highest of them, `ticks` are (x, label) under some of them."""

    bars: tuple[Bar, ...]
    top: int
    ticks: tuple[tuple[float, str], ...]
    unit: str  # day, week or month
    width: int = WIDTH
    height: int = HEIGHT


def over_time(events: Iterable[tuple[date, str]], kinds: Sequence[str], first: date, last: date) -> Chart:
    """How often each kind of thing happened, a column a day; a week or a month where the days are too many."""
    unit = _unit((last - first).days + 1)
    columns = list(dict.fromkeys(_begins(first + timedelta(days=n), unit) for n in range((last - first).days + 1)))
    counted = Counter((_begins(day, unit), kind) for day, kind in events)
    heights = [sum(counted[column, kind] for kind in kinds) for column in columns]
    top = max((*heights, 1))
    room = WIDTH / len(columns)
    bars = []
    for number, column in enumerate(columns):
        below = 0.0
        for kind in kinds:
            count = counted[column, kind]
            if count:
                height = HEIGHT * count / top
                x, y, width = number * room + room * _GAP / 2, HEIGHT - below - height, room * (1 - _GAP)
                says = f"{column:%d %b %Y}: {count} {kind}"
                bars.append(Bar(round(x, 2), round(y, 2), round(width, 2), round(height, 2), kind, says))
                below += height
    form = "%b %Y" if unit == "month" else "%d %b"
    every = max(1, len(columns) // 6)
    ticks = tuple((round(n * room + room / 2, 2), format(columns[n], form)) for n in range(0, len(columns), every))
    return Chart(tuple(bars), top, ticks, unit)


def _unit(days: int) -> str:
    return "day" if days <= _MOST_DAYS else "week" if days <= 7 * _MOST_WEEKS else "month"


def _begins(day: date, unit: str) -> date:
    if unit == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if unit == "week" else day
