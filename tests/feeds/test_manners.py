"""What the other side sees of us, byte for byte."""

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request

from syndicator.feeds import Transport
from syndicator.feeds.transport import Conditions
from tests.feeds.conftest import AGENT


def headers_of(request: Request) -> dict[str, str]:
    return {name: value for name, value in request.headers if name != "Host"}


def test_exactly_these_headers_are_sent(server: HTTPServer, transport: Transport) -> None:
    """An honest name, what can be decoded, what is wanted: no cookie, no referrer, nothing else."""
    server.expect_request("/feed").respond_with_data("x")
    transport.get(server.url_for("/feed?b=2&a=1&a="), {"If-None-Match": "W/\"odd, 'tag'\"", "If-Modified-Since": "tue, 15 nov 1994"})
    request = server.log[0][0]
    expected = {
        "User-Agent": AGENT,
        "Accept-Encoding": "gzip, deflate, br, zstd",
        "Accept": "*/*",
        "If-None-Match": "W/\"odd, 'tag'\"",
        "If-Modified-Since": "tue, 15 nov 1994",
    }
    assert {**expected, "Connection": "keep-alive"} == {"Connection": "keep-alive", **headers_of(request)}
    assert b"b=2&a=1&a=" == request.query_string


def test_cookies_are_never_kept(server: HTTPServer, transport: Transport) -> None:
    """A cookie set by an answer or by a redirect is gone at the next request."""
    server.expect_request("/hop").respond_with_data("", 302, {"Location": "/feed", "Set-Cookie": "a=1; Path=/"})
    server.expect_request("/feed").respond_with_data("x", headers={"Set-Cookie": "b=2; Path=/"})
    transport.get(server.url_for("/hop"))
    transport.get(server.url_for("/feed"))
    assert [None, None, None] == [request.headers.get("Cookie") for request, _ in server.log]


def test_conditions_go_to_their_own_address_alone(server: HTTPServer, transport: Transport) -> None:
    """Validators stay behind at a redirect; no referrer is added there."""
    server.expect_request("/old").respond_with_data("", 301, {"Location": "/new"})
    server.expect_request("/new").respond_with_data("x")
    fetched = transport.get(server.url_for("/old"), {"Accept": "text/html"}, Conditions(server.url_for("/old"), {"If-None-Match": '"v1"'}))
    (first, _), (second, _) = server.log
    assert '"v1"' == first.headers["If-None-Match"]
    assert {"User-Agent", "Accept-Encoding", "Accept", "Host"} == set(second.headers.keys()) - {"Connection"}
    assert server.url_for("/new") == fetched.permanent_url


def test_the_environment_changes_nothing(server: HTTPServer, transport: Transport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Proxies, .netrc and CA bundles of the environment are not used."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password secret\n", "utf-8")
    for name, value in {"NETRC": str(netrc), "HTTP_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}.items():
        monkeypatch.setenv(name, value)
    server.expect_request("/feed").respond_with_data("x")
    assert b"x" == transport.get(server.url_for("/feed")).body
    assert "Authorization" not in server.log[0][0].headers


@pytest.mark.parametrize(
    ("hops", "lasting"),
    [((301, 308), True), ((302,), False), ((301, 302), False), ((307, 308), False), ((303,), False), ((308, 301, 308, 301, 308), True)],
)
def test_a_move_is_permanent_only_when_every_hop_says_so(
    server: HTTPServer, transport: Transport, hops: tuple[int, ...], lasting: bool
) -> None:
    """301 and 308 alone count (RFC 9110 §15.4), and five hops are followed."""
    for number, status in enumerate(hops):
        server.expect_request(f"/{number}").respond_with_data("", status, {"Location": f"/{number + 1}"})
    server.expect_request(f"/{len(hops)}").respond_with_data("here")
    fetched = transport.get(server.url_for("/0"))
    assert server.url_for(f"/{len(hops)}") == fetched.url
    assert (fetched.url if lasting else "") == fetched.permanent_url
