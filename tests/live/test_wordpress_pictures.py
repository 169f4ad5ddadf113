"""Pictures in the library of a real WordPress, as featured images too, and a daemon killed again and again."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from syndicator.core.markup import read
from syndicator.core.proof import lacking, prove
from syndicator.ports import Upload, UploadState
from syndicator.sites import wordpress
from tests.contracts.picture_contract import Gallery, PictureContract
from tests.core.test_rasters import png
from tests.live.browser import painted_for_readers
from tests.live.killing import ARTICLES, LICENCE, PICTURES, killed_again_and_again, rig, secret_in
from tests.live.wordpress_sites import all_posts, library, without_pictures, without_posts
from tests.sites.proxy import FaultProxy
from tests.sites.support import ORIGINAL, PICTURE, PICTURE_LICENCE, make_pictured, make_post, make_site, make_tools

pytestmark = pytest.mark.live


@pytest.fixture
def emptied(wordpress_server: dict[str, Any]) -> dict[str, Any]:
    """The server without any post or picture."""
    return without_pictures(without_posts(wordpress_server))


def test_the_featured_image_is_shown_and_credited(emptied: dict[str, Any], tmp_path: Path) -> None:
    """Set from the library, shown by the theme, its credit beside it; and taken away by a correction without pictures."""
    data = png(60, 40)
    sha256 = hashlib.sha256(data).hexdigest()
    intent = Upload(site_id="x", src=PICTURE, state=UploadState.SENDING, at=datetime.now(UTC), sha256=sha256, kind="image/png")
    options = {"user": "author", "featured_image": True}
    site = make_site("wordpress", url=emptied["base_url"])
    client = wordpress.open_site(site, options, emptied["users"]["author"]["app_password"], make_tools())
    there = client.upload(intent, data, "An eel")
    post = make_pictured(there.place, there.number)
    receipt = client.publish(post)
    standing = f"{emptied['rest_url']}/posts/{receipt.remote_id}"
    assert int(there.number) == requests.get(standing, timeout=30).json()["featured_media"]
    page = client.read_back(post, receipt)
    assert ([there.place] * 2, ()) == (
        [image.src for image in read(page.html).images if intent.name.partition(".")[0] in image.src],
        lacking(prove(page.html, post.obligations, page.url)),
    )
    painted_for_readers(tmp_path, {receipt.url: [ORIGINAL, PICTURE_LICENCE, "Jo Bell", "Ada Ferro"]})
    client.update(make_post(), receipt)
    assert 0 == requests.get(standing, timeout=30).json()["featured_media"]
    assert intent.name.partition(".")[0] not in requests.get(receipt.url, timeout=30).text


class TestPictures(PictureContract):
    @pytest.fixture
    def gallery(self, emptied: dict[str, Any]) -> Iterator[Gallery]:
        def client(patience: float) -> Any:
            site, user = make_site("wordpress", url=proxy.url), emptied["users"]["author"]
            return wordpress.open_site(site, {"user": "author"}, user["app_password"], make_tools(patience=patience))

        def count(upload: Upload) -> int:
            return sum(upload.sha256[:32] in item["slug"] for item in library(emptied))

        with FaultProxy(f"{emptied['base_url']}/") as proxy:
            yield Gallery(proxy, client, count, lambda: datetime.now(UTC), real=True)


def test_fifty_articles_and_thirty_kills(emptied: dict[str, Any], tmp_path: Path) -> None:
    """Exactly one copy each, no draft left, each picture once, and every duty on the public page as fetched."""
    clean, user = emptied, emptied["users"]["author"]
    table = (
        f'[[site]]\nid = "place"\nkind = "wordpress"\naddress = "{clean["base_url"]}/"\nuse = "community"\n'
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
            wanted[found[pages.index(page)]["link"]] = [one.press.address(number), LICENCE, "Ada Ferro"]
            assert (number % 5 == 0) is any("Jo Bell" in line for line in page.text.splitlines())
        places = {item["source_url"] for item in library(clean)}
        shown = [image.src for page in pages for image in page.images if image.alt == "A lock"]
        # Each on top as the featured image, and in its figure.
        assert (PICTURES, 2 * len(range(0, ARTICLES, 5)), places) == (len(places), len(shown), set(shown))
    painted_for_readers(tmp_path, wanted)
