"""The web server on a socket of its own, over a real store, with a subscription that a hub may call back for."""

import hashlib
import hmac
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from syndicator.core.subscribing import Subscription, asking
from syndicator.ports import FetchMemory, Poll
from syndicator.settings import load
from syndicator.stores import open_store
from syndicator.web import beside
from syndicator.wiring import Application, running, utc_now

TOPIC = "https://press.example/feed"
SETTINGS = """
[fetch]
contact = "desk@riverside.example"
max_bytes = 100_000
deadline = "2s"
[web]
listen = "127.0.0.1:{port}"
public = "http://127.0.0.1:{port}/"
[[source]]
id = "press"
feed = "https://press.example/feed"
publisher = "Press"
"""


@dataclass
class Door:
    """A running web server, what is behind it, and a hub that knows the callback."""

    app: Application
    url: str
    known: Subscription
    woken: list[int] = field(default_factory=list)

    @property
    def callback(self) -> str:
        return f"{self.url}/websub/{self.known.token}"

    def question(self, mode: str = "subscribe", topic: str = TOPIC, **more: str) -> requests.Response:
        """Ask as a hub does."""
        said = {"hub.mode": mode, "hub.topic": topic, "hub.challenge": "river <&> 7", "hub.lease_seconds": "3600"}
        said |= {f"hub.{name}": value for name, value in more.items()}
        return requests.get(self.callback, params={name: value for name, value in said.items() if value}, timeout=5)

    def push(self, body: bytes = b"<feed/>", signature: str | None = None, callback: str = "") -> requests.Response:
        """Push as a hub does, rightly signed where nothing else is said."""
        right = f"sha256={hmac.new(self.known.secret.encode(), body, hashlib.sha256).hexdigest()}"
        headers = {"Content-Type": "application/atom+xml", "X-Hub-Signature": right if signature is None else signature}
        return requests.post(callback or self.callback, body, headers=headers, timeout=5)

    def now_stands(self) -> Subscription:
        return self.app.store.subscription(self.known.token)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store made once: making one anew would take longer than most tests."""
    path = tmp_path_factory.mktemp("stores") / "empty.db"
    open_store(path).close()
    return path


@pytest.fixture(params=["https://hub.example/"])
def door(request: pytest.FixtureRequest, tmp_path: Path, empty_store: Path) -> Iterator[Door]:
    """A door whose hub was asked a moment ago."""
    port = free_port()
    (tmp_path / "data").mkdir()
    shutil.copy(empty_store, tmp_path / "data" / "syndicator.sqlite")
    file = tmp_path / "syndicator.toml"
    file.write_text(SETTINGS.format(port=port))
    woken: list[int] = []
    with running(load(file, {})) as app, beside(app, lambda: woken.append(1)):
        now = utc_now()
        app.store.keep_sources(app.settings.sources, now)
        app.store.record_polls([Poll("press", FetchMemory(hub=request.param, topic=TOPIC), now + timedelta(hours=1))], now)
        app.store.settle_subscriptions(now)
        (known,) = app.store.subscriptions()
        app.store.change_subscription(known.token, lambda s: asking(s, now), now)
        yield Door(app, f"http://127.0.0.1:{port}", known, woken)
