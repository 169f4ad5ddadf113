"""Files about rights over real sockets: which requests are made, with which headers, on which day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from syndicator.feeds import HttpPageReader, Transport
from syndicator.feeds.transport import Manners
from syndicator.pipeline import judge, read
from syndicator.stores.memory import MemoryStore
from tests.walks.fakes import an_article
from tests.walks.terms import Walk

PROHIBITS = (
    '<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><prohibits type="usage">all</prohibits></license></content></rsl>'
)


@dataclass
class Host:
    """A host that answers as it is told, and remembers each request with its conditions."""

    server: HTTPServer
    answers: dict[str, Response | str] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def __call__(self, request: Request) -> Response:
        self.asked.append((request.path, request.headers.get("If-None-Match")))
        assert not ({"Cookie", "Referer", "Authorization"} & set(dict(request.headers)))
        held = self.answers.get(request.path)
        if held is None:
            return Response("", 404)
        if isinstance(held, Response):
            return held
        same = request.headers.get("If-None-Match") == f'"{hash(held)}"'
        return Response(status=304) if same else Response(held, headers={"ETag": f'"{hash(held)}"', "Content-Type": "text/plain"})

    def url(self, path: str) -> str:
        return self.server.url_for(path)


@pytest.fixture
def host(httpserver: HTTPServer) -> Host:
    host = Host(httpserver)
    httpserver.expect_request(re.compile("/.*")).respond_with_handler(host)
    return host


@pytest.fixture
def walked(host: Host) -> Iterator[Walk]:
    """A source on that host of which only the feed is read, over the daemon's own page reader."""
    walked = Walk(MemoryStore(), source={"read_page": False, "watch_terms": False})
    walked.feeds.holds["src"] = [an_article(url=host.url("/1"))]
    transport = Transport(Manners("syndicator-test/1", timeout=3, allow_private=("localhost", "127.0.0.1", "::1")))
    walked.world = replace(walked.world, pages=HttpPageReader(transport, respect_robots=True, now=walked.clock))
    yield walked
    transport.close()


def look(walked: Walk) -> None:
    read(walked.world)
    judge(walked.world)
    walked.clock.pass_(minutes=11)


def test_each_file_is_asked_for_once_a_day_and_only_if_it_changed(host: Host, walked: Walk) -> None:
    """A day of passes asks once; the next day the validators go back, and «not modified» keeps what is known."""
    host.answers |= {"/robots.txt": f"License: {host.url('/prices.xml')}\n", "/prices.xml": PROHIBITS}
    for _ in range(120):  # 22 hours
        look(walked)
    assert [("/robots.txt", None), ("/.well-known/tdmrep.json", None), ("/prices.xml", None)] == host.asked
    walked.clock.pass_(hours=6)
    look(walked)
    tags = [tag for path, tag in host.asked[3:] if path != "/.well-known/tdmrep.json"]
    assert (6, [True, True]) == (len(host.asked), [bool(tag) for tag in tags])
    assert "held" == walked.state


def test_the_permission_to_read_pages_costs_no_second_request(host: Host, walked: Walk) -> None:
    """robots.txt is one file, whatever it is read for."""
    host.answers |= {"/robots.txt": "User-agent: *\nContent-Signal: ai-train=no\n", "/1": "<article>Hi"}
    source = replace(walked.world.sources["src"], read_page=True, watch_terms=True)
    walked.world = replace(walked.world, sources={"src": source})
    look(walked)
    assert 1 == [path for path, _ in host.asked].count("/robots.txt")
    assert "Content-Signal" in walked.store.terms_pages("src")[f"robots {host.url('/robots.txt')}"].html


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_keeps_what_it_said_in_force(host: Host, walked: Walk, status: int) -> None:
    """For an article that comes on the third day of trouble, too."""
    host.answers |= {"/robots.txt": f"License: {host.url('/prices.xml')}\n", "/prices.xml": PROHIBITS}
    look(walked)
    host.answers = {path: Response("", status) for path in ("/robots.txt", "/prices.xml", "/.well-known/tdmrep.json")}
    for _ in range(3):
        walked.clock.pass_(days=1.2)
        look(walked)
    walked.feeds.holds["src"].append(an_article(2, url=host.url("/2")))
    walked.clock.pass_(hours=1)
    look(walked)
    assert {"held"} == {case.state for case in walked.store.cases()}
    assert any(f"status {status}" in watch.problem for watch in walked.store.terms_watches()["src"].values())


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_robots_txt_nothing_is_said(host: Host, walked: Walk, status: int) -> None:
    """RFC 9309 §2.3.1.3: a 4xx means that there is none."""
    host.answers["/robots.txt"] = Response("License: https://x.example/", status)
    look(walked)
    assert ("allowed", {}) == (walked.state, walked.store.terms_pages("src"))


def test_a_document_that_leads_to_another_host_is_not_read(host: Host, walked: Walk) -> None:
    """Its words there are not the publisher's."""
    elsewhere = host.url("/elsewhere").replace("localhost", "127.0.0.1")
    host.answers |= {
        "/robots.txt": f"License: {host.url('/prices.xml')}\n",
        "/prices.xml": Response("", 302, {"Location": elsewhere}),
        "/elsewhere": PROHIBITS.replace("prohibits", "permits"),
    }
    look(walked)
    assert ("held", True) == (walked.state, f"it leads to another host ({elsewhere})" in walked.why)


def test_a_new_process_asks_for_nothing_before_its_time(host: Host, walked: Walk) -> None:
    """When to look again rests in the store, not in a process."""
    look(walked)
    walked.world = replace(walked.world, pages=HttpPageReader(Transport(Manners("x", allow_private=("localhost",))), True, walked.clock))
    walked.clock.pass_(hours=12)
    look(walked)
    assert [("/robots.txt", None), ("/.well-known/tdmrep.json", None)] == host.asked
    assert timedelta(hours=24) <= walked.store.terms_watches()["src"][
        f"tdmrep {host.url('/.well-known/tdmrep.json')}"
    ].next_look - walked.clock() + timedelta(hours=12, minutes=22)
