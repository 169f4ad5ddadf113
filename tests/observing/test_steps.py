"""Steps: one line a unit of work, whatever becomes of it."""

import io
import json
import logging

import pytest

from syndicator.errors import RetryLater
from syndicator.observing import configure, step


@pytest.fixture
def lines() -> io.StringIO:
    stream = io.StringIO()
    configure("debug", "json", stream)
    return stream


def told(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_one_line_at_the_end(lines: io.StringIO) -> None:
    """A step logs its name, fields, notes, outcome and seconds in one line."""
    with step("read", source="planet") as line:
        line.note(count=3)
    [said] = told(lines)
    assert ("step.read", "planet", 3, "done", "info") == tuple(said[k] for k in ("event", "source", "count", "outcome", "level"))
    assert isinstance(said["seconds"], float)


def test_nothing_to_do_is_said_quietly(lines: io.StringIO) -> None:
    """A tick that found nothing speaks at debug level."""
    with step("judge") as line:
        line.note(count=0)
    assert ["debug"] == [said["level"] for said in told(lines)]


def test_fields_are_bound_meanwhile(lines: io.StringIO) -> None:
    """Lines of others within a step carry its fields, lines after it do not."""
    with step("read", source="planet"):
        logging.getLogger("other").warning("slow")
    logging.getLogger("other").warning("after")
    assert ["planet", "planet", None] == [said.get("source") for said in told(lines)]


def test_our_own_error_is_told_and_raised_on(lines: io.StringIO) -> None:
    """An expected error is a warning without a traceback."""
    with pytest.raises(RetryLater), step("read"):
        raise RetryLater("the server is busy")
    [said] = told(lines)
    assert ("warning", "RetryLater", "the server is busy", False) == (said["level"], said["outcome"], said["why"], "exception" in said)


def test_an_unexpected_error_is_told_with_its_place_and_raised_on(lines: io.StringIO) -> None:
    """A crash is one line at error level that says where."""
    with pytest.raises(ZeroDivisionError), step("read"):
        1 / 0  # noqa: B018 - the error is the point
    [said] = told(lines)
    assert ("error", "crashed", True) == (said["level"], said["outcome"], "test_steps.py" in str(said["exception"]))


def test_an_interruption_is_told(lines: io.StringIO) -> None:
    """A step that is stopped by a signal says so."""
    with pytest.raises(KeyboardInterrupt), step("deliver"):
        raise KeyboardInterrupt
    assert ["interrupted"] == [said["outcome"] for said in told(lines)]
