"""Whose server an address leads to."""

import socket
import threading
from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from syndicator.feeds import Manners, Transport
from syndicator.feeds import server as server_of
from syndicator.feeds.domains import registrable
from syndicator.pipeline.read import read
from syndicator.stores.memory import MemoryStore
from tests.walks.fakes import SOURCE, Clock, Feeds, Town, a_world

CASES = {
    "news.bbc.co.uk": "bbc.co.uk",
    "bbc.co.uk": "bbc.co.uk",
    "co.uk": "co.uk",
    "www.example.org": "example.org",
    "a.blogspot.com": "blogspot.com",
    "b.c.github.io": "github.io",
    "news.xn--mnchen-3ya.de": "xn--mnchen-3ya.de",
    "feeds.unheard-of": "feeds.unheard-of",
    "localhost": "localhost",
    "127.0.0.1": "127.0.0.1",
    "2001:db8::1": "2001:db8::1",
    "": "",
}


@pytest.mark.parametrize(("host", "domain"), CASES.items())
def test_a_host_belongs_to_the_domain_that_was_registered(host: str, domain: str) -> None:
    """By the suffixes of registries; numbers and single names belong to themselves."""
    assert domain == registrable(host)


def test_an_address_leads_to_a_server_whatever_its_port_and_case() -> None:
    """None at all to none."""
    assert ["example.org", "example.org", ""] == [
        server_of(url) for url in ("https://News.EXAMPLE.org.:8443/a", "http://example.org/b", "mailto:a@example.org")
    ]


def test_a_domain_is_asked_for_one_thing_at_a_time(server: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also under many names; what is another domain's is asked meanwhile."""
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *more, **named: real("127.0.0.1", *more, **named))
    inside: list[str] = []
    met: set[frozenset[str]] = set()
    both, lock = threading.Barrier(2), threading.Lock()

    def handle(request: Request) -> Response:
        name = request.host.partition(":")[0]
        with lock:
            inside.append(name)
            met.add(frozenset(inside))
        if name != "b.press.example":
            both.wait(5)
        with lock:
            inside.remove(name)
        return Response("")

    server.expect_request("/").respond_with_handler(handle)
    transport = Transport(Manners("tests/1", allow_private=("127.0.0.0/8",)))
    names = ("a.press.example", "b.press.example", "c.other.example")
    threads = [threading.Thread(target=transport.get, args=(f"http://{name}:{server.port}/",)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    transport.close()
    assert frozenset({"a.press.example", "c.other.example"}) in met
    assert not any({"a.press.example", "b.press.example"} <= names for names in met)


def test_the_sources_of_a_domain_go_one_after_another() -> None:
    """They wait in one lane, so that no thread waits for a turn."""
    lanes: list[str] = []

    class Engine:
        def overlap(self, work, items, lane=None):  # type: ignore[no-untyped-def]
            for item in items:
                if lane is not None:
                    lanes.append(lane(item))
                yield item, work(item)

    sources = {name: replace(SOURCE, id=name, feed=f"https://{name}.press.example/feed") for name in ("a", "b")}
    world = a_world(MemoryStore(), Feeds(), {"commons": Town("commons")}, Clock(), sources=sources)
    read(replace(world, server=server_of, engine=Engine()))
    assert ["press.example", "press.example"] == lanes
