"""What the bytes of a picture are: told by their structure, with what is none, cut off or too large refused."""

import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.core.rasters import kind_of


def png(width: int = 4, height: int = 3) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x40\x80\xc0" * min(width, 64) for _ in range(min(height, 64))))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


GIF = b"GIF89a" + struct.pack("<HH", 4, 3) + b"\0" * 20
JPEG = (
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + b"\xff\xff\xc2\0\x11\x08" + struct.pack(">HH", 3, 4) + b"\x03" + b"\0" * 9
)
LOSSY = b"RIFF" + struct.pack("<I", 30) + b"WEBPVP8 " + struct.pack("<I", 18) + b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 4, 3) + b"\0" * 8
LOSSLESS = b"RIFF" + struct.pack("<I", 24) + b"WEBPVP8L" + struct.pack("<I", 12) + b"\x2f" + struct.pack("<I", 3 | 2 << 14) + b"\0" * 7
EXTENDED = b"RIFF" + struct.pack("<I", 24) + b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + b"\x03\0\0\x02\0\0" + b"\0\0"
GOOD = {"image/png": png(), "image/gif": GIF, "image/jpeg": JPEG}


@pytest.mark.parametrize(("kind", "data"), [*GOOD.items(), *(("image/webp", data) for data in (LOSSY, LOSSLESS, EXTENDED))])
def test_a_picture_is_told_by_its_bytes(kind: str, data: bytes) -> None:
    """Each of four kinds."""
    assert kind == kind_of(data)


@pytest.mark.parametrize(("data", "why"), [
    (b"", "no JPEG"), (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "no JPEG"), (b"<!doctype html>", "no JPEG"),
    (b"%PDF-1.7", "no JPEG"), (b"BM" + b"\0" * 60, "no JPEG"), (png()[:-14], "cut off"), (png()[:20], "cut off"), (GIF[:8], "cut off"),
    (JPEG[:24], "cut off"), (b"\xff\xd8\xff" + b"<script>" * 9, "cut off"), (LOSSY[:20], "cut off"), (png(0, 3), "no size"),
    (png(20_000, 20_000), "20000 × 20000 pixels"),
])  # fmt: skip
def test_anything_else_is_refused_in_words(data: bytes, why: str) -> None:
    """A document, half a picture, or one that would unpack to hundreds of megabytes."""
    with pytest.raises(ValueError, match=why):
        kind_of(data)


@given(st.sampled_from([*GOOD.values(), LOSSY, LOSSLESS, EXTENDED]), st.integers(0, 60), st.binary(max_size=8))
def test_no_bytes_are_too_strange(data: bytes, at: int, junk: bytes) -> None:
    """It is a kind, or a ValueError; nothing else comes of hostile bytes, and it ends."""
    spoiled = data[:at] + junk + data[at + len(junk) :]
    with suppress(ValueError):
        assert kind_of(spoiled).startswith("image/")
