"""When a source is asked again: as often as it has news, within the operator's bounds, and never where its publisher said no."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from syndicator.core.schedule import part

_DAY = timedelta(days=1)
LONGEST_WISH = timedelta(days=7)  # of what a feed or its server asks for while all is well: a year of max-age is a slip, not a wish
LONGEST_REFUSAL = timedelta(days=30)  # of what a server asks for that refuses us
_HEARD = 20  # entries a first rhythm is taken from
_FIRST_DOUBLINGS = 12
_MARGIN = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Pace:
    """The operator's bounds: no source is polled faster than `fastest`, none that has news is left alone longer than `slowest`."""

    fastest: timedelta = timedelta(hours=1)
    slowest: timedelta = _DAY


@dataclass(frozen=True, slots=True)
class Hints:
    """What a feed asks of its readers: minutes between polls, hours and days (UTC, Monday is 0) without any, and when it is published.

    `base` is a moment of its publishing schedule (`sy:updateBase`), which goes on in steps of `minutes`.
    """

    minutes: int = 0
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    base: datetime | None = None

    def allowed(self, when: datetime) -> datetime:
        """The first minute from `when` on that is in no skipped hour or day; `when` where all are skipped."""
        found = when
        for _ in range(8 * 24):
            if found.hour not in self.skip_hours and found.weekday() not in self.skip_days:
                return found
            found = found.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        return when

    def published(self, when: datetime) -> datetime:
        """The first moment from `when` on at which the feed is published anew; `when` itself where it does not say."""
        if self.base is None or not self.minutes:
            return when
        step = timedelta(minutes=self.minutes)
        return when + (self.base - when) % step


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a feed has news: seconds between two entries (0: not known), when the newest came, and how many it shows at once."""

    gap: float = 0.0
    newest: datetime | None = None
    shown: int = 0

    def heard(self, times: Iterable[datetime], shown: int, now: datetime) -> "Rhythm":
        """The rhythm after a reading in which entries of these times stood; what lies ahead of now is passed over."""
        known = sorted({time for time in times if time <= now})
        if self.newest is None:
            last = known[-_HEARD:]
            gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(last)]
            return Rhythm(median(gaps) if gaps else 0.0, last[-1] if last else now, shown)
        new = [time for time in known if time > self.newest]
        if not new:
            return Rhythm(self.gap, self.newest, shown)
        gap = (new[-1] - self.newest).total_seconds() / len(new)
        return Rhythm(0.7 * self.gap + 0.3 * gap if self.gap else gap, new[-1], shown)

    def pause(self, pace: Pace, now: datetime, *, cheap: bool) -> timedelta:
        """How long to wait while all is well: half the usual time between two entries, and longer the longer nothing came.

        Where an unchanged feed is not `cheap` (its server gave no validators, so that each poll moves all of it), a day, unless
        a quarter of what it shows would be gone by then.
        """
        slowest = max(pace.slowest, pace.fastest)
        silence = (now - self.newest).total_seconds() if self.newest else 0.0
        wait = max(self.gap / 2, silence / 4) if self.gap else 0.0
        if not cheap:
            wait = max(wait, min(_DAY.total_seconds(), self.gap * self.shown / 4 or _DAY.total_seconds()))
        return min(max(timedelta(seconds=min(wait, slowest.total_seconds())), pace.fastest), slowest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """A poll, as the next one depends on it. `wait_until` is what its server asked for, `failures` how many failed running."""

    name: str
    pace: Pace
    rhythm: Rhythm = field(default_factory=Rhythm)
    hints: Hints = field(default_factory=Hints)
    cheap: bool = True
    first: bool = False
    failures: int = 0
    wait_until: datetime | None = None


def next_poll(polled: Polled, now: datetime) -> datetime:
    """The next poll of a source: never before its pace, its feed and its server allow.

    Jitter only adds, up to a tenth (after the first poll up to the whole: sources that were added together part here), and
    comes from the source's name. Failures double the wait up to a day, and one success ends that.
    """
    wait = polled.rhythm.pause(polled.pace, now, cheap=polled.cheap)
    if polled.failures:
        wait = max(wait, min(polled.pace.fastest * (1 << min(polled.failures, _FIRST_DOUBLINGS)), max(_DAY, polled.pace.fastest)))
    jitter = part(f"{polled.name}{now.date()}") * (1.0 if polled.first else 0.1)
    due = max(now + wait * (1 + jitter), now + min(timedelta(minutes=polled.hints.minutes), LONGEST_WISH))
    if polled.wait_until is not None:  # its clock is not ours, and whoever was told the same moment should not all come at it
        due = max(due, polled.wait_until + _MARGIN + polled.pace.fastest * jitter)
    return polled.hints.allowed(polled.hints.published(due))
