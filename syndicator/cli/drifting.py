"""How departures of live copies are shown: kind, weight, since when, and the time a licence gives to cure them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from syndicator.cli.showing import count, heading, mark, moment, say
from syndicator.core.drift import Grade, OpenDrift, cure_by

if TYPE_CHECKING:
    from syndicator.ports import PeopleReading, PostRow

SHOWN = 10
_KEY = 12
_COLOURS = {Grade.NOTE: None, Grade.DOUBT: "yellow", Grade.BREACH: "red"}


def show_drifts(row: "PostRow", now: datetime) -> None:
    """Every departure of one copy, cured ones too, and the clock that runs."""
    drifts = row.stored.drifts
    if not drifts:
        return
    heading("Departures of the live copy")
    for one in drifts:
        until = f"to {moment(one.cured_at)}, cured" if one.cured_at else "and stands"
        says = f"{mark(one.cured_at is not None)} {one.drift.kind} [{one.drift.grade.name}], from {moment(one.first_seen)} {until}"
        say(f"{says}: {one.drift.says}", 2, hanging=2, colour=None if one.cured_at else _COLOURS[one.drift.grade])
    if clock := _clock(row, now):
        say(f"→ {clock}", 2, hanging=2, colour="red")


def drifted(rows: "Iterable[PostRow]") -> "list[PostRow]":
    """The copies of which a departure stands that a person should know of, the soonest to be cured first."""
    found = [row for row in rows if row.stored.state != "withdrawn" and any(_tells(one) for one in row.stored.drifts)]
    far = datetime.max.replace(tzinfo=UTC)
    return sorted(found, key=lambda row: (cure_by(row.stored.post.licence_url, row.stored.drifts) or far, row.created_at))


def show_drifted(rows: "Sequence[PostRow]", program: str, now: datetime) -> None:
    """The same for `status`: a few lines each, with the command to look closer."""
    if not rows:
        return
    heading(f"Live copies that departed from what was sent: {len(rows)}")
    for row in rows[:SHOWN]:
        post = row.stored.post
        kinds = ", ".join(f"{one.drift.kind} since {one.first_seen:%Y-%m-%d}" for one in row.stored.drifts if _tells(one))
        say(f"{post.title} · {post.site_id} · {kinds}", 2, hanging=2)
        if clock := _clock(row, now):
            say(clock, 4, hanging=2, colour="red")
        say(f"→ {program} posts show {post.key[:_KEY]}", 4)
    if len(rows) > SHOWN:
        say(f"… and {len(rows) - SHOWN} more (status --json lists all)", 2)


def _tells(one: OpenDrift) -> bool:
    return one.cured_at is None and one.drift.grade > Grade.NOTE


def _clock(row: "PostRow", now: datetime) -> str:
    ends = cure_by(row.stored.post.licence_url, row.stored.drifts)
    if ends is None or row.stored.state == "withdrawn":
        return ""
    days = (ends - now).days
    left = f"{count(days, 'day')} left" if ends > now else "the time is over"
    return f"to be cured by {moment(ends)} ({left}), or the licence ends: Creative Commons 4.0, section 6(b)(1)"


def storms_of(store: "PeopleReading", source_ids: Iterable[str], now: datetime) -> list[tuple[str, datetime]]:
    """The sources whose withdrawals wait for a person, and since when."""
    from syndicator.pipeline.follow import storm_since

    found = ((source_id, storm_since(store, source_id, now)) for source_id in source_ids)
    return [(source_id, since) for source_id, since in found if since is not None]


def show_storms(storms: Sequence[tuple[str, datetime]], program: str) -> None:
    """The same for `status`, with what to do."""
    if not storms:
        return
    heading("Too many withdrawals at once: held up for a person")
    for source_id, since in storms:
        say(
            f"{source_id} · since {moment(since)} · look at the source; where it only has a bad hour, do nothing",
            2,
            hanging=2,
        )
        say(f"→ {program} posts withdraw {source_id}", 4)
