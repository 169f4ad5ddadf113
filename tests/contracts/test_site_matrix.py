"""The contract of sites over a Matrix room."""

from collections.abc import Iterator
from typing import Any

import pytest

from syndicator.sites import matrix
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.sites.matrix_fake import ALIAS, ROOM, TOKEN, FakeMatrix
from tests.sites.proxy import FaultProxy
from tests.sites.support import make_site, make_tools


@pytest.fixture
def fake() -> Iterator[FakeMatrix]:
    with FakeMatrix() as site:
        yield site


class TestMatrix(SiteContract):
    @pytest.fixture
    def client(self, fake: FakeMatrix) -> Any:
        return matrix.open_site(make_site("matrix", url=fake.url), {"room": ALIAS}, TOKEN, make_tools())


class TestMatrixLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, fake: FakeMatrix) -> Iterator[Place]:
        def opened(patience: float) -> Any:
            return matrix.open_site(make_site("matrix", url=proxy.url), {"room": ROOM}, TOKEN, make_tools(patience=patience))

        with FaultProxy(fake.url) as proxy:
            yield Place(proxy, opened, lambda: len(fake.standing()), TOKEN)
