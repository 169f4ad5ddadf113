"""The contract of sites over Lemmy."""

from collections.abc import Iterator
from typing import Any

import pytest

from syndicator.sites import lemmy
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.sites.lemmy_fake import PASSWORD, USER, FakeLemmy
from tests.sites.proxy import FaultProxy, is_write
from tests.sites.support import make_site, make_tools

OPTIONS = {"user": USER, "community": "!news"}


@pytest.fixture
def fake() -> Iterator[FakeLemmy]:
    with FakeLemmy() as site:
        yield site


class TestLemmy(SiteContract):
    @pytest.fixture
    def client(self, fake: FakeLemmy) -> Any:
        return lemmy.open_site(make_site("lemmy", url=fake.url), OPTIONS, PASSWORD, make_tools())


class TestLemmyLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, fake: FakeLemmy) -> Iterator[Place]:
        def opened(patience: float) -> Any:
            return lemmy.open_site(make_site("lemmy", url=proxy.url), OPTIONS, PASSWORD, make_tools(patience=patience))

        with FaultProxy(fake.url) as proxy:
            writes = lambda request: is_write(request) and not request.path.endswith("/login")  # noqa: E731
            yield Place(proxy, opened, lambda: len(fake.public()), PASSWORD, writes=writes)
