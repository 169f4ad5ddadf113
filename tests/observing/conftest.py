"""What the tests of observing share: logging and Sentry put back as they were, and a Sentry server on a real socket."""

import gzip
import io
import json
import logging
from collections.abc import Iterator

import pytest
import sentry_sdk
import structlog
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.contextvars.clear_contextvars()
    sentry_sdk.get_client().close(timeout=0)
    sentry_sdk.get_global_scope().set_client(None)
    sentry_sdk.get_global_scope().clear()


class Inbox:
    """A Sentry server's side: every envelope it was sent, as bytes and as (type, payload) items."""

    def __init__(self, server: HTTPServer) -> None:
        self.dsn = f"http://dsnkey@{server.host}:{server.port}/7"
        self.bodies: list[bytes] = []
        server.expect_request("/api/7/envelope/").respond_with_handler(self._take)

    def _take(self, request: Request) -> Response:
        body = request.get_data()
        self.bodies.append(gzip.decompress(body) if request.headers.get("Content-Encoding") == "gzip" else body)
        return Response("{}")

    def items(self, kind: str) -> list[dict[str, object]]:
        """The payloads of one type, in the order of arrival (develop.sentry.dev: envelope = header, then header + payload lines)."""
        found = []
        for body in self.bodies:
            lines = io.BytesIO(body)
            lines.readline()
            while header := lines.readline():
                described = json.loads(header)
                payload = lines.read(described["length"])
                lines.readline()
                if described["type"] == kind:
                    found.append(json.loads(payload))
        return found

    @property
    def bytes(self) -> bytes:
        """Everything that arrived, for looking for what must not be there."""
        return b"\n".join(self.bodies)


@pytest.fixture
def inbox(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    """A Sentry server on this machine."""
    monkeypatch.setenv("NO_PROXY", "*")
    return Inbox(httpserver)
