"""What a fetch costs: one prepared request over a kept connection, in one turn of its host."""

import socket
import threading
import time
from collections.abc import Callable

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from syndicator.errors import Rejected, RetryLater
from syndicator.feeds import Manners, Transport, wire
from syndicator.feeds.lines import tls_context
from syndicator.feeds.turns import Turns
from syndicator.feeds.wire import prepared
from tests.feeds.conftest import AGENT, RawServer

Start = Callable[[Callable[[socket.socket], None]], RawServer]


def answering(*answers: bytes) -> Callable[[socket.socket], None]:
    """One answer after another, each to a request on the same connection."""

    def script(connected: socket.socket) -> None:
        for number, answer in enumerate(answers):
            if number:
                connected.recv(65536)
            connected.sendall(answer)

    return script


KEEPING = {
    "304": b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n",
    "304 with a length": b"HTTP/1.1 304 Not Modified\r\nContent-Length: 155000\r\n\r\n",
    "200": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    "200 in chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    "404 with a page": b"HTTP/1.1 404 No\r\nContent-Length: 4\r\n\r\nlost",
    "204": b"HTTP/1.1 204 No Content\r\n\r\n",
}


@pytest.mark.parametrize("answer", KEEPING.values(), ids=list(KEEPING))
def test_a_connection_is_kept(raw: Start, transport: Transport, answer: bytes) -> None:
    """Whatever was answered, the next request takes the same connection."""
    server = raw(answering(answer, b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnew"))
    transport.get(server.url)
    assert b"new" == transport.get(server.url).body
    assert 1 == server.connections


def test_a_kept_connection_that_ends_costs_no_poll(raw: Start, transport: Transport) -> None:
    """The server closed it just as it was spoken on: asked once more over a new one, and only then."""
    ok = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnew"

    def script(connected: socket.socket) -> None:
        if server.connections > 2:
            return  # a new connection that says nothing is a failure
        connected.sendall(ok)
        connected.recv(65536)

    server = raw(script)
    assert [b"new", b"new"] == [transport.get(server.url).body for _ in range(2)]
    assert 2 == server.connections
    with pytest.raises(RetryLater, match=r"the answer cannot be read|the connection failed"):
        transport.get(server.url)
    assert 3 == server.connections


NEW = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnew"


def test_what_nobody_asked_for_is_no_answer(raw: Start, transport: Transport) -> None:
    """A server that speaks on after its answer does not speak to the next request."""
    said = threading.Event()

    def script(connected: socket.socket) -> None:
        connected.sendall(NEW)
        if server.connections == 1:
            time.sleep(0.05)
            connected.sendall(NEW.replace(b"new", b"odd"))
            said.set()
            connected.recv(1)  # the reader hangs up

    server = raw(script)
    assert b"new" == transport.get(server.url).body
    assert said.wait(5)
    assert b"new" == transport.get(server.url).body
    assert 2 == server.connections


def test_a_connection_that_went_cold_is_left_alone(raw: Start, transport: Transport, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server, or what stands before it, has forgotten it by then; to ask there would cost a timeout."""
    server = raw(answering(NEW, NEW))
    transport.get(server.url)
    monkeypatch.setattr(wire, "_WARM", 0.0)
    assert b"new" == transport.get(server.url).body
    assert 2 == server.connections


def test_a_form_goes_over_a_connection_of_its_own(raw: Start, transport: Transport) -> None:
    """Where a kept one closed just then, nobody could tell whether the form arrived; and it may not be sent twice."""
    held: list[socket.socket] = []

    def script(connected: socket.socket) -> None:
        connected.sendall(NEW)
        held.append(connected.dup())  # it stays open

    server = raw(script)
    transport.get(server.url)
    assert b"new" == transport.post(server.url, {"hub.mode": "subscribe"}).body
    assert 2 == server.connections == len(held)
    for connection in held:
        connection.close()


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", "ended early"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf", "ended early"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", "ended early"),
    ],
)
def test_half_an_answer_is_none(raw: Start, transport: Transport, answer: bytes, why: str) -> None:
    """However its length was told, a body that ends before it is no body: an article cut short would be kept as whole."""
    with pytest.raises(RetryLater, match=why):
        transport.get(raw(lambda connected: connected.sendall(answer)).url)


def test_a_folded_header_is_one_line(raw: Start, transport: Transport) -> None:
    """RFC 9112 §5.2: the fold is a blank."""
    answer = b'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nLink: <https://a.example/>;\r\n  rel="hub"\r\n\r\nnew'
    assert '<https://a.example/>; rel="hub"' == transport.get(raw(answering(answer)).url).headers["link"]


def test_many_fetches_start_one_thread(server: HTTPServer, transport: Transport) -> None:
    """One watchman sees to all deadlines."""
    server.expect_request("/feed").respond_with_data("x")
    before = set(threading.enumerate())
    for _ in range(5):
        transport.get(server.url_for("/feed"))
    assert ["syndicator-watchman"] == [t.name for t in set(threading.enumerate()) - before if t.name.startswith("syndicator")]


def test_a_host_is_asked_for_one_thing_at_a_time(server: HTTPServer, transport: Transport) -> None:
    """Many threads on one transport wait for each other's answers."""
    inside, most, lock = 0, 0, threading.Lock()

    def handle(request: Request) -> Response:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        threading.Event().wait(0.01)
        with lock:
            inside -= 1
        return Response(request.args["n"])

    server.expect_request("/slow").respond_with_handler(handle)
    threads = [threading.Thread(target=transport.get, args=(server.url_for(f"/slow?n={n}"),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert (1, 8) == (most, len(server.log))


def test_a_turn_is_of_one_host() -> None:
    """Two hosts are spoken to at once, and a host nobody speaks to is forgotten."""
    turns = Turns()
    with turns.of("a.example"), turns.of("b.example"):
        assert {"a.example", "b.example"} == set(turns._servers)
    assert {} == turns._servers


def test_to_wait_for_a_turn_costs_no_time(server: HTTPServer) -> None:
    """The deadline of a fetch begins with its own request."""
    slow = Transport(Manners(AGENT, timeout=2, deadline=0.6, allow_private=("127.0.0.1",)))
    server.expect_request("/slow").respond_with_handler(lambda request: threading.Event().wait(0.4) or Response("x"))
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(slow.get(server.url_for("/slow")).body)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    slow.close()
    assert [b"x"] * 3 == found


def test_a_cut_transport_fetches_nothing(raw: Start, transport: Transport) -> None:
    """What is under way ends at once, what comes later does not begin; neither is told as the server's fault."""
    server = raw(lambda connected: threading.Timer(0.05, transport.cut).start() or connected.recv(1))
    for _ in range(2):
        with pytest.raises(RetryLater, match="the process is ending"):
            transport.get(server.url)
    assert server.connections <= 2


@pytest.mark.parametrize(
    "url", ["http://h.example/?b=2&a=1&a=", "https://h.example:8443/%7euser/a%2fb;c?q=%c3%a4+x&&=", "http://h.example/a?"]
)
def test_an_address_goes_out_as_it_was_given(url: str) -> None:
    """Nothing is sorted, unescaped or put in its canonical form."""
    assert url == prepared(url, {}).url


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("http://h.example", "http://h.example/"),
        ("HTTP://H.example/A", "http://h.example/A"),
        ("https://例え.jp/feed", "https://xn--r8jz45g.jp/feed"),
        ("http://h.example/ä b#top", "http://h.example/%C3%A4%20b#top"),
    ],
)
def test_an_address_that_cannot_go_out_is_mended(url: str, sent: str) -> None:
    """Names in other scripts, blanks and missing paths are written as RFC 3986 wants them."""
    assert sent == prepared(url, {}).url


@pytest.mark.parametrize(
    "url",
    [
        "http://[",
        "http:///feed",
        "https://exa mple.com/",
        "http://*.example/ä",
        "http://.example/ä",
        "http://a..example/",
        "http://a.example:99999/",
        "http://a.example:8o/",
        f"http://{'a' * 70}.example/",
        f"http://{'ä' * 70}.example/",
    ],
)
def test_what_is_no_address_is_told_so(transport: Transport, url: str) -> None:
    """For good: to try it again would find it as it is."""
    with pytest.raises(Rejected, match="is not an address that can be fetched"):
        transport.get(url)


def test_there_is_one_tls_context() -> None:
    """Certificates are loaded once for the whole process."""
    assert tls_context() is tls_context()
