"""Connections to sites: used again while the site promised to hold them, and never where a lost answer could not be mended."""

import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from syndicator.errors import RetryLater
from tests.sites.test_client import make_client


def test_no_connection_is_used_twice() -> None:
    """A site that hangs up without a word between two requests never leaves a write open."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            held = []
            for _ in range(2):
                connection, _ = server.accept()
                connection.recv(65_536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                held.append(connection)  # open, as far as its client can know
            for connection in held:
                connection.close()

        server_thread = threading.Thread(target=serve, daemon=True)
        server_thread.start()
        client = make_client(f"http://127.0.0.1:{server.getsockname()[1]}/")
        answers = [client.tell("POST", client.base, payload={}) for _ in range(2)]
        server_thread.join(5)
    assert [200, 200] == [answer.status for answer in answers]


class Holding:
    """A server that answers each connection as often as it is asked, and promises what `said` holds."""

    def __init__(self, said: str, answers: int) -> None:
        self.connections = 0
        self._said = said
        self._answers = answers
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}/"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while self._answers:
            connection, _ = self._server.accept()
            self.connections += 1
            with connection:
                while self._answers and (heard := connection.recv(65_536)):
                    if not heard.endswith(b"{}"):  # the head; its body comes by itself
                        continue
                    self._answers -= 1
                    connection.sendall(f"HTTP/1.1 200 OK\r\n{self._said}Content-Length: 2\r\n\r\n{{}}".encode())
        self._server.close()


@pytest.mark.parametrize(
    ("said", "lasting", "connections"),
    [
        ("Keep-Alive: timeout=60, max=99\r\n", True, 1),
        ("Keep-Alive: timeout=60\r\n", False, 3),
        ("Keep-Alive: timeout=60\r\nConnection: close\r\n", True, 3),
        ("Keep-Alive: timeout=0\r\n", True, 3),
        ("Keep-Alive: max=99\r\n", True, 3),
        ("", True, 3),
    ],
)
def test_a_connection_is_used_again_only_while_it_is_promised(said: str, lasting: bool, connections: int) -> None:
    """And never where a lost answer could not be mended."""
    server = Holding(said, answers=3)
    client = make_client(server.url, lasting=lasting)
    assert [200, 200, 200] == [client.tell("POST", client.base, payload={}).status for _ in range(3)]
    assert connections == server.connections


def test_half_of_what_was_promised_is_relied_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer takes its time to arrive, and the next request too."""
    server, passed = Holding("Keep-Alive: timeout=60\r\n", answers=3), [0.0]
    client, start = make_client(server.url), time.monotonic()
    monkeypatch.setattr("syndicator.sites.wire.time.monotonic", lambda: start + passed[0])
    for seconds, connections in ((0.0, 1), (29.0, 1), (60.0, 2)):
        passed[0] = seconds
        client.tell("POST", client.base, payload={})
        assert connections == server.connections


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[HTTPServer]:
    """A server under a certificate that nobody vouches for; it lies in `tmp_path`."""
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run([*made, *names], cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with HTTPServer(host="127.0.0.1", ssl_context=context) as server:
        server.expect_request("/").respond_with_data("{}")
        yield server


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")
def test_a_server_nobody_vouches_for_is_told_nothing(sealed: HTTPServer) -> None:
    """Nothing was sent, so it may be tried again; there is no second try without TLS."""
    client = make_client(sealed.url_for("/"))
    with pytest.raises(RetryLater, match="certificate verify failed"):
        client.tell("POST", client.base, payload={})
    assert [] == sealed.log


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")
def test_a_server_somebody_vouches_for_is_spoken_to(sealed: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under the name that its certificate holds, and under no other."""
    context = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    monkeypatch.setattr("syndicator.sites.wire._tls", lambda: context)
    assert 200 == make_client(sealed.url_for("/")).tell("POST", sealed.url_for("/"), payload={}).status
    other = sealed.url_for("/").replace("127.0.0.1", "localhost")
    with pytest.raises(RetryLater, match="localhost"):
        make_client(other, allow_private=("localhost", "127.0.0.1")).tell("POST", other, payload={})


def test_a_request_leaves_in_one_piece() -> None:
    """Head and body together: the site is woken once, and no half of a request is ever left to wait."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        pieces: list[bytes] = []

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                pieces.append(connection.recv(65_536))
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

        threading.Thread(target=serve, daemon=True).start()
        client = make_client(f"http://127.0.0.1:{server.getsockname()[1]}/")
        client.tell("POST", client.base, payload={"said": "é" * 2_000})
    head, _, body = pieces[0].partition(b"\r\n\r\n")
    assert (b"POST / HTTP/1.1", {"said": "é" * 2_000}) == (head.splitlines()[0], json.loads(body))


def test_a_site_may_answer_before_it_heard_all() -> None:
    """A body it finds too large: its answer counts, although the connection broke while we were still sending."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1024)
                connection.sendall(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")

        threading.Thread(target=serve, daemon=True).start()
        client = make_client(f"http://127.0.0.1:{server.getsockname()[1]}/")
        answer = client.tell("POST", client.base, payload="x" * 20_000_000)
    assert 413 == answer.status


def test_a_line_that_broke_is_not_used_again() -> None:
    """An answer that came apart leaves nothing behind that the next one could be mixed with."""
    with Broken() as broken:
        client = make_client(broken.url, lasting=True)
        with pytest.raises(RetryLater):
            client.ask(client.base)
        assert b"{}" == client.ask(client.base).body
    assert 2 == broken.connections


class Broken:
    """A server that cuts its first answer short, though it promised to hold the connection, and gives the next one whole."""

    def __enter__(self) -> "Broken":
        self.connections = 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}/"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join(5)
        self._server.close()

    def _serve(self) -> None:
        for length in (9, 2):
            connection, _ = self._server.accept()
            self.connections += 1
            with connection:
                connection.recv(65_536)
                connection.sendall(f"HTTP/1.1 200 OK\r\nKeep-Alive: timeout=60\r\nContent-Length: {length}\r\n\r\n{{}}".encode())
