"""Sentry, only where the operator gave a DSN: unexpected errors and check-ins leave, redacted; nothing else does."""

import math
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import cast

import sentry_sdk
from sentry_sdk.crons import capture_checkin
from sentry_sdk.integrations.dedupe import DedupeIntegration
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.scrubber import EventScrubber
from sentry_sdk.types import Event, Hint, MonitorConfig
from sentry_sdk.utils import BadDsn

from syndicator.errors import SettingsError
from syndicator.observing.redaction import Redactor


def start_sentry(dsn: str | None, environment: str, release: str, secrets: Iterable[str] = ()) -> None:
    """Send unexpected errors and check-ins to `dsn`; without one nothing is configured and nothing is sent.

    No performance tracing, no local variables, no personal data; no request of ours carries a Sentry header. Raises
    SettingsError where the DSN is none (its text is not repeated: it holds a key).
    """
    if not dsn:
        return
    redactor = Redactor(secrets)

    def before_send(event: Event, _hint: Hint) -> Event:
        return cast("Event", redactor.mapping(event))

    try:
        sentry_sdk.init(
            dsn=dsn,
            environment=environment,
            release=release,
            # Personal data stays off by default; naming `send_default_pii` is deprecated, and naming its successor would
            # switch the scrubber below off.
            include_local_variables=False,
            max_breadcrumbs=20,
            # Only what we name: the standard library's integration would put headers on every request we send.
            default_integrations=False,
            integrations=[LoggingIntegration(event_level=None), DedupeIntegration()],
            trace_propagation_targets=[],
            auto_session_tracking=False,
            event_scrubber=EventScrubber(recursive=True),
            # Brotli is there for feeds; not every Sentry-like server reads it. (An Enum for type checkers alone.)
            _experiments={"transport_compression_algo": "gzip"},  # type: ignore[typeddict-item]
            before_send=before_send,  # breadcrumbs leave inside events, so it sees them too
        )
    except BadDsn:
        raise SettingsError("sentry.dsn: not a Sentry DSN (https://KEY@HOST/PROJECT)") from None


def report(error: Exception, tags: Mapping[str, object]) -> None:
    """Send one unexpected error, with its tags and in a scope of its own; without a DSN it does nothing.

    The logging integration's own capture is off, because it would send the error without these tags.
    """
    with sentry_sdk.isolation_scope() as scope:
        for name, value in tags.items():
            scope.set_tag(name, str(value))
        sentry_sdk.capture_exception(error)


def check_in(name: str, ok: bool, seconds: float, every: timedelta) -> None:
    """Tell the monitor `syndicator-<name>` that a scheduled step ended; it alarms when none comes for twice `every`.

    One check-in at the end, none at the start: Sentry takes six a minute for each monitor, and a step may run every
    15 seconds. Its shortest interval is a minute.
    """
    if not sentry_sdk.is_initialized():
        return
    minutes = max(1, math.ceil(every.total_seconds() / 60))
    config: MonitorConfig = {
        "schedule": {"type": "interval", "value": minutes, "unit": "minute"},
        "checkin_margin": minutes,
        "max_runtime": max(30, minutes),
        "failure_issue_threshold": 2,
        "recovery_threshold": 1,
    }
    capture_checkin(f"syndicator-{name}", status="ok" if ok else "error", duration=seconds, monitor_config=config)


def flush(seconds: float = 2.0) -> None:
    """Wait up to `seconds` for what is still to be sent; called once, before the process ends."""
    sentry_sdk.flush(timeout=seconds)
