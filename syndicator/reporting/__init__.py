"""Reports as values, each the whole context of a template: what a run did, and what a period of time brought."""

from syndicator.reporting.period import Asked, Line, PeriodReport, period_report
from syndicator.reporting.run import NOT_JUDGED, RunReport, run_report
from syndicator.reporting.times import durations

__all__ = ["NOT_JUDGED", "Asked", "Line", "PeriodReport", "RunReport", "durations", "period_report", "run_report"]
