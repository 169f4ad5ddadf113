"""The daemon at a real WebSub hub, software that is not ours: verified, pushed to, signed, let go of."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from bench.websub import press, settings

pytestmark = pytest.mark.live


def command(file: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "syndicator", "--config", str(file), *words]


def subscriptions(file: Path) -> list[dict[str, Any]]:
    """As an operator sees them."""
    done = subprocess.run(command(file, "status", "--json"), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["subscriptions"]


def until(true: Callable[[], bool], daemon: "subprocess.Popen[bytes]", what: str) -> None:
    ends = time.monotonic() + 60
    while not true():
        assert daemon.poll() is None, "the daemon ended"
        assert time.monotonic() < ends, f"{what}: it took longer than a minute"
        time.sleep(0.2)


def test_a_publication_arrives_by_way_of_a_real_hub(websub_hub: dict[str, Any], tmp_path: Path):
    """Subscribed after the first poll; what is published is posted without any other poll, and counted as a push."""
    with press() as publisher:
        publisher.hub = websub_hub["hub_url"]
        file = settings(tmp_path, publisher)
        with (tmp_path / "log").open("wb") as log, subprocess.Popen(command(file, "run"), stderr=log) as daemon:
            try:
                until((tmp_path / "data" / "syndicator.sqlite").exists, daemon, "starting")
                until(lambda: any(s["state"].startswith("until") for s in subscriptions(file)), daemon, "being verified")
                for number in (1, 2):
                    publisher.add(number)
                    said = {"hub.mode": "publish", "hub.topic": f"{publisher.url}/feed", "hub.url": f"{publisher.url}/feed"}
                    requests.post(publisher.hub, data=said, timeout=10).raise_for_status()
                    until(lambda n=number: len(list((tmp_path / "public").glob(f"{n}-*.html"))) == 1, daemon, f"article {number}")
                (known,) = subscriptions(file)
                assert (2, "") == (known["pushes"], known["problem"])
            finally:
                daemon.terminate()
                assert 0 == daemon.wait(30)
    assert 1 == (tmp_path / "log").read_text().count('"event": "source.read"'), "it was polled a second time"
