"""What the pipeline has to say of one thing it did: a line in the log, and Sentry where it was a defect."""

import logging
from collections.abc import Mapping

from syndicator.errors import SyndicatorError
from syndicator.observing.logs import logger
from syndicator.observing.sentry import report

_log = logger("pipeline")
_TROUBLE = frozenset({"trouble", "failed", "lacking"})


def note(event: str, facts: Mapping[str, object]) -> None:
    """Log one event with its facts (fits `pipeline.world.Note`).

    An `error` among the facts that is none of ours is a defect: it is told with its place and goes to Sentry, with the
    other facts as tags. What a person may have to look at is a warning.
    """
    error = facts.get("error")
    told = {key: value for key, value in facts.items() if key != "error"}
    if isinstance(error, Exception) and not isinstance(error, SyndicatorError):
        report(error, {"event": event, **told})
        _log.error(event, **told, error=type(error).__name__, exc_info=error)
        return
    if error is not None:
        told["error"] = f"{type(error).__name__}: {error}"
    worrying = error is not None or event.rpartition(".")[2] in _TROUBLE
    _log.log(logging.WARNING if worrying else logging.INFO, event, **told)
