"""The body of a request, bounded in bytes and in time."""

import asyncio

from fastapi import Request
from starlette.requests import ClientDisconnect


class TooLarge(Exception):
    """More bytes than are taken; the rest was not read."""


class TooSlow(Exception):
    """It did not come to its end in time, or at all."""


async def body_of(request: Request, limit: int, seconds: float) -> bytes:
    """The whole body; raises TooLarge and TooSlow. What is announced as too large is not read at all."""
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced[:19]) > limit:
        raise TooLarge
    pieces: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            async for piece in request.stream():
                size += len(piece)
                if size > limit:
                    raise TooLarge
                pieces.append(piece)
    except (TimeoutError, ClientDisconnect):
        raise TooSlow from None
    return b"".join(pieces)
