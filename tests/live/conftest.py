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


@pytest.fixture(scope="session")
def site_scripts() -> Path:
    """The folder with the scripts that start real servers: $SYNDICATOR_SITES, else the one that stands beside the project."""
    folder = Path(os.environ.get("SYNDICATOR_SITES") or Path(__file__).parents[2].parent / "shared" / "sites")
    if not folder.is_dir():
        pytest.skip(f"there are no scripts for real servers at {folder}; name their folder in SYNDICATOR_SITES")
    return folder


@pytest.fixture(scope="session")
def wordpress_server(site_scripts: Path) -> Iterator[dict[str, Any]]:
    """A real WordPress as the script describes it: base_url, users with their application passwords."""
    if not (site_scripts / "wordpress-up").is_file():
        pytest.skip(f"{site_scripts} has no script wordpress-up")
    if os.geteuid() != 0:
        pytest.skip("starting a WordPress needs root: its database and web server run as users of their own")
    folder = Path(tempfile.mkdtemp(prefix="wordpress-", dir="/var/tmp"))
    folder.chmod(0o755)  # those users must reach it; pytest's own folders are 0700
    try:
        started = subprocess.run(
            [site_scripts / "wordpress-up", folder, str(_free_port())], capture_output=True, text=True, check=False, timeout=600
        )
        assert started.returncode == 0, started.stdout + started.stderr
        yield json.loads(started.stdout)
    finally:
        subprocess.run([site_scripts / "wordpress-down", folder, "--purge"], check=False, timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
