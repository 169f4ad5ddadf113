"""Asking a hub, over real sockets."""

from datetime import UTC, datetime, timedelta

import pytest
from werkzeug import Request, Response

from syndicator.errors import Rejected, RetryLater
from syndicator.feeds import HttpHub

FORM = {"hub.mode": "subscribe", "hub.topic": "https://press.example/feed?a=1&b=ü", "hub.secret": "secret/+="}


def test_a_form_is_sent_as_websub_has_it(server, transport):
    """POST, urlencoded, with our name, and nothing of us beside: no cookie, no referrer."""
    asked: list[Request] = []

    def hub(request: Request) -> Response:
        asked.append(request)
        return Response("", 202)

    server.expect_request("/hub", method="POST").respond_with_handler(hub)
    HttpHub(transport).ask(server.url_for("/hub"), FORM)
    (request,) = asked
    assert (FORM, "application/x-www-form-urlencoded", transport.manners.user_agent) == (
        request.form.to_dict(), request.content_type, request.headers["User-Agent"],
    )  # fmt: skip
    assert [] == [name for name in ("Cookie", "Referer", "Authorization") if name in request.headers]


@pytest.mark.parametrize("status", [307, 308])
def test_a_hub_that_moved_is_asked_there(server, transport, status):
    """The form goes with the redirect; other redirects are no answer."""
    server.expect_request("/hub").respond_with_data("", status, headers={"Location": "/there"})
    server.expect_request("/there", method="POST", data=None).respond_with_data("", 202)
    HttpHub(transport).ask(server.url_for("/hub"), FORM)
    assert ["/hub", "/there"] == [request.path for request, _ in server.log]
    assert [FORM["hub.secret"]] * 2 == [request.form["hub.secret"] for request, _ in server.log]


@pytest.mark.parametrize("status", [301, 302, 303, 400, 403, 404, 410])
def test_a_refusal_is_told_without_the_secret(server, transport, status):
    """It says which hub and what status; it is tried again later."""
    server.expect_request("/hub").respond_with_data("secret/+= secret", status, headers={"Location": "/there"})
    with pytest.raises(Rejected, match=rf"the hub http://\S+/hub answered with status {status}") as told:
        HttpHub(transport).ask(server.url_for("/hub"), FORM)
    assert ("secret" in str(told.value), 1) == (False, len(server.log))


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_hub_in_trouble_says_when(server, transport, status):
    """Retry-After is heard."""
    server.expect_request("/hub").respond_with_data("", status, headers={"Retry-After": "3600"})
    with pytest.raises(RetryLater) as told:
        HttpHub(transport).ask(server.url_for("/hub"), FORM)
    assert timedelta(minutes=59) < told.value.when - datetime.now(UTC) <= timedelta(hours=1)


def test_a_circle_ends(server, transport):
    """Five redirects are enough."""
    server.expect_request("/hub").respond_with_data("", 308, headers={"Location": "/hub"})
    with pytest.raises(RetryLater, match="more than 5 times"):
        HttpHub(transport).ask(server.url_for("/hub"), FORM)


def test_a_hub_within_our_network_is_not_asked(hasty):
    """A feed may not make us post into private networks."""
    with pytest.raises(Rejected, match="not a public address"):
        HttpHub(hasty).ask("http://169.254.169.254/latest", FORM)
