"""The contract of sites over XML-RPC, against the `xmlrpc.php` of a real WordPress, and a daemon killed again and again."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from syndicator.core.markup import read
from syndicator.ports import Upload, UploadState
from syndicator.sites import metaweblog
from tests.contracts.picture_contract import Gallery, PictureContract
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.core.test_rasters import png
from tests.live.browser import painted_for_readers
from tests.live.killing import ARTICLES, LICENCE, PICTURES, killed_again_and_again, rig, secret_in
from tests.live.wordpress_sites import all_posts, library, without_pictures, without_posts
from tests.sites.metaweblog_fake import is_read, is_write
from tests.sites.proxy import FaultProxy
from tests.sites.support import NOW, PICTURE, make_pictured, make_site, make_tools

pytestmark = pytest.mark.live


def opened(server: dict[str, Any], url: str = "", patience: float = 60, **options: Any) -> Any:
    """A client of the real server, as its author."""
    site = make_site("metaweblog", url=url or server["base_url"])
    secret = server["users"]["author"]["app_password"]
    return metaweblog.open_site(site, {"user": "author", **options}, secret, make_tools(patience=patience))


@pytest.fixture
def clean(wordpress_server: dict[str, Any]) -> dict[str, Any]:
    """The server without any post or picture."""
    return without_pictures(without_posts(wordpress_server))


class TestXmlRpcOfWordPress(SiteContract):
    @pytest.fixture
    def client(self, clean: dict[str, Any]) -> Any:
        return opened(clean, tags=True, categories=["Uncategorized"])


class TestXmlRpcLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, clean: dict[str, Any]) -> Iterator[Place]:
        def client(patience: float) -> Any:
            return opened(clean, proxy.url, patience)

        def copies() -> int:
            return len(requests.get(f"{clean['rest_url']}/posts", params={"per_page": "100"}, timeout=30).json())

        secret = clean["users"]["author"]["app_password"]
        with FaultProxy(f"{clean['base_url']}/") as proxy:
            # The answer ends with a new line: without its last byte it is whole still.
            yield Place(proxy, client, copies, secret, writes=is_write, reads=is_read, real=True, answers_matter=False)


class TestXmlRpcPictures(PictureContract):
    @pytest.fixture
    def gallery(self, clean: dict[str, Any]) -> Iterator[Gallery]:
        def count(upload: Upload) -> int:
            return sum(upload.sha256[:32] in item["source_url"] for item in library(clean))

        with FaultProxy(f"{clean['base_url']}/") as proxy:
            yield Gallery(
                proxy,
                lambda patience: opened(clean, proxy.url, patience),
                count,
                lambda: datetime.now(UTC),
                real=True,
                writes=is_write,
                reads=is_read,
                answers_matter=False,
            )


def test_the_same_featured_image_once_more_is_no_error(clean: dict[str, Any]) -> None:
    """WordPress answers 404 to it, after it has done all else; and to an image that somebody deleted."""
    client, data = opened(clean, featured_image=True), png(5, 9)
    upload = Upload(site_id="x", src=PICTURE, state=UploadState.SENDING, at=NOW, sha256=hashlib.sha256(data).hexdigest(), kind="image/png")
    there = client.upload(upload, data, "")
    post = make_pictured(there.place, there.number)
    receipt = client.publish(post)
    shown = requests.get(f"{clean['rest_url']}/posts/{receipt.remote_id}", timeout=30).json()
    assert (post.revision, int(there.number)) == (receipt.revision, shown["featured_media"])
    assert receipt == client.update(post, receipt)
    without_pictures(clean)
    assert receipt == client.update(post, receipt)
    assert receipt == client.find(post)


def test_fifty_articles_and_thirty_kills(clean: dict[str, Any], tmp_path: Path) -> None:
    """Exactly one copy each, no draft left, each picture once, and every duty on the public page as fetched."""
    user = clean["users"]["author"]
    table = (
        f'[[site]]\nid = "place"\nkind = "metaweblog"\naddress = "{clean["base_url"]}/"\nuse = "community"\n'
        f'{secret_in(tmp_path, user["app_password"])}\noptions = {{ user = "{user["login"]}", featured_image = true }}'
    )
    with rig(tmp_path, table) as one:
        assert {"proven": ARTICLES} == killed_again_and_again(one)
        found = all_posts(clean)
        assert [ARTICLES, {"publish"}] == [len(found), {post["status"] for post in found}]
        pages = [read(requests.get(post["link"], timeout=30, allow_redirects=False).text) for post in found]
        wanted: dict[str, list[str]] = {}
        for number in range(ARTICLES):
            (page,) = [page for page in pages if one.press.address(number) in {link.href for link in page.links}]
            assert LICENCE in {link.href for link in page.links}
            assert "Ada Ferro" in page.text
            assert (number % 5 == 0) is ("Jo Bell" in page.text)
            wanted[found[pages.index(page)]["link"]] = [one.press.address(number), LICENCE, "Ada Ferro"]
        places = {item["source_url"] for item in library(clean)}
        shown = [image.src for page in pages for image in page.images if any(image.src == place for place in places)]
        # Each on top as the featured image, and in its figure.
        assert (PICTURES, 2 * len(range(0, ARTICLES, 5)), places) == (len(places), len(shown), set(shown))
    painted_for_readers(tmp_path, wanted)
