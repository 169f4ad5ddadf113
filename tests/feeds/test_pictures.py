"""Fetching pictures over real sockets: what is taken for one, and what each answer means."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from syndicator.core.places import Site
from syndicator.errors import Gone, Rejected, RetryLater
from syndicator.feeds import HttpPictures, Manners, Transport
from syndicator.settings import load
from syndicator.wiring import site_facts, tools
from tests.core.test_rasters import png
from tests.feeds.household import AGENT

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def pictures(transport: Transport, server: HTTPServer) -> HttpPictures:
    server.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /private/")
    return HttpPictures(transport, lambda: NOW)


def test_a_picture_is_believed_for_its_bytes(pictures: HttpPictures, server: HTTPServer) -> None:
    """Whatever its name and its header say."""
    server.expect_request("/r.jpg").respond_with_data(png(), content_type="text/html")
    found = pictures.picture(server.url_for("/r.jpg"))
    assert ("image/png", png()) == (found.kind, found.data)


@pytest.mark.parametrize("body", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", png(20_000, 20_000), png()[:-20]])
def test_what_is_none_is_rejected(pictures: HttpPictures, server: HTTPServer, body: bytes) -> None:
    """SVG, half a picture, a bomb."""
    server.expect_request("/r.png").respond_with_data(body, content_type="image/png")
    with pytest.raises(Rejected, match=r"/r\.png: "):
        pictures.picture(server.url_for("/r.png"))


@pytest.mark.parametrize(("status", "expected"), [
    (404, Gone), (410, Gone), (401, Rejected), (403, Rejected), (204, Rejected), (429, RetryLater), (503, RetryLater),
])  # fmt: skip
def test_each_answer_has_its_meaning(pictures: HttpPictures, server: HTTPServer, status: int, expected: Any) -> None:
    """Gone, never, or later, at the time that was asked for."""
    server.expect_request("/r.png").respond_with_data(b"" if status == 204 else b"no", status=status, headers={"Retry-After": "60"})
    with pytest.raises(expected, match=str(status)) as caught:
        pictures.picture(server.url_for("/r.png"))
    assert expected is not RetryLater or caught.value.when == NOW + timedelta(minutes=1)


def test_neither_robots_txt_nor_the_guard_is_walked_round(pictures: HttpPictures, server: HTTPServer) -> None:
    """Nothing is fetched against a host's wish, and nothing in a private network."""
    with pytest.raises(Rejected, match=r"robots\.txt"):
        pictures.picture(server.url_for("/private/r.png"))
    strict = HttpPictures(Transport(Manners(AGENT, timeout=1.0, deadline=2.0)), lambda: NOW)
    with pytest.raises((Rejected, RetryLater), match="not a public address"):
        strict.picture(server.url_for("/r.png"))


def test_images_go_where_the_kind_takes_them_and_the_operator_wants_them(tmp_path) -> None:
    """WordPress takes them unless told otherwise; a journal and a kind that does not say never do."""
    tables = [("blog", "wordpress", ""), ("plain", "wordpress", "images = false"), ("list", "journal", "")]
    text = '[fetch]\ncontact = "desk@quay.test"\n' + "".join(
        f'[[site]]\nid = "{name}"\nkind = "{kind}"\nuse = "community"\naddress = "https://{name}.test/"\n{more}\n'
        + ('options = { user = "desk" }\ncredential = { text = "x" }\n' if kind == "wordpress" else "")
        for name, kind, more in tables
    )
    (tmp_path / "syndicator.toml").write_text(text)
    facts: tuple[Site, ...] = site_facts(tools(load(tmp_path / "syndicator.toml", {})))
    assert {"blog": True, "plain": False, "list": False} == {site.id: site.images for site in facts}
