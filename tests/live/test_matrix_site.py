"""The contract of sites against a real Synapse, with answers lost before it, and a daemon killed again and again."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from syndicator.core.markup import read
from syndicator.sites import matrix
from syndicator.sites.matrix_api import MARK
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.live.conftest import running
from tests.live.killing import ARTICLES, LICENCE, killed_again_and_again, rig, secret_in
from tests.sites.proxy import FaultProxy
from tests.sites.support import make_site, make_tools

pytestmark = pytest.mark.live


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """A real homeserver: base_url, access_token, room_id."""
    yield from running(request, "synapse")


def opened(server: dict[str, Any], url: str = "", patience: float = 60) -> Any:
    site = make_site("matrix", url=url or server["base_url"])
    return matrix.open_site(site, {"room": server["room_id"]}, server["access_token"], make_tools(lambda: datetime.now(UTC), patience))


def standing(server: dict[str, Any]) -> list[Any]:
    """Our messages that members can read."""
    return [event for event in opened(server)._room.own() if event.content.get(MARK)]


@pytest.fixture
def clean(server: dict[str, Any]) -> dict[str, Any]:
    """The room without any message of ours, and a new token: a server remembers the transactions of each, taken back or not."""
    for event in standing(server):
        opened(server)._room.redact(event.id, f"clean-{event.id}", "the next test")
    login = {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": "alice"}, "password": server["password"]}
    made = requests.post(f"{server['base_url']}/_matrix/client/v3/login", json=login, timeout=30).json()
    return {**server, "access_token": made["access_token"]}


class TestSynapse(SiteContract):
    @pytest.fixture
    def client(self, clean: dict[str, Any]) -> Any:
        return opened(clean)


class TestSynapseLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, clean: dict[str, Any]) -> Iterator[Place]:
        with FaultProxy(clean["base_url"]) as proxy:

            def at_proxy(patience: float) -> Any:
                return opened(clean, proxy.url, patience)

            yield Place(proxy, at_proxy, lambda: len(standing(clean)), clean["access_token"], real=True)


def test_fifty_articles_and_thirty_kills(clean: dict[str, Any], tmp_path: Path) -> None:
    """Exactly one message each, and every duty on what the members read."""
    table = f'[[site]]\nid = "place"\nkind = "matrix"\naddress = "{clean["base_url"]}"\nuse = "community"\n'
    table += f'options = {{ room = "{clean["room_id"]}" }}\n{secret_in(tmp_path, clean["access_token"])}'
    with rig(tmp_path, table) as one:
        assert {"proven": ARTICLES} == killed_again_and_again(one)
        pages = [read(event.content["formatted_body"]) for event in standing(clean)]
        assert ARTICLES == len(pages)
        for number in range(ARTICLES):
            (page,) = [p for p in pages if one.press.address(number) in [link.href for link in p.links]]
            assert LICENCE in [link.href for link in page.links]
            assert "Ada Ferro" in page.text
