"""Lists of hostile addresses: none of them reaches a forbidden place, and none that is fine is kept from where it leads."""

import ipaddress
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest

from syndicator.core.schedule import host
from syndicator.errors import Rejected, RetryLater
from syndicator.feeds import Manners, Transport
from syndicator.feeds.guard import Guard
from tests.feeds.conftest import AGENT

PUBLIC = "93.184.216.34"
URLS = Path(os.environ.get("SYNDICATOR_CORPORA", Path(__file__).parents[3] / "shared" / "corpora")) / "urls"
pytestmark = pytest.mark.skipif(not URLS.is_dir(), reason=f"the lists of addresses are not at {URLS}")
# Names that lead inside where they lead anywhere: in the resolver of a machine, of a cloud, or of a stranger who means harm.
INSIDE = ("localhost", "ip6-localhost", "ip6-loopback", "instance-data", "metadata", "metadata.google.internal", "169.254.169.254.nip.io")
REAL = socket.getaddrinfo


def lookup(host: str, port: int, *rest: object, **named: object) -> list[tuple]:
    """Numbers in every spelling as the system reads them; every name leads to one public address, but those that lead inside."""
    try:
        return REAL(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        inside = host.lower().rstrip(".") in INSIDE
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1" if inside else PUBLIC, port))]


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were connected to; nothing is."""
    found: list[str] = []

    def connect(address: tuple[str, int], *rest: object) -> None:
        found.append(address[0])
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket, "create_connection", connect)
    return found


@pytest.fixture
def strict() -> Iterator[Transport]:
    made = Transport(Manners(AGENT, timeout=1, deadline=5))
    yield made
    made.close()


def asked(transport: Transport, url: str) -> type[Exception]:
    with pytest.raises((Rejected, RetryLater)) as caught:
        transport.get(url)
    return caught.type


def inside(address: str) -> bool:
    """Whether an address is one of those that must not be reached; reckoned by the standard library, not by the guard."""
    found = ipaddress.ip_address(address.partition("%")[0])
    return not found.is_global or found.is_multicast


def test_our_own_list_is_refused(reached: list[str], strict: Transport) -> None:
    """Fifty-four hosts in every spelling, over both schemes, and as the end of every kind of redirect's address; no connection is tried."""
    hosts = json.loads((URLS / "own" / "ssrf_hosts.json").read_text("utf-8"))
    refused = [asked(strict, f"{scheme}://{name}/") for name in hosts["block_hosts"] for scheme in ("http", "https")]
    for url in hosts["block_urls"]:
        asked(strict, url)
    assert (2 * 54, []) == (len(refused), [address for address in reached if inside(address)])


def test_what_is_fine_goes_its_way(reached: list[str], strict: Transport) -> None:
    """An address of the list that may be fetched is connected to, at the place it names."""
    fine = json.loads((URLS / "own" / "ssrf_hosts.json").read_text("utf-8"))["allow_urls_parse_only"]
    assert [RetryLater] * len(fine) == [asked(strict, url) for url in fine]
    assert [PUBLIC, PUBLIC, "2606:2800:220:1:248:1893:25c8:1946", PUBLIC, PUBLIC, PUBLIC] == reached


def test_the_addresses_of_another_reader_are_judged_as_it_judges_them() -> None:
    """Miniflux's table of what is public."""
    rows = json.loads((URLS / "miniflux" / "is_non_public_ip.json").read_text("utf-8"))
    assert {row["name"]: row["non_public"] for row in rows} == {row["name"]: bool(Guard().refusal(row["ip"], "", 443)) for row in rows}


def test_payloads_of_attackers_reach_nothing_inside(reached: list[str], strict: Transport) -> None:
    """Each of the list is refused, or leads to a public address; those whose host is inside are refused as such."""
    lines = (URLS / "payloadsallthethings" / "ssrf_urls.txt").read_text("utf-8").splitlines()
    urls = [line.split(" ")[0] for line in lines if line.strip()]
    for url in urls:
        before = len(reached)
        kind = asked(strict, url)
        assert (url, []) == (url, [address for address in reached if inside(address)])
        if host(url) in INSIDE and url.startswith("http"):
            assert (url, Rejected, before) == (url, kind, len(reached))
    assert (True, True) == (len(urls) > 140, 0 < len(reached) < 60)


def test_places_to_redirect_to_reach_nothing_inside(reached: list[str], strict: Transport) -> None:
    """Each as the Location of an answer from outside."""
    files = sorted((URLS / "payloadsallthethings" / "open-redirect").iterdir())
    places = [line for file in files for line in file.read_text("utf-8", "replace").splitlines() if line.strip()]
    for place in places:
        try:
            url = urljoin("https://news.example/feed", place)
        except ValueError:
            continue  # no address: the transport says so before it looks anything up
        asked(strict, url)
    assert (True, []) == (len(places) > 300, [address for address in reached if inside(address)])


def test_the_addresses_of_the_url_standard_reach_nothing_inside(reached: list[str], strict: Transport) -> None:
    """The cases of WHATWG's own test data without a base, oddities and all: what is no address is refused, no other exception passes."""
    cases = json.loads((URLS / "rust-url" / "urltestdata.json").read_text("utf-8"))
    urls = [case["input"] for case in cases if isinstance(case, dict) and case.get("base") is None]
    for url in urls:
        asked(strict, url)
    assert (True, []) == (len(urls) > 500, [address for address in reached if inside(address)])
    plain = [
        c["input"]
        for c in cases
        if isinstance(c, dict) and c.get("hostname") == "example.com" and c["input"].startswith("http://example.com/")
    ]
    reached.clear()
    assert [RetryLater] * len(plain) == [asked(strict, url) for url in plain]
    assert [PUBLIC] * len(plain) == reached
