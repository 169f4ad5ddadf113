"""The contract of sites over metaWeblog: a blog with slugs and drafts, and one without."""

from collections.abc import Iterator
from typing import Any

import pytest

from syndicator.sites import metaweblog
from tests.contracts.picture_contract import Gallery, PictureContract
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.sites.metaweblog_fake import PASSWORD, USER, FakeBlog, is_read, is_write
from tests.sites.proxy import FaultProxy
from tests.sites.support import make_site, make_tools


@pytest.fixture
def fake() -> Iterator[FakeBlog]:
    with FakeBlog() as site:
        yield site


class TestBlog(SiteContract):
    @pytest.fixture
    def client(self, fake: FakeBlog) -> Any:
        options = {"user": USER, "tags": True, "categories": ["Reposts"]}
        return metaweblog.open_site(make_site("metaweblog", url=fake.url), options, PASSWORD, make_tools())


class TestOlderBlog(SiteContract):
    @pytest.fixture
    def client(self, fake: FakeBlog) -> Any:
        fake.slugs = False
        options = {"user": USER, "plain_titles": True}
        return metaweblog.open_site(make_site("metaweblog", url=fake.url), options, PASSWORD, make_tools())


class TestBlogLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, fake: FakeBlog) -> Iterator[Place]:
        def opened(patience: float) -> Any:
            return metaweblog.open_site(make_site("metaweblog", url=proxy.url), {"user": USER}, PASSWORD, make_tools(patience=patience))

        with FaultProxy(fake.url) as proxy:
            yield Place(proxy, opened, lambda: len(fake.public()), PASSWORD, writes=is_write, reads=is_read)


class TestBlogPictures(PictureContract):
    """One that lists its files, and an older one that does not."""

    @pytest.fixture(params=["lists them", "older"])
    def gallery(self, request: pytest.FixtureRequest, fake: FakeBlog) -> Iterator[Gallery]:
        def opened(patience: float) -> Any:
            options = {"user": USER, "plain_titles": not fake.slugs}
            return metaweblog.open_site(make_site("metaweblog", url=proxy.url), options, PASSWORD, make_tools(patience=patience))

        fake.slugs = request.param == "lists them"
        with FaultProxy(fake.url) as proxy:
            yield Gallery(proxy, opened, lambda upload: len(fake.files), writes=is_write, reads=is_read, asked=fake.slugs)
