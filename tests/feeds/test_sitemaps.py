"""Sitemaps, over real sockets: files, indexes, compressed ones, what robots.txt names, and what is not one."""

import gzip
from datetime import UTC, datetime

import pytest

from syndicator.errors import Gone, Rejected
from syndicator.feeds.robots import Robots
from syndicator.feeds.sitemaps import HttpSitemaps
from syndicator.feeds.transport import Manners, Transport

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*addresses: str) -> str:
    return f"<urlset {NS}>" + "".join(f"<url><loc> {one} </loc><lastmod>2026-05-02</lastmod></url>" for one in addresses) + "</urlset>"


@pytest.fixture
def sitemaps(httpserver):
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /private/\n")
    transport = Transport(Manners(user_agent="syndicator (+desk@quay.test)", allow_private=("127.0.0.1", "localhost")))
    yield HttpSitemaps(transport, Robots(transport, lambda: datetime(2026, 5, 4, tzinfo=UTC)))
    transport.close()


def test_a_sitemap_lists_the_pages_of_its_host(sitemaps, httpserver):
    """Each once, in their order; what lies on another host is not this site's to list."""
    base = httpserver.url_for("").rstrip("/")
    httpserver.expect_request("/map.xml").respond_with_data(urlset(f"{base}/1", f"{base}/2", f"{base}/1", "https://elsewhere.example/3"))
    assert [f"{base}/1", f"{base}/2"] == list(sitemaps.pages(f"{base}/map.xml"))


def test_the_front_page_leads_to_what_robots_txt_names(sitemaps, httpserver):
    """An index, a compressed file and a plain list of lines; a file that names itself is read once."""
    base = httpserver.url_for("").rstrip("/")
    httpserver.clear()
    httpserver.expect_request("/robots.txt").respond_with_data(f"User-agent: *\nSitemap: {base}/index.xml\n")
    files = "".join(f"<sitemap><loc>{base}/{name}</loc></sitemap>" for name in ("a.xml.gz", "b.txt", "index.xml"))
    httpserver.expect_request("/index.xml").respond_with_data(f"<sitemapindex {NS}>{files}</sitemapindex>")
    httpserver.expect_request("/a.xml.gz").respond_with_data(gzip.compress(urlset(f"{base}/1").encode()))
    httpserver.expect_request("/b.txt").respond_with_data(f"{base}/2\n{base}/3\n")
    assert [f"{base}/1", f"{base}/2", f"{base}/3"] == list(sitemaps.pages(f"{base}/"))


@pytest.mark.parametrize(
    "body",
    [
        "<html><body>Hello</body></html>",
        "<urlset><url>",
        '<!DOCTYPE x [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>',
        b"\x1f\x8bno",
    ],
)
def test_what_is_no_sitemap_is_told(sitemaps, httpserver, body):
    """Another document, a broken one, one with entities of its own."""
    httpserver.expect_request("/map.xml").respond_with_data(body)
    with pytest.raises(Rejected, match=r"is no sitemap|cannot be decompressed"):
        list(sitemaps.pages(httpserver.url_for("/map.xml")))


def test_robots_are_obeyed_and_a_missing_one_is_gone(sitemaps, httpserver):
    """A sitemap that robots.txt closes is not read."""
    with pytest.raises(Rejected, match=r"robots\.txt asks not to read"):
        list(sitemaps.pages(httpserver.url_for("/private/map.xml")))
    httpserver.expect_request("/map.xml").respond_with_data("", status=404)
    with pytest.raises(Gone):
        list(sitemaps.pages(httpserver.url_for("/map.xml")))
