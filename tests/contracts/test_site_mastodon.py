"""The contract of sites over Mastodon, with and without its idempotency keys."""

from collections.abc import Iterator
from typing import Any

import pytest

from syndicator.sites import mastodon
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.sites.mastodon_fake import TOKEN, FakeMastodon
from tests.sites.proxy import FaultProxy
from tests.sites.support import make_site, make_tools


@pytest.fixture
def fake() -> Iterator[FakeMastodon]:
    with FakeMastodon() as site:
        site.left = 10_000
        yield site


class TestMastodon(SiteContract):
    @pytest.fixture
    def client(self, fake: FakeMastodon) -> Any:
        return mastodon.open_site(make_site("mastodon", url=fake.url), {"visibility": "unlisted"}, TOKEN, make_tools())


class TestRelativeWithLongPosts(SiteContract):
    """Keeps no keys, tells no programs, takes whole articles."""

    @pytest.fixture
    def client(self, fake: FakeMastodon) -> Any:
        fake.remembers, fake.tells_app, fake.characters = False, False, 400_000
        return mastodon.open_site(make_site("mastodon", url=fake.url), {"characters": 400_000}, TOKEN, make_tools())


class TestMastodonLosingAnswers(SiteFaults):
    """Without keys, as its relatives are: only looking keeps it from posting twice."""

    @pytest.fixture
    def place(self, fake: FakeMastodon) -> Iterator[Place]:
        fake.remembers = False

        def opened(patience: float) -> Any:
            return mastodon.open_site(make_site("mastodon", url=proxy.url), {}, TOKEN, make_tools(patience=patience))

        with FaultProxy(fake.url) as proxy:
            yield Place(proxy, opened, lambda: len(fake.public()), TOKEN)


class TestThreads(SiteContract):
    """Every post of the suite needs several statuses."""

    @pytest.fixture
    def client(self, fake: FakeMastodon) -> Any:
        return mastodon.open_site(make_site("mastodon", url=fake.url), {"characters": 170, "thread": 30}, TOKEN, make_tools())

    @pytest.fixture(autouse=True)
    def small(self, fake: FakeMastodon) -> None:
        fake.characters = 170


class TestThreadsLosingAnswers(SiteFaults):
    """Whichever part's answer is lost, on a server that keeps no keys: one thread, with each part once."""

    @pytest.fixture
    def place(self, fake: FakeMastodon) -> Iterator[Place]:
        fake.remembers, fake.characters = False, 170

        def opened(patience: float) -> Any:
            options = {"characters": 170, "thread": 30}
            return mastodon.open_site(make_site("mastodon", url=proxy.url), options, TOKEN, make_tools(patience=patience))

        def whole() -> int:
            """How many threads stand, and none of them with a part twice."""
            texts = fake.public()
            assert len(texts) == len(set(texts))
            return len(fake.threads())

        with FaultProxy(fake.url) as proxy:
            yield Place(proxy, opened, whole, TOKEN)
