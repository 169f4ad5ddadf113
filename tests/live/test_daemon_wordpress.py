"""The daemon against a real WordPress: killed with -9 between rounds, and there is one copy of everything allowed."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
import requests

from demo.publisher import Publisher, serve

pytestmark = pytest.mark.live
ROOT = Path(__file__).parents[2]
EXPECTED = tomllib.loads((ROOT / "demo" / "expected.toml").read_text(encoding="utf-8"))


class Blog:
    """The real WordPress, asked with and without credentials."""

    def __init__(self, described: dict[str, Any]) -> None:
        self.described = described
        self.user = described["users"]["admin"]

    def posts(self, status: str) -> list[dict[str, Any]]:
        """Every post of one status, as an editor sees it."""
        answer = requests.get(
            f"{self.described['base_url']}/wp-json/wp/v2/posts",
            params={"per_page": "100", "status": status, "context": "edit"},
            auth=(self.user["login"], self.user["app_password"]),
            timeout=30,
        )
        answer.raise_for_status()
        return [post for post in answer.json() if post["slug"] != "hello-world"]

    def page(self, url: str) -> requests.Response:
        """A public page, as a reader gets it; redirects are not followed, because WordPress guesses after a deletion."""
        return requests.get(url, timeout=30, allow_redirects=False)


def config(folder: Path, port: int, blog: Blog) -> Path:
    """The demonstration's sources, and one WordPress."""
    text = (ROOT / "demo" / "syndicator.toml").read_text(encoding="utf-8")
    sources = text[
        text.index("# ---------------------------------------------------------------- sources") : text.index(
            "# ---------------------------------------------------------------- sites"
        )
    ]
    host = blog.described["base_url"]
    (folder / "password").write_text(blog.user["app_password"])
    (folder / "password").chmod(0o600)
    file = folder / "syndicator.toml"
    file.write_text(
        'data = "data"\n[fetch]\ncontact = "desk@riverside.example"\nallow_private = ["127.0.0.1"]\nslowest = "1s"\n'
        '[daemon]\ntick = "1s"\nlease = "3s"\n'
        + sources.replace(":8971", f":{port}")
        + f'[[site]]\nid = "blog"\nkind = "wordpress"\naddress = "{host}/"\nuse = "community"\nnonprofit = true\nforms = ["full", "link"]\n'
        f'credential = {{ file = "password" }}\noptions = {{ user = "{blog.user["login"]}" }}\n'
        '[[route]]\nsources = ["*"]\nsites = ["blog"]\n'
    )
    return file


def killed_after(file: Path, seconds: float) -> None:
    """Start the daemon as an operator does, let it work, and kill it without warning."""
    with (file.parent / "daemon.log").open("ab") as log:
        command = [sys.executable, "-m", "syndicator", "--config", str(file), "run"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait(10)


def until_rest(file: Path) -> dict[str, Any]:
    """Passes of `run --once` until nothing is queued and every live copy is proven."""
    command = [sys.executable, "-m", "syndicator", "--config", str(file)]
    for _ in range(30):
        time.sleep(1.5)
        subprocess.run([*command, "run", "--once"], cwd=ROOT, check=False, capture_output=True, timeout=120)
        status = json.loads(subprocess.run([*command, "status", "--json"], cwd=ROOT, check=False, capture_output=True, timeout=60).stdout)
        resting = {state for state, count in status["counts"]["posts"].items() if count}
        if resting and resting <= {"proven", "withdrawn"} and not status["counts"]["cases"]["new"]:
            return status
    raise AssertionError(f"it did not come to rest: {status}")


def test_three_rounds_with_kills_between(wordpress_server: dict[str, Any], tmp_path: Path):
    """Allowed articles arrive exactly once over three rounds of kill -9; a correction updates, a withdrawal unpublishes."""
    blog, dice = Blog(wordpress_server), random.Random(os.environ.get("SEED", "1"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    allowed = [row for row in EXPECTED["article"] if row["riverside"]["answer"] == "allow"]
    with serve(port, tmp_path / "sites") as publisher:
        file = config(tmp_path, port, blog)
        for number in (1, 2, 2):
            publisher.round = number
            for _ in range(4):
                killed_after(file, dice.uniform(1.5, 6))
            until_rest(file)
            expected = len(allowed) if number == 1 else len(allowed) - 1
            assert expected == len(blog.posts("publish")) == len({p["slug"] for p in blog.posts("publish")})
            assert [] == blog.posts("draft")
        check_pages(blog, publisher)


def check_pages(blog: Blog, publisher: Publisher) -> None:
    """The public pages as a reader gets them."""
    live = {post["title"]["raw"]: post for post in blog.posts("publish")}
    corrected, withdrawn = EXPECTED["follow"]

    page = blog.page(live[corrected["title"]]["link"]).text
    assert corrected["shows"] in page
    assert f'href="{publisher.url.rstrip("/")}/harbour-courier/' in page
    assert "©" in page
    assert "https://creativecommons.org/licenses/by/4.0/" in page

    gone = [post for post in blog.posts("trash") if post["title"]["raw"] == withdrawn["title"]]
    assert 1 == len(gone)
    assert withdrawn["title"] not in live
    assert 200 != blog.page(gone[0]["link"].replace("__trashed", "")).status_code
