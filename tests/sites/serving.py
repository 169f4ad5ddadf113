"""What the small sites of the tests stand on: a server on a loopback port that turns requests into replies."""

import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Request:
    """What a client asked."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def route(self) -> str:
        """The path without its query."""
        return urlsplit(self.path).path

    @property
    def query(self) -> dict[str, str]:
        """The last value of each parameter."""
        return dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))

    def json(self) -> Any:
        """The body as JSON; None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass(frozen=True)
class Reply:
    """An HTTP answer."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


def as_json(status: int, value: Any, *headers: tuple[str, str]) -> Reply:
    """An answer in JSON."""
    return Reply(status, (("Content-Type", "application/json"), *headers), json.dumps(value).encode())


def as_page(status: int, html: str, *headers: tuple[str, str]) -> Reply:
    """An answer in HTML."""
    return Reply(status, (("Content-Type", "text/html; charset=utf-8"), *headers), html.encode())


def send(handler: BaseHTTPRequestHandler, reply: Reply, *, length: int | None = None) -> None:
    """Answer, with `Content-Length` as it is or as it is pretended to be."""
    handler.send_response_only(reply.status)
    for name, value in reply.headers:
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(reply.body) if length is None else length))
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(reply.body)
    handler.close_connection = True


class Serving:
    """Answers by `serve`; use as a context manager."""

    def __init__(self) -> None:
        serving = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *arguments: Any) -> None:
                """Say nothing."""

            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                serving.serve(self, Request(self.command, self.path, dict(self.headers.items()), body))

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_HEAD = _answer  # noqa: N815  # the server's own names

        class Server(ThreadingHTTPServer):
            request_queue_size = 64  # five by default, fewer than a test has workers
            daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.netloc = f"127.0.0.1:{self._server.server_port}"
        self.url = f"http://{self.netloc}/"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def serve(self, handler: BaseHTTPRequestHandler, request: Request) -> None:
        """Answer one request."""
        raise NotImplementedError


class SmallSite(Serving):
    """A site whose whole state changes under one lock; `reply` says what it answers."""

    def __init__(self) -> None:
        super().__init__()
        self.lock = threading.RLock()
        self.requests: list[Request] = []

    def serve(self, handler: BaseHTTPRequestHandler, request: Request) -> None:
        """Answer, one after the other."""
        with self.lock:
            self.requests.append(request)
            reply = self.reply(request)
        send(handler, reply)

    def reply(self, request: Request) -> Reply:
        """What this site answers."""
        raise NotImplementedError
