"""The contract of sites against a real Ghost, with answers lost before it, and a daemon killed again and again."""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from syndicator.core.markup import read
from syndicator.core.proof import lacking, prove
from syndicator.ports import Upload, UploadState
from syndicator.sites import ghost
from tests.contracts.picture_contract import Gallery, PictureContract
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.core.test_rasters import png
from tests.live.browser import painted_for_readers
from tests.live.killing import ARTICLES, LICENCE, PICTURES, killed_again_and_again, rig, secret_in
from tests.sites.proxy import FaultProxy
from tests.sites.support import ORIGINAL, PICTURE, PICTURE_LICENCE, make_pictured, make_post, make_site, make_tools

pytestmark = pytest.mark.live


def now() -> datetime:
    return datetime.now(UTC)


def opened(server: dict[str, Any], url: str = "", patience: float = 60, **options: Any) -> Any:
    site = make_site("ghost", url=f"{url or server['base_url']}")
    return ghost.open_site(site, options, server["admin_api_key"], make_tools(now, patience))


def posts(server: dict[str, Any], status: str = "published") -> list[dict[str, Any]]:
    """Every post of one status."""
    http = opened(server)._api.http
    answer = http.ask(
        f"{http.base}ghost/api/admin/posts/", {"limit": "100", "filter": f"status:{status}"}, headers={"Accept-Version": "v5.0"}
    )
    return http.accept(answer, wrote=False).json()["posts"]


@pytest.fixture
def clean(ghost_server: dict[str, Any]) -> dict[str, Any]:
    """The server without any post."""
    api = opened(ghost_server)._api
    for post in [*posts(ghost_server), *posts(ghost_server, "draft")]:
        api.remove(post["id"])
    return ghost_server


class TestGhost(SiteContract):
    @pytest.fixture
    def client(self, clean: dict[str, Any]) -> Any:
        return opened(clean, tags=True, labels=["Reposts"], author="admin@example.test")


class TestGhostLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, clean: dict[str, Any]) -> Iterator[Place]:
        secret = clean["admin_api_key"].partition(":")[2]
        with FaultProxy(clean["base_url"]) as proxy:
            yield Place(proxy, lambda patience: opened(clean, proxy.url, patience), lambda: len(posts(clean)), secret, real=True)


class TestGhostPictures(PictureContract):
    @pytest.fixture
    def gallery(self, clean: dict[str, Any]) -> Iterator[Gallery]:
        def count(upload: Upload) -> int:
            names = [upload.name, *(upload.name.replace(".", f"-{number}.") for number in range(1, 4))]
            folder = f"{clean['base_url']}/content/images/{upload.at:%Y/%m}"
            return sum(requests.head(f"{folder}/{name}", timeout=20).status_code == 200 for name in names)

        with FaultProxy(clean["base_url"]) as proxy:
            yield Gallery(proxy, lambda patience: opened(clean, proxy.url, patience), count, now, real=True)


def test_the_original_is_canonical_and_search_engines_stay_away(clean: dict[str, Any]) -> None:
    """Both as the post asks, on the public page; every link is tagged there, and read back as it was sent."""
    client, post = opened(clean), make_post(canonical=ORIGINAL, noindex=True)
    receipt = client.publish(post)
    page, raw = client.read_back(post, receipt), requests.get(receipt.url, timeout=20).text
    shown = read(page.html)
    assert ((ORIGINAL,), "noindex") == (shown.declared("canonical"), shown.meta("robots"))
    assert ("ref=127.0.0.1" in raw, "ref=127.0.0.1" in page.html) == (True, False)
    assert not lacking(prove(page.html, post.obligations, page.url))


def test_the_feature_image_is_shown_with_its_caption(clean: dict[str, Any], tmp_path: Path) -> None:
    """Uploaded, set, painted on top of the page with name and licence under it, and taken away by a correction without pictures."""
    data = png(60, 40)
    upload = Upload(
        site_id="x", src=PICTURE, state=UploadState.SENDING, at=now(), sha256=hashlib.sha256(data).hexdigest(), kind="image/png"
    )
    client = opened(clean, featured_image=True)
    there = client.find_picture(upload) or client.upload(upload, data, "An eel")
    post = make_pictured(there.place, there.number)
    receipt = client.publish(post)
    html = requests.get(receipt.url, timeout=20).text
    (top,) = re.findall(r'<figure class="[^"]*(?:gh-article-image|feature-image|post-image)[^"]*">.*?</figure>', html, re.DOTALL)
    shown = read(top)
    assert ["An “eel” & more"] == [image.alt for image in shown.images]
    assert (True, [PICTURE_LICENCE]) == ("Photo: Jo Bell" in shown.text, [link.href.partition("?ref=")[0] for link in shown.links])
    painted_for_readers(tmp_path, {receipt.url: [ORIGINAL, PICTURE_LICENCE, "Jo Bell", "Ada Ferro"]})
    client.update(make_post(), receipt)
    assert upload.name not in requests.get(receipt.url, timeout=20).text


def test_an_author_nobody_knows_is_told(clean: dict[str, Any]) -> None:
    """Ghost would silently credit the owner."""
    assert (False, "the author “nobody@example.test” is no staff user of the site") in opened(clean, author="nobody@example.test").test()
    assert [] == posts(clean, "draft")


def test_fifty_articles_and_thirty_kills(clean: dict[str, Any], tmp_path: Path) -> None:
    """Exactly one copy each, no draft left, and every duty on the public page as fetched."""
    credential = secret_in(tmp_path, clean["admin_api_key"])
    table = f'[[site]]\nid = "place"\nkind = "ghost"\naddress = "{clean["base_url"]}"\nuse = "community"\n{credential}'
    with rig(tmp_path, f"{table}\noptions = {{ featured_image = true }}") as one:
        assert {"proven": ARTICLES} == killed_again_and_again(one)
        standing = posts(clean)
        assert (ARTICLES, ARTICLES) == (len(standing), len({post["title"] for post in standing}))
        assert [] == posts(clean, "draft")
        shown: list[str] = []
        wanted: dict[str, list[str]] = {}
        for number in range(ARTICLES):
            (post,) = [p for p in standing if p["title"].startswith(f"Lock {number} ")]
            # The article alone: below it the theme shows others with their feature images.
            (article,) = re.findall(r"<article class=\"gh-article .*?</article>", requests.get(post["url"], timeout=20).text, re.DOTALL)
            page = read(article.replace("?ref=127.0.0.1", ""))
            assert {one.press.address(number), LICENCE} <= {link.href for link in page.links}
            assert "Ada Ferro" in page.text
            wanted[post["url"]] = [one.press.address(number), LICENCE, "Ada Ferro"]
            shown += [image.src.rpartition("/")[2] for image in page.images if image.alt == "A lock"]
        # Each on top as the feature image, and in its figure.
        assert (2 * len(range(0, ARTICLES, 5)), PICTURES) == (len(shown), len(set(shown)))
        assert not any(re.search(r"-\d+\.png", place) for place in shown)
    painted_for_readers(tmp_path, wanted)
