"""The contract of sites over every kind that needs no real server."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from syndicator.sites import feed, journal, static, wordpress
from tests.contracts.picture_contract import Gallery, PictureContract
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.sites.fixtures import wordpress_fake
from tests.sites.proxy import FaultProxy
from tests.sites.support import make_site, make_tools
from tests.sites.wordpress_fake import PASSWORD, FakeWordPress

__all__ = ["wordpress_fake"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address at which the folder is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class TestJournal(SiteContract):
    @pytest.fixture
    def client(self) -> Any:
        return journal.open_site(make_site("journal"), {}, "", make_tools())


class TestJournalInAFile(SiteContract):
    @pytest.fixture
    def client(self, tmp_path: Path) -> Any:
        return journal.open_site(make_site("journal"), {"file": str(tmp_path / "journal.jsonl")}, "", make_tools())


class TestStaticFolder(SiteContract):
    @pytest.fixture
    def client(self, tmp_path: Path) -> Any:
        return static.open_site(make_site("static", ads=True), {"folder": str(tmp_path / "new")}, "", make_tools())


class TestStaticServed(SiteContract):
    @pytest.fixture
    def client(self, tmp_path: Path, served: str) -> Any:
        return static.open_site(make_site("static", url=served), {"folder": str(tmp_path)}, "", make_tools())


class TestFeedFolder(SiteContract):
    @pytest.fixture
    def client(self, tmp_path: Path) -> Any:
        return feed.open_site(make_site("feed"), {"folder": str(tmp_path / "new")}, "", make_tools())


class TestFeedServed(SiteContract):
    @pytest.fixture
    def client(self, tmp_path: Path, served: str) -> Any:
        return feed.open_site(make_site("feed", url=served), {"folder": str(tmp_path), "name": "reposts"}, "", make_tools())


class TestWordPress(SiteContract):
    @pytest.fixture
    def client(self, wordpress_fake: FakeWordPress) -> Any:
        options = {"user": "desk", "tags": True, "categories": ["Reposts", 1]}
        return wordpress.open_site(make_site("wordpress", url=wordpress_fake.url), options, PASSWORD, make_tools())


class TestWordPressWithPlainAddresses(SiteContract):
    @pytest.fixture
    def client(self, wordpress_fake: FakeWordPress) -> Any:
        wordpress_fake.pretty = False
        return wordpress.open_site(make_site("wordpress", url=wordpress_fake.url), {"user": "desk"}, PASSWORD, make_tools())


class TestWordPressLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, wordpress_fake: FakeWordPress) -> Iterator[Place]:
        def opened(patience: float) -> Any:
            return wordpress.open_site(make_site("wordpress", url=proxy.url), {"user": "desk"}, PASSWORD, make_tools(patience=patience))

        with FaultProxy(wordpress_fake.url) as proxy:
            yield Place(proxy, opened, lambda: len(wordpress_fake.public()), PASSWORD)


class TestWordPressPictures(PictureContract):
    @pytest.fixture
    def gallery(self, wordpress_fake: FakeWordPress) -> Iterator[Gallery]:
        def opened(patience: float) -> Any:
            return wordpress.open_site(make_site("wordpress", url=proxy.url), {"user": "desk"}, PASSWORD, make_tools(patience=patience))

        with FaultProxy(wordpress_fake.url) as proxy:
            yield Gallery(proxy, opened, lambda upload: sum(upload.sha256[:32] in item["slug"] for item in wordpress_fake.library.items))
