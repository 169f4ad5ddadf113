"""The contract of sites over Hugo and Jekyll, in a folder and in a git repository."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from syndicator.sites import generator
from tests.contracts.site_contract import SiteContract
from tests.sites.generator_fake import FakeGenerator
from tests.sites.support import make_site, make_tools


class TestHugo(SiteContract):
    @pytest.fixture
    def client(self, tmp_path: Path) -> Iterator[Any]:
        with FakeGenerator("hugo", tmp_path / "content" / "posts") as site:
            options = {"folder": str(tmp_path), "tags": True, "commit": False}
            yield generator.open_hugo(make_site("hugo", url=site.url), options, "", make_tools())


class TestJekyllInGit(SiteContract):
    @pytest.fixture
    def client(self, tmp_path: Path) -> Iterator[Any]:
        subprocess.run(["git", "init", "--quiet", tmp_path], check=True, timeout=20)
        with FakeGenerator("jekyll", tmp_path / "_posts") as site:
            yield generator.open_jekyll(make_site("jekyll", url=site.url), {"folder": str(tmp_path)}, "", make_tools())
