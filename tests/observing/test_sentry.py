"""Sentry, through a real socket: what arrives, and what never does."""

import logging
import re
from datetime import timedelta

import pytest
import requests
import sentry_sdk
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from syndicator.errors import RetryLater, SettingsError
from syndicator.observing import flush, start_sentry, step
from tests.observing.conftest import Inbox


def planted(name: object) -> str:
    """A word that must not leave; made here, because Sentry is also sent the source lines round an error."""
    return "-".join(("pl4nted", str(name)))


def crash(message: str) -> None:
    raise ValueError(message)


def test_without_a_dsn_nothing_is_configured(monkeypatch: pytest.MonkeyPatch, inbox: Inbox) -> None:
    """No DSN in the settings, no Sentry: not even one from the environment is used."""
    monkeypatch.setenv("SENTRY_DSN", inbox.dsn)
    start_sentry(None, "test", "syndicator@0")
    with pytest.raises(ValueError, match="boom"), step("tick", every=timedelta(seconds=15)):
        crash("boom")
    flush()
    assert (False, []) == (sentry_sdk.is_initialized(), inbox.bodies)


def test_an_unexpected_error_arrives_with_its_tags(inbox: Inbox) -> None:
    """A crash in a step is one event, tagged with the step and its fields."""
    start_sentry(inbox.dsn, "test", "syndicator@0")
    with pytest.raises(ValueError, match="boom"), step("read", source="planet"):
        crash("boom")
    flush()
    [event] = inbox.items("event")
    assert ({"step": "read", "source": "planet"}, "test", "syndicator@0") == (event["tags"], event["environment"], event["release"])


def test_an_event_tells_no_more_than_it_needs(inbox: Inbox) -> None:
    """No local variables, no command line, no list of packages, no person; only our two integrations are loaded."""
    start_sentry(inbox.dsn, "test", "syndicator@0")
    with pytest.raises(ValueError, match="boom"), step("read"):
        crash("boom")
    flush()
    [event] = inbox.items("event")
    frames = event["exception"]["values"][0]["stacktrace"]["frames"]
    assert [] == [frame for frame in frames if "vars" in frame]
    assert (set(), {"logging", "dedupe"}) == (
        event.keys() & {"modules", "user", "request", "extra"},
        set(sentry_sdk.get_client().integrations),
    )


def test_an_expected_error_does_not_arrive(inbox: Inbox) -> None:
    """A busy server is no bug of ours: it is logged, not sent; nor is an error line of another library."""
    start_sentry(inbox.dsn, "test", "syndicator@0")
    with pytest.raises(RetryLater), step("read"):
        raise RetryLater("busy")
    logging.getLogger("other").error("job failed")
    flush()
    assert [] == inbox.items("event")


@pytest.mark.parametrize(("fails", "status"), [(False, "ok"), (True, "error")])
def test_a_scheduled_step_checks_in(inbox: Inbox, fails: bool, status: str) -> None:
    """The end of a scheduled step reaches its monitor, with how it went and when the next is expected."""
    start_sentry(inbox.dsn, "test", "syndicator@0")
    try:
        with step("tick", every=timedelta(seconds=15)):
            if fails:
                crash("boom")
    except ValueError:
        assert fails
    flush()
    [check_in] = inbox.items("check_in")
    assert ("syndicator-tick", status, {"type": "interval", "value": 1, "unit": "minute"}) == (
        check_in["monitor_slug"], check_in["status"], check_in["monitor_config"]["schedule"],
    )  # fmt: skip


def test_planted_secrets_and_bodies_do_not_leave(inbox: Inbox) -> None:
    """Messages, tags, breadcrumbs, extras, local variables and chained errors go out without credentials and bodies."""
    start_sentry(inbox.dsn, "test", "syndicator@0", secrets=[planted("known")])
    logging.getLogger("other").warning("reading https://u:%s@h/?token=%s", planted(1), planted(2))
    sentry_sdk.add_breadcrumb(message="sent", data={"html": f"<p>{planted(3)}", "headers": {"Authorization": planted(4)}})
    sentry_sdk.get_isolation_scope().set_extra("article", {"body": planted(5), "note": planted("known")})
    password = planted(6)
    try:
        with step("deliver", site="forum", url=f"https://u:{planted(7)}@h/"):
            try:
                crash(f"password={password} {planted('known')}")
            except ValueError as error:
                story = f"<p>{'x' * 600}{planted(8)}"
                raise RuntimeError(story) from error
    except RuntimeError:
        flush()
    assert (1, True) == (len(inbox.items("event")), b"reading https://***@h/?token=***" in inbox.bytes)
    assert [] == re.findall(rb"pl4nted-\w+", inbox.bytes)


def test_no_request_of_ours_carries_a_sentry_header(inbox: Inbox, httpserver: HTTPServer) -> None:
    """Publishers and sites are not told about our tracing."""
    seen: list[set[str]] = []

    def take(request: Request) -> Response:
        seen.append({name.lower() for name in request.headers.keys()})  # noqa: SIM118 - werkzeug's headers iterate as pairs
        return Response("")

    httpserver.expect_request("/feed").respond_with_handler(take)
    start_sentry(inbox.dsn, "test", "syndicator@0")
    with step("read"):
        requests.get(httpserver.url_for("/feed"), timeout=5)
    assert [set()] == [names & {"sentry-trace", "baggage", "traceparent"} for names in seen]


def test_a_wrong_dsn_is_told_without_repeating_it() -> None:
    """A DSN that is none is a fault of the settings, and its text is not shown."""
    with pytest.raises(SettingsError) as caught:
        start_sentry("https://pl4nted@", "test", "syndicator@0")
    assert ("sentry.dsn" in str(caught.value), "pl4nted" in str(caught.value)) == (True, False)
