"""The contract of sites against real Hugo and Jekyll, built after each deed, and a daemon killed again and again."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from syndicator.core.markup import folded, read
from syndicator.ports import Page
from syndicator.sites import generator
from tests.contracts.site_contract import SiteContract
from tests.live.browser import painted_for_readers
from tests.live.killing import ARTICLES, LICENCE, killed_again_and_again, rig, title
from tests.sites.support import ORIGINAL, Pages, make_post, make_site, make_tools

pytestmark = pytest.mark.live
COMMANDS = "Type {{ site.secret }} or {% include x %} or {{< figure >}} or {{% note %}}; a list {: .x}, and <b>bold</b> {:toc}"


def build(server: dict[str, Any]) -> None:
    """What its owner's job does after a push."""
    subprocess.run([server["build"]], check=True, capture_output=True, timeout=120)


class BuiltFirst(Pages):
    """Reads a page after the generator has run."""

    def __init__(self, run: Callable[[], None]) -> None:
        self.run = run

    def page(self, url: str) -> Page:
        self.run()
        return super().page(url)


def opened(server: dict[str, Any], **options: Any) -> generator.Generated:
    content = Path(server["content_dir"])
    tools = make_tools(lambda: datetime.now(UTC))
    tools = type(tools)(
        renderer=tools.renderer, pages=BuiltFirst(lambda: build(server)), user_agent=tools.user_agent, now=tools.now,
        allow_private=tools.allow_private,
    )  # fmt: skip
    opener = generator.open_hugo if server["engine"] == "hugo" else generator.open_jekyll
    options |= {"theme_escapes": True} if server["engine"] == "jekyll" else {}
    given = {"folder": str(content.parent), "content": content.name, "commit": False, **options}
    return opener(make_site(server["engine"], url=server["base_url"]), given, "", tools)


@pytest.fixture
def clean(generator_server: dict[str, Any]) -> dict[str, Any]:
    """The site without any copy."""
    for file in Path(generator_server["content_dir"]).glob("*.md"):
        file.unlink()
    return generator_server


class TestGenerator(SiteContract):
    @pytest.fixture
    def client(self, clean: dict[str, Any]) -> Any:
        return opened(clean, tags=True)


def test_what_a_generator_would_execute_reaches_the_reader(clean: dict[str, Any]) -> None:
    """Liquid, shortcodes, attribute lists and raw HTML are shown as they were written."""
    client = opened(clean)
    post = make_post(markdown=f"{COMMANDS}\n\n{make_post().markdown}")
    page = client.read_back(post, client.publish(post))
    assert folded(COMMANDS) in folded(read(page.html).text)


def test_the_original_is_canonical(clean: dict[str, Any]) -> None:
    """Where the theme asks for it."""
    client, post = opened(clean), make_post(canonical=ORIGINAL)
    assert (ORIGINAL,) == read(client.read_back(post, client.publish(post)).html).declared("canonical")


def test_fifty_articles_and_thirty_kills(clean: dict[str, Any], tmp_path: Path) -> None:
    """Exactly one file, one page and one key in git each, and every duty on the public page as fetched."""
    content = Path(clean["content_dir"])
    folder = content.parent if clean["engine"] == "jekyll" else content.parent.parent
    subprocess.run(["git", "init", "--quiet", folder], check=True, timeout=20)
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / "origin.git"], check=True, timeout=20)
    subprocess.run(["git", "-C", folder, "remote", "add", "origin", tmp_path / "origin.git"], check=False, timeout=20)
    subprocess.run(["git", "-C", folder, "remote", "set-url", "origin", tmp_path / "origin.git"], check=True, timeout=20)
    where = f'folder = "{folder}", content = "{content.relative_to(folder)}", push = "origin", build_minutes = 1'
    table = (
        f'[[site]]\nid = "place"\nkind = "{clean["engine"]}"\naddress = "{clean["base_url"]}/"\nuse = "community"\noptions = {{ {where} }}'
    )
    with rig(tmp_path, table) as one:
        assert {"proven": ARTICLES} == killed_again_and_again(one, between=lambda: build(clean))
        files = [file.read_text(encoding="utf-8") for file in content.glob("*.md")]
        assert ARTICLES == len(files)
        log = subprocess.run(
            ["git", "-C", tmp_path / "origin.git", "log", "--all", "--format=%(trailers:key=Syndication-Key,valueonly)"],
            check=True, capture_output=True, text=True, timeout=20,
        )  # fmt: skip
        keys = {text.split("syndication_key: ")[1].split()[0] for text in files}
        assert (ARTICLES, set()) == (len(keys), keys - set(log.stdout.split()))
        tree = subprocess.run(
            ["git", "-C", folder, "ls-tree", "-r", "--name-only", "HEAD", str(content.relative_to(folder))],
            check=True, capture_output=True, text=True, timeout=20,
        )  # fmt: skip
        assert sorted(file.name for file in content.glob("*.md")) == sorted(Path(name).name for name in tree.stdout.splitlines())
        pages: dict[str, list[str]] = {}
        for number in range(ARTICLES):
            (text,) = [text for text in files if title(number) in text]
            slug = text.split("syndication_key: ")[1][:12]
            (name,) = [file.stem for file in content.glob(f"*{slug}.md")]
            slug = name if clean["engine"] == "hugo" else name[11:]
            address = f"{clean['base_url']}/{slug}/"
            pages[address] = [one.press.address(number), LICENCE, "Ada Ferro"]
            page = read(requests.get(address, timeout=20).content.decode())
            assert {one.press.address(number), LICENCE} <= {link.href for link in page.links}
            assert "Ada Ferro" in page.text
    painted_for_readers(tmp_path, pages)
