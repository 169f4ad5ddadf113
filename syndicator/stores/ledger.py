"""The ledger's rows: appended only, inside the transaction of the deed they tell of; contents lie beside, by their SHA-256."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select

from syndicator.core.ledger import Entry, Record, digest, follow
from syndicator.ports import Checkpoint
from syndicator.stores import plain
from syndicator.stores.schema import checkpoints, contents
from syndicator.stores.schema import ledger as table

_CHUNK = 500
_SHORT = 1024  # bytes
_LAST = select(table).order_by(table.c.seq.desc()).limit(1)
_KNOWN = select(contents.c.digest).where(contents.c.digest.in_(bindparam("names", expanding=True)))


def append(connection: Connection, *records: Record) -> list[Entry]:
    """Write records behind the last entry, in order; the writer's lock keeps two from taking one place."""
    if not records:
        return []
    entries = list(_chained(records, _last(connection)))
    rows = [{"seq": one.seq, "about": plain.column(one.about), "text": one.text, "digest": one.digest} for one in entries]
    connection.execute(insert(table), rows)
    _keep(connection, {digest(found): found for record in records for found in record.contents.values()})
    return entries


def _chained(records: Iterable[Record], last: Entry | None) -> Iterator[Entry]:
    for record in records:
        last = follow(record, last)
        yield last


def _keep(connection: Connection, named: Mapping[str, bytes]) -> None:
    """Keep contents, each once, however many entries name it."""
    known = set(connection.execute(_KNOWN, {"names": list(named)}).scalars()) if named else set()
    fresh = [{"digest": name, "packed": _packed(found)} for name, found in named.items() if name not in known]
    if fresh:
        connection.execute(insert(contents), fresh)


def size(connection: Connection) -> int:
    """How many entries there are."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def after(connection: Connection, seq: int, limit: int) -> list[Entry]:
    """The entries behind one, in order."""
    return _entries(connection.execute(select(table).where(table.c.seq > seq).order_by(table.c.seq).limit(limit)))


def about(connection: Connection, subject: str) -> list[Entry]:
    """The entries about a subject, in order."""
    return _entries(connection.execute(select(table).where(table.c.about == plain.column(subject)).order_by(table.c.seq)))


def leaves(connection: Connection, count: int) -> list[bytes]:
    """The hashes of the first entries."""
    query = select(table.c.digest).order_by(table.c.seq).limit(count)
    return [bytes.fromhex(found) for found in connection.execute(query).scalars()]


def content(connection: Connection, name: str) -> bytes | None:
    """A content, as it rests; None where it is not kept, or its bytes cannot be unpacked."""
    packed = connection.execute(select(contents.c.packed).where(contents.c.digest == name)).scalar_one_or_none()
    return _unpacked(packed) if packed is not None else None


def sums(connection: Connection) -> Mapping[str, bool]:
    """Every content, and whether it is what it is named by."""
    return {row.digest: _is(row.digest, _unpacked(row.packed)) for row in connection.execute(select(contents))}


def erase(connection: Connection, names: Sequence[str]) -> None:
    """Take contents out."""
    for start in range(0, len(names), _CHUNK):
        connection.execute(delete(contents).where(contents.c.digest.in_(names[start : start + _CHUNK])))


def heads(connection: Connection) -> list[Checkpoint]:
    """Every checkpoint, oldest first."""
    rows = connection.execute(select(checkpoints).order_by(checkpoints.c.size))
    return [Checkpoint(row.size, row.at, row.note, tuple(_split(row.peaks))) for row in rows]


def keep_head(connection: Connection, found: Checkpoint) -> None:
    """Keep a checkpoint; one of the same size takes its place, since its key may be another one."""
    connection.execute(delete(checkpoints).where(checkpoints.c.size == found.size))
    connection.execute(insert(checkpoints).values(size=found.size, at=found.at, note=found.note, peaks=b"".join(found.peaks)))


def _split(peaks: bytes) -> Iterator[bytes]:
    width = hashlib.sha256().digest_size
    return (peaks[start : start + width] for start in range(0, len(peaks), width))


def _last(connection: Connection) -> Entry | None:
    row = connection.execute(_LAST).one_or_none()
    return Entry(row.seq, row.about, row.text, row.digest) if row is not None else None


def _entries(rows: Iterable[Row[Any]]) -> list[Entry]:
    return [Entry(row.seq, row.about, row.text, row.digest) for row in rows]


def _packed(found: bytes) -> bytes:
    """Compressed; a short content in a small window, since to make the usual one costs more than the rest of its entry."""
    if len(found) > _SHORT:
        return zlib.compress(found)
    packer = zlib.compressobj(wbits=10, memLevel=1)
    return packer.compress(found) + packer.flush()


def _unpacked(packed: bytes) -> bytes | None:
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return None


def _is(name: str, found: bytes | None) -> bool:
    return found is not None and digest(found) == name
