"""The contract of sites against a real Micropub server, with answers lost before it, and a daemon killed again and again."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from syndicator.core.markup import read
from syndicator.errors import Rejected
from syndicator.ports import Upload
from syndicator.sites import micropub
from tests.contracts.picture_contract import Gallery, PictureContract
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.live.browser import painted_for_readers
from tests.live.killing import ARTICLES, LICENCE, PICTURES, killed_again_and_again, rig, secret_in, title
from tests.sites.proxy import FaultProxy
from tests.sites.support import make_post, make_site, make_tools

pytestmark = pytest.mark.live


def opened(server: dict[str, Any], url: str = "", patience: float = 60, token: str = "") -> Any:
    base = (url or server["base_url"]).rstrip("/")
    site = make_site("micropub", url=f"{base}/")
    return micropub.open_site(site, {"permalink": f"{base}/post/{{slug}}"}, token or server["access_token"], make_tools(patience=patience))


@pytest.fixture
def clean(micropub_server: dict[str, Any]) -> dict[str, Any]:
    """The server without any entry; they are its files."""
    for file in (Path(micropub_server["data"]) / "entries").glob("*.json"):
        file.unlink()
    for file in files(micropub_server):
        file.unlink()
    return micropub_server


def public(server: dict[str, Any]) -> list[str]:
    """The addresses that answer with a page."""
    front = read(requests.get(server["base_url"], timeout=20).text)
    addresses = [f"{server['base_url']}{link.href}" for link in front.links]
    return [address for address in addresses if requests.get(address, timeout=20).status_code == 200]


def files(server: dict[str, Any]) -> list[Path]:
    """What its media endpoint has taken."""
    return [file for file in (Path(server["data"]) / "media").rglob("*") if file.is_file()]


class TestMicropub(SiteContract):
    @pytest.fixture
    def client(self, clean: dict[str, Any]) -> Any:
        return opened(clean)


class TestMicropubLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, clean: dict[str, Any]) -> Iterator[Place]:
        with FaultProxy(f"{clean['base_url']}/") as proxy:
            yield Place(
                proxy, lambda patience: opened(clean, proxy.url, patience), lambda: len(public(clean)), clean["access_token"], real=True
            )


class TestMicropubPictures(PictureContract):
    @pytest.fixture
    def gallery(self, clean: dict[str, Any]) -> Iterator[Gallery]:
        def count(upload: Upload) -> int:
            return sum(hashlib.sha256(file.read_bytes()).hexdigest() == upload.sha256 for file in files(clean))

        with FaultProxy(f"{clean['base_url']}/") as proxy:
            # It gives files names of its own, and does not list them.
            yield Gallery(
                proxy, lambda patience: opened(clean, proxy.url, patience), count, lambda: datetime.now(UTC), real=True, asked=False
            )


def test_a_token_that_may_not_delete_is_told(clean: dict[str, Any]) -> None:
    """With what to do about it."""
    client = opened(clean, token=clean["create_only_token"])
    receipt = client.publish(make_post())
    with pytest.raises(Rejected, match="that it has the scopes create, update and delete"):
        client.withdraw(make_post(), receipt, "its terms changed")


def test_fifty_articles_and_thirty_kills(clean: dict[str, Any], tmp_path: Path) -> None:
    """Exactly one copy each, each picture at most once, and every duty on the public page as fetched."""
    table = (
        f'[[site]]\nid = "place"\nkind = "micropub"\naddress = "{clean["base_url"]}/"\nuse = "community"\n'
        f'{secret_in(tmp_path, clean["access_token"])}\noptions = {{ permalink = "{clean["base_url"]}/post/{{slug}}" }}'
    )
    with rig(tmp_path, table) as one:
        assert {"proven": ARTICLES} == killed_again_and_again(one)
        pages = {address: read(requests.get(address, timeout=20).text) for address in public(clean)}
        wanted: dict[str, list[str]] = {}
        assert ARTICLES == len(pages)
        for number in range(ARTICLES):
            ((address, page),) = [
                (a, page) for a, page in pages.items() if page.text.startswith(title(number)) or f" {title(number)}" in page.text[:200]
            ]
            assert {one.press.address(number), LICENCE} <= {link.href for link in page.links}
            assert "Ada Ferro" in page.text
            wanted[address] = [one.press.address(number), LICENCE, "Ada Ferro"]
            # A picture whose upload a kill cut off may be there, and is not sent again: the copy goes without it and says so.
            credited = any(image.alt == "A lock" for image in page.images) and "Jo Bell" in page.text
            assert (number % 5 == 0) is (credited or "Images were left out" in page.text)
        taken = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files(clean)]
        assert len(set(taken)) == len(taken) <= PICTURES
    painted_for_readers(tmp_path, wanted)
