"""A body out of its content codings, bounded on both sides: what crosses the wire, and what it unpacks to."""

import io
from collections.abc import Callable
from functools import partial

from urllib3 import HTTPResponse

from syndicator.errors import Rejected, RetryLater

ACCEPTED = "gzip, deflate, br, zstd"
_CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate", "br", "zstd"})
_CHUNK = 65536
Read = Callable[[int], bytes]  # at most so many bytes; none at the end


def unpacked(read: Read, coding: str, limit: int, check: Callable[[], None]) -> bytes:
    """The body of an answer; raises Rejected where it is larger than `limit` bytes, packed or unpacked.

    What was not asked for is not unpacked (RFC 9110 §12.5.3): RetryLater. `check` is called between two pieces, and may raise.
    """
    packed = _bounded(read, limit, check)
    plain = coding.strip().lower()
    if not {part.strip() for part in plain.split(",")} <= _CODINGS:
        raise RetryLater(f"the body is encoded as “{coding.strip()[:40]}”, which was not asked for")
    if plain in ("", "identity"):
        return packed
    again = HTTPResponse(io.BytesIO(packed), {"content-encoding": plain}, preload_content=False)
    return _bounded(partial(again.read1, decode_content=True), limit, check)


def _bounded(read: Read, limit: int, check: Callable[[], None]) -> bytes:
    pieces, size = [], 0
    while piece := read(_CHUNK):
        size += len(piece)
        if size > limit:
            raise Rejected(f"the body is larger than {limit} bytes", "if that is meant, raise fetch.max_bytes")
        check()
        pieces.append(piece)
    return b"".join(pieces)
