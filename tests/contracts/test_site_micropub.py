"""The contract of sites over Micropub, with copies found at their address and in a list."""

from collections.abc import Iterator
from typing import Any

import pytest

from syndicator.sites import micropub
from tests.contracts.picture_contract import Gallery, PictureContract
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.sites.micropub_fake import TOKEN, FakeMicropub
from tests.sites.proxy import FaultProxy
from tests.sites.support import make_site, make_tools


@pytest.fixture
def fake() -> Iterator[FakeMicropub]:
    with FakeMicropub() as site:
        yield site


class TestMicropubListed(SiteContract):
    @pytest.fixture
    def client(self, fake: FakeMicropub) -> Any:
        return micropub.open_site(make_site("micropub", url=fake.url), {"tags": True}, TOKEN, make_tools())


class TestMicropubByAddress(SiteContract):
    @pytest.fixture
    def client(self, fake: FakeMicropub) -> Any:
        fake.lists, fake.says_link = False, False
        options = {"permalink": f"{fake.url}notes/{{slug}}"}
        return micropub.open_site(make_site("micropub", url=fake.url), options, TOKEN, make_tools())


class TestMicropubLosingAnswers(SiteFaults):
    @pytest.fixture(params=["listed", "by address"])
    def place(self, request: pytest.FixtureRequest, fake: FakeMicropub) -> Iterator[Place]:
        def opened(patience: float) -> Any:
            options = {"permalink": f"{proxy.url}notes/{{slug}}"} if request.param == "by address" else {}
            site = make_site("micropub", url=proxy.url)
            return micropub.open_site(site, options, TOKEN, make_tools(patience=patience))

        with FaultProxy(fake.url) as proxy:
            yield Place(proxy, opened, lambda: len(fake.public()), TOKEN)


class TestMicropubPictures(PictureContract):
    @pytest.fixture
    def gallery(self, fake: FakeMicropub) -> Iterator[Gallery]:
        def opened(patience: float) -> Any:
            return micropub.open_site(make_site("micropub", url=proxy.url), {}, TOKEN, make_tools(patience=patience))

        with FaultProxy(fake.url) as proxy:
            yield Gallery(proxy, opened, lambda upload: len(fake.files), asked=False)
