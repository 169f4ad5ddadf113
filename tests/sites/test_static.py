"""The static site: pages, index and notices as a reader and a search engine meet them."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from syndicator.core.markup import read
from syndicator.errors import Gone, RetryLater
from syndicator.ports import Page
from syndicator.rendering import JinjaRenderer
from syndicator.sites import static
from syndicator.sites.static_pages import SiteIndex, SitePage
from tests.sites.support import NOW, ORIGINAL, Clock, all_files, make_post, make_site, make_tools


def make_client(folder: Path, clock: Clock | None = None, **facts: Any) -> static.StaticSite:
    """A static site without an address unless one is given."""
    return static.open_site(make_site("static", **facts), {"folder": str(folder)}, "", make_tools(clock))


def test_the_folder_holds_a_page_an_index_a_style_and_a_record(tmp_path: Path) -> None:
    """Nothing else, and no temporary file."""
    post = make_post()
    make_client(tmp_path).publish(post)
    expected = {f"{post.slug}.html", "index.html", "style.css", f".syndicator/{post.slug}.json", ".syndicator/lock"}
    assert expected == all_files(tmp_path)


def test_the_address_is_the_sites_own_or_the_file(tmp_path: Path) -> None:
    """With a url, pages have public addresses and are canonical themselves; without one they are files."""
    post = make_post()
    assert make_client(tmp_path).publish(post).url == (tmp_path / f"{post.slug}.html").as_uri()
    assert "canonical" not in (tmp_path / f"{post.slug}.html").read_text()
    receipt = make_client(tmp_path, url="https://quay.example/news").publish(post)
    assert f"https://quay.example/news/{post.slug}.html" == receipt.url
    assert (receipt.url,) == read((tmp_path / f"{post.slug}.html").read_text()).declared("canonical")


def test_the_head_declares_what_the_post_asks(tmp_path: Path) -> None:
    """Canonical address, noindex, language, description."""
    post = make_post(canonical=ORIGINAL, noindex=True, language="cy")
    make_client(tmp_path).publish(post)
    page = read((tmp_path / f"{post.slug}.html").read_text())
    assert ((ORIGINAL,), "noindex", "cy") == (page.declared("canonical"), page.meta("robots"), page.language)
    assert page.meta("description") == post.excerpt
    assert page.title == "Eels & “weirs” · Quay & Friends"


@pytest.mark.parametrize(("ads", "count"), [(False, 0), (True, 1)])
def test_only_a_site_with_advertising_has_a_marked_place_for_it(ads: bool, count: int, tmp_path: Path) -> None:
    """The place says what it is, and stands outside the article."""
    post = make_post()
    make_client(tmp_path, ads=ads).publish(post)
    for name in (f"{post.slug}.html", "index.html"):
        html = (tmp_path / name).read_text()
        assert count == html.count('aria-label="Advertisement"')
        assert html.find("</article>") < html.find('aria-label="Advertisement"') or not ads or name == "index.html"


def test_the_index_is_newest_first_and_rebuilt_from_the_disk(tmp_path: Path) -> None:
    """Another process, or the same one after a restart, lists the copies that are there."""
    for day in (2, 4, 3):
        post = make_post(f"day-{day}", title=f"Day {day}", published=datetime(2026, 3, day, tzinfo=UTC))
        make_client(tmp_path).publish(post)
    index = read((tmp_path / "index.html").read_text())
    assert ["Day 4", "Day 3", "Day 2"] == [link.text for link in index.links if link.text.startswith("Day")]


def test_an_article_without_a_date_is_listed_as_of_now(tmp_path: Path) -> None:
    """It keeps no false date on its own page."""
    post = make_post(published=None)
    make_client(tmp_path).publish(post)
    assert "5 March 2026" in read((tmp_path / "index.html").read_text()).text
    assert "2026</time>" not in (tmp_path / f"{post.slug}.html").read_text()


def test_an_update_is_dated_when_it_is_a_later_day(tmp_path: Path) -> None:
    """A correction is visible as such."""
    post = make_post(updated=NOW)
    make_client(tmp_path).publish(post)
    assert "4 March 2026 · updated 5 March 2026" in read((tmp_path / f"{post.slug}.html").read_text()).text


def test_a_withdrawn_page_says_so_and_repeats_nothing(tmp_path: Path) -> None:
    """Day, reason and the way to the source; no title, no text, and nothing in index or record."""
    clock = Clock()
    client, post = make_client(tmp_path, clock), make_post(title="A wrong name")
    receipt = client.publish(post)
    client.withdraw(post, receipt, "the source withdrew it")
    clock.on(days=3)
    client.withdraw(post, receipt, "again")
    page = read((tmp_path / f"{post.slug}.html").read_text())
    assert "withdrawn on 5 March 2026" in page.text
    assert "Reason: the source withdrew it" in page.text
    assert ORIGINAL in [link.href for link in page.links]
    assert ("withdrawn", "noindex") == (page.meta("syndicator"), page.meta("robots"))
    for name in all_files(tmp_path):
        assert "A wrong name" not in (tmp_path / name).read_text()
        assert "The eels" not in (tmp_path / name).read_text()


def test_a_copy_that_never_stood_gets_no_notice(tmp_path: Path) -> None:
    """Withdrawing what is not there leaves nothing behind."""
    client, post = make_client(tmp_path), make_post()
    other = client.publish(make_post("other"))
    client.withdraw(post, replace(other, remote_id=post.slug), "never came")
    assert not (tmp_path / f"{post.slug}.html").exists()


def test_a_page_cut_off_before_its_record_is_published_anew(tmp_path: Path) -> None:
    """After a crash between the files the copy is not found, and publishing again completes it."""
    client, post = make_client(tmp_path), make_post()
    receipt = client.publish(post)
    (tmp_path / ".syndicator" / f"{post.slug}.json").write_text('{"key": "torn')
    assert client.find(post) is None
    assert receipt == client.publish(post) == client.find(post)
    (tmp_path / "index.html").write_text("<p>an index from before</p>")
    assert client.find(post) is None
    client.withdraw(post, receipt, "its terms changed")
    assert "withdrawn" in (tmp_path / f"{post.slug}.html").read_text()


def test_a_page_the_web_server_does_not_serve_yet_is_tried_later(tmp_path: Path) -> None:
    """A 404 for a file that is there is a fault of serving, not a removal."""
    site, tools, post = make_site("static", url="http://127.0.0.1:9/"), make_tools(), make_post()
    client = static.StaticSite(site, tmp_path, replace(tools, pages=_Missing()))
    receipt = client.publish(post)
    with pytest.raises(RetryLater, match="is not served although its file is in"):
        client.read_back(post, receipt)


class _Web:
    """A web server in front of a folder, or of the wrong one."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def page(self, url: str) -> Page:
        return Page(url, (self._folder / url.rpartition("/")[2]).read_text() if self._folder else "<p>Welcome to your new server!</p>")


def test_a_trial_asks_the_web_server_for_a_page_of_the_folder(tmp_path: Path) -> None:
    """What the address serves is looked at, not taken for granted; nothing is left behind."""
    site, tools = make_site("static", url="http://127.0.0.1:9/"), make_tools()
    lines = {}
    for name, web in (("right", _Web(tmp_path)), ("wrong", _Web(None)), ("none", _Missing())):
        lines[name] = static.StaticSite(site, tmp_path, replace(tools, pages=web)).test()[1]
    assert (True, "pages are read back at http://127.0.0.1:9/") == lines["right"]
    assert (False, f"http://127.0.0.1:9/ serves something else than what stands in {tmp_path}") == lines["wrong"]
    assert (False, True) == (lines["none"][0], f"a page in {tmp_path} is not served at http://127.0.0.1:9/" in lines["none"][1])
    assert [] == [name for name in all_files(tmp_path) if name.endswith(".html")]


class _Missing:
    """A web that has no page."""

    def page(self, url: str) -> Page:
        raise Gone(f"{url} answered 404")


def test_hostile_metadata_stays_text_in_the_templates() -> None:
    """Every text of both contexts is escaped, in words and in attributes."""
    bad = '"><script>alert(1)</script>'
    page = SitePage(
        site_name=bad, title=bad, html="<p>clean</p>", excerpt=bad, language=bad, canonical=bad, noindex=True, published=NOW,
        updated=NOW + timedelta(days=1), publisher=bad, original_url=bad, ads=True,
    )  # fmt: skip
    notice = replace(page, withdrawn=NOW.date(), why=bad)
    index = SiteIndex(site_name=bad, canonical=bad, ads=True, items=())
    renderer = JinjaRenderer(None)
    for template, context in (("page", page), ("page", notice), ("index", index)):
        assert "<script>" not in renderer.render(f"site/{template}.html", context)


def test_every_field_of_a_context_is_told_in_its_docstring_or_name() -> None:
    """The contexts are what an operator writes templates against; both are frozen."""
    for context in (SitePage, SiteIndex):
        assert context.__doc__
        assert context.__dataclass_params__.frozen  # type: ignore[attr-defined]
        assert {"site_name", "ads"} <= {field.name for field in fields(context)}
