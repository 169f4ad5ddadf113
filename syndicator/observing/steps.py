"""A unit of work as one line: what it was about, what came of it, how long it took."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import structlog

from syndicator.errors import SyndicatorError
from syndicator.observing.logs import logger
from syndicator.observing.sentry import check_in, report

_log = logger("step")


class Line:
    """What a step has to say at its end; a `count` of 0 marks a step that found nothing to do."""

    def __init__(self) -> None:
        self.fields: dict[str, object] = {}

    def note(self, **fields: object) -> None:
        """Add fields to the line."""
        self.fields.update(fields)


@contextmanager
def step(name: str, every: timedelta | None = None, **fields: object) -> Iterator[Line]:
    """Run one unit of work and log exactly one line for it, `step.<name>`, with `fields`, outcome and seconds.

    Lines that other code logs meanwhile carry the fields too. An error that is not ours goes to Sentry with the fields
    as tags; every error is raised on. `every` marks a scheduled step: its end is checked in with Sentry's monitor
    `syndicator-<name>`. Nothing done (`count` 0) is said at debug level, our own errors at warning, others at error.
    """
    line = Line()
    start = time.monotonic()
    outcome, failed = "interrupted", True
    with structlog.contextvars.bound_contextvars(step=name, **fields):
        try:
            yield line
            outcome, failed = "done", False
        except SyndicatorError as error:
            outcome = type(error).__name__
            line.note(why=str(error))
            raise
        except Exception as error:
            outcome = "crashed"
            line.note(why=f"{type(error).__name__}: {error}")
            report(error, {"step": name, **fields})
            raise
        finally:
            seconds = round(time.monotonic() - start, 3)
            _log.log(_level(outcome, line), f"step.{name}", outcome=outcome, seconds=seconds, exc_info=outcome == "crashed", **line.fields)
            if every is not None:
                check_in(name, not failed, seconds, every)


def _level(outcome: str, line: Line) -> int:
    if outcome == "crashed":
        return logging.ERROR
    if outcome != "done":
        return logging.WARNING
    return logging.DEBUG if line.fields.get("count") == 0 else logging.INFO
