"""Webmentions over real sockets: discovery with redirects and robots, and what each answer of a receiver means."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from syndicator.errors import Rejected, RetryLater
from syndicator.feeds import HttpMentions, Manners, Transport
from tests.feeds.household import AGENT

CASES = tomllib.loads((Path(__file__).parents[1] / "core" / "cases" / "webmention_endpoints.toml").read_text("utf-8"))["case"]
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
COPY = "https://plaza.example/copy?a=1&b=ü"


@pytest.fixture
def mentions(transport: Transport, server: HTTPServer) -> HttpMentions:
    server.expect_request("/robots.txt").respond_with_data("", status=404)
    return HttpMentions(transport, lambda: NOW)


@pytest.mark.parametrize("case", [c for c in CASES if "at" not in c], ids=lambda case: case["says"])
def test_discovery_over_the_wire(mentions: HttpMentions, server: HTTPServer, case: dict[str, Any]) -> None:
    """Each shape of page, behind a redirect that leads to it: what is relative is so to where that ended."""
    server.expect_request("/short").respond_with_response(Response(status=301, headers={"Location": "/2026/eels"}))
    answer = Response(case.get("html", "<p>Eels.</p>"), content_type="text/html; charset=utf-8")
    for line in case.get("link", ()):
        answer.headers.add(case.get("name", "Link"), line)
    server.expect_request("/2026/eels").respond_with_response(answer)
    expected = case["endpoint"].replace("https://gazette.example", server.url_for("").rstrip("/"))
    assert expected == mentions.endpoint(server.url_for("/short"))


def test_what_is_no_page_may_say_it_in_its_head(mentions: HttpMentions, server: HTTPServer) -> None:
    """A PDF has no links of its own; its bytes are not read for any."""
    body, link = b'<a rel="webmention" href="/wrong">', {"Link": "</in>; rel=webmention"}
    server.expect_request("/with").respond_with_data(body, content_type="application/pdf", headers=link)
    server.expect_request("/without").respond_with_data(body, content_type="application/pdf")
    assert (server.url_for("/in"), "") == tuple(mentions.endpoint(server.url_for(path)) for path in ("/with", "/without"))


@pytest.mark.parametrize(("status", "expected"), [(404, ""), (410, ""), (403, Rejected), (429, RetryLater), (503, RetryLater)])
def test_an_original_that_cannot_be_read(mentions: HttpMentions, server: HTTPServer, status: int, expected: Any) -> None:
    """One that is gone takes nothing; one in trouble is asked again."""
    server.expect_request("/eels").respond_with_data("no", status=status)
    if expected == "":
        assert expected == mentions.endpoint(server.url_for("/eels"))
        return
    with pytest.raises(expected, match=str(status)):
        mentions.endpoint(server.url_for("/eels"))


def test_robots_txt_is_asked_before_an_original(transport: Transport, server: HTTPServer) -> None:
    """Discovery is a fetch like any other."""
    server.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /2026/")
    with pytest.raises(Rejected, match=r"robots\.txt"):
        HttpMentions(transport, lambda: NOW).endpoint(server.url_for("/2026/eels"))


def test_a_mention_is_a_form_of_two_fields(mentions: HttpMentions, server: HTTPServer) -> None:
    """Source and target; the endpoint's own parameters stay in its address (§3.1.3)."""
    seen: list[Request] = []

    def take(request: Request) -> Response:
        seen.append(request)
        return Response(status=202)

    server.expect_request("/in", method="POST").respond_with_handler(take)
    assert "" == mentions.tell(server.url_for("/in?for=eels"), COPY, "https://gazette.example/eels")
    (request,) = seen
    assert {"source": COPY, "target": "https://gazette.example/eels"} == request.form.to_dict()
    assert ("application/x-www-form-urlencoded", {"for": "eels"}) == (request.mimetype, request.args.to_dict())


@pytest.mark.parametrize(("status", "location", "expected"), [
    (200, "", ""), (201, "/status/7", "/status/7"), (202, "", ""), (204, "", ""), (201, "javascript:alert(1)", ""), (200, "/elsewhere", ""),
])  # fmt: skip
def test_any_success_is_one(mentions: HttpMentions, server: HTTPServer, status: int, location: str, expected: str) -> None:
    """With 201 comes where to look how it is taken (§3.1.3), if that is an address of the web."""
    server.expect_request("/in").respond_with_response(Response(status=status, headers={"Location": location} if location else {}))
    assert (server.url_for(expected) if expected else "") == mentions.tell(server.url_for("/in"), COPY, "https://gazette.example/eels")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 302, 410])
def test_a_refusal_is_final(mentions: HttpMentions, server: HTTPServer, status: int) -> None:
    """It would be refused again."""
    server.expect_request("/in").respond_with_data("no", status=status)
    with pytest.raises(Rejected, match=str(status)):
        mentions.tell(server.url_for("/in"), COPY, "https://gazette.example/eels")


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_trouble_is_waited_for(mentions: HttpMentions, server: HTTPServer, status: int) -> None:
    """As long as the receiver asks for."""
    server.expect_request("/in").respond_with_data("", status=status, headers={"Retry-After": "600"})
    with pytest.raises(RetryLater) as caught:
        mentions.tell(server.url_for("/in"), COPY, "https://gazette.example/eels")
    assert NOW + timedelta(minutes=10) == caught.value.when


def test_private_networks_are_not_spoken_to(server: HTTPServer) -> None:
    """Neither to find an endpoint nor to send to one that a page names (§4.3); nothing arrives."""
    strict = HttpMentions(Transport(Manners(AGENT, timeout=1.0, deadline=2.0)), lambda: NOW)
    for ask in (strict.endpoint, lambda url: strict.tell(url, COPY, "https://gazette.example/eels")):
        with pytest.raises((Rejected, RetryLater), match="not a public address"):
            ask(server.url_for("/in"))
    assert [] == server.log
    for bad in ("mailto:ed@gazette.example", "ftp://gazette.example/in", "javascript:alert(1)"):
        with pytest.raises(Rejected, match="no web address"):
            strict.tell(bad, COPY, "https://gazette.example/eels")
