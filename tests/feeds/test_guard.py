"""No name, number or spelling leads into a private network."""

import itertools
import socket
import threading
from collections.abc import Iterator

import pytest

from syndicator.errors import InputError, Rejected, RetryLater
from syndicator.feeds import Manners, Transport
from syndicator.feeds.guard import Guard
from tests.feeds.conftest import AGENT

CLOSED = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 168.63.129.16 169.254.0.1 169.254.169.254
172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1
224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::a9fe:a9fe 100::1
2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1
""".split()
OPEN = "8.8.8.8 1.1.1.1 100.63.255.255 172.32.0.1 192.167.255.255 169.253.1.1 2606:4700::1111 2a00:1450:4001::1".split()


@pytest.mark.parametrize("address", CLOSED)
def test_a_special_address_is_refused(address: str) -> None:
    """Private, loopback, link-local, metadata, multicast, mapped, translated and reserved ones alike."""
    assert "is not a public address" in Guard().refusal(address, "host.example", 80)


@pytest.mark.parametrize("address", OPEN)
def test_a_public_address_is_open(address: str) -> None:
    """On the ports of the web, and on high ones."""
    assert ["", "", "", ""] == [Guard().refusal(address, "host.example", port) for port in (80, 443, 8080, 8443)]


@pytest.mark.parametrize("port", [0, 22, 25, 110, 143, 445, 631])
def test_other_services_are_not_spoken_to(port: int) -> None:
    """A low port that is not the web's is refused even on a public address."""
    assert f"port {port} is not a port of the web" == Guard().refusal("8.8.8.8", "host.example", port)


@pytest.mark.parametrize(
    ("allowed", "address", "host", "port", "open_"),
    [
        ("127.0.0.1", "127.0.0.1", "x.example", 81, True),
        ("127.0.0.1:8080", "127.0.0.1", "127.0.0.1", 8080, True),
        ("127.0.0.1:8080", "127.0.0.1", "127.0.0.1", 8081, False),
        ("127.0.0.1:8080", "127.0.0.2", "127.0.0.2", 8080, False),
        ("10.1.0.0/16", "10.1.2.3", "x.example", 80, True),
        ("10.1.0.0/16", "10.2.2.3", "x.example", 80, False),
        ("Intranet.example", "10.2.2.3", "intranet.example", 80, True),
        ("intranet.example", "10.2.2.3", "evil-intranet.example", 80, False),
        ("intranet.example:8080", "10.2.2.3", "intranet.example", 80, False),
        ("[::1]:8080", "::1", "::1", 8080, True),
        ("::1", "::1", "localhost", 80, True),
        ("::1", "127.0.0.1", "localhost", 80, False),
        ("fd00::/8", "fd12::1", "x.example", 80, True),
    ],
)
def test_what_the_operator_names_is_open_and_nothing_else(allowed: str, address: str, host: str, port: int, open_: bool) -> None:
    """Host, host:port, address and network each open exactly what they say."""
    assert open_ is (Guard([allowed]).refusal(address, host, port) == "")


@pytest.mark.parametrize("entry", ["", "http://x.example/", "x.example/path", "10.0.0.0/99", "x:y:z", "host:99999"])
def test_an_entry_that_names_nothing_is_told(entry: str) -> None:
    """A slip in the configuration is not passed over."""
    with pytest.raises(InputError, match="is no host"):
        Guard([entry])


@pytest.fixture
def canary() -> Iterator[tuple[int, list[object]]]:
    """A listener on loopback and the connections it saw."""
    listening = socket.create_server(("127.0.0.1", 0))
    seen: list[object] = []

    def serve() -> None:
        try:
            while True:
                connected, peer = listening.accept()
                connected.close()
                seen.append(peer)
        except OSError:
            return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listening.getsockname()[1], seen
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(5)


SPELLINGS = """127.0.0.1 127.1 2130706433 0x7f000001 0x7f.1 017700000001 0177.0.0.1 localhost LOCALHOST localhost. [::1] [::ffff:127.0.0.1]
[::ffff:7f00:1] [::127.0.0.1] 0 0.0.0.0 [::] 127.0.0.1. %31%32%37.0.0.1 ①②⑦.0.0.1 1%32%37.0.0.1""".split()


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_loopback_is_connected_to(canary: tuple[int, list[object]], host: str) -> None:
    """What is judged is the address, so no way of writing it matters."""
    port, seen = canary
    with pytest.raises((Rejected, RetryLater)):
        Transport(Manners(AGENT, timeout=1, deadline=2)).get(f"http://{host}:{port}/")
    assert [] == seen


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:{}\\@news.example/", "http://news.example@127.0.0.1:{}/", "http://127.0.0.1:{}#@news.example/"]
)
def test_no_trick_with_the_authority_is_connected_to(canary: tuple[int, list[object]], url: str) -> None:
    """Parsers that differ about where the host is do not matter either."""
    port, seen = canary
    with pytest.raises((Rejected, RetryLater)):
        Transport(Manners(AGENT, timeout=1, deadline=2)).get(url.format(port))
    assert [] == seen


def test_a_name_with_one_private_answer_is_refused(canary: tuple[int, list[object]], monkeypatch: pytest.MonkeyPatch) -> None:
    """All answers of the one look-up must be public; it is the only look-up."""
    port, seen = canary
    asked: list[str] = []

    def answers(host: str, port: int, *rest: object, **named: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("93.184.216.34", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    with pytest.raises(Rejected, match=r"127\.0\.0\.1 is not a public address"):
        Transport(Manners(AGENT, timeout=1, deadline=2)).get(f"http://rebinding.example:{port}/")
    assert ["rebinding.example"] == asked
    assert [] == seen


def test_a_name_that_answers_differently_each_time_gains_nothing(canary: tuple[int, list[object]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred fetches of a name that is public at one look-up and loopback at the next: each looks up once, none arrives."""
    port, seen = canary
    answers = itertools.cycle(("93.184.216.34", "127.0.0.1", "::1", "169.254.169.254"))
    asked, real = [], socket.create_connection

    def rebinding(host: str, port: int, *rest: object, **named: object) -> list[tuple[object, ...]]:
        asked.append(next(answers))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (asked[-1], port))]

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        if address[0] == "93.184.216.34":
            raise ConnectionRefusedError(111, "Connection refused")
        return real(address, timeout)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket, "create_connection", connect)
    transport = Transport(Manners(AGENT, timeout=1, deadline=2))
    kinds = []
    for _ in range(200):
        with pytest.raises((Rejected, RetryLater)) as caught:
            transport.get(f"http://rebinding.example:{port}/")
        kinds.append(caught.type)
    transport.close()
    assert ([RetryLater, Rejected, Rejected, Rejected] * 50, 200, []) == (kinds, len(asked), seen)


def test_the_peer_itself_is_judged(canary: tuple[int, list[object]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if the connection leads elsewhere than the address said, nothing is sent."""
    port, _ = canary
    real = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: real(("127.0.0.1", port), timeout))
    with pytest.raises(Rejected, match=r"127\.0\.0\.1 is not a public address"):
        Guard().connect("93.184.216.34", 80, 1.0)
