"""What the bytes of a picture are: JPEG, PNG, GIF or WebP by their own structure, never by a name or a header; nothing is decoded.

SVG is none of them: it is a document that may hold scripts.
"""

import struct
from collections.abc import Callable

_MOST_PIXELS = 50_000_000  # a site decodes what it is given: 50 megapixels are 200 MB of memory
_FRAMES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})  # ITU T.81 B.1.1.3, SOFn
_LONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length


def kind_of(data: bytes) -> str:
    """The media type of a picture; ValueError, in words, for what is none, is cut off, or would unpack to too much."""
    for kind, begins, size in _KINDS:
        if begins(data):
            try:
                width, height = size(data)
            except (struct.error, IndexError):
                raise ValueError(f"the {kind} is cut off") from None
            if not width or not height:
                raise ValueError(f"the {kind} has no size")
            if width * height > _MOST_PIXELS:
                raise ValueError(f"the {kind} has {width} × {height} pixels")
            return kind
    raise ValueError("it is no JPEG, PNG, GIF or WebP")


def _png(data: bytes) -> tuple[int, int]:
    """IHDR is the first chunk, IEND the last (PNG §5.6)."""
    if data[12:16] != b"IHDR" or b"IEND" not in data[-12:]:
        raise IndexError
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _gif(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack("<HH", data[6:10])
    return width, height


def _jpeg(data: bytes) -> tuple[int, int]:
    """The first frame header among the segments (ITU T.81 B.2.2)."""
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _LONE:
            at += 2
        elif marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        else:
            at += 2 + max(2, struct.unpack(">H", data[at + 2 : at + 4])[0])
    raise IndexError


def _webp(data: bytes) -> tuple[int, int]:
    """The canvas of the first chunk (RFC 9649 §2.5 to 2.7)."""
    if struct.unpack("<I", data[4:8])[0] + 8 > len(data) + 1:
        raise IndexError
    if data[12:16] == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if data[12:16] == b"VP8L":
        bits = struct.unpack("<I", data[21:25])[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:15] == b"WEBPVP8"


_KINDS: tuple[tuple[str, Callable[[bytes], bool], Callable[[bytes], tuple[int, int]]], ...] = (
    ("image/jpeg", lambda data: data[:3] == b"\xff\xd8\xff", _jpeg),
    ("image/png", lambda data: data[:8] == b"\x89PNG\r\n\x1a\n", _png),
    ("image/gif", lambda data: data[:6] in (b"GIF87a", b"GIF89a"), _gif),
    ("image/webp", _is_webp, _webp),
)
