"""The ledger: writing and verifying entries, against its floor, hashing the same bytes once, on one core.

    make bench (python -m bench.ledger [--entries N])

Entries of about 500 bytes are chained, and the chain is verified whole with a head over all; then one entry is proven alone.
The floor is SHA-256 over every entry and every node of the tree: what no verification can do without.
"""

import argparse
import hashlib
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from syndicator.core.checkpoints import Head
from syndicator.core.ledger import Entry, Record, follow, verify
from syndicator.core.merkle import Tree, included

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
T = TypeVar("T")


def written(count: int) -> list[Entry]:
    """A chain of so many entries."""
    entries: list[Entry] = []
    for number in range(count):
        says = {"answer": "allow", "form": "full", "post": f"{number:064x}", "under": f"{number:064x}"}
        record = Record(kind="verdict", at=NOW, about=f"{number:064x}", site="plaza", says=says, contents={"verdict": b"%d" % number})
        entries.append(follow(record, entries[-1] if entries else None))
    return entries


def hashed(entries: list[Entry]) -> None:
    """The floor."""
    for entry in entries:
        hashlib.sha256(entry.text.encode()).digest()
        hashlib.sha256(bytes(65)).digest()


def timed(deed: Callable[[], T]) -> tuple[T, float]:
    """What it gives, and how long it takes."""
    start = time.perf_counter()
    return deed(), time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=100_000)
    count = parser.parse_args().entries
    entries, writing = timed(lambda: written(count))
    head = Head("bench", count, verify(entries, []).root)
    found, verifying = timed(lambda: verify(entries, [head]))
    assert not found.problems
    _, floor = timed(lambda: hashed(entries))
    tree, growing = timed(lambda: Tree([entry.leaf for entry in entries]))
    path, proving = timed(lambda: tree.inclusion(count // 2))
    proven, checking = timed(lambda: included(entries[count // 2].leaf, count // 2, count, path, head.root))
    assert proven
    print(f"chained            {count / writing:>12,.0f} entries/s")
    print(f"verified           {count / verifying:>12,.0f} entries/s   {verifying / floor:5.1f} × the floor")
    print(f"floor              {count / floor:>12,.0f} entries/s")
    print(f"tree of all        {growing:>12.3f} s")
    print(f"one path           {proving * 1000:>12.3f} ms drawn, {checking * 1000:.3f} ms checked")


if __name__ == "__main__":
    main()
