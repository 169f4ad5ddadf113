"""The contract of sites against a real Personal Data Server, with answers lost before it, and a daemon killed again and again."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from syndicator.core.markup import read
from syndicator.sites import bluesky
from syndicator.sites.bluesky_post import shown
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.contracts.test_site_bluesky import writes
from tests.live.conftest import running
from tests.live.killing import ARTICLES, LICENCE, killed_again_and_again, rig, secret_in
from tests.sites.proxy import FaultProxy
from tests.sites.support import make_site, make_tools

pytestmark = pytest.mark.live


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """A real server: base_url, user with handle, did and app_password."""
    yield from running(request, "pds")


def opened(server: dict[str, Any], url: str = "", patience: float = 60, **options: Any) -> Any:
    user = server["user"]
    site = make_site("bluesky", url=url or server["base_url"])
    tools = make_tools(lambda: datetime.now(UTC), patience)
    return bluesky.open_site(site, {"handle": user["handle"], **options}, user["app_password"], tools)


def records(server: dict[str, Any]) -> list[dict[str, Any]]:
    """Every post, as anybody can list them."""
    wanted = {"repo": server["user"]["did"], "collection": "app.bsky.feed.post", "limit": "100"}
    return list(requests.get(f"{server['xrpc_url']}/com.atproto.repo.listRecords", params=wanted, timeout=20).json()["records"])


@pytest.fixture
def clean(server: dict[str, Any]) -> dict[str, Any]:
    """The account without any post."""
    repository = opened(server)._repository
    for record in records(server):
        repository.remove(record["uri"].rpartition("/")[2])
    return server


class TestPds(SiteContract):
    @pytest.fixture
    def client(self, clean: dict[str, Any]) -> Any:
        return opened(clean, tags=True)


class TestPdsLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, clean: dict[str, Any]) -> Iterator[Place]:
        with FaultProxy(clean["base_url"]) as proxy:

            def at_proxy(patience: float) -> Any:
                return opened(clean, proxy.url, patience)

            yield Place(proxy, at_proxy, lambda: len(records(clean)), clean["user"]["app_password"], writes=writes, real=True)


def test_fifty_articles_and_thirty_kills(clean: dict[str, Any], tmp_path: Path) -> None:
    """Exactly one record each, and every duty on what anybody is given."""
    user = clean["user"]
    table = f'[[site]]\nid = "place"\nkind = "bluesky"\naddress = "{clean["base_url"]}"\nuse = "community"\n'
    table += f'options = {{ handle = "{user["handle"]}" }}\n{secret_in(tmp_path, user["app_password"])}'
    with rig(tmp_path, table) as one:
        assert {"proven": ARTICLES} == killed_again_and_again(one)
        standing = [read(shown(record["value"])) for record in records(clean)]
        assert ARTICLES == len(standing)
        for number in range(ARTICLES):
            (page,) = [p for p in standing if one.press.address(number) in [link.href for link in p.links]]
            assert LICENCE in [link.href for link in page.links]
            assert "Ada Ferro" in page.text
