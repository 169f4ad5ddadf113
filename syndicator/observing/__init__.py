"""Seeing what happens: one line a unit of work, and Sentry where the operator wants it; both through one redaction."""

from syndicator.observing.logs import configure
from syndicator.observing.notes import note
from syndicator.observing.redaction import Redactor
from syndicator.observing.sentry import flush, start_sentry
from syndicator.observing.steps import Line, step

__all__ = ["Line", "Redactor", "configure", "flush", "note", "start_sentry", "step"]
