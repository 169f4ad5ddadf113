"""The contract of sites over a Personal Data Server."""

from collections.abc import Iterator
from typing import Any

import pytest

from syndicator.sites import bluesky
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.sites.bluesky_fake import HANDLE, PASSWORD, FakePds
from tests.sites.proxy import FaultProxy
from tests.sites.serving import Request
from tests.sites.support import make_site, make_tools


@pytest.fixture
def fake() -> Iterator[FakePds]:
    with FakePds() as site:
        yield site


class TestBluesky(SiteContract):
    @pytest.fixture
    def client(self, fake: FakePds) -> Any:
        return bluesky.open_site(make_site("bluesky", url=fake.url), {"handle": HANDLE, "tags": True}, PASSWORD, make_tools())


def writes(request: Request) -> bool:
    """A session is opened by POST too, and writes nothing that matters."""
    return request.route.endswith("Record") and request.method == "POST"


class TestBlueskyLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, fake: FakePds) -> Iterator[Place]:
        def opened(patience: float) -> Any:
            return bluesky.open_site(make_site("bluesky", url=proxy.url), {"handle": HANDLE}, PASSWORD, make_tools(patience=patience))

        with FaultProxy(fake.url) as proxy:
            yield Place(proxy, opened, lambda: len(fake.records), PASSWORD, writes=writes)
