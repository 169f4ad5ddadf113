"""The core's values as text and back, without loss: hostile strings, offsets of times and all."""

import hashlib
import json
import zlib
from collections.abc import Hashable
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from syndicator.errors import StoreUnavailable

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")
_TIME = "$time"


def dumps(kind: type[T], value: T) -> str:
    """A value of this dataclass as JSON in ASCII, so that lone surrogates and NUL of hostile texts survive any database."""
    return _ENCODER.encode(_adapter(cast("Hashable", kind)).dump_python(value))


def loads(kind: type[T], text: str) -> T:
    """The value that was dumped; raises StoreUnavailable for a text that cannot have been."""
    try:
        value: T = _adapter(cast("Hashable", kind)).validate_python(_DECODER.decode(text))
    except ValueError as error:  # json and pydantic both raise subclasses of it
        raise StoreUnavailable(_damaged(kind)) from error
    return value


def pack(kind: type[T], value: T) -> bytes:
    """The same, compressed; its checksum finds damage that the database cannot see."""
    return zlib.compress(dumps(kind, value).encode("ascii"), 1)


def unpack(kind: type[T], data: bytes) -> T:
    """The value that was packed; raises StoreUnavailable for damaged bytes."""
    try:
        text = zlib.decompress(data).decode("ascii")
    except (zlib.error, UnicodeDecodeError) as error:
        raise StoreUnavailable(_damaged(kind)) from error
    return loads(kind, text)


def column(text: str) -> str:
    """A text as a database takes it: without lone surrogates (no UTF-8 has them) and NUL (PostgreSQL has none)."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")


def fingerprint(text: str) -> str:
    """sha256 (hex) of a text of any length, to search by."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


@cache
def _adapter(kind: Hashable) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter  # heavy: loaded with the first value

    return TypeAdapter(cast("Any", kind))


def _time(value: object) -> dict[str, str] | str | float:
    """Times are tagged and read back by the standard library, so that `repr` (and with it a digest) stays the same.

    Days and lengths of time are read back from what they are declared to be.
    """
    if isinstance(value, datetime):
        return {_TIME: value.isoformat()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    raise TypeError(f"{type(value).__name__} has no plain form")


def _revive(value: dict[str, Any]) -> datetime | dict[str, Any]:
    return datetime.fromisoformat(value[_TIME]) if len(value) == 1 and _TIME in value else value


_ENCODER = json.JSONEncoder(default=_time, separators=(",", ":"))
_DECODER = json.JSONDecoder(object_hook=_revive)


def _damaged(kind: type[object]) -> str:
    return f"a stored value ({kind.__name__}) is damaged: restore the newest backup"
