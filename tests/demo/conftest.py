import http.client
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo.publisher import HOST, Publisher, serve


@dataclass(frozen=True)
class Answered:
    status: int
    body: bytes
    headers: Mapping[str, str]


class Client:
    """Sends request targets exactly as given: other clients tidy `..` away before the server could see it."""

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher

    def get(self, target: str, method: str = "GET", **headers: str) -> Answered:
        connection = http.client.HTTPConnection(HOST, int(self.publisher.url.rpartition(":")[2]), timeout=5)
        try:
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            response = connection.getresponse()
            return Answered(response.status, response.read(), dict(response.getheaders()))
        finally:
            connection.close()


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    folder = tmp_path / "sites"
    (folder / "riverside" / "bread").mkdir(parents=True)
    (folder / "riverside" / "index.html").write_text("<h1>Riverside</h1>", "utf-8")
    (folder / "riverside" / "bread" / "index.html").write_text("<h1>Bread</h1>", "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    return folder


@pytest.fixture
def publisher(sites: Path) -> Iterator[Publisher]:
    with serve(0, sites) as running:
        yield running


@pytest.fixture
def client(publisher: Publisher) -> Client:
    return Client(publisher)
