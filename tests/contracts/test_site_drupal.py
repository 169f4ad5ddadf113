"""The contract of sites over Drupal."""

from collections.abc import Iterator
from typing import Any

import pytest

from syndicator.sites import drupal
from tests.contracts.picture_contract import Gallery, PictureContract
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.sites.drupal_fake import CLIENT, PASSWORD, SECRET, USER, FakeDrupal
from tests.sites.proxy import FaultProxy, is_read
from tests.sites.support import make_site, make_tools


@pytest.fixture
def fake() -> Iterator[FakeDrupal]:
    with FakeDrupal() as site:
        yield site


class TestDrupal(SiteContract):
    @pytest.fixture
    def client(self, fake: FakeDrupal) -> Any:
        return drupal.open_site(make_site("drupal", url=fake.url), {"user": USER}, PASSWORD, make_tools())


class TestDrupalWithAWorkflow(SiteContract):
    """Unpublishes instead of deleting, with a token of an OAuth client, in a text format that keeps everything."""

    @pytest.fixture
    def client(self, fake: FakeDrupal) -> Any:
        fake.moderated = True
        options = {"client": CLIENT, "moderated": True, "withdrawal": "unpublish", "format": "full_html"}
        return drupal.open_site(make_site("drupal", url=fake.url), options, SECRET, make_tools())


class TestDrupalLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, fake: FakeDrupal) -> Iterator[Place]:
        def opened(patience: float) -> Any:
            options = {"user": USER, "withdrawal": "unpublish"}
            return drupal.open_site(make_site("drupal", url=proxy.url), options, PASSWORD, make_tools(patience=patience))

        with FaultProxy(fake.url) as proxy:
            yield Place(proxy, opened, lambda: len(fake.public()), PASSWORD)


class TestDrupalPictures(PictureContract):
    @pytest.fixture
    def gallery(self, fake: FakeDrupal) -> Iterator[Gallery]:
        def opened(patience: float) -> Any:
            return drupal.open_site(make_site("drupal", url=proxy.url), {"user": USER}, PASSWORD, make_tools(patience=patience))

        with FaultProxy(fake.url) as proxy:
            yield Gallery(proxy, opened, lambda upload: sum(file["name"] == upload.name for file in fake.files.values()), reads=is_read)
