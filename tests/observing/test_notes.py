"""Notes: what the pipeline says of one thing it did."""

import io
import json

import pytest

from syndicator.errors import RetryLater
from syndicator.observing import configure, flush, note, start_sentry
from tests.observing.conftest import Inbox


@pytest.fixture
def lines() -> io.StringIO:
    stream = io.StringIO()
    configure("info", "json", stream)
    return stream


@pytest.mark.parametrize(
    ("event", "facts", "level"),
    [
        ("post.delivered", {"site": "forum"}, "info"),
        ("post.lacking", {"site": "forum", "missing": 1}, "warning"),
        ("source.failed", {"error": RetryLater("busy")}, "warning"),
        ("case.crashed", {"error": ZeroDivisionError("x")}, "error"),
    ],
)
def test_a_note_is_one_line_at_its_level(lines: io.StringIO, event: str, facts: dict[str, object], level: str) -> None:
    """Work that went well is information, trouble a warning, a defect an error."""
    note(event, facts)
    [said] = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert (event, level) == (said["event"], said["level"])


def test_a_defect_reaches_sentry_with_the_facts_as_tags(inbox: Inbox) -> None:
    """Only an error that is none of ours is sent."""
    start_sentry(inbox.dsn, "test", "syndicator@0")
    note("source.failed", {"source": "planet", "error": RetryLater("busy")})
    note("case.crashed", {"site": "forum", "error": ZeroDivisionError("x")})
    flush()
    assert [{"event": "case.crashed", "site": "forum"}] == [event["tags"] for event in inbox.items("event")]
