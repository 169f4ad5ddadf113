"""Real servers for the live tests; they run with `-m live` only, and are skipped with a reason where there is no server to start."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.live.wordpress_sites import STACKS, known, stacks


@pytest.fixture(scope="session")
def site_scripts() -> Path:
    """The folder with the scripts that start real servers: $SYNDICATOR_SITES, else the one that stands beside the project."""
    folder = Path(os.environ.get("SYNDICATOR_SITES") or Path(__file__).parents[2].parent / "shared" / "sites")
    if not folder.is_dir():
        pytest.skip(f"there are no scripts for real servers at {folder}; name their folder in SYNDICATOR_SITES")
    return folder


@pytest.fixture(scope="session", params=stacks())
def wordpress_server(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """A real WordPress, of each stack that is there: base_url, users with their application passwords."""
    if not known() and os.geteuid() != 0:
        pytest.skip("starting a WordPress needs root: its database and web server run as users of their own")
    script, environment = STACKS.get(request.param, ("wordpress", {}))
    yield from running(request, script, request.param, **environment)


@pytest.fixture(scope="session")
def ghost_server(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """A real Ghost: base_url, admin_api_key."""
    yield from running(request, "ghost")


@pytest.fixture(scope="session")
def micropub_server(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """A real Micropub server: base_url, access_token, the folder of its data."""
    yield from running(request, "micropub")


@pytest.fixture(scope="session", params=["hugo", "jekyll"])
def generator_server(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """A real static site: base_url, content_dir, the command that builds it."""
    yield from running(request, "static", request.param, ENGINE=request.param)


def running(request: pytest.FixtureRequest, name: str, known_as: str = "", **environment: str) -> Iterator[dict[str, Any]]:
    """A real server for as long as it is needed, as its script describes it.

    SYNDICATOR_LIVE may name a folder of files NAME.json with what the scripts printed: those servers run already and stay.
    """
    known = Path(os.environ.get("SYNDICATOR_LIVE", "/nonexistent")) / f"{known_as or name}.json"
    if known.is_file():
        yield json.loads(known.read_text(encoding="utf-8"))
        return
    scripts: Path = request.getfixturevalue("site_scripts")
    if not (scripts / f"{name}-up").is_file():
        pytest.skip(f"{scripts} has no script {name}-up")
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir="/var/tmp"))
    folder.chmod(0o755)  # servers run as users of their own must reach it; pytest's own folders are 0700
    try:
        command = [scripts / f"{name}-up", folder, str(_free_port())]
        started = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=900)
        assert started.returncode == 0, started.stdout + started.stderr
        yield json.loads(started.stdout)
    finally:
        subprocess.run([scripts / f"{name}-down", folder, "--purge"], check=False, timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def websub_hub(site_scripts: Path) -> Iterator[dict[str, Any]]:
    """A real WebSub hub as the script describes it: hub_url."""
    if not (site_scripts / "hub-up").is_file():
        pytest.skip(f"{site_scripts} has no script hub-up")
    folder = Path(tempfile.mkdtemp(prefix="hub-", dir="/var/tmp"))
    try:
        started = subprocess.run(
            [site_scripts / "hub-up", folder, str(_free_port())], capture_output=True, text=True, check=False, timeout=600
        )
        assert started.returncode == 0, started.stdout + started.stderr
        yield json.loads(started.stdout)
    finally:
        subprocess.run([site_scripts / "hub-down", folder, "--purge"], check=False, timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
