"""The contract of sites over Ghost."""

from collections.abc import Iterator
from typing import Any

import pytest

from syndicator.sites import ghost
from tests.contracts.picture_contract import Gallery, PictureContract
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.sites.ghost_fake import KEY, FakeGhost
from tests.sites.proxy import FaultProxy
from tests.sites.support import make_site, make_tools


@pytest.fixture
def fake() -> Iterator[FakeGhost]:
    with FakeGhost() as site:
        yield site


class TestGhost(SiteContract):
    @pytest.fixture
    def client(self, fake: FakeGhost) -> Any:
        options = {"tags": True, "labels": ["Reposts"], "author": "desk@quay.example"}
        return ghost.open_site(make_site("ghost", url=fake.url), options, KEY, make_tools())


class TestGhostLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, fake: FakeGhost) -> Iterator[Place]:
        def opened(patience: float) -> Any:
            return ghost.open_site(make_site("ghost", url=proxy.url), {}, KEY, make_tools(patience=patience))

        with FaultProxy(fake.url) as proxy:
            yield Place(proxy, opened, lambda: len(fake.public()), KEY.partition(":")[2])


class TestGhostPictures(PictureContract):
    @pytest.fixture
    def gallery(self, fake: FakeGhost) -> Iterator[Gallery]:
        def opened(patience: float) -> Any:
            return ghost.open_site(make_site("ghost", url=proxy.url), {}, KEY, make_tools(patience=patience))

        with FaultProxy(fake.url) as proxy:
            yield Gallery(proxy, opened, lambda upload: sum(upload.sha256[:32] in path for path in fake.images))
