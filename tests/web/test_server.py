"""The server: what it shows to strangers, and how it begins and ends."""

import socket

import pytest
import requests

from syndicator.errors import SettingsError
from syndicator.settings import load
from syndicator.web import beside, server
from syndicator.wiring import running, utc_now
from tests.web.conftest import SETTINGS, free_port

EVERYWHERE = {"cache-control": "no-store", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}


def test_health_tells_whether_it_ticks_and_nothing_else(door):
    """503 before the first tick, 200 after it."""
    before = requests.get(f"{door.url}/health", timeout=5)
    door.app.overview.record_tick(utc_now())
    after = requests.get(f"{door.url}/health", timeout=5)
    assert ((503, {"healthy": False}), (200, {"healthy": True})) == (
        (before.status_code, before.json()), (after.status_code, after.json()),
    )  # fmt: skip


def test_there_is_nothing_else(door):
    """No schema, no documentation, no redirect."""
    paths = "/ /docs /redoc /openapi.json /websub /websub/ /websub/a/b /health/ /robots.txt /%2e%2e/etc/passwd".split()
    answers = {path: requests.get(f"{door.url}{path}", timeout=5, allow_redirects=False).status_code for path in paths}
    assert dict.fromkeys(paths, 404) == answers


def test_no_other_method_is_taken(door):
    """Each address takes what it is for."""
    asked = [("POST", "/health"), ("PUT", "/websub/x"), ("DELETE", "/websub/x"), ("PATCH", "/websub/x")]
    assert [405] * 4 == [requests.request(method, f"{door.url}{path}", timeout=5).status_code for method, path in asked]


def test_every_answer_is_cautious(door):
    """Nothing is kept, sniffed, framed or told onwards, and nobody hears what runs here."""
    for path in ("/health", "/nothing", "/websub/x"):
        headers = requests.get(f"{door.url}{path}", timeout=5).headers
        assert EVERYWHERE == {name: headers.get(name) for name in EVERYWHERE}
        assert ("default-src 'none'; frame-ancestors 'none'", None) == (headers["content-security-policy"], headers.get("server"))


def test_who_says_nothing_is_hung_up_on(door, monkeypatch):
    """A head that drips holds no connection for ever."""
    monkeypatch.setattr(server, "_HEAD_WITHIN", 0.2)
    with socket.create_connection(("127.0.0.1", int(door.url.rpartition(":")[2])), 5) as slow:
        slow.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n")
        assert b"" == slow.recv(1000)


def test_a_body_that_does_not_end_is_given_up(door):
    """After `fetch.deadline`, here two seconds."""
    with socket.create_connection(("127.0.0.1", int(door.url.rpartition(":")[2])), 10) as slow:
        slow.sendall(f"POST /websub/{door.known.token} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc".encode())
        assert b"HTTP/1.1 408 " == slow.recv(1000)[:13]


def test_a_head_without_end_is_no_request(door):
    """16 KiB are enough for any hub."""
    with socket.create_connection(("127.0.0.1", int(door.url.rpartition(":")[2])), 5) as slow:
        slow.sendall(b"GET /health HTTP/1.1\r\nX-Long: " + b"x" * 70_000)
        assert b"HTTP/1.1 400 " == slow.recv(1000)[:13]


def test_an_address_that_is_taken_is_a_mistake_of_the_settings(tmp_path):
    """One line says what and what to do, and nothing was begun."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        file = tmp_path / "syndicator.toml"
        file.write_text(SETTINGS.format(port=taken.getsockname()[1]))
        refused = pytest.raises(SettingsError, match=r"web.listen: 127.0.0.1:\d+ cannot be had .*name another")
        with running(load(file, {})) as app, refused, beside(app, lambda: None):
            raise AssertionError("it listens")


def test_it_ends_with_what_it_stands_beside(tmp_path):
    """Afterwards nobody answers, and the port is free again."""
    port, file = free_port(), tmp_path / "syndicator.toml"
    file.write_text(SETTINGS.format(port=port))
    with running(load(file, {})) as app, beside(app, lambda: None):
        assert 503 == requests.get(f"http://127.0.0.1:{port}/health", timeout=5).status_code
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{port}/health", timeout=5)
