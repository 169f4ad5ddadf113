"""Logging: structlog over the standard library, so that other libraries' lines look and are redacted like ours."""

import logging
import os
import sys
from collections.abc import Iterable
from typing import TextIO

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

from syndicator.observing.redaction import Redactor

_OURS = "syndicator"
_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
# They tell every tick and every connection at info; a failed one reaches us as an exception anyway. What the scheduler
# warns of (a tick that is still running) the daemon tells itself.
_TALKATIVE = {"apscheduler": logging.ERROR, "alembic": logging.WARNING, "urllib3": logging.WARNING, "sqlalchemy": logging.WARNING}

# A library is silent until its user says where lines go (docs.python.org, Logging HOWTO: configuring logging for a library).
logging.getLogger(_OURS).addHandler(logging.NullHandler())


class _Redaction:
    """The redaction as a processor; an exception becomes text here, because its message needs the same care."""

    def __init__(self) -> None:
        self.redactor = Redactor()

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        # structlog's own keys carry the log record from processor to processor and are taken out before rendering
        own = {key: event.pop(key) for key in ("_record", "_from_structlog") if key in event}
        error = _error(event.pop("exc_info", None))
        kept: EventDict = {**self.redactor.mapping(event), **own}
        if error is not None:
            kept["exception"] = self.redactor.traceback(error)
        return kept


_redaction = _Redaction()
# What happens to every event, ours or not: context, level, name, time, and last the redaction.
_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _redaction,
]


def configure(level: str, form: str, stream: TextIO, secrets: Iterable[str] = ()) -> None:
    """Write one line an event to `stream`, from ours and every other logger; calling it again replaces the former.

    `level` is debug, info, warning or error; `form` is json, text, or auto (text on a terminal, else JSON). Text is
    coloured on a terminal unless NO_COLOR is set (https://no-color.org). `secrets` are cut from every line.
    """
    _redaction.redactor = Redactor(secrets)
    handler = logging.StreamHandler(stream)
    handler.set_name(_OURS)
    terminal = stream.isatty()
    text = form == "text" or (form == "auto" and terminal)
    handler.setFormatter(_formatter(text, colours=terminal and not os.environ.get("NO_COLOR")))
    root = logging.getLogger()
    for former in [h for h in root.handlers if h.get_name() == _OURS]:
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(_LEVELS[level])
    for name, least in _TALKATIVE.items():
        logging.getLogger(name).setLevel(logging.NOTSET if level == "debug" else least)


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger below `syndicator`; its events are redacted before any handler, ours or a stranger's, sees them."""
    bound: structlog.stdlib.BoundLogger = structlog.wrap_logger(
        logging.getLogger(f"{_OURS}.{name}"),
        processors=[structlog.stdlib.filter_by_level, *_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    return bound


def _error(exc_info: object) -> BaseException | None:
    """The exception itself, from any of the three shapes `logging` takes for it."""
    found = sys.exc_info()[1] if exc_info is True else exc_info[1] if isinstance(exc_info, tuple) else exc_info
    return found if isinstance(found, BaseException) else None


def _formatter(text: bool, *, colours: bool) -> logging.Formatter:
    last: Processor = structlog.dev.ConsoleRenderer(colors=colours) if text else structlog.processors.JSONRenderer(ensure_ascii=False)
    tidy = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_SHARED, processors=[tidy, last])
