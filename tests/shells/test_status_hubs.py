"""What `status` tells of hubs, and of a web server whose address cannot be had."""

import json
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from syndicator.core.places import Source
from syndicator.core.subscribing import Subscription, asking, verified
from syndicator.ports import FetchMemory, Poll
from syndicator.stores import open_store

HUB, TOPIC = "https://hub.example/\x1b[31m", "https://pier.test/atom"
NOW = datetime.now(UTC)


def _become(told: Subscription, _: Subscription) -> Subscription:
    return told


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A source whose hub was asked, and another whose hub agreed."""
    (tmp_path / "data").mkdir()
    store = open_store(tmp_path / "data" / "syndicator.sqlite")
    store.keep_sources([Source(id=name, feed=f"https://{name}.test/", publisher=name) for name in ("pier", "quay")], NOW)
    for name in ("pier", "quay"):
        store.record_polls([Poll(name, FetchMemory(hub=HUB, topic=TOPIC), NOW + timedelta(hours=1))], NOW)
    store.settle_subscriptions(NOW)
    for known in store.subscriptions():
        store.change_subscription(known.token, lambda s: asking(s, NOW), NOW)
        if known.source_id == "quay":
            alive = verified(store.subscription(known.token), "subscribe", TOPIC, "864000", NOW)
            store.change_subscription(known.token, partial(_become, replace(alive, problem="a\nword")), NOW)
    store.close()
    file = tmp_path / "syndicator.toml"
    file.write_text('[fetch]\ncontact = "desk@riverside.example"\n')
    return file


def test_hubs_are_listed_with_how_they_stand(run, config):
    """One line each, without terminal tricks, tokens and secrets."""
    out = run("-c", config, "status").out
    lines = {line.split()[0]: line for line in out.splitlines() if line.startswith(("pier", "quay"))}
    assert ("asked" in lines["pier"], f"until {NOW + timedelta(days=10):%Y-%m-%d}" in lines["quay"], "\x1b" in out) == (True, True, False)


def test_a_feed_that_moved_for_good_is_told_until_the_settings_know(run, config):
    """With the address that is asked instead, in words and in JSON."""
    store = open_store(config.parent / "data" / "syndicator.sqlite")
    store.record_polls([Poll("quay", FetchMemory(url="https://quay.test/new"), NOW + timedelta(hours=1))], NOW)
    store.close()
    out, said = run("-c", config, "status").out, json.loads(run("-c", config, "status", "--json").out)
    assert "Feeds that moved for good" in out
    assert {"pier": None, "quay": "https://quay.test/new"} == {s["id"]: s["moved_to"] for s in said["sources"]}


def test_json_tells_all_but_the_secrets(run, config):
    """States, times and numbers."""
    said = json.loads(run("-c", config, "status", "--json").out)["subscriptions"]
    assert ["asked", "quay"] == [said[0]["state"], said[1]["source"]]
    assert {"source", "hub", "topic", "state", "until", "next_request", "pushes", "last_push", "missed", "problem"} == set(said[0])


def test_a_port_that_is_taken_ends_the_daemon_with_one_line(run, config):
    """Exit 2: what, where, and what to do; no traceback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        config.write_text(config.read_text() + f'[web]\nlisten = "{listen}"\npublic = "https://news.riverside.example/"\n')
        ran = run("-c", config, "run")
    assert (2, True) == (ran.code, f"web.listen: {listen} cannot be had" in ran.err)
    assert "Traceback" not in ran.err
