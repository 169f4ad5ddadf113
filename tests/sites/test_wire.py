"""Connections to sites: used again while the site promised to hold them, and never where a lost answer could not be mended."""

import socket
import ssl
import threading
import time

import pytest

from syndicator.sites.wire import _tls
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


def test_certificates_are_loaded_once_and_checked() -> None:
    """A server nobody vouches for is not spoken to."""
    assert _tls() is _tls()
    assert (ssl.CERT_REQUIRED, True) == (_tls().verify_mode, _tls().check_hostname)
