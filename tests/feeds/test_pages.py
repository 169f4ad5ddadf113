"""Pages as a reader gets them, and robots.txt before them."""

from datetime import datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.feeds import HttpPageReader, Transport
from syndicator.feeds.pages import link_header
from syndicator.ports import Page, Validators
from tests.feeds.conftest import NOW

CHARSETS = [
    ("text/html; charset=windows-1251", "Река".encode("cp1251")),
    ("text/html", '<meta charset="koi8-r">Река'.encode("koi8-r")),
    ("text/html", '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">Река'.encode()),
    ("text/html; charset=nonsense", "Река".encode()),
    ("text/html; charset=utf-7", "Река".encode()),
    ("text/html", "\ufeffРека".encode("utf-16")),
]


@pytest.mark.parametrize(("kind", "body"), CHARSETS)
def test_a_page_is_decoded_as_it_says(server: HTTPServer, transport: Transport, kind: str, body: bytes) -> None:
    """By mark, header, meta element, else as UTF-8; a dangerous or unknown name is not believed."""
    server.expect_request("/a").respond_with_data(body, headers={"Content-Type": kind})
    assert HttpPageReader(transport).page(server.url_for("/a")).html.endswith("Река")


def test_a_page_has_its_final_address_and_links(server: HTTPServer, transport: Transport) -> None:
    """Relations are split, targets resolved, and the kind is told without its parameters."""
    server.expect_request("/old").respond_with_data("", 301, {"Location": "/a/page"})
    header = '<../by>; rel="license"; title="a, b; rel=x", </c>;rel="canonical shortlink"'
    server.expect_request("/a/page").respond_with_data(b"<p>Hi", headers={"Content-Type": "Text/HTML; charset=UTF-8", "Link": header})
    base = server.url_for("/")[:-1]
    expected = (("license", f"{base}/by"), ("canonical", f"{base}/c"), ("shortlink", f"{base}/c"))
    assert Page(f"{base}/a/page", "<p>Hi", expected, "text/html", (("link", header),)) == HttpPageReader(transport).page(f"{base}/old")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", []),
        ("<https://x.example/l>; rel=license", [("license", "https://x.example/l")]),
        ("<https://x.example/l>; rel=license; type=application/rsl+xml", []),
        ('<https://x.example/l>; rel=license; anchor="/picture.jpg"', []),
        ("<https://x.example/l>; REL=License; rel=next", [("license", "https://x.example/l")]),
        ("<https://x.example/l>", []),
        ("<http://[::1>; rel=license, <b>; rel=next", [("next", "https://n.example/b")]),
        ("<" * 5000, []),
        (";" * 5000 + '"', []),
    ],
)
def test_link_headers_are_read(header: str, expected: list[tuple[str, str]]) -> None:
    """Links about other things, and those for machines that learn, are no statements about the page."""
    assert expected == list(link_header(header, "https://n.example/a"))


@pytest.mark.parametrize(
    ("status", "error"),
    [(404, Gone), (410, Gone), (401, Rejected), (403, Rejected), (451, Rejected), (429, RetryLater), (500, RetryLater), (503, RetryLater)],
)
def test_every_other_status_is_an_error_of_ours(server: HTTPServer, transport: Transport, status: int, error: type[Exception]) -> None:
    """Missing is Gone, trouble is RetryLater, a refusal is Rejected."""
    server.expect_request("/a").respond_with_data("x", status)
    with pytest.raises(error, match=str(status)):
        HttpPageReader(transport).page(server.url_for("/a"))


def test_retry_after_counts_for_pages(server: HTTPServer, transport: Transport) -> None:
    """In the time of the clock that was handed in."""
    server.expect_request("/a").respond_with_data("x", 429, {"Retry-After": "120"})
    with pytest.raises(RetryLater) as caught:
        HttpPageReader(transport, now=lambda: NOW).page(server.url_for("/a"))
    assert NOW + timedelta(minutes=2) == caught.value.when


def test_what_is_no_text_is_no_page(server: HTTPServer, transport: Transport) -> None:
    """A picture is not read as a page."""
    server.expect_request("/a").respond_with_data(b"\x89PNG", headers={"Content-Type": "image/png"})
    with pytest.raises(Rejected, match="is not a page but image/png"):
        HttpPageReader(transport).page(server.url_for("/a"))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "FILE:/etc/passwd", "ftp://x.example/", "data:text/html,x", "", "/etc/passwd"])
@pytest.mark.parametrize("robots", [True, False])
def test_only_the_web_is_read(transport: Transport, url: str, robots: bool) -> None:
    """No file, no other protocol, with or without robots.txt."""
    with pytest.raises(Rejected, match="only http and https"):
        HttpPageReader(transport, respect_robots=robots).page(url)


ROBOTS = """\ufeffUser-agent: *
Disallow: /

User-agent: Syndicator
Disallow: /private
Allow: /private/open$
"""


def reader(server: HTTPServer, transport: Transport, answer: Response | str) -> HttpPageReader:
    made = answer if isinstance(answer, Response) else Response(answer)
    server.expect_request("/robots.txt").respond_with_response(made)
    server.expect_request("/").respond_with_data("page", headers={"Content-Type": "text/html"})
    for path in ("/a", "/private/x", "/private/open"):
        server.expect_request(path).respond_with_data("page", headers={"Content-Type": "text/html"})
    return HttpPageReader(transport, respect_robots=True, now=lambda: NOW)


def test_robots_txt_is_obeyed_under_our_own_name(server: HTTPServer, transport: Transport) -> None:
    """Our group counts, not the one for all; the longest rule wins; it is fetched once."""
    pages = reader(server, transport, ROBOTS)
    assert ["page", "page"] == [pages.page(server.url_for(path)).html for path in ("/a", "/private/open")]
    with pytest.raises(Rejected, match=r"robots\.txt asks not to read http://127\.0\.0\.1:\d+/private/x"):
        pages.page(server.url_for("/private/x"))
    assert 1 == [request.path for request, _ in server.log].count("/robots.txt")
    assert "/private/x" not in [request.path for request, _ in server.log]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_without_robots_txt_all_may_be_read(server: HTTPServer, transport: Transport, status: int) -> None:
    """RFC 9309 §2.3.1.3: a 4xx means there are no rules."""
    assert "page" == reader(server, transport, Response("Disallow: /", status)).page(server.url_for("/a")).html


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_host_in_trouble_allows_nothing_for_now(server: HTTPServer, transport: Transport, status: int) -> None:
    """RFC 9309 §2.3.1.4; and is not asked before every page whether it still is."""
    times = {"now": NOW}
    reader(server, transport, Response("", status, {"Retry-After": "1800"}))
    pages = HttpPageReader(transport, respect_robots=True, now=lambda: times["now"])
    for minutes, asked in ((0, 1), (14, 1), (29, 1), (31, 2)):
        times["now"] = NOW + timedelta(minutes=minutes)
        with pytest.raises(RetryLater, match=f"robots.txt: status {status}"):
            pages.page(server.url_for("/a"))
        assert ["/robots.txt"] * asked == [request.path for request, _ in server.log]


def test_a_redirected_robots_txt_holds_for_the_host_that_was_asked(server: HTTPServer, transport: Transport) -> None:
    """RFC 9309 §2.3.1.2: five redirects are followed, and the rules are those of the page's own host."""
    for number in range(4):
        server.expect_request(f"/robots{number}").respond_with_data("", 302, {"Location": f"/robots{number + 1}"})
    server.expect_request("/robots4").respond_with_data("User-agent: *\nDisallow: /a")
    pages = reader(server, transport, Response("", 302, {"Location": "/robots0"}))
    with pytest.raises(Rejected, match="asks not to read"):
        pages.page(server.url_for("/a"))


def test_where_a_page_redirects_to_is_asked_about_too(server: HTTPServer, transport: Transport) -> None:
    """What robots.txt keeps from us is not read by way of another address."""
    server.expect_request("/shortcut").respond_with_data("", 302, {"Location": "/private/x"})
    with pytest.raises(Rejected, match=r"asks not to read .*/private/x"):
        reader(server, transport, ROBOTS).page(server.url_for("/shortcut"))
    assert ["/robots.txt", "/shortcut"] == [request.path for request, _ in server.log]


def test_a_crawl_delay_is_kept(server: HTTPServer, transport: Transport) -> None:
    """Between two pages the host is left alone as long as it asks; a wait nobody would sit out is a reason to come again later."""
    waits: list[float] = []
    reader(server, transport, "User-agent: *\nCrawl-delay: 25")
    pages = HttpPageReader(transport, respect_robots=True, now=lambda: NOW, pause=waits.append)
    for _ in range(3):
        pages.page(server.url_for("/a"))
    assert [25.0, 50.0] == waits
    for _ in range(2):
        with pytest.raises(RetryLater, match="wants fewer pages read") as caught:
            pages.page(server.url_for("/a"))
        assert NOW + timedelta(seconds=75) == caught.value.when


def test_robots_txt_is_asked_again_after_a_day(server: HTTPServer, transport: Transport) -> None:
    """RFC 9309 §2.4: not believed for longer."""
    times = {"now": NOW}
    answers = iter(["User-agent: *\nDisallow: /", "User-agent: *\nAllow: /"])

    def answer(request: Request) -> Response:
        return Response(next(answers))

    def clock() -> datetime:
        return times["now"]

    server.expect_request("/robots.txt").respond_with_handler(answer)
    server.expect_request("/a").respond_with_data("page", headers={"Content-Type": "text/html"})
    pages = HttpPageReader(transport, respect_robots=True, now=clock)
    for hours in (0, 23):
        times["now"] = NOW + timedelta(hours=hours)
        with pytest.raises(Rejected):
            pages.page(server.url_for("/a"))
    times["now"] = NOW + timedelta(hours=24)
    assert "page" == pages.page(server.url_for("/a")).html


def test_a_page_nested_beyond_reason_is_refused(server: HTTPServer, transport: Transport) -> None:
    """Its tree would take minutes to build; the page is refused in no time."""
    server.expect_request("/deep").respond_with_data("<div>" * 20_000, content_type="text/html")
    with pytest.raises(Rejected, match="built so that no parser gets through it"):
        HttpPageReader(transport).page(server.url_for("/deep"))


def test_header_lines_about_rights_are_kept_one_by_one(server: HTTPServer, transport: Transport) -> None:
    """Each line of a name that is repeated, in order, with a lower-case name; other headers are nobody's business."""
    answer = Response("page", headers=[("X-Robots-Tag", "noai"), ("Set-Cookie", "a=1"), ("x-robots-tag", "bot: noarchive, nosnippet")])
    answer.headers.add("TDM-Reservation", "1")
    answer.headers.add("Content-Usage", "train-ai=n")
    server.expect_request("/a").respond_with_response(answer)

    page = HttpPageReader(transport).page(server.url_for("/a"))

    expected = {
        ("x-robots-tag", "noai"),
        ("x-robots-tag", "bot: noarchive, nosnippet"),
        ("tdm-reservation", "1"),
        ("content-usage", "train-ai=n"),
    }
    assert (4, expected) == (len(page.signals), set(page.signals))


def test_an_unchanged_page_is_not_sent_again(server: HTTPServer, transport: Transport) -> None:
    """Both validators go back byte for byte; 304 means unchanged, another answer is the page."""
    asked: list[tuple[str | None, str | None]] = []

    def answer(request: Request) -> Response:
        asked.append((request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")))
        given = Response("Terms", headers={"ETag": 'W/"7"', "Last-Modified": "yesterday", "Content-Type": "text/html"})
        return Response(status=304) if asked[-1][0] == 'W/"7"' else given

    server.expect_request("/terms").respond_with_handler(answer)
    pages, url = HttpPageReader(transport), server.url_for("/terms")

    first = pages.changed(url, Validators())
    again = pages.changed(url, first.validators)

    assert ("Terms", Validators('W/"7"', "yesterday"), None) == (first.html, first.validators, again)
    assert [(None, None), ('W/"7"', "yesterday")] == asked


def test_validators_of_another_address_are_not_kept(server: HTTPServer, transport: Transport) -> None:
    """What a redirect led to gave them; sent to the address that was asked for they would mean nothing."""
    server.expect_request("/old").respond_with_data("", 302, {"Location": "/terms"})
    server.expect_request("/terms").respond_with_data("Terms", headers={"ETag": '"1"', "Content-Type": "text/html"})
    assert Validators() == HttpPageReader(transport).page(server.url_for("/old")).validators


def test_not_modified_is_no_answer_to_a_plain_question(server: HTTPServer, transport: Transport) -> None:
    """A server that says so all the same is asked again later: nothing is taken for read that was not."""
    server.expect_request("/terms").respond_with_response(Response(status=304))
    with pytest.raises(RetryLater, match="not modified"):
        HttpPageReader(transport).changed(server.url_for("/terms"), Validators())


def test_a_look_again_asks_robots_txt_first(server: HTTPServer, transport: Transport) -> None:
    """Watching is crawling too."""
    pages = reader(server, transport, ROBOTS)
    with pytest.raises(Rejected, match=r"robots\.txt"):
        pages.changed(server.url_for("/private/x"), Validators('"1"'))
