"""The browser tells a credit that is painted from one that only stands in the page."""

from pathlib import Path
from typing import Any

import pytest

from tests.live.browser import Browser, browser, shots
from tests.sites.serving import Reply, Request, SmallSite, as_page

__all__ = ["browser"]
pytestmark = pytest.mark.live
LINK, NAME = "https://press.example/eels?a=1&b=2", "Ada Ferro"
CREDIT = f'<p id="c">“<a href="{LINK.replace("&", "&amp;")}">Eels</a>” by <b>{NAME}</b></p>'


class Page(SmallSite):
    """One page."""

    html = ""

    def reply(self, request: Request) -> Reply:
        return as_page(200, f"<!doctype html><body style='background:#fff'><h1>Eels</h1><p>Words.</p>{self.html}</body>")


def seen(browser: Browser, html: str, kept: Path | None = None) -> dict[str, str]:
    with Page() as site:
        site.html = html
        return browser.lacking(site.url, [LINK, NAME], kept)


@pytest.mark.parametrize("html", [
    CREDIT, f"<div style='height:4000px'></div>{CREDIT}", CREDIT.replace("b=2", "b=2&amp;ref=127.0.0.1"),
    f"<div style='position:fixed;bottom:0;height:50px;width:100%;background:#eee'>Cookies?</div>{CREDIT}",
], ids=["plain", "far below", "with Ghost's ref", "beside a banner"])  # fmt: skip
def test_a_credit_that_readers_see(browser: Any, html: str, tmp_path: Path) -> None:
    """Is seen; and the picture of the page is kept."""
    assert {} == seen(browser, html, shots(tmp_path) / "page.png")
    assert (shots(tmp_path) / "page.png").read_bytes().startswith(b"\x89PNG")


COVER = "body::before{content:'';position:fixed;inset:0;background:#fff;z-index:9}"


@pytest.mark.parametrize("style", [
    "#c{display:none}", "#c{visibility:hidden}", "#c{opacity:0}", "#c *{color:#fff;text-decoration:none}", "#c{font-size:0}",
    "#c{color:#fff}#c *{color:inherit;text-decoration:none}", "#c{position:absolute;left:-9999px}", f"#c{{position:fixed;top:0}}{COVER}",
    "#c{height:0;overflow:hidden}", "#c{clip-path:inset(50%)}",
])  # fmt: skip
def test_a_credit_that_only_stands_in_the_page(browser: Any, style: str) -> None:
    """By style sheet, which no reading of markup finds."""
    assert {LINK, NAME} == set(seen(browser, f"<style>{style}</style>{CREDIT}"))


def test_a_credit_that_is_not_there(browser: Any) -> None:
    """Both are missed."""
    assert {LINK: "it is not on the page", NAME: "it is not on the page"} == seen(browser, "<p>Nothing.</p>")
