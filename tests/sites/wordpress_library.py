"""The media library of the small WordPress: an equal slug silently becomes `-2`, an equal name too."""

import re
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit

_KINDS = ("image/jpeg", "image/png", "image/gif", "image/webp")


class Library:
    """What lies in it, and what readers get."""

    def __init__(self) -> None:
        self.items: list[dict[str, Any]] = []
        self.files: dict[str, bytes] = {}  # by path
        self.open = True  # whether the user may upload

    def answer(
        self, request: BaseHTTPRequestHandler, query: dict[str, str], body: bytes, url: str, number: Callable[[], int]
    ) -> tuple[int, Any]:
        """One request to `media`."""
        if request.command == "GET":
            return 200, [item for item in self.items if item["slug"] == query["slug"]]
        name = re.fullmatch(r'attachment; filename="([\w.-]+)"', request.headers.get("Content-Disposition", ""))
        if not self.open or name is None:
            return _refused(*((400, "rest_upload_no_content_disposition") if self.open else (403, "rest_cannot_create")))
        if request.headers.get("Content-Type") not in _KINDS:
            return _refused(500, "rest_upload_sideload_error")
        same = sum(item["slug"].startswith(query["slug"]) for item in self.items)
        place = f"{url}wp-content/uploads/{f'{same}-' if same else ''}{name[1]}"
        self.files[urlsplit(place).path] = body
        slug = f"{query['slug']}-{same + 1}" if same else query["slug"]
        self.items.append({"id": number(), "slug": slug, "source_url": place, "alt": query["alt_text"]})
        return 201, self.items[-1]


def _refused(status: int, code: str) -> tuple[int, Any]:
    return status, {"code": code, "message": f"Sorry: {code}.", "data": {"status": status}}
