"""The contract of sites over Discourse."""

from collections.abc import Iterator
from typing import Any

import pytest

from syndicator.sites import discourse
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.sites.discourse_fake import KEY, USER, FakeDiscourse
from tests.sites.proxy import FaultProxy
from tests.sites.support import make_site, make_tools


@pytest.fixture
def fake() -> Iterator[FakeDiscourse]:
    with FakeDiscourse() as site:
        yield site


class TestDiscourse(SiteContract):
    @pytest.fixture
    def client(self, fake: FakeDiscourse) -> Any:
        options = {"user": USER, "tags": True, "labels": ["Reposts"], "category": 7}
        return discourse.open_site(make_site("discourse", url=fake.url), options, KEY, make_tools())


class TestDiscourseLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, fake: FakeDiscourse) -> Iterator[Place]:
        def opened(patience: float) -> Any:
            return discourse.open_site(make_site("discourse", url=proxy.url), {"user": USER}, KEY, make_tools(patience=patience))

        with FaultProxy(fake.url) as proxy:
            yield Place(proxy, opened, lambda: len(fake.public()), KEY)
