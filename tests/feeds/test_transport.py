"""Faults and attacks on the wire: each ends in one of our errors, in time, within bounds, with one clear line."""

import gzip
import io
import shutil
import socket
import subprocess
import sys
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from pytest_httpserver import HTTPServer
from urllib3 import HTTPResponse
from werkzeug import Response

from syndicator.errors import Rejected, RetryLater
from syndicator.feeds import Manners, Transport
from syndicator.feeds.unpacking import unpacked
from tests.feeds.conftest import AGENT, RawServer

Start = Callable[[Callable[[socket.socket], None]], RawServer]
if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

OK = b"HTTP/1.1 200 OK\r\n"


def drip(start: bytes, unit: bytes) -> Callable[[socket.socket], None]:
    def script(connected: socket.socket) -> None:
        connected.sendall(start)
        for _ in range(100):
            connected.sendall(unit)
            time.sleep(0.05)

    return script


@pytest.mark.parametrize(
    "script",
    [drip(OK, b"X"), drip(OK, b"X-A: b\r\n"), drip(OK + b"\r\n", b"x"), drip(OK + b"Content-Length: 9999\r\n\r\n", b"x"),
     drip(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n")],
    ids=["header", "headers", "body", "body with length", "chunks"],
)  # fmt: skip
def test_a_drip_is_cut_at_the_deadline(raw: Start, hasty: Transport, script: Callable[[socket.socket], None]) -> None:
    """A byte now and then keeps no fetch open longer than its deadline, and a cut answer is no success."""
    server, begun = raw(script), time.monotonic()
    with pytest.raises(RetryLater, match=r"not complete within 0\.5 seconds"):
        hasty.get(server.url)
    assert time.monotonic() - begun < 2


def test_a_dripping_handshake_is_cut_too(raw: Start, hasty: Transport) -> None:
    """Timeout and deadline hold before there is any HTTP."""
    server, begun = raw(drip(b"\x16\x03\x03\x40\x00", b"\x02")), time.monotonic()
    with pytest.raises(RetryLater, match=r"no answer within|not complete within"):
        hasty.get(server.url.replace("http:", "https:"))
    assert time.monotonic() - begun < 2


def test_silence_is_cut_at_the_timeout(raw: Start, hasty: Transport) -> None:
    """A server that never answers costs one timeout."""
    with pytest.raises(RetryLater, match=r"no answer within 0.4 seconds|not complete within 0.5 seconds"):
        hasty.get(raw(lambda connected: time.sleep(0.7)).url)


def test_a_kept_connection_is_watched_too(raw: Start, hasty: Transport) -> None:
    """The deadline also ends a drip on a connection that an earlier fetch left open."""

    def script(connected: socket.socket) -> None:
        connected.sendall(OK + b"Content-Length: 1\r\n\r\nx")
        connected.recv(65536)
        drip(OK, b"X")(connected)

    server = raw(script)
    assert b"x" == hasty.get(server.url).body
    with pytest.raises(RetryLater, match="not complete within"):
        hasty.get(server.url)
    assert 1 == server.connections


def endless(connected: socket.socket) -> None:
    connected.sendall(OK + b"\r\n")
    while True:
        connected.sendall(b"x" * 65536)


def test_an_endless_body_is_cut_at_the_limit(raw: Start, transport: Transport) -> None:
    """What is too large is refused for good, not tried again each hour."""
    with pytest.raises(Rejected, match="larger than 200000 bytes"):
        transport.get(raw(endless).url)


def test_the_body_of_a_redirect_is_not_read(raw: Start, transport: Transport) -> None:
    """A redirect that never ends leads on at once."""
    there = raw(lambda connected: connected.sendall(OK + b"Content-Length: 4\r\n\r\nhere"))

    def script(connected: socket.socket) -> None:
        connected.sendall(f"HTTP/1.1 302 F\r\nLocation: {there.url}\r\n\r\n".encode())
        while True:
            connected.sendall(b"x" * 65536)

    assert b"here" == transport.get(raw(script).url).body


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "identity": bytes,
    "gzip, br": lambda data: brotli.compress(gzip.compress(data)),
}


@pytest.mark.parametrize("coding", PACKERS)
def test_a_compressed_body_is_unpacked(server: HTTPServer, transport: Transport, coding: str) -> None:
    """Every encoding that is asked for is undone, also several in a row."""
    body = b"words " * 1000
    server.expect_request("/feed").respond_with_data(PACKERS[coding](body), headers={"Content-Encoding": coding})
    assert body == transport.get(server.url_for("/feed")).body
    assert "gzip, deflate, br, zstd" == server.log[0][0].headers["Accept-Encoding"]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, br"])
def test_a_bomb_is_measured_unpacked(server: HTTPServer, transport: Transport, coding: str) -> None:
    """A few bytes that unpack to many are cut like many, long before they fill the memory."""
    bomb = PACKERS[coding](b"\0" * 50_000_000)
    server.expect_request("/feed").respond_with_data(bomb, headers={"Content-Encoding": coding})
    with pytest.raises(Rejected, match="larger than 200000 bytes"):
        transport.get(server.url_for("/feed"))
    packed = HTTPResponse(io.BytesIO(bomb), preload_content=False)
    tracemalloc.start()
    with pytest.raises(Rejected, match="larger than 200000 bytes"):
        unpacked(packed.read1, coding, 200_000, lambda: None)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 25_000_000  # half of what is inside; whatever else the process does meanwhile counts too


def test_many_bytes_that_unpack_to_none_are_cut_too(raw: Start, transport: Transport) -> None:
    """An endless row of empty blocks is measured as it comes."""
    nothing = b"\0\0\0\xff\xff" * 10_000

    def script(connected: socket.socket) -> None:
        connected.sendall(OK + b"Content-Encoding: deflate\r\n\r\n")
        while True:
            connected.sendall(nothing)

    with pytest.raises(Rejected, match="larger than 200000 bytes"):
        transport.get(raw(script).url)


ANSWERS = {
    "not asked for": (OK + b"Content-Encoding: compress\r\n\r\nxx", RetryLater, "encoded as “compress”"),
    "broken br": (OK + b"Content-Encoding: br\r\n\r\nno brotli at all", RetryLater, "cannot be decompressed"),
    "broken zstd": (OK + b"Content-Encoding: zstd\r\n\r\nno zstd at all", RetryLater, "cannot be decompressed"),
    "six codings": (OK + b"Content-Encoding: gzip, gzip, gzip, gzip, gzip, gzip\r\n\r\nx", RetryLater, "cannot be decompressed"),
    "broken gzip": (OK + b"Content-Encoding: gzip\r\n\r\nnot gzip at all", RetryLater, "cannot be decompressed"),
    "cut body": (OK + b"Content-Length: 1000\r\n\r\nhalf", RetryLater, "ended early"),
    "cut chunk": (OK + b"Transfer-Encoding: chunked\r\n\r\n10\r\nhalf", RetryLater, ""),
    "bad chunk": (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhalf", RetryLater, ""),
    "no answer": (b"", RetryLater, ""),
    "no HTTP": (b"SSH-2.0-OpenSSH_9\r\n", RetryLater, ""),
    "status 999": (b"HTTP/1.1 999 Odd\r\n\r\n", RetryLater, "status 999"),
    "many headers": (OK + b"A: b\r\n" * 200 + b"\r\n", RetryLater, ""),
    "long header": (OK + b"A: " + b"b" * 70_000 + b"\r\n\r\n", RetryLater, ""),
    "to a file": (b"HTTP/1.1 302 F\r\nLocation: file:///etc/passwd\r\n\r\n", Rejected, "only http and https"),
    "to ftp": (b"HTTP/1.1 302 F\r\nLocation: ftp://127.0.0.1/\r\n\r\n", Rejected, "only http and https"),
    "to data": (b"HTTP/1.1 302 F\r\nLocation: data:text/xml,<rss/>\r\n\r\n", Rejected, "only http and https"),
    "to brackets": (b"HTTP/1.1 302 F\r\nLocation: http://[::1/\r\n\r\n", Rejected, "be fetched"),
    "to a long label": (b"HTTP/1.1 302 F\r\nLocation: http://" + b"a" * 70 + b".example/\r\n\r\n", Rejected, "be fetched"),
    "to raw bytes": (b"HTTP/1.1 302 F\r\nLocation: http://\xff\xfe\x80/\r\n\r\n", (Rejected, RetryLater), ""),
    "to a private host": (b"HTTP/1.1 302 F\r\nLocation: http://10.0.0.1/\r\n\r\n", Rejected, "10.0.0.1 is not a public address"),
    "to metadata": (b"HTTP/1.1 301 F\r\nLocation: http://169.254.169.254/latest/\r\n\r\n", Rejected, "169.254.169.254 is not a public"),
    "to IPv6 loopback": (b"HTTP/1.1 307 F\r\nLocation: http://[::1]/\r\n\r\n", Rejected, "::1 is not a public address"),
    "to a number": (b"HTTP/1.1 308 F\r\nLocation: http://167772161/\r\n\r\n", (Rejected, RetryLater), ""),
}


@pytest.mark.parametrize(("answer", "kind", "why"), ANSWERS.values(), ids=list(ANSWERS))
def test_odd_answers_become_our_errors(
    raw: Start, transport: Transport, answer: bytes, kind: type[Exception] | tuple[type[Exception], ...], why: str
) -> None:
    """Nothing foreign escapes, whatever comes over the wire, and the line names the address."""
    server = raw(lambda connected: connected.sendall(answer))
    with pytest.raises(kind) as caught:
        transport.get(server.url)
    assert why in str(caught.value)
    assert "http" in str(caught.value) or "file:" in str(caught.value)
    assert "Traceback" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_redirect_loop_ends(server: HTTPServer, transport: Transport) -> None:
    """Six requests at most are made of one fetch."""
    server.expect_request("/a").respond_with_data("", 302, {"Location": "/b"})
    server.expect_request("/b").respond_with_data("", 302, {"Location": "/a"})
    with pytest.raises(RetryLater, match="redirects more than 5 times"):
        transport.get(server.url_for("/a"))
    assert 6 == len(server.log)


def test_a_body_without_success_is_not_read(raw: Start, transport: Transport) -> None:
    """An endless error page costs nothing."""
    server = raw(lambda connected: connected.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 99999999\r\n\r\nxx"))
    fetched = transport.get(server.url)
    assert (404, b"") == (fetched.status, fetched.body)


def test_messages_hold_no_secret() -> None:
    """User names, passwords and token parameters of an address never reach a message."""
    transport = Transport(Manners(AGENT))
    for url in ("http://ana:pa55@10.0.0.1/f?api_key=k3y&page=2#frag", "http://ana:pa55@[::1/?token=k3y"):
        with pytest.raises(Rejected) as caught:
            transport.get(url)
        assert not [secret for secret in ("ana", "pa55", "k3y") if secret in str(caught.value)]


def test_a_closed_port_is_told_plainly(transport: Transport) -> None:
    """The reason is in our words: a library's message would quote the whole address."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(RetryLater) as caught:
        transport.get(f"http://127.0.0.1:{port}/feed?token=abc")
    assert f"http://127.0.0.1:{port}/feed?token=…: the connection failed (Connection refused)" == str(caught.value)


def test_many_threads_share_one_transport(server: HTTPServer, transport: Transport) -> None:
    """Each gets its own answer, and each deadline watches its own sockets."""
    server.expect_request("/echo").respond_with_handler(lambda request: Response(request.args["n"]))
    found: dict[int, bytes] = {}

    def fetch(number: int) -> None:
        found[number] = transport.get(server.url_for(f"/echo?n={number}")).body

    threads = [threading.Thread(target=fetch, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert {n: str(n).encode() for n in range(16)} == found


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")
def test_an_unknown_certificate_is_refused(tmp_path: Path, transport: Transport) -> None:
    """A certificate nobody vouches for ends the fetch; there is no second try without TLS."""
    import ssl

    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run([*made, *names], cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with HTTPServer(host="127.0.0.1", ssl_context=context) as secure:
        secure.expect_request("/feed").respond_with_data("x")
        with pytest.raises(RetryLater, match="certificate is not valid"):
            transport.get(secure.url_for("/feed"))
        assert [] == secure.log


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")
def test_a_known_certificate_is_accepted_and_a_downgrade_never_lasts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """TLS works over the guarded connections; a permanent redirect from https to http is followed, not remembered."""
    import ssl

    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run([*made, *names], cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    trusting = Transport(Manners(AGENT, allow_private=("127.0.0.1",)))
    with HTTPServer(host="127.0.0.1", ssl_context=context) as secure, HTTPServer(host="127.0.0.1") as open_server:
        open_server.expect_request("/feed").respond_with_data("plain")
        secure.expect_request("/feed").respond_with_data("sealed")
        secure.expect_request("/moved").respond_with_data("", 301, {"Location": open_server.url_for("/feed")})
        assert b"sealed" == trusting.get(secure.url_for("/feed")).body
        fetched = trusting.get(secure.url_for("/moved"))
    trusting.close()
    assert (b"plain", "") == (fetched.body, fetched.permanent_url)
