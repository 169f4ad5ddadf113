"""A kind of site as an outsider writes it: the folder of the how-to page, installed by pip, opened by name, held to the same suites."""

import subprocess
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest

from syndicator.errors import SettingsError
from syndicator.sites import kinds, open_site
from tests.contracts.site_contract import SiteContract
from tests.contracts.site_faults import Place, SiteFaults
from tests.sites.proxy import FaultProxy
from tests.sites.serving import Reply, Request, SmallSite, as_json, as_page
from tests.sites.support import make_site, make_tools

FOLDER = Path(__file__).parents[2] / "contrib" / "site-plugin"
TOKEN = "shelf-Tok3n"


class FakeShelf(SmallSite):
    """What the plugin speaks with."""

    def __init__(self) -> None:
        super().__init__()
        self.copies: dict[str, dict[str, str]] = {}

    def reply(self, request: Request) -> Reply:
        """Readers need no token; nothing else goes without."""
        allowed = request.headers.get("Authorization") == f"Bearer {TOKEN}"
        path, _, _ = request.route.strip("/").partition("/revision")
        copy = self.copies.get(path)
        if request.method == "GET" and path != "about" and not request.route.endswith("/revision"):
            return as_page(200, copy["html"]) if copy else as_page(404, f"<h1>Nothing at {escape(path)}</h1>")
        if not allowed:
            return as_json(401, {"error": "no token"})
        if path == "about":
            return as_json(200, {"label": "Quay"})
        if request.method == "PUT":
            self.copies[path] = request.json()
        elif copy is None:
            return as_json(404, {"error": "nothing there"})
        elif request.method == "DELETE":
            del self.copies[path]
            return Reply(204)
        return as_json(200, {"revision": self.copies[path]["revision"]})


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The plugin, installed as its users install it, into a folder that only these tests see."""
    place = tmp_path_factory.mktemp("plugins")
    source = tmp_path_factory.mktemp("source") / "site-plugin"
    subprocess.run(["cp", "-r", FOLDER, source], check=True)
    quiet = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", "--no-build-isolation", "--no-compile"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *quiet, "--target", place, source], check=False, capture_output=True, text=True
    )
    if "hatchling" in done.stderr and done.returncode:
        pytest.skip("the plugin is built with hatchling, which is not installed")
    assert done.returncode == 0, done.stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(place)
        yield
    sys.modules.pop("syndicator_shelf", None)


@pytest.fixture
def fake(installed: None) -> Iterator[FakeShelf]:
    with FakeShelf() as site:
        yield site


def opened(url: str, patience: float = 60, **options: Any) -> Any:
    return open_site(make_site("shelf", url=url), options, TOKEN, make_tools(patience=patience))


class TestShelf(SiteContract):
    @pytest.fixture
    def client(self, fake: FakeShelf) -> Any:
        return opened(fake.url)


class TestShelfLosingAnswers(SiteFaults):
    @pytest.fixture
    def place(self, fake: FakeShelf) -> Iterator[Place]:
        with FaultProxy(fake.url) as proxy:
            yield Place(proxy, lambda patience: opened(proxy.url, patience), lambda: len(fake.copies), TOKEN)


def test_it_comes_by_the_door_of_the_shipped_kinds(installed: None) -> None:
    """By name, with its wrong settings told together."""
    assert {"shelf", "journal"} <= kinds().keys()
    with pytest.raises(SettingsError) as caught:
        open_site(make_site("shelf", url="https://shelf.example/"), {"nmae": "x"}, "", make_tools())
    assert 2 == len(caught.value.problems)
