"""Forms that carry a file (multipart/form-data, RFC 7578)."""

import secrets
from collections.abc import Mapping

from syndicator.sites.client import Body


def with_file(data: bytes, kind: str, name: str, fields: Mapping[str, str] | None = None) -> Body:
    """A form with some fields and one file, as its part “file”; the boundary is one that nobody can have put into the file."""
    boundary = secrets.token_hex(16)
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n' for field, value in (fields or {}).items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
    return Body("".join([*parts, head]).encode() + data + f"\r\n--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}")
