"""How long deeds took, from what the ledger says of them; and the columns of a chart."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from syndicator.core.ledger import Entry, Record, follow
from syndicator.reporting.charts import HEIGHT, WIDTH, over_time
from syndicator.reporting.times import durations, paces

START = datetime(2026, 5, 4, 8, tzinfo=UTC)


def ledger(*told: tuple[str, int, Mapping[str, str | int | bool]]) -> list[Entry]:
    """Entries about one article at one site: kind, minutes after the start, what it says."""
    entries: list[Entry] = []
    for kind, minutes, says in told:
        record = Record(kind=kind, at=START + timedelta(minutes=minutes), about="a", site="square", says=says)
        entries.append(follow(record, entries[-1] if entries else None))
    return entries


def took(*told: tuple[str, int, Mapping[str, str | int | bool]]) -> list[tuple[str, int]]:
    return [(one.deed, int(one.took.total_seconds() // 60)) for one in durations(ledger(*told))]


def test_a_post_a_correction_a_repair_and_a_takedown_are_measured():
    """Each from what asked for it; a takedown from the first signal of it."""
    assert [("create", 5), ("update", 3), ("repair", 2), ("withdraw", 14)] == took(
        ("verdict", 0, {"answer": "allow", "post": "p"}),
        ("verdict", 2, {"answer": "allow", "post": "p"}),
        ("receipt", 5, {"post": "p", "deed": "create"}),
        ("asked", 10, {"post": "p", "deed": "update", "repair": False}),
        ("receipt", 13, {"post": "p", "deed": "update"}),
        ("asked", 20, {"post": "p", "deed": "update", "repair": True}),
        ("receipt", 22, {"post": "p", "deed": "update"}),
        ("article", 30, {"withdrawn": "http-410"}),
        ("asked", 40, {"post": "p", "deed": "withdraw", "repair": False}),
        ("withdrawal", 44, {"post": "p", "deed": "withdraw"}),
    )


def test_what_began_nowhere_is_not_measured():
    """A receipt without a verdict, a verdict without a draft, an entry that says nothing."""
    assert [] == took(("verdict", 0, {"answer": "hold"}), ("receipt", 5, {"post": "p", "deed": "create"}), ("key", 6, {}))
    assert [] == durations([Entry(1, "a", "no entry", "")])


def test_the_pace_of_ten():
    """The middle one of ten is the fifth, nine of ten are within the ninth."""
    found = durations(
        ledger(
            *(("verdict", 0, {"post": f"p{n}"}) for n in range(10)),
            *(("receipt", n + 1, {"post": f"p{n}", "deed": "create"}) for n in range(10)),
        )
    )
    pace = paces(found)[0]
    minutes = [int(one.total_seconds() // 60) for one in (pace.median, pace.most, pace.longest) if one is not None]
    assert (10, [5, 9, 10]) == (pace.count, minutes)
    assert [0, None] == [paces(found)[1].count, paces(found)[1].median]


def test_columns_are_stacked_within_the_drawing():
    """A column a day; the highest fills the height; weeks and months where the days are too many."""
    events = [(date(2026, 5, 4), "posted"), (date(2026, 5, 4), "held"), (date(2026, 5, 6), "held")]
    chart = over_time(events, ("posted", "held"), date(2026, 5, 4), date(2026, 5, 7))
    assert (2, "day", 3) == (chart.top, chart.unit, len(chart.bars))
    posted, held, other = chart.bars
    assert (HEIGHT, held.y + held.height, HEIGHT / 2) == (posted.y + posted.height, posted.y, other.height)
    assert all(0 <= bar.x and bar.x + bar.width <= WIDTH for bar in chart.bars)
    assert "04 May 2026: 1 posted" == posted.says
    spans = [over_time(events, ("posted",), date(2026, 1, 1), last).unit for last in (date(2026, 12, 31), date(2028, 1, 1))]
    assert ["week", "month"] == spans
