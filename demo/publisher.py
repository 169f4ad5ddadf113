"""Serves the invented publishers and the finished sites on the loopback interface, as a reader and a feed reader would meet them.

    /                               a list of the publishers
    /<publisher>/feed.xml           feeds, article pages, terms pages and pictures, from demo/publishers/<publisher>/
    /sites/<id>/...                 the finished static sites and outgoing feeds, from the folder given

The files of the publishers are text with two placeholders: `{{base}}` is the server's own address, and `{{body PAGE}}` is
what stands between `<!-- body -->` and `<!-- /body -->` in a page beside it, escaped for the file it is put into. Round 2
is a day later: `NAME.round-2.EXT` stands in for `NAME.EXT`, and where there is a `NAME.gone.EXT`, it is shown with 410.
"""

import functools
import hashlib
import html
import json
import re
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote

HOST = "127.0.0.1"
PUBLISHERS = Path(__file__).parent / "publishers"
# The publishers' clock stands still, so that two runs of the demonstration answer alike.
_ROUNDS = {1: datetime(2026, 11, 16, 7, 0, tzinfo=UTC), 2: datetime(2026, 11, 18, 7, 0, tzinfo=UTC)}
_TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
    ".json": "application/feed+json; charset=utf-8",
    ".png": "image/png",
    ".rdf": "application/rdf+xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
}
_BODY = re.compile(r"<!-- body -->(.*?)<!-- /body -->", re.DOTALL)
_INCLUDED = re.compile(r"\{\{body ([a-z0-9.-]+)\}\}")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a request gets: status, body and its type; `modified` is None where there is nothing to validate."""

    status: HTTPStatus
    body: bytes
    content_type: str = "text/plain; charset=utf-8"
    modified: datetime | None = None
    location: str = ""

    @property
    def etag(self) -> str:
        """A strong entity tag (RFC 9110 §8.8.3) made of the body alone."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


class Publisher:
    """A running server; a context manager. `round` is 1 or 2: 2 shows what was corrected and withdrawn meanwhile."""

    def __init__(self, port: int, sites_folder: Path) -> None:
        self.round = 1
        self.sites_folder = sites_folder
        self._server = ThreadingHTTPServer((HOST, port), functools.partial(_Handler, self))
        self.url = f"http://{HOST}:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving and give the port back."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, target: str) -> Reply:
        """The full reply to a GET of this request target, before any condition is looked at."""
        path = unquote(target.partition("?")[0])
        names = path.strip("/").split("/") if path.strip("/") else []
        if not all(_NAME.fullmatch(name) for name in names):
            return _not_found()
        if names[:1] == ["sites"]:
            return self._site_file(names, path)
        return self._publisher_file(names, path)

    def _site_file(self, names: list[str], path: str) -> Reply:
        file = _inside(self.sites_folder, names[1:])
        if file is None or len(names) == 1:
            return _not_found()
        if file.is_dir():
            if not path.endswith("/"):
                return _moved(names)
            file = file / "index.html"
        if not file.is_file():
            return _not_found()
        changed = datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
        return Reply(HTTPStatus.OK, file.read_bytes(), _type_of(file), changed)

    def _publisher_file(self, names: list[str], path: str) -> Reply:
        file = _inside(PUBLISHERS, names)
        if file is None or ".round-2" in path or ".gone" in path:
            return _not_found()
        if file.is_dir():
            if not path.endswith("/"):
                return _moved(names)
            file = file / "index.html"
        gone = file.with_suffix(f".gone{file.suffix}")
        if self.round > 1 and gone.is_file():
            return Reply(HTTPStatus.GONE, self._filled(gone), _type_of(gone))
        shown = self._of_this_round(file)
        if not shown.is_file():
            return _not_found()
        return Reply(HTTPStatus.OK, self._filled(shown), _type_of(file), _ROUNDS[1 if shown == file else 2])

    def _of_this_round(self, file: Path) -> Path:
        later = file.with_suffix(f".round-2{file.suffix}")
        return later if self.round > 1 and later.is_file() else file

    def _filled(self, file: Path) -> bytes:
        """The file with its placeholders filled; pictures and other binary files have none."""
        if file.suffix in (".png", ".jpg"):
            return file.read_bytes()
        text = _INCLUDED.sub(lambda m: _escaped(self._body(file.with_name(m[1])), file.suffix), file.read_text("utf-8"))
        return text.replace("{{base}}", self.url).encode()

    def _body(self, page: Path) -> str:
        found = _BODY.search(self._of_this_round(page).read_text("utf-8"))
        if found is None:
            raise ValueError(f"{page} marks no body")
        return found[1].strip()


class _Handler(BaseHTTPRequestHandler):
    """GET and HEAD with conditions (RFC 9110 §13.2.2: If-None-Match goes before If-Modified-Since)."""

    def __init__(self, publisher: Publisher, *args: object) -> None:
        self._publisher = publisher
        super().__init__(*args)  # type: ignore[arg-type]  # socketserver hands on what it made itself

    def do_GET(self) -> None:  # the name http.server calls
        self._send(with_body=True)

    def do_HEAD(self) -> None:  # the name http.server calls
        self._send(with_body=False)

    def log_message(self, *_: object, **__: object) -> None:
        """Say nothing: the demonstration's own output is the thing to read."""

    def _send(self, *, with_body: bool) -> None:
        reply = self._publisher.answer(self.path)
        fresh = reply.modified is not None and self._has(reply.etag, reply.modified)
        self.send_response(HTTPStatus.NOT_MODIFIED if fresh else reply.status)
        if reply.modified is not None:
            self.send_header("ETag", reply.etag)
            self.send_header("Last-Modified", format_datetime(reply.modified, usegmt=True))
        if reply.location:
            self.send_header("Location", reply.location)
        if not fresh:
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if with_body and not fresh:
            self.wfile.write(reply.body)

    def _has(self, etag: str, modified: datetime) -> bool:
        """Whether the client said that it holds this very version."""
        held = self.headers.get("If-None-Match")
        if held is not None:
            return held.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in held.split(","))
        try:
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
        except ValueError:
            return False  # a date that cannot be read is to be ignored (RFC 9110 §13.1.3)
        return modified <= since.astimezone(UTC)


def serve(port: int, sites_folder: Path) -> Publisher:
    """Start the server on 127.0.0.1 (port 0: any free one); raises OSError where the port is taken."""
    return Publisher(port, sites_folder)


def _inside(root: Path, names: list[str]) -> Path | None:
    """The file so named below the folder; None where a link leads out of it."""
    file = root.joinpath(*names)
    return file if file.resolve().is_relative_to(root.resolve()) else None


def _type_of(file: Path) -> str:
    return _TYPES.get(file.suffix, "application/octet-stream")


def _escaped(body: str, suffix: str) -> str:
    return json.dumps(body, ensure_ascii=False)[1:-1] if suffix == ".json" else html.escape(body, quote=False)


def _not_found() -> Reply:
    return Reply(HTTPStatus.NOT_FOUND, b"There is nothing here.\n")


def _moved(names: list[str]) -> Reply:
    return Reply(HTTPStatus.MOVED_PERMANENTLY, b"", location=f"/{'/'.join(names)}/")
